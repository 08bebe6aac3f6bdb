"""`report rfm` as text: the grid as a picture, segments, what a few hold, the forecast, its test."""

from collections.abc import Iterator, Sequence
from datetime import date

from tierdesk.commands.shown.outcome import table
from tierdesk.domain.document import Doc, integer, items, mapping, number, text
from tierdesk.domain.money import Money
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import N_, Message, say
from tierdesk.terminal.cells import fit, width
from tierdesk.terminal.clean import clean

SHADES = " ░▒▓█"
_CELL, _TOP = 9, 10
_METHODS = {
    "quintiles": N_("scores by fifths of these buyers, 5 is best"),
    "cut_points": N_("scores by fixed cut points, since the buyers are few; 5 is best"),
}


def lines(document: Doc, catalog: Catalog, room: int, shades: str = SHADES) -> list[str]:
    """All of the report; nothing without a buyer. `shades`: five signs from none to full."""
    if not document.get("buyers"):
        return []
    return [
        *_head(document, catalog),
        "", *_grid(document, catalog, shades),
        *_cuts(document, catalog),
        "", *_segments(document, catalog, room),
        *_lorenz(document, catalog),
        "", *_forecast(document, catalog),
        "", *_customers(document, catalog, room),
        *_holdout(mapping(document, "holdout"), catalog, room),
        "", *(catalog.text(limit) for limit in _messages(document.get("limits"))),
    ]  # fmt: skip


def _head(document: Doc, catalog: Catalog) -> Iterator[str]:
    yield catalog.text(
        say("RFM on %(day)s: %(n)s buyers; orders and amounts of %(days)s days, in %(currency)s",
            day=document.get("as_of"), n=_figure(document, "buyers"),
            days=document.get("window_days"), currency=text(document, "currency"))
    )  # fmt: skip
    yield catalog(_METHODS.get(text(document, "method"), ""))
    if document.get("silent"):
        yield catalog.text(
            say("%(n)s bought nothing in these %(days)s days; they are 1/1/1",
                n=_figure(document, "silent"), days=document.get("window_days"))
        )  # fmt: skip


def _grid(document: Doc, catalog: Catalog, shades: str) -> Iterator[str]:
    """How lately (down) by how often (across), each cell with its shade and its buyers."""
    rows, buyers = _counts(document.get("grid")), integer(document, "buyers") or 1
    often = [catalog.text(say("F %(score)s", score=score)) for score in range(1, 6)]
    newest = [catalog.text(say("R %(score)s", score=score)) for score in range(5, 0, -1)]
    side = max(map(width, newest)) + 2
    yield " " * side + "".join(fit(name, _CELL, right=True) for name in often)
    for name, row in zip(newest, rows, strict=False):
        cells = [f"{2 * _shade(n, buyers, shades)}{fit(f'{n:,}', 6, right=True)}" for n in row]
        yield fit(name, side) + "".join(fit(cell, _CELL, right=True) for cell in cells)
    yield catalog(N_("R: how lately, F: how often; the more buyers in a cell, the darker"))


def _shade(count: int, buyers: int, shades: str) -> str:
    """The first shade for nobody; the next ones from half an even share of the 25 cells on, from
    a whole one and from two."""
    even = 25 * count / buyers
    return shades[1 + sum(even >= limit for limit in (0.5, 1, 2))] if count else shades[0]


def _cuts(document: Doc, catalog: Catalog) -> Iterator[str]:
    """What a criterion needs that shall score like this report."""
    cuts = mapping(document, "cuts")
    parts = {
        part: catalog.value(_points(cuts, part)) for part in ("recency", "frequency", "monetary")
    }
    yield catalog.text(
        say(
            "cut points: R up to %(recency)s days; F from %(frequency)s; M from %(monetary)s",
            **parts,
        )
    )
    yield catalog(N_("the map of a criterion over rfm.total, rfm.recency, rfm.frequency or rfm.monetary "
                     "that scores like this report (docs/models.md):"))  # fmt: skip
    lists = [f'"{part}": [{", ".join(_points(cuts, part))}]' for part in parts]
    yield f'  {{"kind": "rfm", "cuts": {{{", ".join(lists)}}}}}'


def _points(cuts: Doc, part: str) -> list[str]:
    points = cuts.get(part)
    return [f"{p:.10g}" for p in points if isinstance(p, float)] if isinstance(points, list) else []


def _segments(document: Doc, catalog: Catalog, room: int) -> list[str]:
    heads = [catalog(N_("segment")), catalog(N_("buyers")), "", catalog(N_("amount")), ""]
    buyers = integer(document, "buyers") or 1
    rows = [
        [
            _text(row.get("label"), catalog), _figure(row, "customers"),
            _percent((integer(row, "customers") or 0) / buyers), _money(row, "amount", catalog),
            _percent(number(row, "amount_share")),
        ]
        for row in items(document, "segments") if row.get("customers")
    ]  # fmt: skip
    return table(heads, rows, right=(1, 2, 3, 4), room=room)


