"""The card's profile: every field of the customer, its own fields too, and its contacts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tierdesk.domain.document import Doc, mapping, text
from tierdesk.domain.document import moment as instant
from tierdesk.domain.labels import label
from tierdesk.domain.vocabulary import LABELS
from tierdesk.i18n.message import N_, say
from tierdesk.ui.lines.dossier import ways
from tierdesk.ui.lines.line import Line, Paper, Span
from tierdesk.ui.lines.paragraph import beside, brief, flow, indented, paragraph
from tierdesk.ui.lines.section import Section, Sheet, Stop
from tierdesk.ui.lines.short_days import short_time
from tierdesk.ui.lines.stored_values import birthday, value_text

if TYPE_CHECKING:
    from tierdesk.desk.dossier import Dossier
    from tierdesk.desk.forms import Field

_OWN_GROUP = N_("own fields")
_ELSEWHERE = frozenset(("id", "rev", "name", "custom", "needs", "stood"))
_NEVER_SHOWN_ALONE = frozenset(("key_account", "do_not_contact", "out_of_market", "bad_debt"))
_MORE: Mapping[str, str] = {
    "created_at": N_("created"), "updated_at": N_("changed"), "group_ids": N_("groups"),
    "referrer_id": N_("referred by"), "source_id": N_("listed source"),
}  # fmt: skip
_MOST_LABEL = 24
_NOTES = 12
"""Lines of a text on the card; the form and the editor have all of it."""


def profile(dossier: Dossier, named: Mapping[str, object], paper: Paper) -> Section:
    """The fields by group, what is not known in one row each; then the contacts. `named` are the
    names of what the customer's fields point at, by field."""
    from tierdesk.desk.forms import custom_fields, form

    sheet, customer = Sheet(paper), dossier.row.customer
    fields = (*form("customer").fields, *custom_fields(customer, dossier.moment.own_fields))
    for group in dict.fromkeys(field.group for field in fields):
        _add_group(sheet, dossier, [f for f in fields if f.group == group], paper)
    known = {field.name for field in fields}
    rest = {k: v for k, v in customer.items() if k not in known | _ELSEWHERE}
    _add_rest(sheet, {**rest, **_times(dossier), **named}, paper)
    sheet.heading(paper.catalog.text(say("contacts")))
    _add_contacts(sheet, dossier, paper)
    return sheet.section()


def _add_group(sheet: Sheet, dossier: Dossier, fields: Sequence[Field], paper: Paper) -> None:
    from tierdesk.desk.forms import stored

    customer = dossier.row.customer
    sheet.heading(paper.catalog(fields[0].group))
    cells = label_cells([field.label for field in fields], paper)
    unknown: list[Field] = []
    for field in fields:
        value = stored(field, customer)
        if value is None and field.name == "kind":
            value = "company"
        said = value_text(value, field.name, paper.catalog)
        if not said or (value is False and not field.name.startswith("custom.")):
            if field.name not in _NEVER_SHOWN_ALONE:
                unknown.append(field)
            continue
        stop = Stop(f"field {field.name}", "customer", dossier.customer_id, field.name, customer)
        sheet.add(fact(field.label, said, cells, paper), stop)
    if unknown:
        names = [(Span(brief(paper.catalog(field.label)), "dim"),) for field in unknown]
        title = paper.catalog.text(say("not known")) + "  "
        taken = cell_len(title)
        stop = Stop(f"unknown {unknown[0].name}", "customer", dossier.customer_id,
                    unknown[0].name, customer)  # fmt: skip
        sheet.add(
            beside(title, flow(names, max(8, paper.width - taken - 2), paper.glyphs), taken), stop
        )


def label_cells(labels: Sequence[str], paper: Paper) -> int:
    """How wide a column of labels is, two blanks included."""
    widest = max((cell_len(brief(paper.catalog(one))) for one in labels), default=0)
    return min(_MOST_LABEL, max(4, paper.width // 2), widest) + 2


def fact(title: str, said: str, cells: int, paper: Paper, *, most: int = _NOTES) -> list[Line]:
    """A label with what is known beside it; the label is a marked text or a customer's own."""
    room = max(8, paper.width - cells - 2)
    lines = paragraph(said, room, paper.glyphs, most=most)
    return beside(brief(paper.catalog(title)), lines, cells)


def _add_rest(sheet: Sheet, rest: Doc, paper: Paper) -> None:
    """Fields that no form edits: when it was made, who referred it, what a newer version wrote."""
    said = {name: value_text(value, name, paper.catalog) for name, value in rest.items()}
    said = {name: words for name, words in said.items() if words}
    if not said:
        return
    sheet.heading(paper.catalog.text(say("more")))
    titles = {name: _MORE.get(name) or label(name) for name in said}
    cells = label_cells(list(titles.values()), paper)
    for name, words in said.items():
        sheet.add(fact(titles[name], words, cells, paper), Stop(f"more {name}"))


def _times(dossier: Dossier) -> dict[str, str]:
    """When it was made and changed, by the reader's clock."""
    stamps = {name: instant(dossier.row.customer, name) for name in ("created_at", "updated_at")}
    zone, today = dossier.moment.zone, dossier.moment.today
    return {name: short_time(at.astimezone(zone), today) for name, at in stamps.items() if at}


def _add_contacts(sheet: Sheet, dossier: Dossier, paper: Paper) -> None:
    contacts = dossier.entry.case.contacts
    if not contacts:
        none = paper.catalog.text(say("No contact yet; a adds one."))
        sheet.add(paragraph(none, paper.width - 2, paper.glyphs, "dim"))
    for doc_id, doc in contacts:
        sheet.add(contact(doc, paper), Stop(f"contact {doc_id}", "contact", doc_id, "", doc))


def contact(doc: Doc, paper: Paper) -> list[Line]:
    """`王敏 · decision maker · 采购总监`, below it how to reach her, her birthday and notes."""
    catalog, room = paper.catalog, max(8, paper.width - 4)
    role = text(doc, "role")
    name = brief(text(doc, "name")) or catalog.text(say("without a name"))
    parts: list[Line] = [(Span(name, "strong"),)]
    parts += [
        (Span(brief(part)),)
        for part in (catalog(LABELS.get(role, role)), text(doc, "title"))
        if part
    ]
    lines = flow(parts, room + 2, paper.glyphs)
    below: list[Line] = [(Span(brief(way)),) for way in ways(doc)]
    born = birthday(mapping(doc, "birthday"), catalog)
    if born:
        below.append((Span(catalog.text(say("birthday %(day)s", day=born))),))
    below += [(Span(brief(part)),) for part in (text(doc, "address"),) if part]
    own = {**mapping(doc, "custom")}
    below += [
        (Span(f"{brief(str(name_))} ", "dim"), Span(brief(value_text(value, "", catalog)[:1_000])))
        for name_, value in own.items()
    ]
    lines += indented(flow(below, room, paper.glyphs), 2)
    return lines + indented(paragraph(text(doc, "notes"), room, paper.glyphs, most=4), 2)
