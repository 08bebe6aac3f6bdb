"""What is to be done in a stage, as text: the goal, tasks and criteria ticked or not, what to say."""

from tierdesk.domain.document import Doc, flag, integer, items, text, texts
from tierdesk.domain.vocabulary import LABELS
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import Message, say
from tierdesk.terminal.clean import clean

_DONE, _OPEN = "[x]", "[ ]"


def lines(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """The stage with its days, the goal, the tasks, the criteria, then the texts."""
    if not document:
        return []
    goal, content = document.get("goal"), document.get("content")
    head = [catalog.text(_days(document))]
    head += [catalog.text(goal)] if isinstance(goal, Message) else []
    sent = [say("to send: %(what)s", what=content)] if isinstance(content, Message) else []
    return [*head, *ticks(document, catalog), *map(catalog.text, sent), *said(document, catalog)]


def ticks(document: Doc, catalog: Catalog) -> list[str]:
    """Numbered as `task done` takes them; a task that was done says when and by whom."""
    found = []
    for one in items(document, "tasks"):
        sign = _DONE if flag(one, "done") else _OPEN
        when = f"  {clean(text(one, 'at'))[:10]} {clean(text(one, 'by'))}".rstrip()
        found.append(f"{one.get('n'):>2} {sign} {named(one, 'task', catalog)}{when}")
    criteria = items(document, "criteria")
    if criteria:
        found.append(catalog.text(say("before the next stage:")))
    return found + [
        f"{one.get('n'):>2} {_DONE if flag(one, 'met') else _OPEN} {named(one, 'label', catalog)}"
        for one in criteria
    ]


def said(document: Doc, catalog: Catalog) -> list[str]:
    """The texts to send, each with its subject; places that nobody could fill are told."""
    out = []
    for one in items(document, "texts"):
        channel = text(one, "channel")
        shown = catalog(LABELS[channel]) if channel in LABELS else clean(channel)
        parts = [shown, *(clean(text(one, name)) for name in ("language", "subject"))]
        head = " · ".join(part for part in parts if part)
        number = integer(one, "template_id")
        out += [f"{number or '–'} {head}", f"   {clean(text(one, 'body'))}"]
        fault = one.get("fault")
        if isinstance(fault, Message):
            out.append("   " + catalog.text(fault))
        if lacking := texts(one, "lacking"):
            told = say(
                "nothing is known for %(places)s", places=["{" + name + "}" for name in lacking]
            )
            out.append("   " + catalog.text(told))
    return out


def named(doc: Doc, name: str, catalog: Catalog) -> str:
    """A label of the document."""
    value = doc.get(name)
    return catalog.text(value) if isinstance(value, Message) else ""


def _days(document: Doc) -> Message:
    stage, days, rot = (
        document.get("stage_label"),
        integer(document, "days"),
        integer(document, "rot_days"),
    )
    if rot is None:
        return say("%(stage)s, %(days)s d", stage=stage, days=days)
    if flag(document, "rotting"):
        return say("%(stage)s, %(days)s d; rotting, nothing happened for %(rot)s d", stage=stage,
                   days=days, rot=rot)  # fmt: skip
    return say("%(stage)s, %(days)s d; rots after %(rot)s d without a touch", stage=stage, days=days,
               rot=rot)  # fmt: skip
