"""What a person sees of an outcome: text made from the same document that --json prints."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from importlib import import_module

from tierdesk.commands.doing.sentences import STATES
from tierdesk.commands.shown import intake
from tierdesk.commands.shown.card import card
from tierdesk.commands.spec import Command, Outcome
from tierdesk.domain import money
from tierdesk.domain.document import Doc, items, mapping, text
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import N_, Message, say
from tierdesk.terminal.cells import fit, width
from tierdesk.terminal.clean import clean

View = Callable[[Doc, Catalog, int], list[str]]


def lines_of(
    command: Command, outcome: Outcome, catalog: Catalog, *, plain: bool = False, room: int = 0
) -> list[str]:
    """The command's own table, then what is said; `plain` for programs that cut lines at tabs;
    `room` in cells, 0 for the width of the terminal that this process writes to."""
    if plain and command.name == "today":
        return _today_plain(outcome.document, catalog)
    view = _viewed(outcome.view) if outcome.view else _VIEWS.get(command.name)
    lines = view(outcome.document, catalog, room or _room()) if view else []
    return lines + [catalog.text(message) for message in outcome.said]


def _viewed(name: str) -> View:
    """The view of a module next door, imported when it is first wanted."""
    lines: View = import_module(f"tierdesk.commands.shown.{name}").lines
    return lines


def table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = (), room: int = 100
) -> list[str]:
    """Columns in cells; the widest shrinks when the line would not fit into `room`."""
    if not rows:
        return []
    wide = [max(width(r[i]) for r in (heads, *rows)) for i in range(len(heads))]
    spare = room - sum(wide) - 2 * (len(wide) - 1)
    if spare < 0:
        largest = wide.index(max(wide))
        wide[largest] = max(wide[largest] + spare, 8)
    return [
        "  ".join(fit(cell, wide[i], i in right) for i, cell in enumerate(row)).rstrip()
        for row in (heads, *rows)
    ]


def _room() -> int:
    return shutil.get_terminal_size((100, 24)).columns


def _heads(catalog: Catalog, *names: str) -> list[str]:
    return [catalog(name) for name in names]


def _today(document: Doc, catalog: Catalog, room: int) -> list[str]:
    rows = items(document, "queue")
    if not rows:
        return []
    head = catalog.text(
        say("Today %(date)s: %(n)s to contact, %(rest)s not today", date=document.get("date"),
            n=mapping(document, "summary").get("waiting"), rest=document.get("not_today"))
    )  # fmt: skip
    wide = min(max(width(clean(text(row, "name"))) for row in rows), 28)
    lines = [head, ""]
    for row in rows:
        mark = "!" if row.get("lane") else "z" if row.get("asleep") else " "
        name = fit(clean(text(row, "name")), wide)
        number = fit(str(row.get("customer_id")), 5, right=True)
        urgency = fit(f"{row.get('urgency')}", 5, right=True)
        reasons = row.get("why")
        shown = catalog.text(reasons) if isinstance(reasons, Message) else ""
        there = catalog.text(say("(%(time)s there)", time=row.get("local_time")))
        asleep = "  " + there if mark == "z" else ""
        lines.append(f"{number} {mark}{row.get('tier')}  {name}  {urgency}  {shown}{asleep}")
    signs = [catalog(text_) for sign, text_ in _SIGNS.items() if any(sign(row) for row in rows)]
    lines += ["", *signs] if signs else []
    debt = mapping(mapping(document, "summary"), "neglect_debt")
    lines += ["", catalog.text(
        say("done today %(done)s, carried over %(carried)s, days past the limit: %(debt)s",
            done=mapping(document, "summary").get("done"),
            carried=mapping(document, "summary").get("carried"),
            debt=" ".join(f"{tier} {days}" for tier, days in debt.items()) or "0")
    )]  # fmt: skip
    return [*lines, _pipeline(document, catalog)]


def _today_plain(document: Doc, catalog: Catalog) -> list[str]:
    """Number, tier, urgency, due day, name and reasons, parted by tabs; names hold none."""
    return [
        "\t".join((
            str(row.get("customer_id")), text(row, "tier"), str(row.get("urgency")), str(row.get("due")),
            clean(text(row, "name")), str(catalog.value(row.get("why"))),
        ))
        for row in items(document, "queue")
    ]  # fmt: skip


def _list(document: Doc, catalog: Catalog, room: int) -> list[str]:
    heads = _heads(catalog, N_("no."), "", N_("customer"), N_("score"), N_("range"), N_("known"),
                   N_("stage"), N_("next"), N_("last"), N_("owner"))  # fmt: skip
    rows = [
        [
            str(row.get("id")), text(row, "tier"), clean(text(row, "name")), f"{row.get('score'):.0f}",
            f"{row.get('low'):.0f}–{row.get('high'):.0f}", f"{_percent(row)} %",
            _label(row, "stage", catalog), _day(row.get("next_due")),
            _day(row.get("last_contact")), clean(text(row, "owner")),
        ]
        for row in items(document, "customers")
    ]  # fmt: skip
    more = [mapping(row, "columns") for row in items(document, "customers")]
    heads += [
        catalog(N_("groups")) if name == "groups" else name for name in (more[0] if more else ())
    ]
    for cells, values in zip(rows, more, strict=True):
        cells += [clean(_value(value)) for value in values.values()]
    return table(heads, rows, right=(0, 3, 4, 5), room=room) + _totals(document, catalog)


def _value(value: object) -> str:
    """A value of somebody's own field, or the names of groups."""
    from tierdesk.exchange.custom_cells import custom_text

    return "; ".join(map(str, value)) if isinstance(value, list) else custom_text(value)


