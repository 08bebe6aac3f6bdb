"""Money: whole minor units of one currency. Sums never cross currencies without a dated rate.

Exponents follow ISO 4217; a code that is not listed in `EXPONENTS` has two decimals.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from unicodedata import normalize

from tierdesk.domain.document import Doc, integer, mapping, text
from tierdesk.errors import Invalid
from tierdesk.i18n.message import say

CURRENCIES = frozenset(
    """AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP
    BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP
    GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR
    KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK
    MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR
    SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS
    UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG""".split()
)
EXPONENTS = dict.fromkeys(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(), 0
) | dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3)
SIGNS = {
    "¥": "CNY", "￥": "CNY", "元": "CNY", "人民币": "CNY", "RMB": "CNY", "CN¥": "CNY",
    "$": "USD", "US$": "USD", "美元": "USD", "€": "EUR", "欧元": "EUR", "£": "GBP", "英镑": "GBP",
    "HK$": "HKD", "港币": "HKD", "NT$": "TWD", "JP¥": "JPY", "日元": "JPY", "円": "JPY",
    "₩": "KRW", "₹": "INR", "₫": "VND", "S$": "SGD", "A$": "AUD", "C$": "CAD", "R$": "BRL",
}  # fmt: skip
SCALES = {"k": 3, "K": 3, "m": 6, "M": 6, "万": 4, "萬": 4, "亿": 8, "億": 8, "千": 3, "百万": 6}
LARGEST = 10**15
LONGEST = 60
"""Characters that an amount may take; more is a sentence, not an amount."""
_NUMBER = (
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3})+(?:,\d+)?"
    r"|\d{1,3}(?:[ '’\u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?"
    r"|\d+(?:[.,]\d*)?|[.,]\d+)"
)
_AMOUNT = re.compile(
    rf"(?P<before>[^\d\s.,+\-]*)[ \t]*(?P<sign>[-+]?)[ \t]*(?P<inner>[^\d\s.,+\-]*)[ \t]*{_NUMBER}"
    r"[ \t]*(?P<scale>百万|[万萬亿億千]|[kKmM](?![A-Za-z])|[kKmM](?=[A-Za-z]{3}$))?"
    r"[ \t]*(?P<after>[^\d\s]*)"
)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """`minor` units (cents, fen; may be negative) of `currency` (ISO 4217)."""

    minor: int
    currency: str

    @property
    def major(self) -> Decimal:
        """The amount in whole units, exact."""
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    def document(self) -> dict[str, object]:
        """How it is stored."""
        return {"minor": self.minor, "currency": self.currency}


@dataclass(frozen=True, slots=True, order=True)
class Exact(Money):
    """Money that a sentence tells to the last minor unit, where a rounded sum would mislead."""

    @classmethod
    def of(cls, money: Money) -> "Exact":
        """The same money."""
        return cls(money.minor, money.currency)


def exponent(currency: str) -> int:
    """Decimals of a currency."""
    return EXPONENTS.get(currency, 2)


def of(amount: Decimal | int | str, currency: str) -> Money:
    """From whole units, rounded half to even to the currency's minor unit."""
    minor = Decimal(amount).scaleb(exponent(currency)).quantize(Decimal(1), ROUND_HALF_EVEN)
    return Money(int(minor), currency)


def read(doc: Doc, key: str) -> Money | None:
    """The money stored under `key`, None when absent or malformed."""
    raw = mapping(doc, key)
    minor, code = integer(raw, "minor"), text(raw, "currency")
    return Money(minor, code) if minor is not None and code else None


def parse(written: str, currency: str) -> Money:
    """What a person wrote: `12,500`, `¥3.2万`, `1.200,50 EUR`, `USD 40k`; `currency` where none
    is written. A point or comma that parts groups of three digits is a separator, any other is
    decimal; so `1.234` and `1,234` are both 1234 in a currency of two decimals. Raises Invalid
    for what is not an amount, for an unknown currency and for more than 10^15. A negative
    amount is read; the field decides whether it may stand."""
    text = normalize("NFKC", written[: LONGEST + 1]).strip().replace("−", "-")
    match = _AMOUNT.fullmatch(text) if len(text) <= LONGEST else None
    if not match:
        raise _no_amount(written)
    scale, after = match["scale"] or "", match["after"]
    word = (match["before"] + match["inner"] + after).strip()
    code = _currency(word, currency, written)
    try:
        value = Decimal(_plain(match["number"], exponent(code))).scaleb(SCALES.get(scale, 0))
    except InvalidOperation:
        raise _no_amount(written) from None
    if value > LARGEST:
        raise Invalid(say("“%(text)s” is too large for an amount.", text=written))
    found = of(value, code)
    return Money(-found.minor, code) if match["sign"] == "-" else found


def _no_amount(written: str) -> Invalid:
    shown = written if len(written) <= LONGEST else written[: LONGEST - 1] + "…"
    return Invalid(
        say("“%(text)s” is not an amount; write it like 12500 or 12.5k EUR.", text=shown)
    )


def currency_code(text: str) -> str:
    """The ISO 4217 code of a currency that a person wrote: `EUR`, `€`, `元`, `rmb`. Raises Invalid
    for a currency that is not known."""
    code = _known_code(text.strip())
    if not code:
        shown = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
        raise Invalid(
            say("“%(text)s” is no currency that tierdesk knows; use an ISO code like CNY, EUR or USD.",
                text=shown)
        )  # fmt: skip
    return code


def is_currency(text: str) -> bool:
    """Whether somebody means a currency by that word."""
    return bool(_known_code(text.strip()))


def _known_code(word: str) -> str:
    """The code, "" when it is none."""
    code = SIGNS.get(word) or SIGNS.get(word.upper()) or word.upper()
    return code if code in CURRENCIES else ""


def _currency(word: str, default: str, written: str) -> str:
    if not word:
        return default
    code = _known_code(word)
    if not code:
        raise Invalid(
            say("“%(word)s” in “%(text)s” is no currency that tierdesk knows; use an ISO code like "
                "CNY, EUR or USD.", word=word, text=written)
        )  # fmt: skip
    return code


def _plain(number: str, decimals: int) -> str:
    """Digits with one decimal point; `decimals` are those of the currency."""
    digits = re.sub(r"[ '’\u00a0\u202f]", "", number)
    if "." in digits and "," in digits:
        last = max(digits.rfind("."), digits.rfind(","))
        return re.sub(r"[.,]", "", digits[:last]) + "." + digits[last + 1 :]
    if digits.count(",") > 1 or digits.count(".") > 1:
        return re.sub(r"[.,]", "", digits)
    if decimals < 3 and re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", digits):
        return re.sub(r"[.,]", "", digits)
    return digits.replace(",", ".")
