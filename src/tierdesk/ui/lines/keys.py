"""Keys as lines: for `?` and the palette. What cannot be done now says why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tierdesk.keys.actions import PLACES
from tierdesk.ui.lines.line import Line, Paper, Span, cut, fit

if TYPE_CHECKING:
    from tierdesk.keys.keymap import Keymap
    from tierdesk.ui.hints import Offer

_KEY_CELLS = 16


def help_lines(found: Sequence[Offer], keymap: Keymap, paper: Paper) -> list[Line]:
    """All keys that are heard here, by place, the nearest first."""
    lines: list[Line] = []
    places = list(dict.fromkeys(offer.action.place for offer in found))
    for place in sorted(places, key=lambda name: name in ("list", "desk")):
        if lines:
            lines.append(())
        lines.append((Span(" " + paper.catalog(PLACES[place]), "title"),))
        lines += [offer_line(o, keymap, paper) for o in found if o.action.place == place]
    return lines


def offer_line(offer: Offer, keymap: Keymap, paper: Paper) -> Line:
    """`  d          done: a contact was made …`."""
    keys = " ".join(keymap.shown_all(offer.action.id)) or paper.glyphs.minus
    text = paper.catalog(offer.action.help)
    spans = [Span("  " + fit(keys, _KEY_CELLS, paper.glyphs), "key"),
             Span(text, "dim" if offer.refusal else "")]  # fmt: skip
    if offer.refusal is not None:
        spans.append(Span("  " + paper.catalog.text(offer.refusal), "warn"))
    return cut(spans, paper.width, paper.glyphs)
