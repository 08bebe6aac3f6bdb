"""One run of the command line: what the user set, the moment, and the book, opened on demand."""

import getpass
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tierdesk.cli.streams import Meter, talk
from tierdesk.configuration import Configuration, configure
from tierdesk.i18n.catalog import Catalog, language_of
from tierdesk.i18n.message import Message, say

if TYPE_CHECKING:
    from datetime import date, datetime

    from tierdesk.desk.desk import Desk
    from tierdesk.domain.moment import Moment


class Session:
    """The front that commands see (`tierdesk.commands.spec.Front`)."""

    def __init__(
        self, flags: Mapping[str, object], environment: Mapping[str, str], *, writes: bool = False
    ) -> None:
        self._writes = writes
        self.configuration: Configuration = configure(flags, environment)
        self.catalog = Catalog(self.configuration.lang or language_of(environment))
        self.environment = environment
        self.meter = Meter(self.catalog)
        self._now = str(flags.get("now") or environment.get("TIERDESK_NOW", ""))
        self._opened: Desk | None = None

    @property
    def places(self) -> Mapping[str, Path]:
        """Where things are."""
        from tierdesk import paths
        from tierdesk.store.engines import places as book_places

        return {
            **book_places(self.configuration.data),
            "configuration": paths.configuration_file(self.environment),
            "cache": paths.cache_folder(self.environment),
        }

    def progress(self, share: float) -> None:
        """On stderr, where it is a terminal."""
        self.meter(share)

    def completion_script(self, shell: str) -> str:
        """What a shell sources to complete the words of this program."""
        from tierdesk.cli.completion import script

        return script(shell)

    @property
    def by(self) -> str:
        """The person whom the history names."""
        if self.configuration.owner:
            return self.configuration.owner
        try:
            return getpass.getuser()
        except (KeyError, OSError):
            return "user"

    @cached_property
    def _bare_moment(self) -> "Moment":
        from tierdesk import paths
        from tierdesk.clock import read_now, system_zone
        from tierdesk.desk.holiday_cache import HolidayCache
        from tierdesk.domain.moment import Moment

        zone = system_zone(self.environment)
        holidays = HolidayCache(paths.cache_folder(self.environment))
        return Moment(
            read_now(self._now, zone),
            zone,
            self.configuration.currency,
            is_working=holidays,
            date_order=self.configuration.date_order,
        )

    @property
    def moment(self) -> "Moment":
        """The moment of this call; with the book's currency and rates once it is open."""
        return self._opened.moment if self._opened else self._bare_moment

    @property
    def desk(self) -> "Desk":
        """The open desk; opened at the first use, once."""
        if self._opened is None:
            self._opened = self.open_desk()
            for note in self._opened.store.notes:
                talk(note, self.catalog)
            if not self._writes and not self.configuration.data.exists():
                absent = say("There is no book at %(path)s yet; the first change makes it.",
                             path=str(self.configuration.data))  # fmt: skip
                talk(absent, self.catalog)
        return self._opened

    def open_desk(self, progress: Callable[[float], None] | None = None) -> "Desk":
        """Open the book and read it; `progress` gets 0 to 1. For the screen, which keeps it open, the
        desk's moment moves with the clock unless the time was given."""
        from tierdesk.desk.desk import Desk
        from tierdesk.domain.references import pointed, resolve
        from tierdesk.store.engines import open_store

        self._make_own_folder()
        store = open_store(
            self.configuration.data,
            readonly=self.configuration.read_only,
            resolve=resolve,
            who=self.by,
            lasting=progress is not None,
            points=pointed,
        )
        clock = None if self._now or progress is None else self._clock
        return Desk(store, self._bare_moment, self.by, clock=clock, progress=progress)

    def _clock(self) -> "datetime":
        from tierdesk.clock import read_now

        return read_now("", self._bare_moment.zone)

    @property
    def today(self) -> "date":
        """The day of this call, where the person is; asked before the first paint, hence without
        the rules that a moment brings along."""
        from tierdesk.clock import read_now, system_zone

        zone = system_zone(self.environment)
        return read_now(self._now, zone).astimezone(zone).date()

    def _make_own_folder(self) -> None:
        """The folder of the book that is used when none is named is ours to make."""
        from tierdesk import paths

        data = self.configuration.data
        if self._writes and data == paths.data_file(self.environment):
            data.parent.mkdir(parents=True, exist_ok=True)

    def written(self, document: object) -> str:
        """A document as the JSON text that would be printed."""
        from tierdesk.commands.shown.as_json import json_text

        return json_text(document, self.catalog)

    def sentence(self, message: Message) -> str:
        """A message in the reader's language."""
        return self.catalog.text(message)

    def close(self) -> None:
        """Leave the book if it was opened; nothing may be asked of the session afterwards."""
        if self._opened is not None:
            self._opened.close()
