"""The stories as they lie in the package: JSON files of customers, and what surrounds them.

A story has the fields of a customer with what belongs to it inside. Days are counted from the
day of the demo (`-12`; a text is a date), money is `23500 CNY`, "me" is the reader. A touch is
[when, "channel in result", text, {more}], a plan [when, kind, note, {more}], a step of a deal's
path [day, stage, reason, [waived criteria]], a need [text, strength, product]. Reading them is
all that happens here; what a story means is said by its readers.
"""

import json
from pathlib import Path

from tierdesk.domain.document import Doc

_FILES = (
    "manufacturing", "retail", "signed_china", "signed_abroad", "signed_small", "deals_china",
    "deals_abroad", "deals_more", "leads", "lost_parked", "pairs", "odd_texts", "decided_china",
    "decided_abroad",
)  # fmt: skip
"""In the order of the customers' ids: the two worked cases first."""


def stories() -> list[Doc]:
    """One object per customer."""
    return [story for name in _FILES for story in _objects(_read(name))]


def surroundings() -> Doc:
    """People, products, sources, groups, templates, rates, and what is usual in a country."""
    found = _read("backdrop")
    return found if isinstance(found, dict) else {}


def lists(doc: Doc, key: str) -> list[list[object]]:
    """The lists inside the list under `key`."""
    value = doc.get(key)
    return [v for v in value if isinstance(v, list)] if isinstance(value, list) else []


def _read(name: str) -> object:
    file = Path(__file__).with_name("stories") / f"{name}.json"
    found: object = json.loads(file.read_text(encoding="utf-8"))
    return found


def _objects(found: object) -> list[Doc]:
    return [v for v in found if isinstance(v, dict)] if isinstance(found, list) else []
