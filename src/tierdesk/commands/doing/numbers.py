"""Numbers that are typed as options."""

from tierdesk.errors import Usage
from tierdesk.i18n.message import say


def whole(written: str, name: str, default: int) -> int:
    """A whole number of at least 0; the default when nothing was written. Raises Usage."""
    if not written:
        return default
    if not (written.isascii() and written.isdigit() and len(written) < 10):
        raise Usage(
            say("%(name)s wants a whole number from 0, not “%(text)s”.", name=name, text=written)
        )
    return int(written)
