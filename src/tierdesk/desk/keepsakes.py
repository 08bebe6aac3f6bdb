"""What is remembered of one's place on the screen and of what was half typed, for a quit and for
a link that dies: drafts are on the disk after every keystroke.

Each draft is a file of its own, so that two sessions on the same book do not take each other's
away. It must not know what a screen does with them. Nothing here waits for the disk.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from tierdesk.desk.kept_file import key_of, read_kept, write_kept
from tierdesk.errors import system_reason
from tierdesk.i18n.message import Message, say

MOST_DRAFTS = 50
MOST_CHARACTERS = 20_000
_MOST_VIEWS, _MOST_FIELDS, _MOST_BYTES = 32, 32, 256 * 1024
_NAME = re.compile(r"draft-([a-z][a-z_]{0,31})-(-?[0-9]{1,18})\.json")
_PLACE = re.compile(r"[a-z][a-z_]{0,31}")
Key = tuple[str, int]


class View(NamedTuple):
    """One's place on a screen: the selected customer, the filter, the order, the first row that
    is shown, and the section of a card."""

    selected: int = 0
    filter: str = ""
    sort: str = ""
    descending: bool = False
    scroll: int = 0
    section: str = ""


NO_VIEWS: Mapping[str, View] = {}


class State(NamedTuple):
    """The screen on top and the view of each, by its name."""

    screen: str = "today"
    views: Mapping[str, View] = NO_VIEWS


class Draft(NamedTuple):
    """What was typed, by field (of the log line: result, text, next), and where the cursor is."""

    fields: Mapping[str, str]
    cursor: int = 0


class Keepsakes:
    """What is remembered of one book, in a folder of its own under `folder`. `state` and `drafts`
    (by place, such as "log", and customer) hold what was loaded and kept since; `fault` says,
    once set, that the disk does not take it."""

    def __init__(self, folder: Path, book: Path) -> None:
        self._folder = folder / "books" / key_of(book)
        self.state = State()
        self.drafts: dict[Key, Draft] = {}
        self.fault: Message | None = None

    def load(self) -> Message | None:
        """Read everything; files that cannot be understood are put aside, and named in the one
        sentence that is returned."""
        broken: list[str] = []
        state = self._read("state.json", broken)
        if state is not None:
            self._take(state, broken)
        for name, key in self._draft_files():
            found = self._read(name, broken)
            draft = None if found is None else _draft(found)
            if draft is not None:
                self.drafts[key] = draft
            elif found is not None:
                self._put_aside(name, broken)
        if not broken:
            return None
        return say("What was remembered in %(files)s cannot be read; it was put aside in %(folder)s.",
                   files=broken, folder=str(self._folder))  # fmt: skip

    def keep_state(self, state: State) -> None:
        """Remember one's places."""
        self.state = state
        views = {name: list(view) for name, view in list(state.views.items())[:_MOST_VIEWS]}
        self._write("state.json", {"screen": state.screen, "views": views})

    def keep_draft(self, place: str, customer_id: int, draft: Draft | None) -> None:
        """Remember what is being typed there; None when it was sent or thrown away. Beyond 50
        the oldest gives way, beyond 20,000 characters a text is cut."""
        if not _PLACE.fullmatch(place):
            raise ValueError(f"no name of a place: {place!r}")
        key = (place, customer_id)
        if draft is None:
            if self.drafts.pop(key, None) is not None:
                self._remove(key)
            return
        self.drafts[key] = draft
        while len(self.drafts) > MOST_DRAFTS:
            oldest = next(iter(self.drafts))
            del self.drafts[oldest]
            self._remove(oldest)
        fields = {k: v[:MOST_CHARACTERS] for k, v in list(draft.fields.items())[:_MOST_FIELDS]}
        self._write(_file(key), {"fields": fields, "cursor": draft.cursor})

    def _take(self, found: object, broken: list[str]) -> None:
        state = _state(found)
        if state is None:
            self._put_aside("state.json", broken)
        else:
            self.state = state

    def _draft_files(self) -> list[tuple[str, Key]]:
        """Names with their keys, the oldest first."""
        try:
            files = [(path.lstat().st_mtime_ns, path.name) for path in self._folder.iterdir()]
        except OSError:
            return []
        named = [(name, m) for _, name in sorted(files) if (m := _NAME.fullmatch(name))]
        return [(name, (m[1], int(m[2]))) for name, m in named[-MOST_DRAFTS:]]

    def _read(self, name: str, broken: list[str]) -> object:
        try:
            return read_kept(self._folder / name, _MOST_BYTES)
        except ValueError:
            self._put_aside(name, broken)
        except OSError as error:
            self._failed(error)
        return None

    def _put_aside(self, name: str, broken: list[str]) -> None:
        """What somebody typed is not thrown away because a program cannot read it."""
        broken.append(name)
        path = self._folder / name
        try:
            path.replace(path.with_name(name + ".broken"))
        except OSError as error:
            self._failed(error)

    def _write(self, name: str, document: object) -> None:
        try:
            write_kept(self._folder / name, document)
        except OSError as error:
            self._failed(error)

    def _remove(self, key: Key) -> None:
        try:
            (self._folder / _file(key)).unlink(missing_ok=True)
        except OSError as error:
            self._failed(error)

    def _failed(self, error: OSError) -> None:
        self.fault = say("Drafts and places cannot be kept in %(folder)s: %(why)s.",
                         folder=str(self._folder), why=system_reason(error))  # fmt: skip


def _file(key: Key) -> str:
    return f"draft-{key[0]}-{key[1]}.json"


def _state(found: object) -> State | None:
    if not isinstance(found, dict):
        return None
    screen, views = found.get("screen"), found.get("views")
    if not isinstance(screen, str) or not isinstance(views, dict) or len(views) > _MOST_VIEWS:
        return None
    types = [type(value) for value in View()]
    if not all(isinstance(v, list) and [type(part) for part in v] == types for v in views.values()):
        return None
    return State(screen, {name: View(*view) for name, view in views.items()})


def _draft(found: object) -> Draft | None:
    if not isinstance(found, dict):
        return None
    fields, cursor = found.get("fields"), found.get("cursor")
    if not isinstance(fields, dict) or type(cursor) is not int:
        return None
    if not all(isinstance(value, str) for value in fields.values()):
        return None
    return Draft(fields, max(0, cursor))
