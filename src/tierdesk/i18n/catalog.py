"""Turning messages into a reader's language: gettext catalogues and the forms of figures.

The only module that knows which languages there are. Never imported by a rule.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tierdesk.i18n.message import N_, Message, Verbatim
from tierdesk.terminal.cells import width
from tierdesk.terminal.clean import clean

if TYPE_CHECKING:
    from tierdesk.domain.money import Money

LANGUAGES = ("en", "zh")
AMOUNT_CELLS = 9
"""Cells of a column of brief amounts."""
_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_SYMBOLS = {"CNY": "¥", "EUR": "€", "GBP": "£", "USD": "$", "JPY": "JP¥", "HKD": "HK$"}

_Scales = tuple[tuple[int, str], ...]
_LATIN: _Scales = ((3, "k"), (6, "M"), (9, "B"), (12, "T"))
_CHINESE: _Scales = ((4, "万"), (8, "亿"), (12, "万亿"))
"""Powers of ten and their units."""


class Translations(Protocol):
    """The part of gettext that a catalogue needs; tests bring a pseudo-language."""

    def gettext(self, message: str) -> str:
        """The translation of a sentence, itself when there is none."""
        ...

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form for n."""
        ...


def language_of(environment: Mapping[str, str]) -> str:
    """zh where the locale says Chinese, else en: the first of `LANGUAGES`."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(variable, "")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


class Catalog:
    """One language. Values inside sentences are customer text or figures: always cleaned."""

    def __init__(self, language: str, translations: Translations | None = None) -> None:
        self.language = language
        self._source = translations or _load(language)

    def __call__(self, text: str) -> str:
        """A marked label; "" stays "" (gettext would answer with the catalogue's header), and what
        a person named keeps its name."""
        if isinstance(text, Verbatim):
            return clean(text)
        return self._source.gettext(text) if text else ""

    def text(self, message: Message) -> str:
        """The sentence with its figures."""
        if message.plural:
            pattern = self._source.ngettext(message.key, message.plural, message.n)
        else:
            pattern = self(message.key)
        if not message.args:
            return pattern
        return pattern % {name: self.value(value) for name, value in message.args.items()}

    def value(self, value: object) -> object:
        """A figure as this language writes it; numbers stay numbers for %-formats."""
        if isinstance(value, str):
            return clean(value)
        if isinstance(value, int | float):
            return value
        if isinstance(value, Message):
            return self.text(value)
        if isinstance(value, datetime):
            return f"{self.day(value.date())} {value:%H:%M}"
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, tuple | list):
            separator = "、" if self.language == "zh" else ", "
            return separator.join(str(self.value(part)) for part in value)
        from tierdesk.domain.money import Exact, Money

        if isinstance(value, Exact):
            return self.exact(value)
        return self.money(value) if isinstance(value, Money) else value

    def day(self, day: date) -> str:
        """Weekday and date: `Fri 2026-11-27`, `周五 2026-11-27`."""
        return f"{self(_WEEKDAYS[day.weekday()])} {day.isoformat()}"

    def exact(self, money: Money) -> str:
        """To the last minor unit, for totals: `$10,005,534`, `€1,200.50`."""
        symbol = _SYMBOLS.get(money.currency, money.currency + " ")
        whole, _, part = f"{abs(money.major):,f}".partition(".")
        shown = f"{whole}.{part}" if part.strip("0") else whole
        return ("-" if money.minor < 0 else "") + symbol + shown

    def money(self, money: Money) -> str:
        """Compact: `¥320k`, `€1.2M`; in Chinese `¥32万`, `¥1.2亿`."""
        return "".join(_parts(money, self._scales))

    def brief(self, money: Money, cells: int = AMOUNT_CELLS) -> str:
        """Compact in a column of so many cells (no fewer than 9), never cut: what is too wide loses
        the space behind the code of its currency, then its decimals, then its Chinese scale."""
        for scales in (self._scales, _LATIN):
            for whole in (False, True):
                sign, symbol, figure = _parts(money, scales, whole=whole)
                for head in (symbol, symbol.rstrip()):
                    if width(text := sign + head + figure) <= cells:
                        return text
        return text

    @property
    def _scales(self) -> _Scales:
        return _CHINESE if self.language == "zh" else _LATIN


def _parts(money: Money, scales: _Scales, *, whole: bool = False) -> tuple[str, str, str]:
    """Sign, currency and figure; `whole` without decimals."""
    symbol = _SYMBOLS.get(money.currency, money.currency + " ")
    sign, amount = ("-" if money.minor < 0 else ""), abs(money.major)
    reached, unit = 0, ""
    for power, its in scales:
        if amount < 10**power - (10**reached // 2 if reached else 0):
            break
        reached, unit = power, its
    if reached:
        scaled = amount.scaleb(-reached)
        shown = f"{scaled:.1f}" if scaled < 100 and not whole else f"{scaled:.0f}"
        return sign, symbol, shown.removesuffix(".0") + unit
    shown = f"{amount:.0f}" if whole else f"{amount:f}"
    return sign, symbol, (shown.rstrip("0").rstrip(".") if "." in shown else shown)


def _load(language: str) -> Translations:
    if language == "en":
        return gettext.NullTranslations()
    folder = Path(__file__).parent / "locale" / {"zh": "zh_CN"}[language] / "LC_MESSAGES"
    with (folder / "tierdesk.mo").open("rb") as compiled:
        return gettext.GNUTranslations(compiled)
