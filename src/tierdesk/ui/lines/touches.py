"""A logged contact in words: how, who contacted whom, what came of it, what was said."""

from __future__ import annotations

from collections.abc import Sequence

from tierdesk.domain.document import Doc, integer, text
from tierdesk.domain.vocabulary import LABELS
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import say
from tierdesk.ui.lines.line import Line, Role, Span
from tierdesk.ui.lines.paragraph import brief

_RESULTS: dict[str, Role] = {
    "no_answer": "dim", "interested": "good", "closed": "good", "promised": "warn",
    "rejected": "late", "complaint": "late", "objection": "warn",
}  # fmt: skip
Row = tuple[int, Doc]


def manner(touch: Doc, catalog: Catalog) -> str:
    """`phone`, `from them: e-mail`."""
    channel = text(touch, "channel") or "phone"
    named = catalog(LABELS[channel]) if channel in LABELS else brief(channel)
    if text(touch, "direction") == "in":
        return catalog.text(say("%(channel)s from them", channel=named))
    return named


def result(touch: Doc, catalog: Catalog) -> Line:
    """What came of it, nothing when that was not noted."""
    found = text(touch, "result")
    if not found:
        return ()
    named = catalog(LABELS[found]) if found in LABELS else brief(found)
    return (Span(named, _RESULTS.get(found, "")),)


def said(touch: Doc, contacts: Sequence[Row]) -> str:
    """`李强: wants a quote`: the contact's name where one is noted, and the content as it was
    written; to be folded, which cleans it."""
    contact_id = integer(touch, "contact_id")
    name = next((text(doc, "name") for doc_id, doc in contacts if doc_id == contact_id), "")
    content = text(touch, "content")
    return f"{name}: {content}" if name and content else name or content
