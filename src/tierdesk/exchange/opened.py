"""A file somebody names, as bytes: read up to a size, or refused in one sentence that says what to do.

It must not know what the file is to hold.
"""

from pathlib import Path

from tierdesk.errors import Refused, system_reason
from tierdesk.i18n.message import say


def read_bytes(path: Path, most: int) -> bytes:
    """The content, but no more than one byte beyond `most`, by which a larger file is told. Raises
    Refused for a file that is not there or may not be read."""
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except (FileNotFoundError, ValueError):
        raise Refused(say("There is no file %(file)s; check the name.", file=str(path))) from None
    except IsADirectoryError:
        raise Refused(say("%(file)s is a folder; name a file in it.", file=str(path))) from None
    except OSError as failure:
        raise Refused(
            say("%(file)s cannot be read (%(why)s); check its permissions.",
                file=str(path), why=system_reason(failure))
        ) from None  # fmt: skip