def _label(row: Doc, name: str, catalog: Catalog) -> str:
    """What the row says it is called."""
    label = row.get(f"{name}_label")
    return catalog.text(label) if isinstance(label, Message) else clean(text(row, name))


def _percent(row: Doc) -> int:
    known = row.get("completeness")
    return round(100 * known) if isinstance(known, int | float) else 0


def _totals(document: Doc, catalog: Catalog) -> list[str]:
    found = say("%(found)s of %(all)s customers", found=document.get("found"),
                all=mapping(document, "totals").get("customers"))  # fmt: skip
    return ["", catalog.text(found), _pipeline(document, catalog)]


def _pipeline(document: Doc, catalog: Catalog) -> str:
    totals = mapping(document, "totals")
    parts = {name: _deals(mapping(totals, name), catalog) for name in ("open", "won", "lost")}
    return catalog.text(say("deals: %(open)s open, %(won)s won, %(lost)s lost", **parts))


def _deals(count: Doc, catalog: Catalog) -> str:
    """How many deals, and what they are worth in each currency."""
    number = f"{count.get('deals', 0):,}"
    sums = [
        catalog.exact(money.of(Decimal(str(value)), currency))
        for currency, value in mapping(count, "value").items() if value
    ]  # fmt: skip
    return f"{number} ({' + '.join(sums)})" if sums else number


def _day(value: object) -> str:
    return str(value) if value else "–"


def _history(document: Doc, catalog: Catalog, room: int) -> list[str]:
    heads = _heads(catalog, N_("no."), N_("when"), N_("who"), N_("what"), "")
    rows = []
    for row in items(document, "changes"):
        what = row.get("what")
        rows.append([
            str(row.get("change_id")), _day(row.get("at"))[:16].replace("T", " "), clean(text(row, "by")),
            catalog.text(what) if isinstance(what, Message) else "",
            catalog(STATES.get(text(row, "state"), "")),
        ])  # fmt: skip
    return table(heads, rows, right=(0,), room=room)


def _views(document: Doc, catalog: Catalog, room: int) -> list[str]:
    heads = _heads(catalog, N_("view"), N_("filter"), N_("order"))
    rows = [
        [clean(text(row, "name")), clean(text(row, "query")),
         f"{text(row, 'sort')} {'↓' if row.get('descending') else ''}".rstrip()]
        for row in items(document, "views")
    ]  # fmt: skip
    return table(heads, rows, room=room)


def _card(document: Doc, catalog: Catalog, room: int) -> list[str]:
    return card(document, catalog)


_SIGNS: Mapping[Callable[[Doc], bool], str] = {
    lambda row: row.get("lane") is True: N_("! promised within the hour"),
    lambda row: row.get("asleep") is True: N_("z outside working hours there"),
}
_VIEWS: Mapping[str, View] = {
    "today": _today, "list": _list, "history": _history, "show": _card, "import": intake.told,
    "view": _views,
}  # fmt: skip
