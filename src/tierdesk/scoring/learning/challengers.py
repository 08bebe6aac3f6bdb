"""Every saved draft as a challenger of the version in force, since it was saved.

Derived anew from drafts, versions and outcomes at every look; nothing of it is kept. Outcomes count
from the later of two moments: when the draft was saved last, and when the version in force was
published, since either may have been shaped by what was decided before. It must not know who asks.
"""

from collections.abc import Iterable
from typing import NamedTuple

from tierdesk.domain.book import Book
from tierdesk.domain.document import moment as instant
from tierdesk.domain.moment import Moment
from tierdesk.scoring.kept_versions import (
    TABLE,
    Version,
    active,
    base_at,
    industries_apart,
)
from tierdesk.scoring.learning.challenge import Contest, challenge, saved_at
from tierdesk.scoring.learning.evidence import FEWEST
from tierdesk.scoring.learning.outcomes import Outcomes, outcomes_of
from tierdesk.scoring.learning.watch import Watch


class Challenger(NamedTuple):
    """A draft (number of its `version`) `against` the version in force; `day` is the local day from
    which outcomes count."""

    version: int
    against: int
    day: str
    contest: Contest

    @property
    def enough(self) -> bool:
        """Does the evidence decide between the two?"""
        return self.contest.verdict in ("better", "worse")

    def document(self) -> dict[str, object]:
        """As --json prints it: the contest with whose it is, how many of either kind it needs,
        and whether the evidence is enough."""
        return {"version": self.version, "against": self.against, "needed": FEWEST,
                "enough": self.enough, **self.contest.document()}  # fmt: skip


def challengers(
    book: Book, moment: Moment, drafts: Iterable[Version], watch: Watch | None = None
) -> dict[int, Challenger]:
    """How each of these drafts has done since, by the id of its document. Raises Stopped, and Invalid
    when a version in force cannot grade."""
    found = {}
    for draft in drafts:
        model = draft.model
        outcomes = outcomes_of(
            book, moment, industries=model.industries, without=industries_apart(book, model),
            after=_since(book, draft), watch=watch,
        )  # fmt: skip
        found[draft.id or 0] = tried(book, moment, outcomes, draft, watch)
    return found


def tried(
    book: Book, moment: Moment, outcomes: Outcomes, draft: Version, watch: Watch | None = None
) -> Challenger:
    """One draft on those of the outcomes that came after it. Raises like `challengers`."""
    champion = _champion(book, draft)
    model = champion.model if champion else base_at(book, draft.model.kind)
    since = _since(book, draft)
    at = instant({"at": since}, "at")
    contest = challenge(book, outcomes, model, draft.model, since, watch)
    day = moment.local_day(at).isoformat() if at else since[:10]
    return Challenger(draft.number, model.version, day, contest)


def _champion(book: Book, draft: Version) -> Version | None:
    return active(book, draft.model.kind, draft.model.industries)


def _since(book: Book, draft: Version) -> str:
    champion = _champion(book, draft)
    saved = saved_at(book, TABLE, draft.id or 0, draft.created_at)
    return max(saved, champion.published_at if champion else "")
