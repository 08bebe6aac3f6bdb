"""Tier policies changed field by field, as one Change of documents that hold only what differs from
the default.

A value is kept as it is stored: a number, a text, PROMOTIONS for a discount that only promotions
give; None means the default again. It must not know who asks or how a value is shown.
"""

from collections.abc import Mapping
from unicodedata import normalize

from tierdesk.domain.book import Book
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.document import Doc, text
from tierdesk.domain.typed_numbers import days_in, number_in
from tierdesk.errors import Invalid
from tierdesk.i18n.message import say
from tierdesk.terminal.clean import clean
from tierdesk.triage.policy import DEFAULTS, TIERS, Policies, with_document

TABLE = "tier_policies"
DAYS = ("ideal_days", "max_days", "signed_ideal_days", "signed_max_days")
FIELDS = (*DAYS, "reply_hours", "capacity_share", "discount_limit", "treatment")
PROMOTIONS = "promotions"
_PROMOTIONS = (PROMOTIONS, "促销")
_MOST_DAYS, _LONGEST = 36_500, 1_000
_NEW = -1
Stored = int | float | str
Fields = Mapping[str, Stored | None]


def tier_in(word: str) -> str:
    """The tier that is meant. Raises Invalid."""
    tier = normalize("NFKC", word).strip().upper()
    if tier not in TIERS:
        raise Invalid(say("“%(tier)s” is no tier; use A, B, C or D.", tier=word.strip()))
    return tier


def read(field: str, typed: str) -> Stored | None:
    """The value of a field as somebody types it, None for nothing. Raises Invalid."""
    bare = typed.strip()
    if not bare:
        return None
    if field == "treatment":
        return clean(bare)[:_LONGEST]
    if field in DAYS:
        return days_in(bare)
    if field == "discount_limit" and bare.casefold() in _PROMOTIONS:
        return PROMOTIONS
    return _plain(number_in(bare))


def written(value: Stored) -> str:
    """The text that `read` reads as this value."""
    return value if isinstance(value, str) else f"{value:.10g}"


def stated(policies: Policies, tier: str) -> dict[str, Stored]:
    """Every field of a tier."""
    ours, signed = policies.open[tier], policies.signed[tier]
    limit = ours.discount_limit
    return {
        "ideal_days": ours.ideal_days, "max_days": ours.max_days,
        "signed_ideal_days": signed.ideal_days, "signed_max_days": signed.max_days,
        "reply_hours": _plain(ours.reply_hours), "capacity_share": _plain(ours.share),
        "discount_limit": PROMOTIONS if limit is None else _plain(limit),
        "treatment": ours.treatment,
    }  # fmt: skip


def tried(policies: Policies, tier: str, fields: Fields) -> Policies:
    """The policies with fields of a tier set. Raises Invalid naming the fault."""
    default = stated(DEFAULTS, tier)
    given = {name: default[name] if value is None else value for name, value in fields.items()}
    whole = {**stated(policies, tier), **given}
    for name in (*DAYS, "capacity_share", "discount_limit"):
        _ensure_within(name, whole[name])
    return with_document(policies, {"tier": tier, **whole})


def change(book: Book, wanted: Mapping[str, Fields]) -> Change:
    """The fields of the tiers set, as one Change. Raises Invalid for a policy that cannot be."""
    edits: list[Edit] = []
    tiers, changed = [], dict[str, None]()
    for number, tier in enumerate(tier for tier in TIERS if wanted.get(tier)):
        rows = [(key, doc) for key, doc in book.rows(TABLE) if text(doc, "tier") == tier]
        before: dict[str, object] = {}
        for _, doc in rows:
            before |= doc
        after = _document(tier, before, wanted[tier])
        fields = [name for name in wanted[tier] if before.get(name) != after.get(name)]
        if not fields:
            continue
        tiers.append(tier)
        changed |= dict.fromkeys(fields)
        edits += [Edit(TABLE, other, old, None) for other, old in rows[:-1]]
        kept = after if len(after) > 1 else None
        if rows:
            edits.append(Edit(TABLE, rows[-1][0], rows[-1][1], kept))
        else:
            edits.append(Edit(TABLE, _NEW - number, None, kept))
    return Change("policy.set", {"tiers": tiers, "fields": list(changed)}, tuple(edits))


def _document(tier: str, before: Doc, fields: Fields) -> dict[str, object]:
    """What is stored of a tier: the fields that differ from the default, and those of others."""
    default = stated(DEFAULTS, tier)
    found: dict[str, object] = {"tier": tier}
    for name, value in {**before, **fields}.items():
        if name not in ("rev", "tier") and value is not None and value != default.get(name):
            found[name] = value
    tried(with_document(DEFAULTS, found), tier, {})
    return found


def _ensure_within(name: str, value: Stored) -> None:
    if not isinstance(value, int | float):
        return
    if name in DAYS and value > _MOST_DAYS:
        raise Invalid(say("Between two contacts there can be %(most)s days at most; %(days)s are too many.",
                          most=_MOST_DAYS, days=value))  # fmt: skip
    if name not in DAYS and not 0 <= value <= 100:
        raise Invalid(
            say("Shares of the day and discounts are per cent from 0 to 100; %(value)s is not.",
                value=written(value))
        )  # fmt: skip


def _plain(value: float) -> int | float:
    """A whole number without its point."""
    return int(value) if float(value).is_integer() else value


def doc_of(tier: str, policies: Policies) -> Doc:
    """Every field of a tier with its name, and which of them are not the default."""
    values, default = stated(policies, tier), stated(DEFAULTS, tier)
    return {"tier": tier, **values, "changed": [n for n in FIELDS if values[n] != default[n]]}
