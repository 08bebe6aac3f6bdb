"""The card's needs: what the customer wants and how strongly, and how it buys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierdesk.domain.document import Doc, integer, items, text
from tierdesk.i18n.message import say
from tierdesk.ui.lines.line import Line, Paper, Span, bar
from tierdesk.ui.lines.paragraph import brief, flow, indented, paragraph
from tierdesk.ui.lines.profile import fact, label_cells
from tierdesk.ui.lines.section import Section, Sheet, Stop
from tierdesk.ui.lines.stored_values import value_text

if TYPE_CHECKING:
    from tierdesk.desk.dossier import Dossier

_BUYING = (
    "interest", "willingness", "budget", "decision_by", "decision_structure", "purchase_traits",
    "habits",
)  # fmt: skip
_STRONGEST = 3
_BAR = 6


def needs(dossier: Dossier, paper: Paper) -> Section:
    """One block a need, the fields about buying below."""
    from tierdesk.desk.forms import form

    sheet, customer = Sheet(paper), dossier.row.customer
    found = items(customer, "needs")
    sheet.heading(paper.catalog.text(say("needs")))
    if not found:
        none = paper.catalog.text(say("No need yet; a adds one."))
        sheet.add(paragraph(none, paper.width - 2, paper.glyphs, "dim"))
    for place, need in enumerate(found):
        sheet.add(_need(need, paper), Stop(f"need {place}", "need", place, "", need))
    sheet.heading(paper.catalog.text(say("how it buys")))
    fields = [field for field in form("customer").fields if field.name in _BUYING]
    fields.sort(key=lambda field: _BUYING.index(field.name))
    cells = label_cells([field.label for field in fields], paper)
    for field in fields:
        said = value_text(customer.get(field.name), field.name, paper.catalog)
        lines = fact(field.label, said or paper.glyphs.minus, cells, paper)
        stop = Stop(f"field {field.name}", "customer", dossier.customer_id, field.name, customer)
        sheet.add(lines, stop)
    return sheet.section()


def _need(need: Doc, paper: Paper) -> list[Line]:
    """The text, below it the strength as a word with a bar and the product that matches."""
    room = max(8, paper.width - 4)
    lines = paragraph(text(need, "text"), room, paper.glyphs, "strong", 6)
    lines = lines or [(Span(paper.glyphs.minus),)]
    below: list[Line] = []
    strength = integer(need, "strength")
    if strength is not None:
        below.append(
            (*bar(strength / _STRONGEST, _BAR, paper.glyphs), Span(f" {_word(strength, paper)}"))
        )
    product = text(need, "matched_product")
    if product:
        below.append(
            (Span(brief(paper.catalog.text(say("matches %(product)s", product=product)))),)
        )
    return lines + indented(flow(below, room, paper.glyphs), 2)


def _word(strength: int, paper: Paper) -> str:
    """What the number means, as the form calls it."""
    from tierdesk.desk.forms import form

    field = form("need").field("strength")
    choices = field.choices if field is not None else ()
    named = {choice.value: paper.catalog(choice.label) for choice in choices}
    return named.get(str(strength), str(strength))
