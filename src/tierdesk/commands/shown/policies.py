"""Tier policies as a table: a field a line, a tier a column; what is not the default has a star."""

from tierdesk.commands.shown.outcome import table
from tierdesk.domain.document import Doc, items, text, texts
from tierdesk.domain.labels import label
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import N_, Message, say
from tierdesk.terminal.clean import clean
from tierdesk.triage.policy_edits import FIELDS, PROMOTIONS, written


def lines(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """The figures, then the treatments."""
    tiers = items(document, "policies")
    figures = [name for name in FIELDS if name != "treatment"]
    heads = ["", *(text(row, "tier") for row in tiers)]
    rows = [
        [catalog(label(name)), *(_cell(row, name, catalog) for row in tiers)] for name in figures
    ]
    out = table(heads, rows, right=tuple(range(1, len(heads))), room=room)
    out.append("")
    for row in tiers:
        treatment = row.get("treatment")
        told = catalog.text(treatment) if isinstance(treatment, Message) else ""
        out.append(f"{text(row, 'tier')}{_star(row, 'treatment')} {clean(told)}")
    if any(texts(row, "changed") for row in tiers):
        out += ["", catalog.text(say("* is not the default."))]
    return out


def _cell(row: Doc, name: str, catalog: Catalog) -> str:
    value = row.get(name)
    if value == PROMOTIONS:
        return catalog(N_("promotions only")) + _star(row, name)
    return (written(value) if isinstance(value, int | float) else "–") + _star(row, name)


def _star(row: Doc, name: str) -> str:
    return "*" if name in texts(row, "changed") else ""
