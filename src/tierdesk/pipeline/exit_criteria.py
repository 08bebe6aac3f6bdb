"""What must hold before a deal leaves a stage.

Each criterion is a predicate over a customer and one of its deals. A key that is no predicate
is an entry of the deal's own check-list (`checked`), so that a book can add criteria without
code. It must not know moves.
"""

from collections.abc import Callable, Mapping

from tierdesk.domain.book import Case
from tierdesk.domain.contactability import channels
from tierdesk.domain.contracts import is_signed
from tierdesk.domain.document import Doc, day, integer, items, number, text, texts
from tierdesk.domain.moment import Moment
from tierdesk.domain.money import read
from tierdesk.i18n.message import N_, Message, say
from tierdesk.pipeline.stage import Stage

Predicate = Callable[[Case, Doc, Moment], bool]

_NEED_STRENGTH = 2

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
        if key not in checked and not (key in PREDICATES and PREDICATES[key](case, deal, moment))
    )


def label(key: str) -> Message:
    """What a criterion asks for; a criterion of the book's own is called by its key."""
    return Message(LABELS[key]) if key in LABELS else say("“%(criterion)s”", criterion=key)


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
