"""The one tree of errors that a user may see: a message that says what is wrong and what
to do, and the exit code of the command line. Nothing here knows a language or a screen.
"""

from tierdesk.i18n.message import Message

EXIT_DONE, EXIT_REFUSED, EXIT_USAGE, EXIT_DAMAGED, EXIT_CONFLICT, EXIT_UNREACHABLE = range(6)


class TierdeskError(Exception):
    """Base of all expected failures; `exit_code` follows the table of the command line."""

    exit_code = EXIT_REFUSED

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))


class Refused(TierdeskError):
    """A rule says no, or nothing was found."""


class Invalid(TierdeskError):
    """Input that cannot be what it claims to be: a date, an amount, a stage, a file."""


class Usage(TierdeskError):
    """The command line itself is wrong."""

    exit_code = EXIT_USAGE
