"""Money: whole minor units of one currency. Sums never cross currencies without a dated rate.

Exponents follow ISO 4217; a code that is not listed in `EXPONENTS` has two decimals.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

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
    UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG""".split()
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
_AMOUNT = re.compile(
    r"(?P<before>[^\d\s.,+\-−]*)\s*(?P<sign>[-−+]?)\s*(?P<before2>[^\d\s.,+\-−]*)\s*"
    r"(?P<number>\d[\d.,'\s’]*|[.,]\d+)\s*(?P<scale>百万|[kKmM万萬亿億千])?\s*(?P<after>[^\d\s]*)"
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
    is written. Raises Invalid for what is not an amount, for an unknown currency and for more
    than 10^15. A negative amount is read; the field decides whether it may stand."""
    match = _AMOUNT.fullmatch(written.strip())
    if not match:
        raise Invalid(
            say("“%(text)s” is not an amount; write it like 12500 or 12.5k EUR.", text=written)
        )
    word = (match["before"] + match["before2"] + (match["after"] or "")).strip()
    code = _currency(word, currency, written)
    try:
        value = Decimal(_plain(match["number"])).scaleb(SCALES.get(match["scale"] or "", 0))
    except InvalidOperation:
        raise Invalid(
            say("“%(text)s” is not an amount; write it like 12500 or 12.5k EUR.", text=written)
        ) from None
    if value > LARGEST:
        raise Invalid(say("“%(text)s” is too large for an amount.", text=written))
    found = of(value, code)
    return Money(-found.minor, code) if match["sign"] in ("-", "−") else found


def _currency(word: str, default: str, written: str) -> str:
    if not word:
        return default
    code = SIGNS.get(word) or SIGNS.get(word.upper()) or word.upper()
    if code not in CURRENCIES:
        raise Invalid(
            say("“%(word)s” in “%(text)s” is no currency that tierdesk knows; use an ISO code like "
                "CNY, EUR or USD.", word=word, text=written)
        )  # fmt: skip
    return code


def _plain(number: str) -> str:
    """Digits with one decimal point: the last separator is decimal when it stands once and is
    not followed by exactly three digits, or when both kinds of separator occur."""
    digits = re.sub(r"[\s'’]", "", number).rstrip(".,")
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return digits
    both = "." in digits and "," in digits
    alone = digits.count(digits[last]) == 1
    grouped = len(digits) - last - 1 == 3 and (digits[last] == "," or not alone) and not both
    if grouped or (not both and not alone):
        return re.sub(r"[.,]", "", digits)
    return re.sub(r"[.,]", "", digits[:last]) + "." + digits[last + 1 :]
