"""Texts to send as a list."""

from tierdesk.commands.shown.stage_names import stage_name
from tierdesk.domain.document import Doc, items, text
from tierdesk.domain.vocabulary import LABELS
from tierdesk.i18n.catalog import Catalog
from tierdesk.terminal.clean import clean


def lines(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """Two lines each: what it is for, and the text."""
    out: list[str] = []
    for one in items(document, "templates"):
        out += [line(one, catalog), f"      {clean(text(one, 'body'))}"]
    return out


def line(one: Doc, catalog: Catalog) -> str:
    """Number (– for a built-in one), stage, tier, language, channel, what it is called."""
    channel = text(one, "channel")
    parts = [
        catalog(stage_name(clean(text(one, "stage")))), clean(text(one, "occasion")), clean(text(one, "tier")),
        clean(text(one, "language")), catalog(LABELS[channel]) if channel in LABELS else clean(channel),
        clean(text(one, "name")) or clean(text(one, "subject")),
    ]  # fmt: skip
    return f"{one.get('template_id') or '–':>4}  " + " · ".join(part for part in parts if part)
