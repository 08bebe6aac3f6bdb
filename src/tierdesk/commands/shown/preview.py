"""A preview as text: tiers and the week before and after, who goes where, who moves most."""

from tierdesk.commands.shown.outcome import table
from tierdesk.domain.document import Doc, integer, items, mapping, number, text
from tierdesk.domain.rounding import in_same_digits
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import N_, say, say_n
from tierdesk.terminal.clean import clean

_SHOWN = 20


def lines(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """Everything but how many move, which is said below."""
    draft = mapping(document, "draft")
    title = say_n("%(draft)s for %(whom)s, against what is in force: %(n)s customer",
                  "%(draft)s for %(whom)s, against what is in force: %(n)s customers",
                  integer(document, "customers") or 0, draft=draft.get("what"),
                  whom=draft.get("whom"))  # fmt: skip
    out = [catalog.text(title), "", *_tiers(document, catalog, room)]
    out += ["", *_matrix(mapping(document, "matrix"), catalog, room)]
    movers = items(document, "movers")
    if movers:
        out += ["", *_movers(movers, catalog, room)]
    rho = number(document, "rho")
    if rho is not None:
        out += ["", catalog.text(say("rank correlation %(rho)s", rho=f"{rho:.3f}"))]
    return [*out, ""]


def _tiers(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """Customers and contacts a week by tier, and together with the slots that there are."""
    tiers, week = mapping(document, "tiers"), mapping(document, "week")
    old, new = mapping(tiers, "before"), mapping(tiers, "after")
    asked = [mapping(mapping(week, side), "contacts") for side in ("before", "after")]
    rows = []
    for tier in sorted({*old, *new}):
        before, after = integer(old, tier) or 0, integer(new, tier) or 0
        change = f"{after - before:+d}" if after != before else ""
        contacts = [f"{number(side, tier) or 0:.1f}" for side in asked]
        rows.append([tier, str(before), str(after), change, *contacts])
    heads = [catalog(h) for h in (N_("tier"), N_("before"), N_("after"), "",
                                  N_("a week, before"), N_("a week, after"))]  # fmt: skip
    return [*table(heads, rows, right=(1, 2, 3, 4, 5), room=room), _load(week, catalog)]


def _load(week: Doc, catalog: Catalog) -> str:
    before, after = mapping(week, "before"), mapping(week, "after")
    figures = {
        "before": f"{number(before, 'all') or 0:.0f}", "after": f"{number(after, 'all') or 0:.0f}",
        "slots": week.get("slots"),
    }  # fmt: skip
    minutes = number(after, "minutes")
    if minutes is None:
        said = say(
            "the week asks for %(after)s contacts (%(before)s before); slots %(slots)s", **figures
        )
    else:
        said = say("the week asks for %(after)s contacts (%(before)s before), about %(hours)s hours; "
                   "slots %(slots)s", hours=f"{minutes / 60:.0f}", **figures)  # fmt: skip
    return catalog.text(said)


def _matrix(moves: Doc, catalog: Catalog, room: int) -> list[str]:
    """From the tier of a line to the tier of a column."""
    columns = sorted({tier for row in moves for tier in mapping(moves, row)})
    rows = [
        [f"{row} →", *(_cell(integer(mapping(moves, row), tier) or 0) for tier in columns)]
        for row in sorted(moves)
    ]
    return table(
        [catalog(N_("from, to")), *columns],
        rows,
        right=tuple(range(1, len(columns) + 1)),
        room=room,
    )


def _cell(n: int) -> str:
    return str(n) if n else "·"


def _movers(movers: list[Doc], catalog: Catalog, room: int) -> list[str]:
    heads = [catalog(h) for h in (N_("no."), N_("customer"), N_("tier"), N_("score"), N_("rank"))]
    rows = [
        [
            str(row.get("id")), clean(text(row, "name")), f"{text(row, 'before')} → {text(row, 'after')}",
            " → ".join(in_same_digits(*(number(row, f"score_{at}") or 0 for at in ("before", "after")))),
            f"{row.get('rank_before')} → {row.get('rank_after')}",
        ]
        for row in movers[:_SHOWN]
    ]  # fmt: skip
    out = table(heads, rows, right=(0, 3, 4), room=room)
    if len(movers) > _SHOWN:
        more = say("… and %(n)s more; --json lists them all.", n=len(movers) - _SHOWN)
        out.append(catalog.text(more))
    return out
