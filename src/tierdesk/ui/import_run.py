"""One run of an import behind its place: begun, told how far it is, ended. It must not know what runs."""

from __future__ import annotations

from textual.timer import Timer

from tierdesk.i18n.message import Message, say
from tierdesk.ui.intake import Watch
from tierdesk.ui.place import Place

_TELL_EVERY = 0.1
"""Seconds between two looks at how far it is."""


class Running(Place):
    """Mixed into a place; `under_way` is what runs now, None for nothing."""

    under_way: Watch | None = None
    _total, _writes = 0, False
    _timer: Timer | None = None

    def begin(self, total: int, *, writes: bool = False) -> Watch:
        """Something runs over so many rows, 0 where that is not known."""
        self.under_way, self._total, self._writes = Watch(), total, writes
        self._timer = self.set_interval(_TELL_EVERY, self.repainted)
        return self.under_way

    def end(self) -> None:
        """It came to an end."""
        if self._timer is not None:
            self._timer.stop()
        self.under_way = self._timer = None
        self.repainted()

    @property
    def writing(self) -> bool:
        """Whether all rows were looked at and the one change is being written: nothing ends that."""
        watch = self.under_way
        return self._writes and watch is not None and watch.done >= self._total

    def how_far(self) -> Message | None:
        """What runs, as a sentence."""
        if self.under_way is None:
            return None
        if self.writing:
            return say("Writing what %(total)s rows bring", total=self._total)
        if self._writes:
            return say("Importing: %(done)s of %(total)s rows; esc cancels",
                       done=self.under_way.done, total=self._total)  # fmt: skip
        return say("Looking at the file: %(done)s rows; esc cancels", done=self.under_way.done)
