"""What leaves the program: data on stdout, talk on stderr."""

import sys
from collections.abc import Callable, Iterable
from time import monotonic

from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import Message, say

_SHORT = 0.5
"""Seconds for which nobody has to be told that something goes on."""


def write_lines(lines: Iterable[str]) -> None:
    """Data, a line each."""
    text = "".join(f"{line}\n" for line in lines)
    sys.stdout.write(text.encode("utf-8", "replace").decode("utf-8"))


def talk(message: Message, catalog: Catalog) -> None:
    """One sentence to a person, beside the data; in English where the encoding of the terminal has
    no signs for the reader's language."""
    text = catalog.text(message)
    if catalog.language != "en" and not _carries(sys.stderr.encoding, catalog(message.key)):
        text = Catalog("en").text(message)
    sys.stderr.write(f"tierdesk: {text}\n")


class Meter:
    """How far long work is, in a line of stderr that goes away at the end; where stderr is no terminal
    nothing is written."""

    def __init__(self, catalog: Catalog, clock: Callable[[], float] = monotonic) -> None:
        self._catalog, self._clock = catalog, clock
        self._begun: float | None = None
        self._shown, self._cells = -1, 0

    def __call__(self, share: float) -> None:
        """`share` 0 to 1 of the work is done."""
        if not sys.stderr.isatty():
            return
        if self._begun is None:
            self._begun = self._clock()
        percent = int(100 * share)
        if percent != self._shown and self._clock() - self._begun >= _SHORT:
            self._shown = percent
            message = say("looking through the book: %(share)s %%", share=percent)
            text = self._catalog.text(message)
            if not _carries(sys.stderr.encoding, text):
                text = Catalog("en").text(message)
            sys.stderr.write(f"\r{text}")
            sys.stderr.flush()
            self._cells = 2 * len(text)  # a sign takes two cells at most

    def __enter__(self) -> None:
        """What goes on may be told."""

    def __exit__(self, *_: object) -> None:
        """The line goes away, also when the work did not come to its end."""
        if self._cells:
            sys.stderr.write(f"\r{' ' * self._cells}\r")
            sys.stderr.flush()
            self._cells = 0


def _carries(encoding: str | None, text: str) -> bool:
    try:
        text.encode(encoding or "utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True
