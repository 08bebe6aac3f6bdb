"""Stages, playbooks and texts to send as --json shows them."""

from tierdesk.domain.book import Book
from tierdesk.domain.document import text
from tierdesk.i18n.message import Message
from tierdesk.pipeline.exit_criteria import is_read, label
from tierdesk.pipeline.lost_reasons import LostReason, kind_title
from tierdesk.pipeline.playbook import Playbook
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.stage_carrying import standing_in
from tierdesk.pipeline.stages import stages_of
from tierdesk.pipeline.templates import Saying, Template, templates_of


def document_of(book: Book, stage: Stage, *, whole: bool) -> dict[str, object]:
    """A stage with how many deals stand there; `whole` with the texts of its own."""
    document: dict[str, object] = {
        "key": stage.key, "label": stage.title, "kind": stage.kind, "probability": stage.probability,
        "rot_days": stage.rot_days, "gate": "hard" if stage.hard else "soft",
        "goal": Message(stage.goal) if stage.goal else None,
        "tasks": [Message(task) for task in stage.tasks],
        "exit_criteria": [
            {"criterion": key, "label": label(key), "read": is_read(key)} for key in stage.exit_criteria
        ],
        "content": Message(stage.content) if stage.content else None,
        "deals": len(standing_in(book, stage.key)),
    }  # fmt: skip
    if whole:
        own = [one for one in templates_of(book) if one.number and one.stage == stage.key]
        document["templates"] = [template(one) for one in own]
    return document


def left_behind(book: Book) -> list[dict[str, object]]:
    """Deals in stages that the book does not have: from a file, or by two sessions at once."""
    keys = {stage.key for stage in stages_of(book)}
    found: dict[str, int] = {}
    for _, deal in book.rows("deals"):
        key = text(deal, "stage")
        if key not in keys:
            found[key] = found.get(key, 0) + 1
    return [{"stage": key, "deals": n} for key, n in found.items()]


def template(one: Template) -> dict[str, object]:
    """A template; `template_id` is null for a built-in one."""
    fields = {name: value or None for name, value in one._asdict().items() if name != "number"}
    return {"template_id": one.number or None, **fields}


def saying(one: Saying) -> dict[str, object]:
    """A text to send, filled."""
    return {
        "template_id": one.template.number or None, "name": one.template.name or None,
        "channel": one.template.channel or None,
        "language": one.template.language or None, "subject": one.subject, "body": one.body,
        "lacking": list(one.lacking), "fault": one.fault,
    }  # fmt: skip


def tasks(found: Playbook) -> dict[str, object]:
    """The tasks and criteria of a deal in its stage, numbered through as `task done` takes them."""
    ends = len(found.tasks)
    return {
        "tasks": [
            {"n": n, "task": task.title, "done": task.done, "at": task.at or None, "by": task.by or None}
            for n, task in enumerate(found.tasks, 1)
        ],
        "criteria": [
            {"n": n, "criterion": one.key, "label": one.title, "met": one.met, "read": not one.ticked}
            for n, one in enumerate(found.criteria, ends + 1)
        ],
    }  # fmt: skip


def reason(one: LostReason) -> dict[str, object]:
    """A reason of a loss."""
    return {"reason": one.word, "label": one.title, "kind": one.kind,
            "kind_label": kind_title(one.kind), "usual": one.usual}  # fmt: skip
