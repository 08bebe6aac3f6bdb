"""A payment plan as one line of text: `30k 2026-12-01, 70k 2027-02-01`, or `6x 5k 2026-12-31` for one
instalment a month. It must not know contracts, nor whether a plan fits one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from tierdesk.errors import Invalid
from tierdesk.i18n.message import say

if TYPE_CHECKING:
    from datetime import date

Day = Callable[[str], "date"]
"""Reads a day as its reader means it. Raises Invalid."""
_APART = re.compile(r"[;；、\n]|[,，](?=\s)|(?<=\d{4}-\d\d-\d\d)[,，]")
_TIMES = re.compile(r"(\d{1,3})\s*[x×*]\s*(?=\S)", re.I)
_BETWEEN = frozenset(("on", "by", "@", "from", "due", "于", "在"))
"""Words between an amount and its day that mean nothing else."""
_MOST = 120
_SHOWN = 60


def read_plan(written: str, currency: str, read_day: Day) -> list[dict[str, object]]:
    """The instalments, oldest first, as they are stored: `{"due_on", "amount"}`. Amount and day stand in
    either order; `currency` is that of amounts that name none. Raises Invalid for a part that is none,
    naming it."""
    found: list[tuple[date, dict[str, object]]] = []
    for part in _APART.split(written):
        if part.strip():
            found += _instalments(part.strip(), currency, read_day)
    if len(found) > _MOST:
        raise Invalid(say("These are %(n)s instalments; a plan has %(most)s at most.",
                          n=len(found), most=_MOST))  # fmt: skip
    found.sort(key=lambda pair: pair[0])
    return [{"due_on": on.isoformat(), "amount": amount} for on, amount in found]


def plan_text(value: object) -> str:
    """The text that reads back as the same plan."""
    from tierdesk.desk.field_texts import edited_money

    parts = value if isinstance(value, list) else []
    return "; ".join(
        f"{edited_money(part.get('amount'))} {part.get('due_on', '')}".strip()
        for part in parts
        if isinstance(part, dict)
    )


def _instalments(part: str, currency: str, read_day: Day) -> list[tuple[date, dict[str, object]]]:
    from tierdesk.domain.months import add_months

    times = _TIMES.match(part)
    words = part[times.end() if times else 0 :].split()
    if len(words) > _MOST:
        raise _none(part)
    on, amount = _parted(words, currency, read_day, part)
    number = int(times[1]) if times else 1
    if not 1 <= number <= _MOST:
        raise _none(part)
    try:
        return [(add_months(on, n), amount) for n in range(number)]
    except ValueError:
        raise _none(part) from None


def _parted(
    words: list[str], currency: str, read_day: Day, part: str
) -> tuple[date, dict[str, object]]:
    """The day and the amount of one instalment; the shortest beginning that is the one, with a rest
    that is the other."""
    for at in range(1, len(words)):
        first, rest = words[:at], words[at:]
        between = rest[0].casefold() in _BETWEEN and len(rest) > 1
        behind = rest[1:] if between else rest
        for money, when in ((first, behind), (behind, first)):
            try:
                return read_day(" ".join(when)), _money(" ".join(money), currency)
            except Invalid:
                continue
    raise _none(part)


def _money(written: str, currency: str) -> dict[str, object]:
    from tierdesk.domain.money import parse

    money = parse(written, currency)
    if money.minor <= 0:
        raise Invalid(say("Each instalment needs an amount above zero."))
    return money.document()


def _none(part: str) -> Invalid:
    return Invalid(
        say("“%(text)s” is no instalment; write an amount and a day, like 30k 2026-12-01.",
            text=part[:_SHOWN])
    )  # fmt: skip
