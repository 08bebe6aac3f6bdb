"""The places of the desk: its screens, and what is laid over them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from tierdesk.ui.app import TierdeskApp
    from tierdesk.ui.place import Place

_CLASSES = {
    "today": "Today", "customers": "Customers", "card": "Card", "form": "Form",
    "first_run": "FirstRun", "history": "History", "output": "Output", "help": "Help",
    "palette": "Palette", "preview": "Preview", "weights": "Weights", "pipeline": "Pipeline",
    "insight": "Insight", "clean": "Clean",
    "stages": "Stages", "groups": "Groups", "fields": "Fields", "greetings": "Greetings",
    "importing": "Importing",
}  # fmt: skip
"""Every place, by module."""

NAMES = tuple(_CLASSES)


def place_of(name: str, app: TierdeskApp) -> Place:
    """Make one; its module is imported now and not before, because the first frame needs one."""
    module = import_module(f"tierdesk.ui.places.{name}")
    return cast("Place", getattr(module, _CLASSES[name])(app))
