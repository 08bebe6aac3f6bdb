"""A suggestion of weights as text: evidence side by side, weights, leaks, a picture of promises."""

from collections.abc import Iterator

from tierdesk.commands.shown.outcome import table
from tierdesk.domain.document import Doc, integer, items, mapping, number, text
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import N_, Message, say
from tierdesk.terminal.cells import fit
from tierdesk.terminal.clean import clean

_SETS = {
    "current": N_("yours"), "suggested": N_("suggested"), "equal": N_("all equal"),
    "bayes": N_("naive Bayes"),
}  # fmt: skip
_WIDE = 30
_CONTESTS = {
    "better": N_("the draft ranks them better"), "same": N_("no difference beyond doubt"),
    "worse": N_("the active model ranks them better"), "too_few": N_("too few yet"),
}  # fmt: skip


def lines(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """Everything but the verdict, which is said below."""
    evidence = mapping(document, "evidence")
    out = [
        catalog.text(
            say("Outcomes: %(won)s won, %(lost)s lost; weights of %(model)s",
                won=document.get("n_won"), lost=document.get("n_lost"), model=document.get("model"))
        )
    ]  # fmt: skip
    if "gain" in evidence:
        out += ["", *_tested(evidence, text(document, "order"), catalog, room)]
        out += ["", *_weights(document, catalog, room)]
        out += ["", *_promises(mapping(evidence, "suggested"), catalog)]
    out += _leaks(document, catalog)
    out += _contest(mapping(document, "challenge"), catalog)
    return [*out, ""]


def _tested(evidence: Doc, order: str, catalog: Catalog, room: int) -> Iterator[str]:
    """What each set of weights was worth on the later outcomes."""
    earlier, later = mapping(evidence, "earlier"), mapping(evidence, "later")
    figures = {"early": _sum(earlier), "early_won": earlier.get("won"), "late": _sum(later),
               "late_won": later.get("won")}  # fmt: skip
    yield catalog.text(
        say("Split by the order of the rows: learned from the earlier %(early)s (won %(early_won)s), "
            "tested on the later %(late)s (won %(late_won)s)", **figures)
        if order == "rows"
        else say("Split by time: learned from the earlier %(early)s (won %(early_won)s), tested on the later "
            "%(late)s (won %(late_won)s)", **figures)
    )  # fmt: skip
    sets = [name for name in _SETS if mapping(evidence, name)]
    rows = [
        [catalog(N_("AUC, 0.5 is chance")), *(_figure(evidence, s, "auc", 3) for s in sets)],
        [catalog(N_("its 95-in-100 interval")), *(_ends(mapping(evidence, s)) for s in sets)],
        [catalog(N_("lift of the best tenth")), *(_figure(evidence, s, "lift10") for s in sets)],
        [catalog(N_("precision at a day's capacity")),
         *(_share(mapping(evidence, s), "precision_at_capacity") for s in sets)],
        [catalog(N_("Brier score, 0 is best")),
         *(_figure(evidence, s, "brier", 3) for s in sets)],
    ]  # fmt: skip
    heads = ["", *(catalog(_SETS[name]) for name in sets)]
    yield from table(heads, rows, right=tuple(range(1, len(heads))), room=room)


def _weights(document: Doc, catalog: Catalog, room: int) -> list[str]:
    rows = []
    for row in items(document, "weights"):
        now, then = number(row, "current") or 0.0, number(row, "suggested") or 0.0
        label = row.get("label")
        name = catalog.text(label) if isinstance(label, Message) else text(row, "criterion")
        change = f"{then - now:+.1f}" if abs(then - now) >= 0.05 else ""
        rows.append([clean(name), f"{now:.1f}", f"{then:.1f}", change, "█" * round(then / 2)])
    heads = [catalog(h) for h in (N_("criterion"), N_("yours"), N_("suggested"), "", "")]
    return table(heads, rows, right=(1, 2, 3), room=room)


def _promises(measured: Doc, catalog: Catalog) -> list[str]:
    """Calibration: what was promised, and beside it what came, one line for each bin."""
    bins = items(measured, "calibration")
    if not bins:
        return []
    most = max(max(number(b, "promised") or 0, number(b, "won") or 0) for b in bins) or 1.0
    out = [
        catalog(N_("promised, and won of those (up to ten groups by promise, ○ promised, ● won)"))
    ]
    for found in bins:
        promised, won = number(found, "promised") or 0.0, number(found, "won") or 0.0
        track = ["·"] * (_WIDE + 1)
        track[round(_WIDE * promised / most)] = "○"
        track[round(_WIDE * won / most)] = "●"
        sides = f"{fit(f'{promised:.0%}', 5, right=True)} {fit(f'{won:.0%}', 5, right=True)}"
        out.append(f"{sides}  {''.join(track)}  {integer(found, 'n')}")
    return out


def _leaks(document: Doc, catalog: Catalog) -> list[str]:
    return [
        catalog.text(say("Leaks: %(field)s. %(why)s", field=row.get("criterion"), why=row.get("why")))
        for row in items(document, "leaks")
    ]  # fmt: skip


def _contest(contest: Doc, catalog: Catalog) -> list[str]:
    if not contest:
        return []
    verdict = Message(_CONTESTS[text(contest, "verdict")])
    known = {"draft": contest.get("version"), "won": contest.get("n_won"),
             "lost": contest.get("n_lost"), "verdict": verdict}  # fmt: skip
    return [
        catalog.text(
            say("Draft %(draft)s against the active model on what was decided since it was saved "
                "(%(won)s won, %(lost)s lost): %(verdict)s.", **known)
        )
    ]  # fmt: skip


def _ends(measured: Doc) -> str:
    low, high = number(measured, "auc_low"), number(measured, "auc_high")
    return "–" if low is None or high is None else f"{low:.2f}–{high:.2f}"


def _figure(evidence: Doc, name: str, key: str, digits: int = 2) -> str:
    value = number(mapping(evidence, name), key)
    return "–" if value is None else f"{value:.{digits}f}"


def _share(measured: Doc, key: str) -> str:
    value = number(measured, key)
    return "–" if value is None else f"{value:.0%}"


def _sum(counts: Doc) -> int:
    return (integer(counts, "won") or 0) + (integer(counts, "lost") or 0)
