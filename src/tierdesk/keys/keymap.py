"""Which key does what: the default keys of the table of actions, and what the user's keymap changes.

The file is TOML, one action a line: `"touch.log" = ["L", "f5"]`, `"customer.park" = []`. Every fault of
it is named in one report; an entry with a fault keeps its default, the others hold. What quits stays
bound whatever the file says. Must not know the screen library.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from tierdesk.domain.document import Doc
from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say
from tierdesk.keys.action import Action
from tierdesk.keys.actions import ACTIONS, PLACES
from tierdesk.keys.key_names import UNSURE, canonical, fault_of, printable, shown, twin_of
from tierdesk.settings_file import parse_settings, read_settings

CHAINS: Mapping[str, tuple[str, ...]] = {
    "desk": ("desk",),
    "today": ("today", "customer", "list", "desk"),
    "board": ("board", "customer", "list", "desk"),
    "customers": ("customers", "customer", "list", "desk"),
    "card": ("card", "customer", "list", "desk"),
    "weights": ("weights", "list", "desk"),
    "insight": ("insight", "list", "desk"),
    "clean": ("clean", "list", "desk"),
    "stages": ("stages", "list", "desk"),
    "fields": ("fields", "list", "desk"),
    "greetings": ("greetings", "list", "desk"),
    "importing": ("importing", "list", "desk"),
    "first_run": ("first_run", "list", "desk"),
    "import": ("import", "desk"),
    "log": ("log", "desk"),
    "entry": ("entry", "desk"),
}
"""The places whose keys are heard together, the nearest first."""

UNHEARD: Mapping[str, frozenset[str]] = {"board": frozenset(("touch.log",))}
"""Actions of a further place that a nearer one has a key of its own for: hjkl go through the columns of
a board, which logs with `board.log`."""

TYPING = frozenset(("log", "entry"))
"""Where a printable key is text."""

Bound = Mapping[str, tuple[str, ...]]
_BY_ID = {action.id: action for action in ACTIONS}


class Keymap:
    """The keys of every action, by the library's names; unchangeable."""

    __slots__ = ("_bound", "_heard", "faults")

    def __init__(self, bound: Bound, faults: Sequence[Message] = ()) -> None:
        self._bound = bound
        self.faults = tuple(faults)
        self._heard: dict[str, dict[str, str]] = {place: {} for place in PLACES}
        for action in ACTIONS:
            for key in bound.get(action.id, ()):
                self._heard[action.place][key] = action.id

    def keys(self, action_id: str) -> tuple[str, ...]:
        """The keys of an action, the one to show first; () when it is bound to none."""
        return self._bound.get(action_id, ())

    def action(self, places: Sequence[str], key: str) -> str | None:
        """What a key does where these places are heard, the nearest first (`CHAINS`). A full-width
        key that is bound to nothing is its half-width twin."""
        if places and places[0] in TYPING and printable(key):
            return None
        found = self._found(places, key)
        if found is None:
            twin = twin_of(key)
            found = self._found(places, twin) if twin else None
        return found

    def _found(self, places: Sequence[str], key: str) -> str | None:
        for place in places:
            action = self._heard.get(place, {}).get(key)
            if action is not None:
                return action
        return None

    def shown(self, action_id: str) -> str:
        """The key to show beside an action, "" when it is bound to none."""
        return next(iter(self.shown_all(action_id)), "")

    def shown_all(self, action_id: str) -> tuple[str, ...]:
        """All its keys as a person reads them, without the full-width twins of others among them."""
        keys = self.keys(action_id)
        return tuple(shown(key) for key in keys if twin_of(key) not in keys)


def read_keymap(text: str, path: str = "keys.toml") -> Keymap:
    """The default keys with the changes of a keymap's text; never raises."""
    try:
        document = parse_settings(text, path)
    except Invalid as fault:
        return Keymap(_DEFAULTS, (fault.message,))
    faults: list[Message] = []
    wishes = _wishes(document, faults)
    bound, clashes = _settled(wishes)
    return Keymap(bound, (*faults, *clashes))


def load_keymap(path: Path) -> Keymap:
    """The keymap of a file; the default keys where there is none."""
    try:
        return read_keymap(read_settings(path), str(path))
    except FileNotFoundError:
        return DEFAULT_KEYS
    except Invalid as fault:
        return Keymap(_DEFAULTS, (fault.message,))


def faults_of(bound: Bound) -> list[Message]:
    """What is wrong with a whole table of keys: keys that cannot be used, keys heard twice."""
    found: list[Message] = []
    for action_id, keys in bound.items():
        found += _key_faults(action_id, keys)
    return found + [_clash(*clash) for clash in _clashes(bound)]


