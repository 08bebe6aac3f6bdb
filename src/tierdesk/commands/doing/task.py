"""The verb `task`: the playbook of a customer's deal in its stage, ticked off and on again."""

from collections.abc import Callable
from typing import NamedTuple

from tierdesk.commands.doing.customer_ref import find_customer
from tierdesk.commands.doing.making import made
from tierdesk.commands.doing.move import deal_of
from tierdesk.commands.doing.stage_documents import tasks
from tierdesk.commands.spec import Front, Outcome, Values, text_of, texts_of
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change
from tierdesk.domain.deals import status
from tierdesk.domain.document import EMPTY, Doc, text
from tierdesk.domain.folding import fold
from tierdesk.domain.moment import Moment
from tierdesk.errors import Refused, Usage
from tierdesk.i18n.message import Message, say
from tierdesk.pipeline.playbook import Criterion, Playbook, Task, checked, playbook, ticked
from tierdesk.pipeline.stages import stages_of
from tierdesk.pipeline.standing import standing


class Ticking(NamedTuple):
    """A deal of a customer and its playbook; `deal_id` None where there is no deal."""

    customer_id: int
    deal_id: int | None
    deal: Doc
    found: Playbook


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    desk, action = front.desk, text_of(values, "action")
    customer_id = find_customer(desk.book, text_of(values, "customer"), desk.moment)
    deal, words = text_of(values, "deal"), " ".join(texts_of(values, "words")).strip()
    if action == "list":
        if words:
            raise Usage(
                say("“task list” takes no more words; task done CUSTOMER TASK ticks one off.")
            )
        return _listed(ticking(desk.book, customer_id, desk.moment, deal))
    if not words:
        raise Usage(say("Say which task, by its number in “task list” or by its words."))
    item = meant(ticking(desk.book, customer_id, desk.moment, deal).found, words, front.sentence)

    def rule(book: Book) -> Change:
        return change(book, customer_id, item, desk.moment, desk.by, on=action == "done", deal=deal)

    return made(front, values, rule, customer_id=customer_id)


def ticking(book: Book, customer_id: int, moment: Moment, deal: str = "") -> Ticking:
    """The playbook of the stage that the customer stands in, or of the deal that is named."""
    case, stages = book.case(customer_id), stages_of(book)
    now_in = standing(case, stages, moment)
    deal_id, stage = now_in.deal_id, now_in.stage
    if deal:
        deal_id = deal_of(book, customer_id, deal)
        key = text(book.get("deals", deal_id) or EMPTY, "stage")
        stage = next((one for one in stages if one.key == key), stage)
    doc = book.get("deals", deal_id) if deal_id is not None else None
    closed = doc is None or status(doc) != "open"
    found = playbook(stage, case, doc, moment, closed=closed)
    return Ticking(customer_id, deal_id, doc or EMPTY, found)


def change(
    book: Book,
    customer_id: int,
    item: Task | Criterion,
    moment: Moment,
    by: str,
    *,
    on: bool,
    deal: str = "",
) -> Change:
    """A task or criterion ticked off, or on again. Raises Refused for a customer without a deal, for a
    criterion that is read from the fields, and for a task that the stage does not have any more."""
    here = ticking(book, customer_id, moment, deal)
    name = text(book.get("customers", customer_id) or EMPTY, "name")
    if here.deal_id is None:
        raise Refused(say("%(name)s has no deal whose tasks could be ticked off.", name=name))
    if isinstance(item, Task):
        edit = ticked(here.deal_id, here.deal, here.found.stage, item.text, moment, on=on, by=by)
        args = {"name": name, "task": item.text}
    else:
        edit = checked(here.deal_id, here.deal, item.key, on=on)
        args = {"name": name, "criterion": item.key}
    verb = "task.done" if on else "task.undone"
    return Change(verb if "task" in args else verb.replace("task", "criterion"), args, (edit,))


def meant(found: Playbook, words: str, sentence: Callable[[Message], str]) -> Task | Criterion:
    """The task or criterion of that number, or whose words begin so in either language. Raises
    Refused that names them."""
    every: list[Task | Criterion] = [*found.tasks, *found.criteria]
    if words.isascii() and words.isdigit() and 0 < int(words) <= len(every):
        return every[int(words) - 1]
    wanted = fold(words)
    for fits in (str.__eq__, str.startswith):
        hits = [
            one for one in every
            if any(fits(fold(name), wanted) for name in _names(one, sentence))
        ]  # fmt: skip
        if len(hits) == 1:
            return hits[0]
    listed = [
        Message("%(n)s %(what)s", {"n": n, "what": one.title}) for n, one in enumerate(every, 1)
    ]
    raise Refused(
        say("“%(text)s” is none of the tasks of %(stage)s; choose one of %(listed)s.",
            text=words, stage=found.stage.title, listed=listed)
        if listed else
        say("%(stage)s has no tasks.", stage=found.stage.title)
    )  # fmt: skip


def _names(one: Task | Criterion, sentence: Callable[[Message], str]) -> tuple[str, ...]:
    key = one.text if isinstance(one, Task) else one.key
    return key, str(one.title), sentence(one.title)


def _listed(here: Ticking) -> Outcome:
    stage = here.found.stage
    document = {
        "schema": 1, "customer_id": here.customer_id, "deal_id": here.deal_id, "stage": stage.key,
        "stage_label": stage.title, "goal": Message(stage.goal) if stage.goal else None,
        **tasks(here.found),
    }  # fmt: skip
    return Outcome(document, view="tasks")
