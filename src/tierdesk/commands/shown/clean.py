"""What there is to clean, as text: a heading for each kind of finding and its rows."""

from collections.abc import Callable, Mapping, Sequence

from tierdesk.commands.shown.outcome import table
from tierdesk.domain.document import Doc, integer, items, mapping, number, text, texts
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import N_, Message, say, say_n
from tierdesk.terminal.clean import clean

SHOWN = 20
"""Rows of a long list that a person is shown."""
Row = list[str]


def lines(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """Each part that is there; of long ones the first, and how many more there are."""
    shown: list[str] = []
    limit = integer(document, "limit") or SHOWN
    found = mapping(document, "found")
    for name, (title, heads, row, right) in _PARTS.items():
        rows = items(document, name)
        if not rows:
            continue
        total = integer(found, name) or len(rows)
        head = catalog.text(say("%(what)s: %(n)s", what=Message(title), n=total))
        cells = [row(one, catalog) for one in rows[:limit]]
        shown += ["", head] if shown else [head]
        shown += table([catalog(h) if h else "" for h in heads], cells, right=right, room=room)
        rest = total - min(limit, len(rows))
        if rest:
            more = say_n(
                "… and %(n)s more; --limit shows more.",
                "… and %(n)s more; --limit shows more.",
                rest,
            )
            shown.append(catalog.text(more))
    return shown


def said(value: object, catalog: Catalog) -> str:
    """A message in the reader's language, or nothing."""
    return catalog.text(value) if isinstance(value, Message) else ""


def reasons(row: Doc, catalog: Catalog) -> str:
    """Why two are one, and what is against it, in one line."""
    found = [said(one, catalog) for one in _list(row, "reasons")]
    against = [said(one, catalog) for one in _list(row, "against")]
    return clean(" ".join(found) + (f" ({' '.join(against)})" if against else ""))


def _list(row: Doc, name: str) -> Sequence[object]:
    value = row.get(name)
    return value if isinstance(value, list) else []


def pair(row: Doc, catalog: Catalog) -> Row:
    """Two customers side by side with the score and the reasons."""
    ids = _list(row, "customer_ids")
    names = [f"{i} {clean(name)}" for i, name in zip(ids, texts(row, "names"), strict=True)]
    sure = catalog(N_("certain")) if row.get("certain") else ""
    return [f"{number(row, 'score') or 0:.2f}", sure, *names, reasons(row, catalog)]


def _fault(row: Doc, catalog: Catalog) -> Row:
    owner = f"{row.get('customer_id') or ''} {clean(text(row, 'name'))}".strip()
    repaired = clean("; ".join(texts(row, "repaired")))
    return [owner, said(row.get("label"), catalog), clean(text(row, "value")), repaired,
            said(row.get("why"), catalog)]  # fmt: skip


def _missing(row: Doc, catalog: Catalog) -> Row:
    points = f"{number(row, 'points') or 0:.0f}"
    return [said(row.get("label"), catalog), points, str(row.get("customers"))]


def _incomplete(row: Doc, catalog: Catalog) -> Row:
    lacking = ", ".join(said(one.get("label"), catalog) for one in items(row, "missing"))
    return [str(row.get("customer_id")), text(row, "tier"), clean(text(row, "name")),
            f"{number(row, 'points') or 0:.0f}", lacking]  # fmt: skip


def _stale(row: Doc, catalog: Catalog) -> Row:
    days = row.get("days")
    return [
        str(row.get("customer_id")),
        clean(text(row, "name")),
        "–" if days is None else str(days),
    ]


def _health(row: Doc, catalog: Catalog) -> Row:
    shares = (f"{100 * (number(row, name) or 0):.0f} %" for name in ("score", "completeness"))
    counts = (str(row.get(name)) for name in ("stale", "faulty", "doubled"))
    return [text(row, "tier"), str(row.get("customers")), *shares, *counts]


Part = tuple[str, Sequence[str], Callable[[Doc, Catalog], Row], Sequence[int]]
_FAULT_HEADS = (N_("customer"), N_("field"), N_("as written"), N_("repair"), N_("why"))
_PAIR_HEADS = (N_("alike"), "", N_("customer"), N_("and"), N_("why"))
_LACK_HEADS = (N_("no."), "", N_("customer"), N_("points"), N_("missing"))
_HEALTH_HEADS = (
    N_("tier"), N_("customers"), N_("sound"), N_("known"), N_("stale"), N_("faulty"), N_("doubled"),
)  # fmt: skip
_PARTS: Mapping[str, Part] = {
    "duplicates": (N_("Probably one customer"), _PAIR_HEADS, pair, (0,)),
    "faults": (N_("Wrong values"), _FAULT_HEADS, _fault, ()),
    "repaired": (N_("Values with a repair"), _FAULT_HEADS, _fault, ()),
    "left": (N_("Values without a repair"), _FAULT_HEADS, _fault, ()),
    "missing": (N_("Not known, by weight in the score"), (N_("criterion"), N_("points"), N_("customers")),
                _missing, (1, 2)),
    "incomplete": (N_("Customers of whom most is not known"), _LACK_HEADS, _incomplete, (0, 3)),
    "stale": (N_("Not looked at for long"), (N_("no."), N_("customer"), N_("days")), _stale, (0, 2)),
    "health": (N_("Health of the data by tier"), _HEALTH_HEADS, _health, (1, 2, 3, 4, 5, 6)),
}  # fmt: skip
