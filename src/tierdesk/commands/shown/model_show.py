"""Models as text: groups and criteria with their weights, gates, tiers, and what can be asked."""

from tierdesk.commands.shown.model_versions import STATUSES, day, shown
from tierdesk.commands.shown.outcome import table
from tierdesk.domain.document import Doc, items, mapping, number, text
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import N_, Message, say
from tierdesk.terminal.cells import fit, width
from tierdesk.terminal.clean import clean

_BAR = 10
_HUNDRED = 100
_LABEL = 34


def lines(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """One model under the other, at the end the sources of criteria."""
    out: list[str] = []
    for model in items(document, "models"):
        out += [*_head(model, catalog), *_groups(model, catalog), *_tiers(model, catalog)]
        out += [*_gates(model, catalog), ""]
    return out + _sources(document, catalog, room)


def _head(model: Doc, catalog: Catalog) -> list[str]:
    title = say("Version %(version)s for %(whom)s, %(status)s", version=model.get("version"),
                whom=model.get("whom"), status=Message(STATUSES[text(model, "status")]))  # fmt: skip
    out = [catalog.text(title)]
    if model.get("published_at"):
        said = say("published %(day)s by %(who)s: %(note)s", day=day(model.get("published_at")),
                   who=text(model, "author") or "–", note=text(model, "note") or "–")  # fmt: skip
        out.append(catalog.text(said))
    return out


def _groups(model: Doc, catalog: Catalog) -> list[str]:
    out = []
    shares = [number(c, "share") or 0 for g in items(model, "groups") for c in items(g, "criteria")]
    total = number(model, "total") or 0
    if total != _HUNDRED:
        said = say(
            "all points add up to %(total)s; beside them what they count of 100", total=f"{total:g}"
        )
        out.append("  " + catalog.text(said))
    for group in items(model, "groups"):
        criteria = items(group, "criteria")
        points, share = (sum(number(c, key) or 0 for c in criteria) for key in ("points", "share"))
        cap = number(group, "cap")
        limit = "" if cap is None else catalog.text(say("at most %(cap)s points", cap=f"{cap:g}"))
        label = fit(shown(group, "label", catalog), _LABEL)
        out.append(f"  {label} {_counted(points, share, total)}  {limit}".rstrip())
        out += [_criterion(criterion, max(shares), total, catalog) for criterion in criteria]
    return out


def _criterion(criterion: Doc, most: float, total: float, catalog: Catalog) -> str:
    """Its points, and its part of 100 where that is another figure; the bar is full for the heaviest of
    the model."""
    share = number(criterion, "share") or 0
    filled = round(_BAR * share / most)
    bar = "█" * filled + "░" * (_BAR - filled)
    label = fit(shown(criterion, "label", catalog), _LABEL - 2)
    about = f"{clean(text(criterion, 'source'))}: {shown(criterion, 'values', catalog)}"
    counted = _counted(number(criterion, "points") or 0, share, total)
    return f"    {label} {counted} {bar} {about}"


def _counted(points: float, share: float, total: float) -> str:
    """The figure that the screen shows and takes."""
    return f"{points:5.1f}" if total == _HUNDRED else f"{points:5.1f} {share:5.1f} %"


def _tiers(model: Doc, catalog: Catalog) -> list[str]:
    scheme = mapping(model, "scheme")
    names = mapping(scheme, "labels")
    steps = [
        f"{_tier(text(step, 'tier'), names, catalog)} ≥ {number(step, 'from') or 0:g}"
        for step in items(scheme, "thresholds")
    ]
    steps.append(_tier(text(scheme, "lowest"), names, catalog))
    held = say("demoted only %(margin)s points under a threshold and after %(days)s days in the tier",
               margin=f"{number(scheme, 'margin') or 0:g}", days=scheme.get("hold_days"))  # fmt: skip
    return ["  " + catalog.text(say("tiers: %(steps)s; %(held)s", steps=steps, held=held))]


def _tier(tier: str, names: Doc, catalog: Catalog) -> str:
    name = shown(names, tier, catalog)
    return f"{tier} {name}" if name else tier


def _gates(model: Doc, catalog: Catalog) -> list[str]:
    return [
        "  "
        + catalog.text(
            say("gate %(name)s: %(what)s", name=gate.get("label"), what=gate.get("what"))
        )
        for gate in items(model, "gates")
    ]


def _sources(document: Doc, catalog: Catalog, room: int) -> list[str]:
    rows = [[text(s, "key"), shown(s, "label", catalog)] for s in items(document, "sources")]
    heads = [catalog(N_("source of a criterion")), catalog(N_("what it says"))]
    wide = max((width(row[0]) for row in rows), default=0)
    return table(heads, rows, room=max(room, wide + 20))
