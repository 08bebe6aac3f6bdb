"""Numbers as people type them. It must not know what they are for."""

from math import floor, isfinite
from unicodedata import normalize

from tierdesk.errors import Invalid
from tierdesk.i18n.message import say


def number_in(text: str) -> float:
    """The number of a text; full-width digits and a decimal comma are read, too. Raises Invalid."""
    bare = normalize("NFKC", text).strip().removesuffix("%").strip()
    if bare.count(",") == 1 and "." not in bare and len(bare.partition(",")[2]) != 3:
        bare = bare.replace(",", ".")
    try:
        value = float(bare.replace(",", "").replace("_", " "))
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        raise Invalid(say("“%(text)s” is no number; type one like 12 or 7.5.", text=text.strip()))
    return value


def days_in(text: str) -> int:
    """A whole number of days. Raises Invalid."""
    value = number_in(text)
    if value != floor(value) or not 0 <= value < 100_000:
        raise Invalid(say("“%(text)s” is no number of days; type a whole one.", text=text.strip()))
    return int(value)