def _wishes(document: Doc, faults: list[Message]) -> dict[str, tuple[str, ...]]:
    """The entries of a file that have no fault of their own."""
    wishes = {}
    for action_id, value in _entries(document):
        action = _BY_ID.get(action_id)
        if action is None:
            faults.append(_unknown(action_id))
            continue
        texts = [value] if isinstance(value, str) else value
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            faults.append(
                say("The keys of “%(id)s” must be a list of texts, such as [\"L\", \"f5\"].",
                    id=action_id)
            )  # fmt: skip
            continue
        keys = tuple(canonical(text) for text in texts)
        own = _key_faults(action_id, keys)
        if action.fixed and not keys:
            own.append(say("“%(id)s” cannot be left without a key.", id=action_id))
        faults += own
        if not own:
            wishes[action_id] = _kept(action, keys)
    return wishes


def _entries(document: Doc, before: str = "") -> Iterator[tuple[str, object]]:
    """`touch.log = […]` without quotes is a table to TOML and the same to us."""
    for name, value in document.items():
        if isinstance(value, dict) and before + name not in _BY_ID:
            yield from _entries(value, f"{before}{name}.")
        else:
            yield before + name, value


def _kept(action: Action, keys: tuple[str, ...]) -> tuple[str, ...]:
    """A fixed action keeps its keys behind the wished ones."""
    fixed = _DEFAULTS[action.id] if action.fixed else ()
    return (*keys, *(key for key in fixed if key not in keys))


def _key_faults(action_id: str, keys: Sequence[str]) -> list[Message]:
    faults = []
    for position, key in enumerate(keys):
        fault = fault_of(key)
        if fault is not None:
            faults.append(say("%(id)s: %(fault)s", fault=fault, id=action_id))
        elif key in keys[:position]:
            faults.append(say("“%(key)s” stands twice at “%(id)s”.", key=shown(key), id=action_id))
        elif _BY_ID[action_id].place in TYPING and printable(key):
            faults.append(
                say("“%(key)s” cannot be a key of “%(id)s”: there it is text.",
                    key=shown(key), id=action_id)
            )  # fmt: skip
    if keys and UNSURE.issuperset(keys):
        faults.append(
            say("“%(key)s” cannot be the only key of “%(id)s”: some terminals stop their output "
                "with it.", key=shown(keys[0]), id=action_id)
        )  # fmt: skip
    return faults


def _settled(wishes: Mapping[str, tuple[str, ...]]) -> tuple[Bound, list[Message]]:
    """The whole table once every wish that clashes is given up. Giving one up brings its default keys
    back, which may clash with another; the table of defaults alone has no clash, so it ends."""
    clashes: list[Message] = []
    left = dict(wishes)
    while True:
        bound = {**_DEFAULTS, **left}
        found = list(_clashes(bound))
        guilty = {one for clash in found for one in clash[:2]} & left.keys()
        if not guilty:
            return bound, clashes
        clashes += [_clash(*clash) for clash in found if guilty & set(clash[:2])]
        left = {action_id: keys for action_id, keys in left.items() if action_id not in guilty}


def _clashes(bound: Bound) -> Iterator[tuple[str, str, str, str]]:
    """Two actions, the key that both are heard by, and the first place where they are."""
    seen = set()
    for place, chain in CHAINS.items():
        heard: dict[str, str] = {}
        for action in _heard_in(chain):
            if action.id in UNHEARD.get(place, ()):
                continue
            for key in bound.get(action.id, ()):
                if place in TYPING and printable(key):
                    continue
                other = heard.setdefault(key, action.id)
                if other != action.id and (other, action.id, key) not in seen:
                    seen.add((other, action.id, key))
                    yield other, action.id, key, place


def _heard_in(chain: Iterable[str]) -> list[Action]:
    return [action for action in ACTIONS if action.place in chain]


def _clash(one: str, other: str, key: str, place: str) -> Message:
    return say("“%(key)s” would do both “%(one)s” and “%(other)s” (%(place)s).",
               key=shown(key), one=one, other=other, place=Message(PLACES[place]))  # fmt: skip


def _unknown(action_id: str) -> Message:
    from difflib import get_close_matches

    near = get_close_matches(action_id[:60], _BY_ID, 1)
    if near:
        return say("There is no action “%(id)s”; did you mean “%(near)s”?",
                   id=action_id[:60], near=near[0])  # fmt: skip
    return say("There is no action “%(id)s”; tierdesk keys lists them.", id=action_id[:60])


_DEFAULTS: Bound = {action.id: tuple(map(canonical, action.keys)) for action in ACTIONS}
DEFAULT_KEYS = Keymap(_DEFAULTS)
