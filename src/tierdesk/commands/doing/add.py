"""Add a customer with its first deal; an existing one of that name is asked about first."""

from collections.abc import Sequence

from tierdesk.commands.doing import assignments
from tierdesk.commands.spec import (
    Front,
    Outcome,
    Values,
    changed,
    text_of,
    texts_of,
)
from tierdesk.desk.field_readings import merged
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


class Double(Refused):
    """A customer of that name is there already; `anyway` adds another. `there` says only that, for
    those who are asked and type no option."""

    def __init__(self, name: str, customer_id: int) -> None:
        super().__init__(
            say("A customer named %(name)s exists as number %(id)s; change it with set, or add "
                "another with --anyway.", name=name, id=customer_id)
        )  # fmt: skip
        self.there = say("A customer named %(name)s is there already, as number %(id)s.", name=name,
                         id=customer_id)  # fmt: skip


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    desk = front.desk
    name = text_of(values, "name")
    pairs = assignments.split(texts_of(values, "fields"))
    anyway, owner = bool(values.get("anyway")), front.configuration.owner

    def rule(book: Book) -> Change:
        return change(book, name, pairs, desk.moment, owner, anyway=anyway)

    receipt = desk.perform(rule)
    customer_id = receipt.ids[NEW_CUSTOMER]
    said = say("Added %(name)s as number %(id)s.", name=name, id=customer_id)
    return changed(receipt, said, customer_id=customer_id)


def change(
    book: Book,
    name: str,
    pairs: Sequence[tuple[str, str]],
    moment: Moment,
    owner: str = "",
    *,
    anyway: bool = False,
) -> Change:
    """A new customer (placeholder NEW_CUSTOMER) with what is known of it, its contact and its
    first deal. Raises Invalid for a text that its field cannot hold, Double where a customer of
    that name exists."""
    known = merged({}, assignments.read(pairs, moment))
    if not name.strip():
        raise Invalid(say("A customer needs a name."))
    if not anyway:
        _refuse_double(book, name)
    return Change("customer.add", {"name": name}, _edits(book, name, known, moment, owner))


def _refuse_double(book: Book, name: str) -> None:
    folded = fold(name)
    for customer_id, doc in book.rows("customers"):
        if fold(text(doc, "name")) == folded:
            raise Double(text(doc, "name"), customer_id)


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
