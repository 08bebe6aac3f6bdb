"""The front that a command of the registry sees when the screen runs it on the clerk's thread."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tierdesk.configuration import Configuration
    from tierdesk.desk.desk import Desk
    from tierdesk.domain.moment import Moment
    from tierdesk.i18n.catalog import Catalog
    from tierdesk.i18n.message import Message


class ScreenFront:
    """`tierdesk.commands.spec.Front` over a desk that is open already."""

    def __init__(
        self, desk: Desk, configuration: Configuration, environment: Mapping[str, str],
        places: Mapping[str, Path], catalog: Catalog,
    ) -> None:  # fmt: skip
        self.desk, self.configuration = desk, configuration
        self.environment, self.places, self._catalog = environment, places, catalog

    @property
    def moment(self) -> Moment:
        """The desk's moment."""
        return self.desk.moment

    def sentence(self, message: Message) -> str:
        """A message in the reader's language."""
        return self._catalog.text(message)

    def progress(self, share: float) -> None:
        """The status line tells by itself that something goes on."""

    def completion_script(self, shell: str) -> str:
        """Only a shell completes words with a script; the screen completes by itself."""
        return ""
