"""A document against its record: checked, in the record's field order, without empty fields."""

from pydantic import ValidationError

from tierdesk.domain.document import Doc
from tierdesk.domain.labels import label
from tierdesk.domain.records import RECORDS, AnyRecord
from tierdesk.errors import Invalid
from tierdesk.i18n.message import N_, Message, say


def validated(table: str, doc: Doc) -> dict[str, object]:
    """The document as it is stored: checked against its record, in the record's field order,
    without fields that say nothing. Raises Invalid naming the first field at fault."""
    model = RECORDS.get(table, AnyRecord)
    try:
        record = model.model_validate(dict(doc))
    except ValidationError as failure:
        raise _first_fault(table, failure) from None
    kept = record.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return {field: value for field, value in kept.items() if value != ""}


def arranged(table: str, doc: Doc) -> dict[str, object]:
    """The document's fields in the order of its record, unchecked: an undo gives back what was
    there, even where a newer rule would not accept it."""
    order = [f for f in RECORDS.get(table, AnyRecord).model_fields if f in doc]
    return {f: doc[f] for f in [*order, *(f for f in doc if f not in order)]}


_WHY = {
    "value_error": N_("it is no day, time or number that exists"),
    "missing": N_("it is missing"),
    "string_pattern_mismatch": N_("it is not written as this field wants it"),
    "string_type": N_("it is not a text"),
    "string_too_short": N_("it is empty"),
    "string_too_long": N_("it is too long"),
    "string_unicode": N_("it is not Unicode text"),
    "int_type": N_("it is not a whole number"),
    "float_type": N_("it is not a number"),
    "bool_type": N_("it is neither yes nor no"),
    "list_type": N_("it is not a list"),
    "dict_type": N_("it is not an object"),
    "model_type": N_("it is not an object"),
    "greater_than": N_("it must be more than %(limit)s"),
    "greater_than_equal": N_("it must be %(limit)s or more"),
    "less_than": N_("it must be less than %(limit)s"),
    "less_than_equal": N_("it must be %(limit)s or less"),
    "literal_error": N_("it is none of the values that it may have"),
}


def _first_fault(table: str, failure: ValidationError) -> Invalid:
    fault = failure.errors(include_url=False, include_input=True)[0]
    field = ".".join(str(part) for part in fault["loc"]) or table
    shown = str(fault.get("input"))
    context = fault.get("ctx", {})
    limit = next((context[side] for side in ("gt", "ge", "lt", "le") if side in context), None)
    limits: dict[str, object] = {} if limit is None else {"limit": f"{limit:.10g}"}
    why = Message(_WHY.get(fault["type"], N_("it is of the wrong kind")), limits)
    return Invalid(
        say("The field %(field)s cannot hold “%(value)s”: %(why)s.",
            field=Message(label(field, table)), value=shown[:80] + ("…" if len(shown) > 80 else ""), why=why)
    )  # fmt: skip
