"""The forms in which a person edits what is known: their fields as data, the text of a stored
value, and what to say while somebody types.

A field is read exactly as `set` and the import read it, so that no form understands what the
command line does not. It must not know a screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from tierdesk.domain import vocabulary
from tierdesk.domain.document import Doc, mapping
from tierdesk.domain.labels import label
from tierdesk.errors import Invalid
from tierdesk.i18n.message import N_, Message, Verbatim, say
from tierdesk.pipeline.lost_reasons import KINDS as LOSS_KINDS

if TYPE_CHECKING:
    from tierdesk.domain.moment import Moment, OwnField
    from tierdesk.i18n.catalog import Catalog

Kind = Literal["text", "number", "money", "date", "choice", "flag", "list", "multiline"]
KIND_OF: Mapping[str, Kind] = {
    "money": "money", "profit": "money", "count": "number", "share": "number", "stars": "number",
    "percent": "number", "flag": "flag", "list": "list", "items": "list", "past_day": "date",
    "next_day": "date", "year_day": "date", "due": "date", "channel": "choice", "kind": "choice",
    "position": "choice", "role": "choice", "strength": "choice", "loss_kind": "choice",
}  # fmt: skip
"""How a field is edited, by how it is read; any other is a line of text."""


DEFAULT_KIND = "company"
"""What a customer is of whom nothing else is said: it is not stored."""


class Choice(NamedTuple):
    """One value of a closed list with its label, a marked text."""

    value: str
    label: str


class Field(NamedTuple):
    """`name` is the key in the document (for the form `quick_add` the FIELD of `add`), `target`
    the FIELD by which it is read, `reading` how. Label and group are marked texts; a `required`
    field cannot be blank."""

    name: str
    label: str
    kind: Kind
    choices: tuple[Choice, ...] = ()
    group: str = ""
    target: str = ""
    reading: str = "line"
    required: bool = False


class Form(NamedTuple):
    """`table` is where its documents are; a need's is part of its customer's document."""

    name: str
    table: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field | None:
        """The field of that name; a customer's own field is written custom.NAME."""
        found = next((field for field in self.fields if field.name == name), None)
        if found is None and self.name == "customer" and name[len("custom.") :]:
            return custom_field(name) if name.startswith("custom.") else None
        return found


_STRENGTHS = (
    Choice("0", N_("latent")), Choice("1", N_("felt")), Choice("2", N_("wanted")),
    Choice("3", N_("urgent")),
)  # fmt: skip
_CHOICES: Mapping[str, tuple[Choice, ...]] = {
    reading: tuple(Choice(value, vocabulary.LABELS[value]) for value in words)
    for reading, words in (
        ("channel", vocabulary.CHANNELS), ("position", vocabulary.POSITIONS),
        ("kind", vocabulary.KINDS), ("role", vocabulary.ROLES),
    )
} | {
    "strength": _STRENGTHS,
    "loss_kind": tuple(Choice(value, label) for value, label in LOSS_KINDS.items()),
}  # fmt: skip
_CUSTOMER: tuple[tuple[str, str], ...] = (
    (N_("Profile"), "name:free code aliases:list kind:kind industry company_nature founded_on:year_day "
     "main_business employees:count annual_revenue:money market_share:share "
     "industry_position:position"),
    (N_("Place"), "country:country city address timezone language currency:currency"),
    (N_("Sales"), "owner source tags:list key_account:flag interest:stars willingness:stars budget:money "
     "decision_by:next_day preferred_channel:channel credit_limit:money"),
    (N_("Ways"), "habits:list decision_structure purchase_traits regional_notes"),
    (N_("Marks"), "do_not_contact:flag out_of_market:flag bad_debt:flag verified_on:past_day"),
    (N_("Notes"), "notes:free"),
)  # fmt: skip
_QUICK = ("name:free country:country city contact.name:free contact.phones:list contact.emails:list "
          "source notes:free")  # fmt: skip
_CONTACT = ("name:free title role:role phones:list emails:list wechat birthday:birthday address "
            "notes:free")  # fmt: skip
_DEAL = ("title:free amount:money expected_profit:profit expected_sign_on:next_day products:items "
         "probability_override:percent discount:share discount_reason owner code")  # fmt: skip
_LOSS = "lost_reason lost_kind:loss_kind lost_cause"
_CONTRACT = ("amount:money signed_on:past_day first_payment_amount:money instalments:plan deal_id terms:free "
             "ends_on:next_day discount:share discount_reason code")  # fmt: skip
_PAYMENT = "amount:money paid_on:past_day contract_id method"
_NEED = "text strength:strength matched_product"
_FOLLOW_UP = "due_at:due promised:flag kind note:free"
_REQUIRED = frozenset((
    "name customer", "text need", "due_at follow_up", "name quick_add", "amount contract",
    "amount payment", "lost_reason loss",
))  # fmt: skip
_TARGETS = {"deal.probability_override": "deal.probability"}
_MULTILINE = frozenset(("notes", "note"))


