"""How saved drafts have done since against what is in force, for the words of `model` that show them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tierdesk.commands.arithmetic import on_one_thread
from tierdesk.commands.spec import Front
from tierdesk.domain.book import Book
from tierdesk.i18n.message import Message
from tierdesk.scoring.kept_versions import can_be_tried
from tierdesk.scoring.variants import same_customers
from tierdesk.scoring.versions import Version, unreadable, versions_of

if TYPE_CHECKING:
    from tierdesk.scoring.learning.challengers import Challenger


def challenging(book: Book, shown: Sequence[Version]) -> list[Version]:
    """The drafts among what is shown, and those that challenge what is shown."""
    return [
        draft for draft in versions_of(book)
        if draft.model.status == "draft" and any(
            draft.id == one.id or (one.model.status == "active" and same_customers(one.model, draft.model))
            for one in shown
        )
    ]  # fmt: skip


def tried_so_far(front: Front, drafts: Sequence[Version]) -> "dict[int, Challenger]":
    """By the id of the draft's document. Without a draft for open deals nothing is computed; nor
    while a version cannot grade, which whoever shows the versions says."""
    book = front.desk.book
    wanted = [draft for draft in drafts if can_be_tried(draft)]
    if not wanted or unreadable(book):
        return {}
    on_one_thread()
    from tierdesk.scoring.learning.challengers import challengers

    return challengers(book, front.desk.moment, wanted)


def told(found: "dict[int, Challenger]") -> tuple[Message, ...]:
    """A sentence for each."""
    if not found:
        return ()
    from tierdesk.scoring.learning.challenger_wording import in_words

    return tuple(in_words(one) for one in found.values())
