"""Where the screen gets what the user set and where the book is: made once, before the screen
library is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date

    from tierdesk.configuration import Configuration
    from tierdesk.desk.board_digest import BoardDigest
    from tierdesk.desk.desk import Desk
    from tierdesk.desk.digest import Digest
    from tierdesk.desk.keepsakes import Keepsakes
    from tierdesk.i18n.catalog import Catalog
    from tierdesk.i18n.message import Message
    from tierdesk.keys.keymap import Keymap
    from tierdesk.theming.shelf import Shelf
    from tierdesk.ui.wire.link import Link


class Caller(Protocol):
    """What the front door that opens the screen knows (`cli.session.Session`)."""

    configuration: Configuration
    catalog: Catalog
    environment: Mapping[str, str]

    @property
    def places(self) -> Mapping[str, Path]:
        """Where things are."""
        ...

    @property
    def today(self) -> date:
        """The day, where the person is."""
        ...

    def open_desk(self, progress: Callable[[float], None]) -> Desk:
        """Open the book; called on the clerk's thread."""
        ...


@dataclass(frozen=True, slots=True)
class Host:
    """Everything that the app is given. `absent`: there is no book yet; `demo`: it is thrown away
    afterwards; `reports` are said once (faulty theme, keymap, state files)."""

    caller: Caller
    shelf: Shelf
    keymap: Keymap
    keepsakes: Keepsakes
    theme: str
    link: Link
    ascii: bool
    digest: Digest | None
    board: BoardDigest | None
    absent: bool
    demo: bool
    reports: tuple[Message, ...]
    log: Path
