"""May goods leave for a customer, or why not (invariant 3)."""

from tierdesk.commands.doing.customer_ref import find_customer
from tierdesk.commands.spec import Front, Outcome, Values, text_of, texts_of
from tierdesk.domain.contracts import shipment_hold, standings
from tierdesk.domain.document import text
from tierdesk.domain.money import Money, parse, read
from tierdesk.errors import EXIT_DONE, EXIT_REFUSED, Invalid
from tierdesk.i18n.message import say


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    desk = front.desk
    book, moment = desk.book, desk.moment
    customer_id = find_customer(book, text_of(values, "customer"), moment)
    case = book.case(customer_id)
    limit = read(case.customer, "credit_limit")
    currency = text(case.customer, "currency") or (limit.currency if limit else moment.currency)
    written = " ".join(texts_of(values, "amount"))
    goods = parse(written, currency) if written.strip() else Money(0, currency)
    if goods.minor < 0:
        raise Invalid(say("Goods are worth zero or more; write an amount like 20k."))
    found = [one for _, one in standings(case, moment.today, moment.rates)]
    hold = shipment_hold(found, goods, limit, moment.today, moment.rates)
    document = {
        "schema": 1, "customer_id": customer_id, "goods": goods, "credit_limit": limit,
        "may_leave": hold is None, "hold": hold,
    }  # fmt: skip
    name = text(case.customer, "name")
    told = hold if hold is not None else say("Goods may leave for %(name)s.", name=name)
    return Outcome(document, (told,), exit_code=EXIT_DONE if hold is None else EXIT_REFUSED)
