"""From where a report looks: the day, the money it counts in, and numbers given as options."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time

from tierdesk.commands.doing.dates_given import day_given
from tierdesk.commands.spec import Values, text_of
from tierdesk.domain.book import Book
from tierdesk.domain.document import mapping, text
from tierdesk.domain.moment import Moment
from tierdesk.domain.money import Money
from tierdesk.errors import Invalid, Usage
from tierdesk.i18n.message import say

_PROBE = 10**6


def seen_from(moment: Moment, values: Values) -> Moment:
    """The moment, or the end of the day that --as-of names. Raises Invalid for a day to come."""
    day = day_given(text_of(values, "as_of"), moment)
    if day is None:
        return moment
    if day > moment.today:
        raise Invalid(say("--as-of cannot lie in the future; %(day)s does.", day=day))
    return replace(moment, now=datetime.combine(day, time(23, 59, 59), moment.zone))


def counted_in(
    book: Book, moment: Moment, tables: Sequence[str] = ("orders", "contracts")
) -> Moment:
    """The moment with the currency in which the amounts of some tables can be added up: the book's
    own, or the only one that occurs when there is no rate between the two."""
    amounts = (mapping(doc, "amount") for table in tables for _, doc in book.rows(table))
    used = {text(amount, "currency") for amount in amounts} - {""}
    if len(used) != 1:
        return moment
    only = used.pop()
    told = moment.in_base(Money(_PROBE, only))
    return moment if told is not None else replace(moment, currency=only)


def number_of(values: Values, name: str, default: int, most: int) -> int:
    """A whole number from 1 to `most` given as an option. Raises Usage."""
    written = text_of(values, name)
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 0
    if not written:
        return default
    if not 1 <= number <= most:
        raise Usage(
            say("%(name)s wants a whole number from 1 to %(most)s, not “%(text)s”.",
                name=f"--{name}", most=most, text=written)
        )  # fmt: skip
    return number
