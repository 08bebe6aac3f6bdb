"""The fields that a column may go to: the FIELD of `--map COLUMN=FIELD`.

Fields of the customer are plain (`industry`), those of records that belong to it are dotted
(`contact.phones`). Which table and document key a field fills, and how its cells are read,
is said here once; the words by which headings are recognised are elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass

KINDS = (
    "customers",
    "deals",
    "orders",
    "touches",
    "contacts",
    "products",
    "people",
    "rates",
    "events",
)
PREFIXES: Mapping[str, str] = {
    "customers": "", "contacts": "contact.", "deals": "deal.", "touches": "touch.",
    "follow_ups": "follow_up.", "orders": "order.", "products": "product.", "people": "person.",
    "rates": "rate.", "events": "event.",
}  # fmt: skip
TABLES = {kind: "fx_rates" if kind == "rates" else kind for kind in PREFIXES}
CUSTOM = "custom."
NUMBER = "#"
"""The pseudo-column that stands for the row's number."""
LISTS = frozenset({"list", "items", "needs", "groups"})
LITERAL = frozenset({"free", "needs"})
"""Readings whose text is kept as it is, `NULL` included."""


@dataclass(frozen=True, slots=True)
class Field:
    """`target` is the FIELD, `table` and `key` where it goes, `reading` how a cell is read."""

    target: str
    table: str
    key: str
    reading: str


_READINGS: Mapping[str, str] = {
    "customers": """name:free code:line aliases:list kind:kind industry:line company_nature:line
        founded_on:year_day main_business:line employees:count annual_revenue:money
        market_share:share industry_position:position country:country city:line address:line
        timezone:line language:line currency:currency source:line owner:line tags:list groups:groups
        key_account:flag needs:needs habits:list decision_structure:line purchase_traits:line
        regional_notes:line interest:stars budget:money decision_by:next_day willingness:stars
        preferred_channel:channel do_not_contact:flag out_of_market:flag bad_debt:flag
        credit_limit:money notes:free verified_on:past_day tierdesk_id:id""",
    "contacts": """name:free first_name:line last_name:line title:line role:role phones:list
        emails:list wechat:line birthday:birthday address:line notes:free""",
    "deals": """code:line title:free amount:money currency:currency expected_profit:profit
        expected_sign_on:next_day stage:line status:line probability:percent products:items
        owner:line lost_reason:line opened_on:past_day closed_on:past_day""",
    "touches": """at:past_when channel:channel direction:direction content:free result:result
        minutes:count cost:money next_step:free next_on:next_day by:line""",
    "follow_ups": "due_at:due kind:line note:free promised:flag",
    "orders": """code:line on:past_day amount:money currency:currency profit:profit products:items
        quantity:number price:money""",
    "products": "name:free code:line series:line price:money currency:currency",
    "people": "name:free manager:line office:line",
    "rates": "currency:currency base:currency on:past_day rate:rate",
    "events": "type:event at:past_when source:line subject:line",
}


def _fields() -> dict[str, Field]:
    out = {}
    for table, written in _READINGS.items():
        for word in written.split():
            key, _, reading = word.partition(":")
            target = PREFIXES[table] + key
            out[target] = Field(target, TABLES[table], key, reading)
    return out


FIELDS: Mapping[str, Field] = _fields()
ALLOWED: Mapping[str, tuple[str, ...]] = {
    "customers": ("customers", "contacts", "deals", "touches", "follow_ups", "orders"),
    "deals": ("deals", "customers", "contacts", "touches", "follow_ups"),
    "orders": ("orders", "customers", "contacts"),
    "touches": ("touches", "customers", "contacts", "deals", "follow_ups"),
    "contacts": ("contacts", "customers", "deals", "touches", "follow_ups"),
    "products": ("products",),
    "people": ("people",),
    "rates": ("rates",),
    "events": ("events", "customers", "contacts"),
}
"""Which records a row of each kind may carry; the first is the row's own."""
_KNOWN_BY: Mapping[str, tuple[str, ...]] = {
    "events": ("tierdesk_id", "code", "name", "contact.emails"),
}
"""Fields of other records that a row of a kind may carry, where it only tells by them whose it is."""


def targets(kind: str) -> tuple[str, ...]:
    """Every FIELD that a column of this kind of file may go to, besides `custom.X`."""
    allowed = {TABLES[record] for record in ALLOWED[kind]}
    known_by, own = _KNOWN_BY.get(kind), TABLES[kind]
    return tuple(
        name for name, spec in FIELDS.items()
        if spec.table in allowed and (known_by is None or spec.table == own or name in known_by)
    )  # fmt: skip


def field_of(target: str, kind: str) -> Field | None:
    """The field of a FIELD name, None when a file of this kind has no such field."""
    if target.startswith(CUSTOM) and len(target) > len(CUSTOM):
        return Field(target, TABLES[kind], target[len(CUSTOM) :], "custom")
    spec = FIELDS.get(target)
    return spec if spec and target in targets(kind) else None
