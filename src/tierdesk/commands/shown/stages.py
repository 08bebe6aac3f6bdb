"""The stages of a book as a table, a line a stage."""

from tierdesk.commands.shown.outcome import table
from tierdesk.commands.shown.playbook import named
from tierdesk.domain.document import Doc, items, number, text
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import N_, say_n
from tierdesk.terminal.clean import clean

KINDS = {"open": N_("open"), "won": N_("won"), "maintain": N_("maintain"), "lost": N_("lost")}
GATES = {"soft": N_("soft"), "hard": N_("hard")}


def lines(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """Key, name, kind, probability, rot days, gate, how many deals stand there."""
    heads = [catalog(head) for head in (N_("short key"), N_("stage"), N_("kind"), "%", N_("rots"), N_("gate"),
                                        N_("tasks"), N_("criteria"), N_("deals"))]  # fmt: skip
    rows = [
        [
            clean(text(row, "key")), named(row, "label", catalog), catalog(KINDS[text(row, "kind")]),
            figure(row, "probability"), figure(row, "rot_days"), catalog(GATES[text(row, "gate")]),
            str(_count(row, "tasks")), str(_count(row, "exit_criteria")), str(row.get("deals")),
        ]
        for row in items(document, "stages")
    ]  # fmt: skip
    out = table(heads, rows, right=(3, 4, 6, 7, 8), room=room)
    for left in items(document, "left_behind"):
        key, n = text(left, "stage"), int(number(left, "deals") or 0)
        out.append(catalog.text(say_n(
            "%(n)s deal stands in “%(stage)s”, which is no stage of this book; stage remove %(stage)s "
            "--to STAGE moves it.",
            "%(n)s deals stand in “%(stage)s”, which is no stage of this book; stage remove %(stage)s "
            "--to STAGE moves them.", n, stage=key)))  # fmt: skip
    return out


def figure(row: Doc, name: str) -> str:
    """A number without needless digits."""
    value = number(row, name)
    return "–" if value is None else f"{value:g}"


def _count(row: Doc, name: str) -> int:
    value = row.get(name)
    return len(value) if isinstance(value, list) else 0
