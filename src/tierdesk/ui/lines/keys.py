"""Keys as lines, for `?`. What cannot be done now says why; a reason that several share is said once,
beside the heading, and a sign at each of them refers to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tierdesk.keys.actions import PLACES
from tierdesk.ui.lines.line import Line, Paper, Role, Span, cut, fit, width
from tierdesk.ui.lines.paragraph import indented, paragraph

if TYPE_CHECKING:
    from tierdesk.i18n.message import Message
    from tierdesk.keys.keymap import Keymap
    from tierdesk.ui.hints import Offer

_KEY_CELLS = 16
_LEAST_CELLS = 12
"""Less beside the keys is not worth a column."""


def help_lines(found: Sequence[Offer], keymap: Keymap, paper: Paper) -> list[Line]:
    """All keys that are heard here, by place, the nearest first."""
    lines: list[Line] = []
    places = list(dict.fromkeys(offer.action.place for offer in found))
    for place in sorted(places, key=lambda name: name in ("list", "desk")):
        offers = [offer for offer in found if offer.action.place == place]
        shared = _shared(offers)
        if lines:
            lines.append(())
        heading = Span(" " + paper.catalog(PLACES[place]), "title")
        lines.append(cut((heading,), paper.width, paper.glyphs))
        if shared is not None:
            lines += _reason(f"{paper.glyphs.times} {paper.catalog.text(shared)}", 2, paper)
        for offer in offers:
            lines += offer_lines(offer, keymap, paper, shared)
    return lines


def offer_lines(
    offer: Offer, keymap: Keymap, paper: Paper, shared: Message | None = None
) -> list[Line]:
    """`  d          done: a contact was made …`, and why not behind it, or below where there is no
    room; a `×` where the reason is `shared`."""
    keys = " ".join(keymap.shown_all(offer.action.id)) or paper.glyphs.minus
    text, refusal = paper.catalog(offer.action.help), offer.refusal
    head = Span("  " + fit(keys, _KEY_CELLS, paper.glyphs), "key")
    if refusal is None:
        return _beside(head, text, "", paper)
    if refusal == shared:
        return _beside(head, f"{paper.glyphs.times} {text}", "dim", paper)
    reason = paper.catalog.text(refusal)
    both: Line = (head, Span(text, "dim"), Span("  " + reason, "warn"))
    if width(both) <= paper.width:
        return [both]
    return [*_beside(head, text, "dim", paper), *_reason(reason, width((head,)), paper)]


def _beside(head: Span, text: str, role: Role, paper: Paper) -> list[Line]:
    """The keys, with all of the text beside them however many lines it takes."""
    room = paper.width - width((head,))
    if room < _LEAST_CELLS:
        edge = min(4, paper.width // 2)
        told = indented(paragraph(text, paper.width - edge, paper.glyphs, role), edge)
        return [cut((head,), paper.width, paper.glyphs), *told]
    first, *others = paragraph(text, room, paper.glyphs, role)
    return [(head, *first), *indented(others, width((head,)))]


def _shared(offers: Sequence[Offer]) -> Message | None:
    """The reason that more than one of them has, the most frequent one."""
    refusals = [offer.refusal for offer in offers if offer.refusal is not None]
    counts = Counter(str(refusal) for refusal in refusals)
    most = max(counts, key=lambda text: counts[text], default="")
    return next((r for r in refusals if str(r) == most and counts[most] > 1), None)


def _reason(text: str, edge: int, paper: Paper) -> list[Line]:
    edge = min(edge, paper.width // 2)
    return indented(paragraph(text, max(1, paper.width - edge), paper.glyphs, "warn"), edge)
