"""Contracts on the card: what was agreed, how it stands, the plan, and every payment as a row of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tierdesk.domain.contracts import QUALIFICATIONS, bonus_hold, why_not_counted
from tierdesk.domain.document import Doc, day, items, number, text
from tierdesk.domain.money import Money, read
from tierdesk.i18n.message import N_, Message, say, say_n
from tierdesk.ui.lines.line import Line, Paper, Role, Span
from tierdesk.ui.lines.paragraph import beside, brief, flow, indented
from tierdesk.ui.lines.section import Sheet, Stop
from tierdesk.ui.lines.short_days import short_day

if TYPE_CHECKING:
    from tierdesk.desk.dossier import Dossier
    from tierdesk.domain.book import Row
    from tierdesk.domain.contracts import Standing

_ROLES: Mapping[str, Role] = {
    "not_signed": "warn", "on_track": "good", "late": "late", "qualified": "good", "failed": "late",
}  # fmt: skip


def add(sheet: Sheet, dossier: Dossier) -> None:
    """The contracts, the newest on top, each with its payments below it."""
    paper, found = sheet.paper, dict(dossier.contracts)
    case, today = dossier.entry.case, dossier.moment.today
    if case.contracts:
        sheet.heading(paper.catalog.text(say("contracts")))
    for doc_id, doc in sorted(case.contracts, reverse=True):
        standing = found.get(doc_id)
        sheet.add(
            _contract(doc, standing, today, paper),
            Stop(f"contract {doc_id}", "contract", doc_id, "", doc),
        )
        paid = [row for row in case.payments if number(row[1], "contract_id") == doc_id]
        for number_, payment in sorted(paid, key=_by_day, reverse=True):
            sheet.add(
                indented([_payment(payment, today, paper)], 2),
                Stop(f"payment {number_}", "payment", number_, "", payment),
            )


def _by_day(row: Row) -> tuple[str, int]:
    return text(row[1], "paid_on"), row[0]


def _contract(doc: Doc, standing: Standing | None, today: date, paper: Paper) -> list[Line]:
    """Code, amount and state; what is paid, owed and due next; the plan."""
    catalog = paper.catalog
    room = max(8, paper.width - 4)
    amount = read(doc, "amount")
    code = brief(text(doc, "code")) or catalog.text(say("contract"))
    parts: list[Line] = [(Span(code, "strong"),)]
    parts += [_of(catalog.exact(amount))] if amount else []
    why = why_not_counted(doc, standing, today) if standing is not None else None
    if standing is not None and why is None:
        state = standing.qualified
        parts.append(_of(catalog(QUALIFICATIONS[state]), _ROLES[state]))
    lines = flow(parts, room + 2, paper.glyphs)
    below: list[Line] = [] if why is None else [_of(catalog.text(_short(why, today)), "warn")]
    for field, said in (("signed_on", N_("signed %(day)s")), ("ends_on", N_("ends %(day)s"))):
        on = None if why is not None and field == "signed_on" else day(doc, field)
        below += [_of(catalog.text(Message(said, {"day": short_day(on, today)})))] if on else []
    below += _balance(standing, paper) if standing is not None else []
    if discount := number(doc, "discount"):
        below.append(_of(catalog.text(say("discount %(percent)s %%", percent=f"{discount:g}"))))
    below += [_of(text(doc, "terms"), "dim")]
    lines += indented(flow(below, room, paper.glyphs), 2)
    return lines + indented(_plan(doc, today, paper._replace(width=room)), 2)


def _short(why: Message, today: date) -> Message:
    """With its day as the others are written."""
    days = {name: short_day(on, today) for name, on in why.args.items() if isinstance(on, date)}
    return Message(why.key, {**why.args, **days})


def _balance(standing: Standing, paper: Paper) -> list[Line]:
    found = [exact(say("paid %(money)s", money=standing.paid), paper)]
    if standing.receivable.minor:
        found.append(exact(say("receivable %(money)s", money=standing.receivable), paper))
    if standing.short is not None:
        found.append(
            exact(say("first payment %(money)s short", money=standing.short), paper, "warn")
        )
    if standing.overdue.minor:
        late = say_n("%(money)s overdue since %(n)s day", "%(money)s overdue since %(n)s days",
                     standing.overdue_days, money=standing.overdue)  # fmt: skip
        found.append(exact(late, paper, "late"))
    if standing.next_due is not None:
        due = say(
            "next %(money)s on %(day)s", money=standing.next_due.amount, day=standing.next_due.on
        )
        found.append(exact(due, paper))
    if standing.uncounted:
        none = say("not counted for want of an exchange rate: %(money)s", money=standing.uncounted)
        found.append(exact(none, paper, "warn"))
    held = bonus_hold(standing)
    released = say("bonus released") if held is None else say("bonus on hold")
    found.append(_of(paper.catalog.text(released), "good" if held is None else "dim"))
    return found


def _plan(doc: Doc, today: date, paper: Paper) -> list[Line]:
    """What was agreed, by day."""
    rows = [(day(one, "due_on"), read(one, "amount")) for one in items(doc, "instalments")]
    label = paper.catalog.text(say("instalments")) + "  "
    parts: Sequence[Line] = [
        (Span(f"{short_day(on, today)} ", "dim"), Span(paper.catalog.exact(money)))
        for on, money in sorted((on, money) for on, money in rows if on and money)
    ]
    cells = cell_len(label)
    return beside(label, flow(parts, max(8, paper.width - cells), paper.glyphs), cells)


def _payment(doc: Doc, today: date, paper: Paper) -> Line:
    """`payment 08-05 €20,000 SEPA`."""
    on, money = day(doc, "paid_on"), read(doc, "amount")
    parts = [Span(paper.catalog.text(say("payment")) + "  ", "dim")]
    parts += [Span(f"{short_day(on, today)} ", "dim")] if on else []
    parts += [Span(paper.catalog.exact(money))] if money else []
    method = brief(text(doc, "method")[:200]).strip()
    return (*parts, Span(f"  {method}", "dim")) if method else tuple(parts)


def exact(message: Message, paper: Paper, role: Role = "") -> Line:
    """A sentence about money, to the last minor unit."""
    told = {
        name: paper.catalog.exact(value) if isinstance(value, Money) else value
        for name, value in message.args.items()
    }
    return _of(paper.catalog.text(Message(message.key, told, message.plural, message.n)), role)


def _of(words: str, role: Role = "") -> Line:
    cleaned = brief(words[:2_000]).strip()
    return (Span(cleaned, role),) if cleaned else ()