def _fields(form: str, prefix: str, written: str, group: str = "") -> tuple[Field, ...]:
    made = []
    for word in written.split():
        name, _, reading = word.partition(":")
        target = _TARGETS.get(prefix + name, prefix + name)
        kind: Kind = "multiline" if name in _MULTILINE else KIND_OF.get(reading, "text")
        choices = _CHOICES.get(reading, ()) if kind == "choice" else ()
        required = f"{name} {form}" in _REQUIRED
        title = label(name, "contacts" if form == "contact" else "")
        made.append(Field(name, title, kind, choices, group, target, reading or "line", required))
    return tuple(made)


_FORMS: Mapping[str, Form] = {
    "customer": Form("customer", "customers", tuple(
        field for group, written in _CUSTOMER for field in _fields("customer", "", written, group))),
    "contact": Form("contact", "contacts", _fields("contact", "contact.", _CONTACT)),
    "deal": Form("deal", "deals", _fields("deal", "deal.", _DEAL)),
    "need": Form("need", "customers", _fields("need", "need.", _NEED)),
    "follow_up": Form("follow_up", "follow_ups", _fields("follow_up", "follow_up.", _FOLLOW_UP)),
    "loss": Form("loss", "deals", _fields("loss", "deal.", _LOSS)),
    "contract": Form("contract", "contracts", _fields("contract", "contract.", _CONTRACT)),
    "payment": Form("payment", "payments", _fields("payment", "payment.", _PAYMENT)),
    "quick_add": Form("quick_add", "customers", _fields("quick_add", "", _QUICK)),
}  # fmt: skip


def form(name: str) -> Form:
    """The form of that name: customer, contact, deal, loss, need, follow_up, contract, payment,
    quick_add."""
    return _FORMS[name]


def custom_field(target: str) -> Field:
    """A field of the customer's own, `custom.NAME`."""
    return Field(target, label(target), "text", (), N_("own fields"), target, "custom")


def defined_field(own: OwnField) -> Field:
    """A field that the book defined, edited by its kind."""
    target, kind = f"custom.{own.key}", _OWN_KINDS.get(own.kind, "text")
    named = f"{own.name} ({own.unit})" if own.unit else own.name
    choices = (
        _YES_NO if own.kind == "yes_no" else tuple(Choice(c, Verbatim(c)) for c in own.choices)
    )
    reading = _OWN_READINGS.get(own.kind, "custom")
    return Field(target, Verbatim(named), kind, choices, N_("own fields"), target, reading)


_OWN_KINDS: Mapping[str, Kind] = {
    "number": "number", "money": "money", "date": "date", "yes_no": "choice", "choice": "choice",
}  # fmt: skip
_OWN_READINGS: Mapping[str, str] = {"money": "money", "date": "next_day"}
_YES_NO = (Choice("true", N_("yes")), Choice("false", N_("no")))


def custom_fields(customer: Doc, defined: Sequence[OwnField] = ()) -> tuple[Field, ...]:
    """The fields that the book defined, then others that the customer has a value of."""
    known = {own.key for own in defined}
    rest = [name for name in mapping(customer, "custom") if name not in known]
    return (*map(defined_field, defined), *(custom_field(f"custom.{name}") for name in rest))


def stored(field: Field, doc: Doc) -> object:
    """What the document holds for the field, None when nothing."""
    if field.name.startswith("custom."):
        return mapping(doc, "custom").get(field.name.removeprefix("custom."))
    return doc.get(field.name)


def shown(field: Field, doc: Doc, catalog: Catalog, moment: Moment | None = None) -> str:
    """The stored value as text to be edited: read back it gives the same value. Times are the
    reader's where the moment is given, UTC otherwise."""
    from tierdesk.desk.field_texts import edited

    value = stored(field, doc)
    if value is None and field.name == "kind" and field.kind == "choice":
        return DEFAULT_KIND
    return edited(value, field.reading, catalog, moment.zone if moment else None)


def value_of(field: Field, text: str, moment: Moment, currency: str = "") -> object:
    """The value that a text stands for, None for a blank one. Raises Unreadable (Invalid)."""
    from tierdesk.desk.field_readings import read

    return read([(field.target, text)], moment, currency).get(field.target)


def fault(field: Field, text: str, moment: Moment, currency: str = "") -> Message | None:
    """What is wrong with the text, None when it can be stored."""
    from tierdesk.desk.field_readings import Unreadable

    if not text.strip():
        missing = say("%(field)s cannot be empty; write something.", field=Message(field.label))
        return missing if field.required else None
    try:
        value = value_of(field, text, moment, currency)
    except Unreadable as unreadable:
        return unreadable.why
    except Invalid as invalid:
        return invalid.message
    if field.reading == "percent" and not (isinstance(value, float) and 0 < value < 100):
        return say("The probability of an open deal lies between 0 and 100 %; choose one inside.")
    return None


def hint(field: Field, text: str, moment: Moment, currency: str = "") -> Message | None:
    """How the text is understood where that is not plain: the day, the amount, the country."""
    if not text.strip() or fault(field, text, moment, currency) is not None:
        return None
    from tierdesk.desk.form_hints import understood

    return understood(field, value_of(field, text, moment, currency), moment)
