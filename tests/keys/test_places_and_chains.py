"""What a place of the screen hears is what the keymap is checked for."""

import importlib
import pkgutil

from tierdesk.keys.keymap import CHAINS, TYPING
from tierdesk.ui import places
from tierdesk.ui.place import Place


def every_place(of: type[Place]) -> list[type[Place]]:
    return [of, *(inner for kind in of.__subclasses__() for inner in every_place(kind))]


def test_keys_that_are_heard_together_on_the_screen_are_checked_together():
    for module in pkgutil.iter_modules(places.__path__):
        importlib.import_module(f"{places.__name__}.{module.name}")
    found = [kind for kind in every_place(Place) if kind.__module__.startswith("tierdesk.")]
    assert len(found) > 3
    for kind in found:
        checked = [chain for chain in CHAINS.values() if set(kind.chain) <= set(chain)]
        assert checked, (kind.__name__, kind.chain)
        assert kind.chain[-1] == "desk", kind.__name__
        assert not TYPING & set(kind.chain[1:]), "what is typed is text for the nearest place"
