"""What is to be done in a stage, as text: the goal, tasks and criteria ticked or not, what to say."""

from tierdesk.domain.document import Doc, flag, integer, items, text, texts
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import Message, say
from tierdesk.terminal.clean import clean

_DONE, _OPEN = "[x]", "[ ]"


def lines(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """The stage with its days, the goal, the tasks, the criteria, then the texts."""
    if not document:
        return []
    out = [catalog.text(_days(document))]
    for name in ("goal", "content"):
        value = document.get(name)
        if isinstance(value, Message):
            out.append(catalog.text(value) if name == "goal" else
                       catalog.text(say("to send: %(what)s", what=value)))  # fmt: skip
    return out[:2] + ticks(document, catalog) + out[2:] + said(document, catalog)


def ticks(document: Doc, catalog: Catalog) -> list[str]:
    """Numbered as `task done` takes them."""
    found = [
        f"{one.get('n'):>2} {_DONE if flag(one, 'done') else _OPEN} {named(one, 'task', catalog)}"
        + (
            ""
            if not text(one, "at")
            else f"  {text(one, 'at')[:10]} {clean(text(one, 'by'))}".rstrip()
        )
        for one in items(document, "tasks")
    ]
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
        head = " · ".join(
            clean(part) for name in ("channel", "language", "subject") if (part := text(one, name))
        )
        number = integer(one, "template_id")
        out += [f"{number or '–'} {head}", f"   {clean(text(one, 'body'))}"]
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
