"""The card's deals: what is open, won and lost, and the contracts with what was paid on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tierdesk.domain.deals import status
from tierdesk.domain.document import Doc, day, items, number, text, texts
from tierdesk.domain.money import Money, read
from tierdesk.i18n.message import N_, Message, say, say_n
from tierdesk.ui.lines.dossier import warnings
from tierdesk.ui.lines.line import Line, Paper, Role, Span
from tierdesk.ui.lines.paragraph import beside, brief, flow, indented, paragraph
from tierdesk.ui.lines.section import Section, Sheet, Stop
from tierdesk.ui.lines.short_days import short_day

if TYPE_CHECKING:
    from tierdesk.desk.dossier import Dossier
    from tierdesk.domain.contracts import Standing as Contract

_OUTCOMES: Mapping[str, tuple[str, Role]] = {
    "open": (N_("open"), ""), "won": (N_("Won"), "good"), "lost": (N_("Lost"), "late"),
}  # fmt: skip
_STATES: Mapping[str, tuple[str, Role]] = {
    "not_signed": (N_("not signed"), "warn"), "on_track": (N_("on track"), "good"),
    "late": (N_("late"), "late"), "qualified": (N_("paid in full and on time"), "good"),
    "failed": (N_("not paid on time"), "late"),
}  # fmt: skip
Stages = Mapping[str, Message]


def deals(dossier: Dossier, stages: Stages, paper: Paper) -> Section:
    """Warnings, deals with the open ones first, contracts; the newest on top."""
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
            _deal(doc_id, doc, dossier, stages, paper),
            Stop(f"deal {doc_id}", "deal", doc_id, "", doc),
        )
    standing = dict(dossier.contracts)
    if dossier.entry.case.contracts:
        sheet.heading(paper.catalog.text(say("contracts")))
    for doc_id, doc in sorted(dossier.entry.case.contracts, reverse=True):
        lines = _contract(doc, standing.get(doc_id), _paid(dossier, doc_id), dossier, paper)
        sheet.add(lines, Stop(f"contract {doc_id}", "", doc_id, "", doc))
    return sheet.section()


def _deal(doc_id: int, doc: Doc, dossier: Dossier, stages: Stages, paper: Paper) -> list[Line]:
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
    lines = flow(parts, room + 2, paper.glyphs)
    below = [_money(say("profit %(money)s", money=profit), paper)] if profit else []
    below += [_of(catalog.text(message), tone) for message, tone in _days(doc, outcome, today)]
    below += [_of(word_, "dim") for word_ in (text(doc, "owner"), text(doc, "code")) if word_]
    lines += indented(flow(below, room, paper.glyphs), 2)
    products = str(catalog.value(texts(doc, "products")))
    lines += indented(paragraph(products, room, paper.glyphs, most=2), 2)
    return lines + indented(_loss(doc, room, paper), 2)


def _loss(doc: Doc, room: int, paper: Paper) -> list[Line]:
    """Why it was lost, and the root cause."""
    from tierdesk.pipeline.lost_reasons import USUAL

    reason = text(doc, "lost_reason")
    told = paper.catalog(USUAL[reason][0]) if reason in USUAL else reason
    found = paragraph(told, room, paper.glyphs, "late", 3)
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


def _contract(
    doc: Doc, standing: Contract | None, paid: Sequence[Doc], dossier: Dossier, paper: Paper
) -> list[Line]:
    """Code, amount and state; what is paid, owed and due next; every payment."""
    catalog, today = paper.catalog, dossier.moment.today
    room = max(8, paper.width - 4)
    amount = read(doc, "amount")
    code = brief(text(doc, "code")) or catalog.text(say("contract"))
    parts: list[Line] = [(Span(code, "strong"),)]
    parts += [_of(catalog.exact(amount))] if amount else []
    if standing is not None:
        word, role = _STATES[standing.qualified]
        parts.append(_of(catalog(word), role))
    lines = flow(parts, room + 2, paper.glyphs)
    below: list[Line] = []
    for field, said in (("signed_on", N_("signed %(day)s")), ("ends_on", N_("ends %(day)s"))):
        on = day(doc, field)
        below += [_of(catalog.text(Message(said, {"day": short_day(on, today)})))] if on else []
    below += _balance(standing, paper) if standing is not None else []
    below += [_of(text(doc, "terms"), "dim")]
    lines += indented(flow(below, room, paper.glyphs), 2)
    return lines + indented(_plan(doc, paid, dossier, paper._replace(width=room)), 2)


def _balance(standing: Contract, paper: Paper) -> list[Line]:
    found = [_money(say("paid %(money)s", money=standing.paid), paper)]
    if standing.receivable.minor:
        found.append(_money(say("receivable %(money)s", money=standing.receivable), paper))
    if standing.short is not None:
        found.append(
            _money(say("first payment %(money)s short", money=standing.short), paper, "warn")
        )
    if standing.overdue.minor:
        late = say_n("%(money)s overdue since %(n)s day", "%(money)s overdue since %(n)s days",
                     standing.overdue_days, money=standing.overdue)  # fmt: skip
        found.append(_money(late, paper, "late"))
    if standing.next_due is not None:
        due = say(
            "next %(money)s on %(day)s", money=standing.next_due.amount, day=standing.next_due.on
        )
        found.append(_money(due, paper))
    if standing.uncounted:
        none = say("not counted for want of an exchange rate: %(money)s", money=standing.uncounted)
        found.append(_money(none, paper, "warn"))
    return found


def _plan(doc: Doc, paid: Sequence[Doc], dossier: Dossier, paper: Paper) -> list[Line]:
    """What was agreed and what came in, by day."""
    asked = [(day(one, "due_on"), read(one, "amount")) for one in items(doc, "instalments")]
    came = [(day(one, "paid_on"), read(one, "amount")) for one in paid]
    lines: list[Line] = []
    for title, rows in ((say("instalments"), asked), (say("payments"), came)):
        label = paper.catalog.text(title) + "  "
        parts: list[Line] = [
            (
                Span(f"{short_day(on, dossier.moment.today)} ", "dim"),
                Span(paper.catalog.exact(money)),
            )
            for on, money in sorted((on, money) for on, money in rows if on and money)
        ]
        cells = cell_len(label)
        lines += beside(label, flow(parts, max(8, paper.width - cells), paper.glyphs), cells)
    return lines


def _paid(dossier: Dossier, contract_id: int) -> list[Doc]:
    payments = dossier.entry.case.payments
    return [doc for _, doc in payments if number(doc, "contract_id") == contract_id]


def _money(message: Message, paper: Paper, role: Role = "") -> Line:
    """A sentence about money, to the last minor unit."""
    exact = {
        name: paper.catalog.exact(value) if isinstance(value, Money) else value
        for name, value in message.args.items()
    }
    return _of(paper.catalog.text(Message(message.key, exact, message.plural, message.n)), role)


def _of(words: str, role: Role = "") -> Line:
    cleaned = brief(words[:2_000]).strip()
    return (Span(cleaned, role),) if cleaned else ()
