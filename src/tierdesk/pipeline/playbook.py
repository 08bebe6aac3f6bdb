"""What is to be done with one deal in its stage: tasks done and not, criteria met and not.

A task is ticked off as it is worded: one that is worded anew is another task, and what was done
stays on the deal. A criterion that a rule reads from the fields cannot be ticked; the others are
entries of the deal's check-list. It must not know who asks.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tierdesk.domain.book import Case
from tierdesk.domain.change import Edit
from tierdesk.domain.document import Doc, items, stamp, text, texts
from tierdesk.domain.moment import Moment
from tierdesk.errors import Refused
from tierdesk.i18n.message import Message, say
from tierdesk.pipeline.exit_criteria import is_read, label, unmet
from tierdesk.pipeline.stage import Stage


class Task(NamedTuple):
    """A task of the stage; `at` is the stamp at which it was ticked off, "" while it is not."""

    text: str
    at: str = ""
    by: str = ""

    @property
    def done(self) -> bool:
        """Is it ticked off?"""
        return bool(self.at)

    @property
    def title(self) -> Message:
        """A preset's in the reader's language."""
        return Message(self.text)


class Criterion(NamedTuple):
    """An exit criterion; `ticked` for one that people tick off."""

    key: str
    met: bool
    ticked: bool

    @property
    def done(self) -> bool:
        """Does it hold?"""
        return self.met

    @property
    def title(self) -> Message:
        """What it asks for."""
        return label(self.key)


class Playbook(NamedTuple):
    """Of one deal in one stage, in the stage's order."""

    stage: Stage
    tasks: tuple[Task, ...]
    criteria: tuple[Criterion, ...]


def playbook(
    stage: Stage, case: Case, deal: Doc | None, moment: Moment, *, closed: bool
) -> Playbook:
    """The playbook of a deal; without one nothing is done yet. A closed deal has to meet nothing."""
    done = {
        text(entry, "task"): entry
        for entry in items(deal or {}, "tasks_done") if text(entry, "stage") == stage.key
    }  # fmt: skip
    tasks = tuple(
        Task(task, text(done.get(task, {}), "at"), text(done.get(task, {}), "by"))
        for task in stage.tasks
    )
    if deal is None or closed:
        return Playbook(stage, tasks, ())
    lacking = unmet(stage, case, deal, moment)
    criteria = tuple(
        Criterion(key, key not in lacking, not is_read(key)) for key in stage.exit_criteria
    )
    return Playbook(stage, tasks, criteria)


def ticked(
    deal_id: int, deal: Doc, stage: Stage, task: str, moment: Moment, *, on: bool, by: str = ""
) -> Edit:
    """The Edit that ticks a task of the stage off, or on again; nothing when it is so already."""
    if task not in stage.tasks:
        raise Refused(say("“%(task)s” is no task of %(stage)s any more.",
                          task=Message(task), stage=stage.title))  # fmt: skip
    before = items(deal, "tasks_done")
    rest = [e for e in before if (text(e, "stage"), text(e, "task")) != (stage.key, task)]
    if on == (len(rest) < len(before)):
        return Edit("deals", deal_id, deal, deal)
    entry = {"stage": stage.key, "task": task, "at": stamp(moment.now), "by": by}
    added = [{key: value for key, value in entry.items() if value}] if on else []
    return Edit("deals", deal_id, deal, _listing(deal, "tasks_done", [*rest, *added]))


def checked(deal_id: int, deal: Doc, key: str, *, on: bool) -> Edit:
    """The Edit that ticks a criterion of the check-list off, or on again. Raises Refused for one that
    is read from the fields."""
    if is_read(key):
        raise Refused(
            say("%(what)s is read from the fields; fill it in there.", what=label(key))
        )  # fmt: skip
    before = texts(deal, "checked")
    rest: list[object] = [one for one in before if one != key]
    after = [*rest, key] if on else rest
    return Edit(
        "deals", deal_id, deal, _listing(deal, "checked", after) if on != (key in before) else deal
    )


def _listing(deal: Doc, field: str, entries: Sequence[object]) -> dict[str, object]:
    """The deal with the list, without it where it is empty."""
    kept = {name: value for name, value in deal.items() if name != field}
    return {**kept, field: list(entries)} if entries else kept
