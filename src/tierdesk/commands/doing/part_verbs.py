"""The verbs `contact`, `need`, `deal`, `contract` … : add, set and remove one by its words.

`ACTION CUSTOMER [WORDS] [FIELD=VALUE…]`: the words before the first field name the one that is
meant; of a new one they are what it is called by (a follow-up by its day).
"""

from collections.abc import Callable, Mapping, Sequence

from tierdesk.commands.doing import affairs, assignments
from tierdesk.commands.doing.customer_ref import find_customer
from tierdesk.commands.doing.dates_given import when_given
from tierdesk.commands.doing.edit import Target, change, removal, told
from tierdesk.commands.doing.parts import NEW, described
from tierdesk.commands.spec import Front, Outcome, Values, changed, text_of, texts_of
from tierdesk.desk.forms import form
from tierdesk.domain.book import Book, Row
from tierdesk.domain.change import Change
from tierdesk.domain.document import EMPTY, items, text
from tierdesk.domain.folding import fold
from tierdesk.domain.moment import Moment
from tierdesk.domain.vantage import Vantage
from tierdesk.errors import Invalid, Refused, Usage
from tierdesk.i18n.message import say
from tierdesk.pipeline.standing import planned_ordinal

_CALLED = {
    "contact": "name", "deal": "title", "need": "text", "follow_up": "due_at", "contract": "code",
    "payment": "amount", "loss": "lost_reason",
}  # fmt: skip
"""The field that a new one is called by."""
_KINDS = {"contact": "contacts", "deal": "deals"}
_SHORT = {
    "first": "first_payment_amount", "首付款": "first_payment_amount", "首款": "first_payment_amount",
    "signed": "signed_on", "签约日": "signed_on", "签订日期": "signed_on", "plan": "instalments",
    "分期": "instalments", "付款计划": "instalments", "deal": "deal_id", "商机": "deal_id",
    "ends": "ends_on", "到期日": "ends_on", "条款": "terms", "付款条件": "terms", "合同编号": "code",
    "合同金额": "amount", "on": "paid_on", "paid": "paid_on", "day": "paid_on", "回款日期": "paid_on",
    "contract": "contract_id", "合同": "contract_id", "付款方式": "method", "金额": "amount",
    "reason": "lost_reason", "kind": "lost_kind", "cause": "lost_cause", "原因": "lost_reason",
    "类型": "lost_kind", "根本原因": "lost_cause", "折扣": "discount", "折扣原因": "discount_reason",
}  # fmt: skip
"""Shorter words for fields, and Chinese ones, where the form has the field."""
_LISTED = 8
UNCHANGED = say("Nothing changed: it was so already.")


def perform(form_name: str, front: Front, values: Values) -> Outcome:
    """Perform the command of a form."""
    desk = front.desk
    customer_id = find_customer(desk.book, text_of(values, "customer"), desk.moment)
    lead, pairs = parted(form_name, texts_of(values, "words"))
    action = text_of(values, "action")
    if action == "add" and lead:
        pairs = {_CALLED[form_name]: lead, **pairs}
    if not pairs and action != "remove":
        raise Usage(say("Nothing to set; write FIELD=VALUE, like %(name)s=….",
                        name=_CALLED[form_name]))  # fmt: skip
    if pairs and action == "remove":
        raise Usage(say("Removing takes no fields; name only what is to go."))
    target, seen = Target(customer_id, form_name), EMPTY
    if action != "add":
        doc_id, seen = meant(form_name, desk.book, customer_id, lead, desk.moment)
        target = target._replace(doc_id=doc_id)

    made: list[Change] = []

    def rule(book: Book) -> Change:
        if action == "remove":
            made.append(removal(book, target, seen, desk.moment))
        else:
            reason = text_of(values, "reason")
            made.append(change(book, target, seen, pairs, desk.moment, reason=reason))
        return made[-1]

    receipt = desk.perform(rule)
    said = told(made[-1]) if receipt.change_id is not None else (UNCHANGED,)
    number = receipt.ids.get(NEW, target.doc_id)
    return changed(receipt, *said, customer_id=customer_id, **_numbered(form_name, number))


