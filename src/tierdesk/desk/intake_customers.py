"""Customers and their contacts as an import finds or makes them."""

from tierdesk.desk.intake_row import Index, Intake, Row
from tierdesk.desk.intake_workspace import FieldInvalid
from tierdesk.domain.document import EMPTY, Doc, text, texts
from tierdesk.domain.folding import fold
from tierdesk.domain.groups import name_in, names_of
from tierdesk.errors import Invalid
from tierdesk.exchange.sheet import shown
from tierdesk.i18n.message import say


def place_customer(intake: Intake, row: Row) -> bool:
    """Find or make the row's customer and set its fields; True when something changed. A row
    that names nobody leaves `row.customer_id` None. Raises Invalid."""
    fields = dict(row.part("customers"))
    groups = fields.pop("groups", None)
    number = fields.pop("tierdesk_id", None)
    name, code = str(fields.get("name", "")), str(fields.get("code", ""))
    if not fold(name):
        fields.pop("name", None)
        name = ""
    if not name and not code:
        return False
    if isinstance(groups, list) and groups:
        try:
            names = {fold(name): name for name in map(name_in, map(str, groups))}
        except Invalid as fault:
            raise FieldInvalid(fault.message, intake.headers.get("groups", "")) from None
        fields["group_ids"] = [_group(intake, name) for name in names.values()]
    own_number = number if isinstance(number, int) else None
    found = intake.customers.find(name, code, own_number)
    if found is None:
        row.customer_id = _made(intake, fields, name or code)
        row.created = True
        return True
    row.customer_id = found
    return _updated(intake, row, found, fields, by_name=not code and own_number is None)


def _group(intake: Intake, name: str) -> int:
    """The group of that name, made where there is none."""
    index = intake.index("groups", lambda: _groups(intake))
    found = index.get(fold(name))
    if found:
        return found[0]
    made = intake.work.add("groups", {"name": name})
    intake.index_later("groups", fold(name), made)
    return made


def _groups(intake: Intake) -> Index:
    return {fold(name): [i] for i, name in names_of(intake.work.book).items()}


def _made(intake: Intake, fields: dict[str, object], name: str) -> int:
    stamps = {"created_at": intake.stamp, "updated_at": intake.stamp}
    return intake.work.add("customers", {**fields, "name": name, **stamps})


def _updated(
    intake: Intake, row: Row, found: int, fields: dict[str, object], *, by_name: bool
) -> bool:
    """A customer that was found by its name keeps its own spelling of it."""
    current = intake.work.doc("customers", found) or EMPTY
    written = fields.get("name")
    if by_name and isinstance(written, str) and written != text(current, "name"):
        del fields["name"]
        if (found, written) not in intake.spellings:
            intake.spellings.add((found, written))
            intake.warn(
                row.number, "name",
                say("“%(written)s” was taken as the customer “%(name)s”.",
                    written=shown(written), name=shown(text(current, "name"))),
            )  # fmt: skip
    if not intake.work.overlay("customers", found, fields, row.number):
        return False
    after = intake.work.doc("customers", found) or EMPTY
    intake.work.replace("customers", found, {**after, "updated_at": intake.stamp})
    return True


def place_contact(intake: Intake, row: Row) -> tuple[int | None, bool, bool]:
    """(id of the row's contact, was it made, did something change). A contact is known by its
    name, without one by a phone number or an e-mail address."""
    fields = row.part("contacts")
    if not fields:
        return None, False, False
    if row.customer_id is None:
        raise FieldInvalid(
            say("The row names no customer for its contact; fill in the customer's name or code, or say "
                "which column holds one with --map COLUMN=name."), "",
        )  # fmt: skip
    known = [
        (i, intake.work.doc("contacts", i) or EMPTY)
        for i in intake.work.children("contacts", row.customer_id)
    ]
    found = _known_contact(fields, known)
    if found is None:
        made = intake.work.add("contacts", {**fields, "customer_id": row.customer_id})
        return made, True, True
    return (
        found,
        False,
        intake.work.overlay("contacts", found, _spelled(fields, intake, found), row.number),
    )


def _spelled(fields: dict[str, object], intake: Intake, found: int) -> dict[str, object]:
    """Without a name that is only spelled differently."""
    own = text(intake.work.doc("contacts", found) or EMPTY, "name")
    name = fields.get("name")
    if own and isinstance(name, str) and fold(own) == fold(name):
        return {key: value for key, value in fields.items() if key != "name"}
    return fields


def _known_contact(fields: Doc, known: list[tuple[int, Doc]]) -> int | None:
    name = fold(text(fields, "name"))
    if name:
        for doc_id, doc in known:
            if fold(text(doc, "name")) == name:
                return doc_id
    for doc_id, doc in known:
        if (not name or not text(doc, "name")) and _shares(fields, doc):
            return doc_id
    if not name and not texts(fields, "phones") and not texts(fields, "emails"):
        return next((i for i, d in known if all(d.get(k) == v for k, v in fields.items())), None)
    return None


def _shares(one: Doc, other: Doc) -> bool:
    return any(
        not set(texts(one, key)).isdisjoint(texts(other, key)) for key in ("phones", "emails")
    )
