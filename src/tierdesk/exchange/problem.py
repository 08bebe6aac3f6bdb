"""One thing that is wrong in a file, and where: what reports, rejects files and dry runs list."""

from dataclasses import dataclass

from tierdesk.i18n.message import Message


@dataclass(frozen=True, slots=True)
class Problem:
    """`row` as the user sees it in the file, `field` the heading of the column ("" for the whole
    row). `rejected`: nothing of the row was taken; otherwise the row stands and this is said."""

    row: int
    field: str
    message: Message
    rejected: bool = True
