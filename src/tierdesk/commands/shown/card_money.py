"""Deals, contracts and payments of the customer card as text, and what is wrong with them."""

from collections.abc import Iterable, Iterator

from tierdesk.commands.shown.stage_names import stage_name
from tierdesk.domain.contracts import QUALIFICATIONS
from tierdesk.domain.document import Doc, integer, items, mapping, number, text, texts
from tierdesk.domain.money import Money, read
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import N_, Message, say, say_n
from tierdesk.pipeline.lost_reasons import kind_title
from tierdesk.pipeline.lost_reasons import title as reason_title
from tierdesk.terminal.clean import clean

_INDENT = "   "
_WON, _HAND = N_("Won"), N_("by hand")


def warnings(document: Doc, catalog: Catalog) -> list[str]:
    """What is wrong with deals and contracts, or soon will be."""
    found = document.get("warnings")
    told = [one for one in found if isinstance(one, Message)] if isinstance(found, list) else []
    return [f"! {catalog.text(one)}" for one in told]


def deal_lines(deal: Doc, catalog: Catalog) -> Iterator[str]:
    """The deal, and below it why it was lost or what its date has been through."""
    won = text(deal, "status") == "won"
    stage = catalog(_WON) if won else catalog(stage_name(text(deal, "stage")))
    amount = read(deal, "amount")
    parts = [str(deal.get("id")), clean(text(deal, "title")), stage,
             catalog.money(amount) if amount else "", _percent(deal, catalog),
             text(deal, "expected_sign_on")]  # fmt: skip
    yield "  ".join(part for part in parts if part)
    below = [*_pushed(mapping(deal, "pushed")), *_lost(deal)]
    profit, discount = read(deal, "expected_profit"), number(deal, "discount")
    if profit:
        below.append(say("profit %(money)s", money=profit))
    if discount:
        below.append(say("discount %(percent)s %%", percent=f"{discount:g}"))
    if products := texts(deal, "products"):
        below.append(say("products %(names)s", names=products))
    if below:
        yield _INDENT + "  ".join(catalog.text(one) for one in below)


def _percent(deal: Doc, catalog: Catalog) -> str:
    percent = number(deal, "probability")
    if percent is None or text(deal, "status") in ("won", "lost"):
        return ""
    hand = f" {catalog(_HAND)}" if text(deal, "probability_from") == "hand" else ""
    return f"{percent:g} %{hand}"


def _pushed(found: Doc) -> Iterator[Message]:
    times = integer(found, "times") or 0
    if times:
        yield say_n("put off %(n)s time, %(days)s days in all", "put off %(n)s times, %(days)s days in all",
                    times, days=integer(found, "days"))  # fmt: skip


def _lost(deal: Doc) -> Iterator[Message]:
    if text(deal, "status") != "lost":
        return
    reason, kind, cause = (text(deal, name) for name in ("lost_reason", "lost_kind", "lost_cause"))
    if reason:
        yield say("lost: %(reason)s", reason=reason_title(reason))
    if kind:
        yield say("kind: %(kind)s", kind=kind_title(kind))
    if cause:
        yield say("cause: %(cause)s", cause=cause)


def odds(one: Doc) -> Message:
    """How likely a deal in a stage is, as the stage says and as the book's own deals went."""
    return say("%(stage)s: %(usual)s %% by the stage, %(seen)s %% by %(n)s decided deals of this book",
               stage=one.get("label"), usual=f"{number(one, 'stage_percent') or 0:g}",
               seen=f"{number(one, 'history_percent') or 0:.0f}", n=integer(one, "n"))  # fmt: skip


def contract_lines(document: Doc, catalog: Catalog) -> Iterator[str]:
    """Every contract with how it stands, its plan and what was paid."""
    for contract in items(document, "contracts"):
        number_ = integer(contract, "id")
        paid = [
            doc for doc in items(document, "payments") if integer(doc, "contract_id") == number_
        ]
        yield from _contract(contract, paid, catalog)


def _contract(contract: Doc, paid: list[Doc], catalog: Catalog) -> Iterator[str]:
    standing = mapping(contract, "standing")
    amount, why = read(contract, "amount"), standing.get("why_not_counted")
    state = text(standing, "state") if why is None else ""
    parts = [str(contract.get("id")), clean(text(contract, "code")),
             catalog.exact(amount) if amount else "",
             catalog(QUALIFICATIONS.get(state, state)) if state else ""]  # fmt: skip
    yield "  ".join(part for part in parts if part)
    for told in (_days(contract, why), _balance(standing, catalog)):
        said = "  ".join(catalog.text(one) for one in told)
        if said:
            yield _INDENT + said
    for title, field, rows in ((say("instalments"), "due_on", items(contract, "instalments")),
                               (say("payments"), "paid_on", paid)):  # fmt: skip
        if rows:
            yield f"{_INDENT}{catalog.text(title)}  {catalog.value(_dated(rows, field, catalog))}"
    if terms := clean(text(contract, "terms")):
        yield _INDENT + terms


def _dated(rows: Iterable[Doc], field: str, catalog: Catalog) -> list[str]:
    found = sorted((text(doc, field), money) for doc in rows if (money := read(doc, "amount")))
    return [f"{day} {catalog.exact(money)}" for day, money in found]


def _days(contract: Doc, why: object) -> Iterator[Message]:
    """Why a signature does not count stands in the place of its day."""
    if isinstance(why, Message):
        yield why
    for field, said in (("signed_on", N_("signed %(day)s")), ("ends_on", N_("ends %(day)s"))):
        if (day := text(contract, field)) and not (why is not None and field == "signed_on"):
            yield Message(said, {"day": day})


def _balance(standing: Doc, catalog: Catalog) -> Iterator[Message]:
    def exact(name: str) -> str:
        money = standing.get(name)
        return catalog.exact(money) if isinstance(money, Money) and money.minor else ""

    yield say("paid %(money)s", money=exact("paid") or "0")
    if owed := exact("receivable"):
        yield say("receivable %(money)s", money=owed)
    if short := exact("first_payment_short"):
        yield say("first payment %(money)s short", money=short)
    if late := exact("overdue"):
        yield say_n("%(money)s overdue since %(n)s day", "%(money)s overdue since %(n)s days",
                    integer(standing, "overdue_days") or 0, money=late)  # fmt: skip
    due = mapping(standing, "next_due")
    if isinstance(money := due.get("amount"), Money):
        yield say("next %(money)s on %(day)s", money=catalog.exact(money), day=due.get("due_on"))
    if isinstance(bonus := standing.get("bonus_hold"), Message):
        yield bonus
