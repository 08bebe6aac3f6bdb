"""The pages of the Clean screen: which rows they have, their lines, and what stands below them. It must
not know how anything is found, nor what is done about it.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tierdesk.domain.document import text
from tierdesk.domain.labels import label
from tierdesk.i18n.message import Message, say, say_n
from tierdesk.ui.lines import clean as lines
from tierdesk.ui.lines.line import Line, Paper

if TYPE_CHECKING:
    from tierdesk.quality.duplicates import Duplicate
    from tierdesk.quality.faults import Fault
    from tierdesk.ui.clean.scan import Found

Thing = Hashable
"""What a row is about."""
_CLEAN: Mapping[str, Message] = {
    "duplicates": say("Nobody seems to be twice in the book."),
    "faults": say("No value looks wrong."),
    "missing": say("Everything that the model asks is known."),
    "stale": say("Everybody was looked at lately."),
    "health": say("There is no customer yet."),
}
NOTHING = -1


class Customer(NamedTuple):
    """A row about a customer: the page's figure, and what is told behind it."""

    customer_id: int
    tier: str
    figure: Message
    labels: tuple[str, ...] = ()


class Pages:
    """`found` laid out. A row keeps its number as long as the thing it is about is found again, so that
    the cursor stays with it."""

    def __init__(self) -> None:
        self.found: Found | None = None
        self._numbers: dict[Thing, int] = {}
        self._rows: dict[str, dict[int, Thing]] = {}
        self.hidden: set[Thing] = set()

    def lay(self, found: Found) -> None:
        """Another look was taken."""
        self.found, self.hidden = found, set()
        incomplete = [
            Customer(one.customer_id, one.tier, say("%(points)s points", points=f"{one.points:.0f}"),
                     tuple(missing.label for missing in one.missing[:3]))
            for one in found.incomplete
        ]  # fmt: skip
        stale = [
            Customer(old.customer_id, "", say("nobody knows since when") if old.days is None
                     else say_n("%(n)s day", "%(n)s days", old.days))
            for old in found.stale
        ]  # fmt: skip
        things: Mapping[str, Sequence[Thing]] = {
            "duplicates": found.duplicates, "faults": found.faults, "missing": incomplete, "stale": stale,
        }  # fmt: skip
        self._rows = {
            page: {self._number(page, thing): thing for thing in every}
            for page, every in things.items()
        }

    def _number(self, page: str, thing: Thing) -> int:
        what = _what(thing)
        return self._numbers.setdefault((page, what), len(self._numbers) + 1)

    def counts(self) -> Mapping[str, int]:
        """How many there are on each page that counts."""
        return {page: len(self.shown(page)) for page in self._rows}

    def shown(self, page: str) -> list[int]:
        """The rows that can be selected."""
        rows = self._rows.get(page, {})
        return [key for key, thing in rows.items() if _what(thing) not in self.hidden]

    def thing(self, page: str, key: int | None) -> Thing | None:
        """What a row is about."""
        return None if key is None else self._rows.get(page, {}).get(key)

    def hide(self, thing: Thing) -> None:
        """It was dealt with: it is gone until the book is looked at again."""
        self.hidden.add(_what(thing))

    def keys(self, page: str) -> list[int]:
        """The rows of a page, headings below zero among them."""
        found = self.found
        if found is None:
            return [NOTHING]
        if page == "missing":
            above = [-2 - n for n in range(len(found.missing) + 2)] if found.missing else []
            return [*above, *self.shown(page)] or [NOTHING]
        if page == "health":
            return [-2 - n for n in range(len(found.health) + 1)] if found.health else [NOTHING]
        return self.shown(page) or [NOTHING]

    def line(self, page: str, key: int, marked: bool, paper: Paper, here: bool) -> Line:
        """A row."""
        found, thing = self.found, self.thing(page, key)
        if found is None or key == NOTHING:
            return lines.note(_CLEAN[page], paper)
        if key < 0 and page == "health":
            place = -3 - key
            return (
                lines.health_head(paper)
                if place < 0
                else lines.health_row(found.health[place], paper)
            )
        if key < 0:
            return self._missing(-2 - key, paper)
        if page == "duplicates":
            pair: Duplicate = thing  # type: ignore[assignment]
            names = self.name(pair.one), self.name(pair.other)
            return lines.pair_row(pair, names, paper, here=here)
        if page == "faults":
            fault: Fault = thing  # type: ignore[assignment]
            return lines.fault_row(fault, self.name(fault.customer_id), marked, paper, here=here)
        one: Customer = thing  # type: ignore[assignment]
        more = ", ".join(map(paper.catalog, one.labels))
        return lines.customer_row(one.tier, self.name(one.customer_id), one.figure, more, paper,
                                  here=here)  # fmt: skip

    def _missing(self, place: int, paper: Paper) -> Line:
        missing = self.found.missing if self.found is not None else ()
        if place == 0:
            return lines.heading(say("Not known, by weight in the score"), paper)
        if place <= len(missing):
            return lines.missing_row(missing[place - 1], missing[0].points, paper)
        return lines.heading(say("Customers of whom most is not known"), paper)

    def below(self, page: str, key: int | None, paper: Paper, most: int) -> list[Line]:
        """What stands below the rows, about the one under the cursor."""
        thing = self.thing(page, key)
        if thing is None:
            return []
        if page == "duplicates":
            pair: Duplicate = thing  # type: ignore[assignment]
            return lines.pair_told(pair, self._side(pair.one), self._side(pair.other), paper, most)
        if page == "faults":
            fault: Fault = thing  # type: ignore[assignment]
            named = say("%(field)s: %(value)s", field=Message(label(fault.field, fault.table)),
                        value=fault.value)  # fmt: skip
            repaired = "; ".join(fault.repaired)
            after = (say("The repair: %(value)s", value=repaired) if repaired
                     else say("No repair can be proposed; enter opens the card."))  # fmt: skip
            return lines.folded_note([named, fault.why, after], paper, most)
        return []

    def name(self, customer_id: int) -> str:
        """What a customer is called."""
        book = self.found.book if self.found is not None else None
        return text((book.get("customers", customer_id) if book else None) or {}, "name")

    def _side(self, customer_id: int) -> lines.Side:
        book = self.found.book if self.found is not None else None
        if book is None:
            return lines.Side(customer_id, {}, ())
        contacts = [doc for _, doc in book.having("contacts", "customer_id", customer_id)]
        return lines.Side(customer_id, book.get("customers", customer_id) or {}, contacts)


def _what(thing: Thing) -> Thing:
    """What a row is about, whatever is told of it: a pair, a value, a customer."""
    if isinstance(thing, Customer):
        return thing.customer_id
    from tierdesk.quality.duplicates import Duplicate
    from tierdesk.quality.faults import Fault

    if isinstance(thing, Duplicate):
        return thing.one, thing.other
    return (thing.table, thing.id, thing.field, thing.value) if isinstance(thing, Fault) else thing
