"""Stages at full length: what each is for, its tasks and criteria, what is said in it."""

from tierdesk.commands.shown.playbook import named
from tierdesk.commands.shown.stages import GATES, KINDS, figure
from tierdesk.commands.shown.templates import line
from tierdesk.domain.document import Doc, flag, items, text
from tierdesk.domain.labels import label
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import Message, say
from tierdesk.terminal.clean import clean


def lines(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """One after the other."""
    out: list[str] = []
    for row in items(document, "stages"):
        out += ["", *_stage(row, catalog)] if out else _stage(row, catalog)
    return out


def _stage(row: Doc, catalog: Catalog) -> list[str]:
    figures = [
        f"{catalog(label(name))} {figure(row, name)}" for name in ("probability", "rot_days")
    ]
    gate = f"{catalog(label('gate'))} {catalog(GATES[text(row, 'gate')])}"
    out = [
        f"{named(row, 'label', catalog)} ({clean(text(row, 'key'))}, {catalog(KINDS[text(row, 'kind')])})",
        "  " + str(catalog.value([*figures, gate])),
    ]
    for name in ("goal", "content"):
        if isinstance(row.get(name), Message):
            out.append(f"  {catalog(label(name))}: {named(row, name, catalog)}")
    tasks = row.get("tasks")
    for task in tasks if isinstance(tasks, list) else ():
        out.append(f"  - {catalog.text(task)}")
    for one in items(row, "exit_criteria"):
        told = named(one, "label", catalog)
        by_hand = catalog.text(say("(ticked off by hand)"))
        out.append(f"  > {told}" + ("" if flag(one, "read") else f" {by_hand}"))
    return out + [f"  {line(one, catalog)}" for one in items(row, "templates")]
