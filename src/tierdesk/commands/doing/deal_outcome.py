"""One deal won, lost or opened again, as one Change. It must not know in which words that is asked."""

from collections.abc import Mapping

from tierdesk.commands.doing.edit import Target, change, read_values
from tierdesk.commands.doing.parts import deal_name, described, doc_of
from tierdesk.commands.doing.selection import named
from tierdesk.commands.shown.stage_names import labels_of
from tierdesk.domain.book import Book, Case
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.contracts import of_deal, why_not_signed
from tierdesk.domain.deals import status
from tierdesk.domain.document import EMPTY, Doc, day, text
from tierdesk.domain.moment import Moment
from tierdesk.domain.money import Exact
from tierdesk.errors import Refused
from tierdesk.i18n.message import Message, say
from tierdesk.pipeline import lost_reasons, outcomes
from tierdesk.pipeline.stages import stage_guard, stages_of
from tierdesk.triage.needs_reason import NeedsReason

_SAID = ("reason", "kind", "cause")


class Won(Refused):
    """The deal that is to be lost is won; `there` says only that, for those who are asked and type no
    option."""

    def __init__(self, there: Message) -> None:
        super().__init__(say("%(there)s To lose it all the same give --anyway.", there=there))
        self.there = there


def win(
    book: Book, customer_id: int, deal_id: int, moment: Moment, by: str, reason: str = ""
) -> Change:
    """The deal won. Raises Refused and UnmetCriteria as a move does."""
    deal = _deal(book, customer_id, deal_id)
    edit = outcomes.won((deal_id, deal), book.case(customer_id), moment, stages_of(book),
                        reason=reason, by=by)  # fmt: skip
    return _change("deal.won", book, customer_id, edit)


def reopen(
    book: Book, customer_id: int, deal_id: int, moment: Moment, by: str, reason: str = ""
) -> Change:
    """The deal open again, where it stood. Raises Refused."""
    deal = _deal(book, customer_id, deal_id)
    edit = outcomes.reopened((deal_id, deal), book.case(customer_id), moment, stages_of(book),
                             reason=reason, by=by)  # fmt: skip
    return _change("deal.reopen", book, customer_id, edit)


def lose(
    book: Book, customer_id: int, deal_id: int, wanted: Mapping[str, str], moment: Moment, by: str,
    *, seen: Doc = EMPTY, anyway: bool = False,
) -> Change:  # fmt: skip
    """The deal lost for the reasons that the texts of the form `loss` tell; of one that is lost already
    they are corrected, and its outcome stays as it was. Raises Won for one that is won unless it is to
    be lost `anyway`, NeedsReason without a reason, Invalid, and Refused as a move does."""
    deal, target = _deal(book, customer_id, deal_id), Target(customer_id, "loss", deal_id)
    if status(deal) == "lost":
        made = change(book, target, seen or deal, _in_list(book, wanted), moment)
        return made._replace(verb="deal.set")
    if not anyway:
        must_not_be_won(book.case(customer_id), deal_id, deal, moment)
    values = read_values(book, target, deal, wanted, moment)
    written, kind, cause = (str(values.get(f"lost_{name}") or "") for name in _SAID)
    if not written.strip():
        raise NeedsReason(say("A lost deal needs a reason; say why it was lost."))
    loss = outcomes.Loss(*lost_reasons.stated(book, written, kind), cause)
    edit = outcomes.lost((deal_id, deal), book.case(customer_id), moment, stages_of(book), loss,
                         by=by)  # fmt: skip
    return _change("deal.lost", book, customer_id, edit, loss=loss.reason)


def _in_list(book: Book, wanted: Mapping[str, str]) -> Mapping[str, str]:
    """The reason by its word where the list has it."""
    reason = wanted.get("lost_reason", "")
    if not reason.strip():
        return wanted
    return {**wanted, "lost_reason": lost_reasons.stated(book, reason)[0]}


def must_not_be_won(case: Case, deal_id: int, deal: Doc, moment: Moment) -> None:
    """Raises Won for a deal of this customer (of an empty case: of nobody) that is won."""
    if status(deal) == "won":
        raise Won(won_already(case, deal_id, deal, moment))


def won_already(case: Case, deal_id: int, deal: Doc, moment: Moment) -> Message:
    """That a deal is won, and what of its contracts is signed and paid."""
    name = deal_name(deal) or f"#{deal_id}"
    found = of_deal(case, deal_id, moment.today, moment.rates)
    paid = [Exact.of(one.paid) for _, one in found if one.paid.minor]
    if paid and all(one.settled for _, one in found):
        return say("The deal %(deal)s is won, and its contract is paid in full (%(money)s).",
                   deal=name, money=paid)  # fmt: skip
    if paid:
        return say("The deal %(deal)s is won, and %(money)s of its contract is paid.",
                   deal=name, money=paid)  # fmt: skip
    if any(day(doc, "signed_on") for doc, _ in found):
        return say("The deal %(deal)s is won, and its contract is signed.", deal=name)
    return say("The deal %(deal)s is won.", deal=name)


def told(book: Book, customer_id: int, deal_id: int, moment: Moment) -> tuple[Message, ...]:
    """What is still to be done about a deal that is won; nothing of any other."""
    short = why_not_signed(book.case(customer_id), deal_id, moment.today, moment.rates)
    return (short,) if short is not None else ()


def _deal(book: Book, customer_id: int, deal_id: int) -> Doc:
    return doc_of(book, customer_id, "deal", deal_id, EMPTY)


def _change(verb: str, book: Book, customer_id: int, edit: Edit, **more: str) -> Change:
    about = described("deal", edit.before or EMPTY, None)
    target = text(edit.after or EMPTY, "stage")
    args = {**named(book, [customer_id]), **about}
    kept = labels_of((target,), stages_of(book))
    return Change(
        verb, {**args, **more, "target": target, **kept}, (edit,), (stage_guard(book, target),)
    )
