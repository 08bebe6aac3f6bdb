"""The refusal of what a person may do, but not without saying why.

A class of its own so that a front door can ask for the reason and try again. It must not know
how anybody is asked.
"""

from tierdesk.errors import Refused


class NeedsReason(Refused):
    """The same call with a reason will do."""
