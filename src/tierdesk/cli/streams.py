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
    """One sentence to a person, beside the data."""
    sys.stderr.write(f"tierdesk: {catalog.text(message)}\n")
