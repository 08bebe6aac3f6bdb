"""What leaves the program: data on stdout, talk on stderr."""

import sys
from collections.abc import Iterable

from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import Message


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


def _carries(encoding: str | None, text: str) -> bool:
    try:
        text.encode(encoding or "utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True
