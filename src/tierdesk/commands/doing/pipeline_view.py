"""From where a report looks at the deals: day, currency, stages, the tiers of that day, and how far
the history of changes turns fields back."""

from collections.abc import Iterator
from typing import NamedTuple

from tierdesk.commands.doing.numbers import whole
from tierdesk.commands.doing.report_view import counted_in, seen_from
from tierdesk.commands.spec import Front, Values, text_of
from tierdesk.domain.book import Book, Case
from tierdesk.domain.document import stamp
from tierdesk.domain.moment import Moment
from tierdesk.domain.money import Money
from tierdesk.domain.rewound import Rewound
from tierdesk.domain.vantage import Vantage
from tierdesk.i18n.message import Message, say, say_n
from tierdesk.pipeline.funnel import ENOUGH
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.stages import stages_of
from tierdesk.pipeline.tallies import BY, Tallies, tallied
from tierdesk.pipeline.ways import Walked, walked
from tierdesk.scoring.default_model import all_models_of
from tierdesk.scoring.grade import bound_graders
from tierdesk.scoring.past import TABLES, case_at
from tierdesk.scoring.versions import models_at


class Look(NamedTuple):
    """`rewound` is None when the look is of this very day."""

    book: Book
    moment: Moment
    vantage: Vantage
    stages: tuple[Stage, ...]
    rewound: Rewound | None

    def deals(self) -> Walked:
        """The deals of that day with their ways."""
        return walked(self.book, self.stages, self.vantage, self.rewound)


def look_of(front: Front, values: Values) -> Look:
    """Where `--as-of` looks from. Raises Invalid for a day to come or faulty stages."""
    book, now = front.desk.book, front.desk.moment
    moment = counted_in(book, seen_from(now, values), ("deals",))
    rewound = Rewound(book, TABLES) if moment.today < now.today else None
    return Look(book, moment, Vantage(moment), stages_of(book), rewound)


def least_of(values: Values) -> int:
    """How many decided deals make a rate worth telling. Raises Usage."""
    return whole(text_of(values, "least"), "--least", ENOUGH)


def tallies_of(look: Look, values: Values) -> Tallies:
    """The deals counted, grouped by what `--by` asks for; tiers cost a grade of every customer with
    a deal, so they are found only when they are wanted."""
    asked = text_of(values, "by")
    by = (asked,) if asked else BY
    tiers = dict(_tiers(look)) if "tier" in by else {}
    return tallied(look.book, look.deals(), look.vantage, tiers=tiers, by=by)


def _tiers(look: Look) -> Iterator[tuple[int, str]]:
    """The tier of each customer with a deal, by the model of the day."""
    past = look.rewound is not None
    models = (
        models_at(look.book, stamp(look.moment.now)) if past else all_models_of(look.book)
    )  # fmt: skip
    graders = bound_graders(models, look.vantage)
    for case in look.book.cases():
        if case.deals:
            yield case.id, graders.grade(_then(case, look)).tier


def _then(case: Case, look: Look) -> Case:
    return case if look.rewound is None else case_at(case, look.vantage, look.rewound)


def unknowns(found: Tallies, moment: Moment) -> Iterator[Message]:
    """What the deals do not tell, and what their money lacks."""
    if found.wayless:
        yield say_n(
            "%(n)s closed deal has no move on record; it counts in no stage's conversion.",
            "%(n)s closed deals have no move on record; they count in no stage's conversion.",
            found.wayless,
        )
    if found.nowhere.open:
        yield say_n(
            "%(n)s open deal: in which stage it stood then is not on record.",
            "%(n)s open deals: in which stage they stood then is not on record.",
            found.nowhere.open,
        )
    if found.undated:
        yield say_n(
            "%(n)s open deal has no day of opening.", "%(n)s open deals have no day of opening.",
            found.undated,
        )  # fmt: skip
    if found.timeless:
        yield say_n(
            "%(n)s closed deal has no day of closing; it counts in no quarter.",
            "%(n)s closed deals have no day of closing; they count in no quarter.",
            found.timeless,
        )
    if found.unseen:
        yield say_n(
            "%(n)s deal without a day of opening is left out: nothing says that it was there yet.",
            "%(n)s deals without a day of opening are left out: nothing says that they were there yet.",
            found.unseen,
        )
    yield from astray(found.astray)
    yield from unrated(moment, *found.whole.won_sums, *found.whole.open_sums)


def astray(deals: int) -> Iterator[Message]:
    """Open deals whose stage is gone from the book."""
    if deals:
        yield say_n(
            "%(n)s open deal stands in a stage that the book does not have; it counts as in the first.",
            "%(n)s open deals stand in a stage that the book does not have; they count as in the first.",
            deals,
        )


def unrated(moment: Moment, *currencies: str) -> Iterator[Message]:
    """Currencies that no rate of the day tells in that of the report."""
    probe = 10**6
    missing = [c for c in sorted(set(currencies)) if moment.in_base(Money(probe, c)) is None]
    if missing:
        yield say("There is no rate from %(missing)s to %(currency)s on %(day)s; those amounts stand "
                  "apart and are in no sum.", missing=missing, currency=moment.currency,
                  day=moment.today)  # fmt: skip
