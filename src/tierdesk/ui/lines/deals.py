"""The card's deals: what is open, won and lost, and the contracts with what was paid on them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from tierdesk.domain.deals import status
from tierdesk.domain.document import Doc, day, number, text, texts
from tierdesk.domain.money import read
from tierdesk.i18n.message import N_, Message, say, say_n
from tierdesk.pipeline.lost_reasons import kind_title
from tierdesk.pipeline.lost_reasons import title as reason_title
from tierdesk.pipeline.probability import by_hand
from tierdesk.ui.lines import contracts
from tierdesk.ui.lines.dossier import warnings
from tierdesk.ui.lines.line import Line, Paper, Role, Span
from tierdesk.ui.lines.paragraph import brief, flow, indented, paragraph
from tierdesk.ui.lines.section import Section, Sheet, Stop
from tierdesk.ui.lines.short_days import short_day

if TYPE_CHECKING:
    from tierdesk.desk.dossier import Dossier
    from tierdesk.pipeline.pushes import Pushes

_OUTCOMES: Mapping[str, tuple[str, Role]] = {
    "open": (N_("open"), ""), "won": (N_("Won"), "good"), "lost": (N_("Lost"), "late"),
}  # fmt: skip
Stages = Mapping[str, Message]


NO_PUSHES: Mapping[int, Pushes] = {}


def deals(
    dossier: Dossier, stages: Stages, paper: Paper, pushes: Mapping[int, Pushes] = NO_PUSHES
) -> Section:
    """Warnings, deals with the open ones first, contracts; the newest on top. `pushes` tell by deal
    how often its date was put off."""
    sheet = Sheet(paper)
    for line in warnings(dossier, paper._replace(width=max(8, paper.width - 2))):
        sheet.add([line])
    sheet.heading(paper.catalog.text(say("deals")))
    found = sorted(
        dossier.entry.case.deals, key=lambda row: (status(row[1]) == "open", row[0]), reverse=True
    )
    if not found:
        none = paper.catalog.text(say("No deal yet; a adds one."))
        sheet.add(paragraph(none, paper.width - 2, paper.glyphs, "dim"))
    for doc_id, doc in found:
        sheet.add(
            _deal(doc_id, doc, dossier, stages, paper, pushes.get(doc_id)),
            Stop(f"deal {doc_id}", "deal", doc_id, "", doc),
        )
    contracts.add(sheet, dossier)
    return sheet.section()


def _deal(
    doc_id: int, doc: Doc, dossier: Dossier, stages: Stages, paper: Paper, pushed: Pushes | None
) -> list[Line]:
    catalog, today = paper.catalog, dossier.moment.today
    room = max(8, paper.width - 4)
    outcome = status(doc)
    word, role = _OUTCOMES[outcome]
    stage = stages.get(text(doc, "stage"))
    title = brief(text(doc, "title")) or catalog.text(say("deal %(number)s", number=doc_id))
    parts: list[Line] = [(Span(title, "strong"),)]
    parts.append(
        _of(catalog.text(stage)) if stage and outcome == "open" else _of(catalog(word), role)
    )
    amount, profit = read(doc, "amount"), read(doc, "expected_profit")
    if amount:
        current = outcome == "open" and doc_id == dossier.entry.standing.deal_id
        share = f" × {dossier.row.percent:g} %" if current and dossier.row.percent else ""
        parts.append(_of(catalog.exact(amount) + share))
    if outcome == "open" and by_hand(doc):
        parts.append(_of(catalog.text(say("by hand")), "warn"))
    lines = flow(parts, room + 2, paper.glyphs)
    below = [contracts.exact(say("profit %(money)s", money=profit), paper)] if profit else []
    below += [_of(catalog.text(message), tone) for message, tone in _days(doc, outcome, today)]
    if pushed is not None and outcome == "open":
        told = say_n("put off %(n)s time, %(days)s days in all", "put off %(n)s times, %(days)s days in all",
                     pushed.times, days=pushed.days)  # fmt: skip
        below.append(_of(catalog.text(told), "late" if pushed.times > 1 else "warn"))
    if discount := number(doc, "discount"):
        below.append(_of(catalog.text(say("discount %(percent)s %%", percent=f"{discount:g}"))))
    below += [_of(word_, "dim") for word_ in (text(doc, "owner"), text(doc, "code")) if word_]
    lines += indented(flow(below, room, paper.glyphs), 2)
    products = str(catalog.value(texts(doc, "products")))
    lines += indented(paragraph(products, room, paper.glyphs, most=2), 2)
    return lines + indented(_loss(doc, room, paper), 2)


def _loss(doc: Doc, room: int, paper: Paper) -> list[Line]:
    """Why it was lost, of which kind that is, and the root cause."""
    reason, kind = text(doc, "lost_reason"), text(doc, "lost_kind")
    said = paper.catalog.text
    told = said(reason_title(reason)) if reason else ""
    found = paragraph(told, room, paper.glyphs, "late", 3)
    if kind and kind != reason:
        found += paragraph(said(kind_title(kind)), room, paper.glyphs, "dim")
    return found + paragraph(text(doc, "lost_cause"), room, paper.glyphs, "dim", 3)


def _days(doc: Doc, outcome: str, today: date) -> list[tuple[Message, Role]]:
    found: list[tuple[Message, Role]] = []
    signing, opened, closed = (day(doc, f) for f in ("expected_sign_on", "opened_on", "closed_on"))
    if outcome == "open" and signing:
        over = signing < today
        said = (
            say("signing was due %(day)s", day=short_day(signing, today)) if over
            else say("sign %(day)s", day=short_day(signing, today))
        )  # fmt: skip
        found.append((said, "late" if over else ""))
    if opened:
        found.append((say("opened %(day)s", day=short_day(opened, today)), "dim"))
    if closed:
        found.append((say("closed %(day)s", day=short_day(closed, today)), "dim"))
    return found


def _of(words: str, role: Role = "") -> Line:
    cleaned = brief(words[:2_000]).strip()
    return (Span(cleaned, role),) if cleaned else ()
