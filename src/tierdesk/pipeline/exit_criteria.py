"""What must hold before a deal leaves a stage.

Each criterion is a predicate over a customer and one of its deals. A key like `customer.city`,
`deal.amount` or `custom.area` holds when that field is filled. Any other key is an entry of the
deal's own check-list (`checked`), so that a book can add criteria without code. It must not know
moves.
"""

from collections.abc import Callable, Mapping

from tierdesk.domain.book import Case
from tierdesk.domain.contactability import channels
from tierdesk.domain.contracts import is_signed
from tierdesk.domain.document import Doc, day, integer, items, mapping, number, text, texts
from tierdesk.domain.labels import FIELDS
from tierdesk.domain.labels import label as label_of
from tierdesk.domain.moment import Moment
from tierdesk.domain.money import read
from tierdesk.i18n.message import N_, Message, say
from tierdesk.pipeline.stage import Stage

Predicate = Callable[[Case, Doc, Moment], bool]

_NEED_STRENGTH = 2
_PARTS = ("customer.", "deal.", "custom.")

LABELS: Mapping[str, str] = {
    "contactable": N_("a phone number, an e-mail address or another way to get in touch"),
    "industry": N_("the industry"),
    "size": N_("the company size"),
    "need_known": N_("one need"),
    "budget": N_("the budget"),
    "decision_date": N_("the decision date"),
    "decision_maker": N_("the decision maker"),
    "need_strength": N_("a need of strength 2 or more"),
    "quote_sent": N_("the quote sent"),
    "objections_answered": N_("the objections answered"),
    "expected_sign_date": N_("the expected sign date"),
    "signed": N_("a signed contract with its first payment"),
    "reason_given": N_("a reason"),
}


def unmet(stage: Stage, case: Case, deal: Doc, moment: Moment) -> tuple[str, ...]:
    """Keys of the stage's exit criteria that do not hold, in the stage's order."""
    checked = texts(deal, "checked")
    return tuple(
        key
        for key in stage.exit_criteria
        if key not in checked and not (is_read(key) and _holds(key, case, deal, moment))
    )


def is_read(key: str) -> bool:
    """Is the criterion read from the fields? Others are ticked off by people."""
    return key in PREDICATES or (key.startswith(_PARTS) and not key.endswith("."))


def _holds(key: str, case: Case, deal: Doc, moment: Moment) -> bool:
    if key in PREDICATES:
        return PREDICATES[key](case, deal, moment)
    part, _, field = key.partition(".")
    doc = deal if part == "deal" else case.customer
    value = mapping(doc, "custom").get(field) if part == "custom" else doc.get(field)
    return value is not None and value not in ("", [], {}, False)


def label(key: str) -> Message:
    """What a criterion asks for; a criterion of the book's own is called by its key."""
    if key in LABELS:
        return Message(LABELS[key])
    if is_read(key):
        part, _, field = key.partition(".")
        named = key if f"{part}.{field}" in FIELDS else field
        return say("the field %(field)s", field=Message(label_of(named)))
    return say("“%(criterion)s”", criterion=key)


def _contactable(case: Case, deal: Doc, moment: Moment) -> bool:
    return bool(channels(case))


def _industry(case: Case, deal: Doc, moment: Moment) -> bool:
    return bool(text(case.customer, "industry"))


def _size(case: Case, deal: Doc, moment: Moment) -> bool:
    customer = case.customer
    if text(customer, "kind") == "person":
        return True
    return (
        integer(customer, "employees") is not None or read(customer, "annual_revenue") is not None
    )


def _need_known(case: Case, deal: Doc, moment: Moment) -> bool:
    return bool(items(case.customer, "needs"))


def _budget(case: Case, deal: Doc, moment: Moment) -> bool:
    return read(case.customer, "budget") is not None


def _decision_date(case: Case, deal: Doc, moment: Moment) -> bool:
    return day(case.customer, "decision_by") is not None


def _decision_maker(case: Case, deal: Doc, moment: Moment) -> bool:
    return text(case.customer, "kind") == "person" or any(
        text(contact, "role") == "decision_maker" for _, contact in case.contacts
    )


def _need_strength(case: Case, deal: Doc, moment: Moment) -> bool:
    needs = items(case.customer, "needs")
    return any((number(need, "strength") or 0) >= _NEED_STRENGTH for need in needs)


def _expected_sign_date(case: Case, deal: Doc, moment: Moment) -> bool:
    return day(deal, "expected_sign_on") is not None


def _signed(case: Case, deal: Doc, moment: Moment) -> bool:
    return is_signed(case, moment.today, moment.rates)


def _reason_given(case: Case, deal: Doc, moment: Moment) -> bool:
    return bool(text(deal, "lost_reason"))


PREDICATES: Mapping[str, Predicate] = {
    "contactable": _contactable, "industry": _industry, "size": _size,
    "need_known": _need_known, "budget": _budget, "decision_date": _decision_date,
    "decision_maker": _decision_maker, "need_strength": _need_strength,
    "expected_sign_date": _expected_sign_date, "signed": _signed, "reason_given": _reason_given,
}  # fmt: skip
"""`quote_sent` and `objections_answered` are only known when somebody ticks them off."""