def _lorenz(document: Doc, catalog: Catalog) -> list[str]:
    ten, twenty = number(document, "top10"), number(document, "top20")
    if ten is None or twenty is None:
        return []
    told = say("Of all that was ever bought the best 10 %% of the buyers hold %(ten)s, the best 20 %% "
               "%(twenty)s.", ten=_percent(ten), twenty=_percent(twenty))  # fmt: skip
    return ["", catalog.text(told)]


def _forecast(document: Doc, catalog: Catalog) -> Iterator[str]:
    model = mapping(document, "bgnbd")
    if "refused" in model:
        yield _text(model.get("refused"), catalog)
        return
    yield _parameters(model, catalog)
    yield catalog.text(
        say("orders to expect in %(weeks)s weeks: %(n)s", weeks=model.get("weeks_ahead"),
            n=f"{number(model, 'expected') or 0:,.0f}")
    )  # fmt: skip


def _parameters(model: Doc, catalog: Catalog) -> str:
    return catalog.text(
        say("BG/NBD: r %(r)s, alpha %(alpha)s, a %(a)s, b %(b)s; log-likelihood %(ll)s; %(n)s buyers, "
            "%(again)s of them again", r=_three(model, "r"), alpha=_three(model, "alpha"),
            a=_three(model, "a"), b=_three(model, "b"),
            ll=f"{number(model, 'log_likelihood') or 0:.1f}", n=_figure(model, "customers"),
            again=_figure(model, "repeaters"))
    )  # fmt: skip


def _customers(document: Doc, catalog: Catalog, room: int) -> list[str]:
    listed = items(document, "customers")
    heads = [catalog(name) for name in (
        N_("no."), N_("customer"), "RFM", N_("segment"), N_("days ago"), N_("orders"), N_("amount"),
        N_("P(alive)"), N_("expected"),
    )]  # fmt: skip
    rows = [
        [
            str(row.get("customer_id")), clean(text(row, "name")),
            f"{row.get('r')}{row.get('f')}{row.get('m')}", _text(row.get("label"), catalog),
            str(row.get("recency_days")), str(row.get("frequency")), _money(row, "monetary", catalog),
            _percent(number(row, "p_alive")), _two(number(row, "expected")),
        ]
        for row in listed[:_TOP]
    ]  # fmt: skip
    shown = table(heads, rows, right=(0, 4, 5, 6, 7, 8), room=room)
    rest = len(listed) - len(rows)
    more = say("… and %(n)s more; --json lists them all.", n=f"{rest:,}")
    return [*shown, catalog.text(more)] if rest > 0 else shown


def _holdout(tested: Doc, catalog: Catalog, room: int) -> list[str]:
    if not tested:
        return []
    model, cut = mapping(tested, "model"), tested.get("cut")
    told = say("Held back: the %(weeks)s weeks after %(day)s. Of %(customers)s buyers %(came)s bought "
               "again, %(orders)s times.", weeks=tested.get("weeks"),
               day=cut if isinstance(cut, date) else "–", customers=_figure(tested, "customers"),
               came=_figure(tested, "bought_again"), orders=_figure(tested, "orders"))  # fmt: skip
    fitted = (
        _text(model.get("refused"), catalog) if "refused" in model else _parameters(model, catalog)
    )
    heads = [
        catalog(N_("judged by")), "AUC", catalog(N_("lift of the top tenth")),
        catalog(N_("ties shared")), catalog(N_("their share of orders")),
    ]  # fmt: skip
    rows = [
        [name, _three(found, "auc"), _two(number(found, "lift10")),
         _two(number(found, "lift10_ties_shared")), _percent(number(found, "top10_share"))]
        for key, name in (("rfm_sum", catalog(N_("RFM sum"))), ("bgnbd", "BG/NBD"))
        if (found := mapping(tested, key))
    ]  # fmt: skip
    few = (
        []
        if rows
        else [catalog(N_("Too few bought again, or too few did not, to claim anything."))]
    )
    measured = table(heads, rows, right=(1, 2, 3, 4), room=room)
    return ["", catalog.text(told), fitted, *measured, *few]


def _counts(grid: object) -> list[list[int]]:
    rows = grid if isinstance(grid, list) else []
    return [[n for n in row if isinstance(n, int)] for row in rows if isinstance(row, list)]


def _messages(listed: object) -> Sequence[Message]:
    return [m for m in listed if isinstance(m, Message)] if isinstance(listed, list) else []


def _text(message: object, catalog: Catalog) -> str:
    return catalog.text(message) if isinstance(message, Message) else ""


def _figure(doc: Doc, key: str) -> str:
    return f"{integer(doc, key) or 0:,}"


def _money(row: Doc, key: str, catalog: Catalog) -> str:
    amount = row.get(key)
    return catalog.money(amount) if isinstance(amount, Money) else "–"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"


def _two(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _three(doc: Doc, key: str) -> str:
    value = number(doc, key)
    return "–" if value is None else f"{value:.3f}"
