"""The places of the desk: its screens, and what is laid over them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from tierdesk.ui.lines.bars import SCREENS

if TYPE_CHECKING:
    from tierdesk.ui.app import TierdeskApp
    from tierdesk.ui.place import Place

_CLASSES = {
    "today": "Today", "customers": "Customers", "card": "Card", "form": "Form",
    "first_run": "FirstRun", "history": "History", "output": "Output", "help": "Help",
    "palette": "Palette", "preview": "Preview", "weights": "Weights", "pipeline": "Pipeline",
    "insight": "Insight",
    "stages": "Stages", "groups": "Groups", "fields": "Fields",
    "importing": "Importing",
}  # fmt: skip
"""What is built, by module; the screens that are not say so."""

NAMES = tuple(dict.fromkeys((*_CLASSES, *(name for name, _ in SCREENS))))


def place_of(name: str, app: TierdeskApp) -> Place:
    """Make one; its module is imported now and not before, because the first frame needs one."""
    if name not in _CLASSES:
        from tierdesk.ui.places.later import Later

        return Later(name)
    module = import_module(f"tierdesk.ui.places.{name}")
    return cast("Place", getattr(module, _CLASSES[name])(app))