def _numbered(form_name: str, number: int | None) -> dict[str, object]:
    """The number of what was written; a need has none."""
    return {} if form_name == "need" or number is None else {f"{form_name}_id": number}


def parted(form_name: str, words: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The words before the first FIELD=VALUE as one text, and the fields. Raises Usage."""
    first = next((i for i, w in enumerate(words) if assignments.is_pair(w)), len(words))
    known = {field.name: field.target for field in form(form_name).fields}
    pairs = assignments.split(words[first:], known=known, synonyms=_synonyms(form_name, known))
    return " ".join(words[:first]), dict(pairs)


def _synonyms(form_name: str, known: Mapping[str, str]) -> dict[str, str]:
    """Folded headings of this kind of record, in both languages, and where they lead to."""
    from tierdesk.exchange.synonyms import anywhere, bare

    names = {target: name for name, target in known.items()}
    short = {heading: name for heading, name in _SHORT.items() if name in known}
    own = bare(_KINDS[form_name]) if form_name in _KINDS else {}
    return short | {
        heading: names[target]
        for heading, target in {**anywhere(), **own}.items()
        if target in names
    }


def meant(form_name: str, book: Book, customer_id: int, written: str, moment: Moment) -> Row:
    """Number (of a need its place) and document of the one that is meant. Raises Refused."""
    rows = _rows(form_name, book, customer_id)
    found = [row for row in rows if _FITS[form_name](row, written, moment)] if written else rows
    if len(found) == 1:
        return found[0]
    named = [row for row in found if fold(_called(form_name, row, moment)) == fold(written)]
    if len(named) == 1:
        return named[0]
    name = text(book.get("customers", customer_id) or EMPTY, "name")
    listed = [
        f"{_number(form_name, row)} {_called(form_name, row, moment)[:40]}"
        for row in rows[:_LISTED]
    ]
    if not rows:
        raise Refused(say("%(name)s has nothing of that kind; add it first.", name=name))
    raise Refused(
        say("Say which one of %(name)s is meant, by its number or name: %(listed)s.",
            name=name, listed=[*listed, *(["…"] if len(rows) > _LISTED else [])])
    )  # fmt: skip


def _rows(form_name: str, book: Book, customer_id: int) -> list[Row]:
    if form_name == "need":
        return list(enumerate(items(book.get("customers", customer_id) or EMPTY, "needs")))
    if form_name == "payment":
        return affairs.payments_of(book, customer_id)
    return list(book.having(form(form_name).table, "customer_id", customer_id))


def _number(form_name: str, row: Row) -> int:
    """As a person counts: documents by their number, needs from 1."""
    return row[0] + 1 if form_name == "need" else row[0]


def _called(form_name: str, row: Row, moment: Moment) -> str:
    about = described(form_name, row[1], moment)
    called = about.get("what") or about.get("day")
    return called if isinstance(called, str) else ""  # a deal without a name


def _fits_name(form_name: str) -> Callable[[Row, str, Moment], bool]:
    def fits(row: Row, written: str, moment: Moment) -> bool:
        if written.isascii() and written.isdigit():
            return int(written) == _number(form_name, row)
        called, code = _called(form_name, row, moment), text(row[1], "code")
        return fold(written) in fold(called) or fold(written) == fold(code)

    return fits


def _fits_day(row: Row, written: str, moment: Moment) -> bool:
    if written.isascii() and written.isdigit():
        return int(written) == row[0]
    planned = planned_ordinal(row[1], Vantage(moment))
    try:
        return planned == when_given(written, moment).day.toordinal()
    except Invalid:
        return fold(written) in fold(text(row[1], "note"))


def _fits_payment(row: Row, written: str, moment: Moment) -> bool:
    """By its number, its day, or its amount."""
    if written.isascii() and written.isdigit() and int(written) == row[0]:
        return True
    try:
        return text(row[1], "paid_on") == when_given(written, moment).day.isoformat()
    except Invalid:
        return affairs.is_amount(row[1], written)


_FITS: Mapping[str, Callable[[Row, str, Moment], bool]] = {
    "contact": _fits_name("contact"), "deal": _fits_name("deal"), "need": _fits_name("need"),
    "contract": _fits_name("contract"), "payment": _fits_payment, "follow_up": _fits_day,
}  # fmt: skip
