"""Add a customer with its first deal; an existing one of that name is asked about first."""

from tierdesk.commands.doing import assignments
from tierdesk.commands.spec import (
    Front,
    Outcome,
    Values,
    changed,
    text_of,
    texts_of,
)
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.document import stamp, text
from tierdesk.domain.folding import fold
from tierdesk.domain.moment import Moment
from tierdesk.errors import Invalid, Refused
from tierdesk.i18n.message import say
from tierdesk.pipeline.moves import new_deal
from tierdesk.pipeline.stages import find_stage, stages_of

NEW_CUSTOMER, NEW_CONTACT, NEW_DEAL = -1, -2, -3


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    desk = front.desk
    name = text_of(values, "name")
    pairs = assignments.split(texts_of(values, "fields"))
    known = assignments.read(pairs, desk.moment)
    if not name.strip():
        raise Invalid(say("A customer needs a name."))

    def rule(book: Book) -> Change:
        if not values.get("anyway"):
            _refuse_double(book, name)
        edits = _edits(book, name, known, desk.moment, front.configuration.owner)
        return Change("customer.add", {"name": name}, edits)

    receipt = desk.perform(rule)
    customer_id = receipt.ids[NEW_CUSTOMER]
    said = say("Added %(name)s as number %(id)s.", name=name, id=customer_id)
    return changed(receipt, said, customer_id=customer_id)


def _refuse_double(book: Book, name: str) -> None:
    folded = fold(name)
    for customer_id, doc in book.rows("customers"):
        if fold(text(doc, "name")) == folded:
            raise Refused(
                say("A customer named %(name)s exists as number %(id)s; change it with set, or add "
                    "another with --anyway.", name=text(doc, "name"), id=customer_id)
            )  # fmt: skip


def _edits(
    book: Book, name: str, known: dict[str, object], moment: Moment, owner: str
) -> tuple[Edit, ...]:
    now = stamp(moment.now)
    customer = {**assignments.own(known), "name": name, "created_at": now, "updated_at": now}
    if owner:
        customer.setdefault("owner", owner)
    custom = assignments.part(known, "custom.")
    if custom:
        customer["custom"] = custom
    edits = [Edit("customers", NEW_CUSTOMER, None, customer)]
    contact = assignments.part(known, "contact.")
    if contact:
        edits.append(Edit("contacts", NEW_CONTACT, None, {"customer_id": NEW_CUSTOMER, **contact}))
    edits.append(Edit("deals", NEW_DEAL, None, _deal(book, known, moment)))
    return tuple(edits)


def _deal(book: Book, known: dict[str, object], moment: Moment) -> dict[str, object]:
    stages = stages_of(book)
    fields = assignments.part(known, "deal.")
    if "stage" in fields:
        stage = find_stage(str(fields["stage"]), stages)
        if stage.kind != "open":
            raise Invalid(
                say("A new deal starts at an open stage, not at %(stage)s; add it, then move it.",
                    stage=str(fields["stage"]))
            )  # fmt: skip
        fields["stage"] = stage.key
    return new_deal(NEW_CUSTOMER, moment, stages, fields)
