"""Why deals are lost: the list that a reason is chosen from, and its kinds.

Usual reasons are data; the book's table `lost_reasons` adds some and takes usual ones out. A deal
keeps the reason's own word, so that a list edited later changes no past. It must not know deals.
"""

from collections.abc import Mapping
from typing import NamedTuple
from unicodedata import normalize

from tierdesk.domain.book import Book
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.document import flag, text
from tierdesk.errors import Invalid, Refused
from tierdesk.i18n.message import N_, Message, say
from tierdesk.terminal.clean import clean

TABLE = "lost_reasons"
_LONGEST, _NEW = 200, -1

KINDS: Mapping[str, str] = {
    "price": N_("the price"), "product": N_("the product"), "service": N_("the service"),
    "competition": N_("the competition"), "need": N_("no need any more"), "money": N_("no money"),
    "us": N_("our own work"), "other": N_("other"),
}  # fmt: skip
"""What kind of reason, so that many can be compared."""
_WORDS: Mapping[str, str] = {
    "价格": "price", "产品": "product", "服务": "service", "竞争": "competition", "竞品": "competition",
    "需求": "need", "资金": "money", "自身": "us", "其他": "other",
}  # fmt: skip

USUAL: Mapping[str, tuple[str, str]] = {
    "price": (N_("too expensive"), "price"),
    "competitor": (N_("bought from somebody else"), "competition"),
    "product": (N_("the product does not fit"), "product"),
    "service": (N_("not content with the service"), "service"),
    "no_need": (N_("the need is gone"), "need"),
    "no_budget": (N_("no budget"), "money"),
    "postponed": (N_("postponed indefinitely"), "need"),
    "silent": (N_("does not answer any more"), "other"),
    "our_delay": (N_("we were too slow"), "us"),
}  # fmt: skip
"""Reason: (label, kind)."""


class LostReason(NamedTuple):
    """An entry of the list. `word` is what a deal keeps and a program writes."""

    word: str
    title: Message
    kind: str
    usual: bool


def reasons_of(book: Book) -> tuple[LostReason, ...]:
    """The list of a book: usual reasons first, then its own in the order in which they came."""
    own: dict[str, LostReason] = {}
    off: set[str] = set()
    for _, doc in book.rows(TABLE):
        word = text(doc, "reason")
        if flag(doc, "off"):
            off.add(word)
        elif word and word not in USUAL:
            kind = text(doc, "kind")
            own[word] = LostReason(word, title(word), kind if kind in KINDS else "other", False)
    usual = [
        LostReason(word, Message(label), kind, True)
        for word, (label, kind) in USUAL.items() if word not in off
    ]  # fmt: skip
    return (*usual, *own.values())


def title(word: str) -> Message:
    """What a kept reason reads as; one of a person's own, or a whole sentence, as it was written."""
    return Message(USUAL[word][0]) if word in USUAL else Message("%(text)s", {"text": word})


def kind_title(kind: str) -> Message:
    """What a kind is called; one that a newer version knows, by its word."""
    return Message(KINDS[kind]) if kind in KINDS else Message("%(text)s", {"text": kind})


def stated(book: Book, written: str, kind: str = "") -> tuple[str, str]:
    """(word, kind) of a reason as somebody gives it: one of the list by its word or label, else what
    they wrote; of the kind of the list, else "other"."""
    found = _found(book, written)
    if found is None:
        return written.strip(), kind or "other"
    return found.word, kind or found.kind


def kind_in(written: str) -> str:
    """The kind that somebody means, "" for nothing. Raises Invalid naming the kinds."""
    word = normalize("NFKC", written).strip().casefold()
    if not word:
        return ""
    found = _WORDS.get(word, word)
    if found not in KINDS:
        raise Invalid(
            say("“%(text)s” is no kind of reason; choose one of %(choices)s.",
                text=written.strip(), choices=list(KINDS))
        )  # fmt: skip
    return found


def added(book: Book, written: str, kind: str = "") -> Change:
    """A reason more in the list; a usual one that was taken out comes back."""
    word = clean(written.strip())[:_LONGEST]
    if not word:
        raise Invalid(say("A reason needs some words; write why deals are lost."))
    back = next((row for row in book.rows(TABLE) if text(row[1], "reason") == word), None)
    args = {"reason": word}
    if back is not None and flag(back[1], "off"):
        return Change("reason.add", args, (Edit(TABLE, back[0], back[1], None),))
    if _found(book, word) is not None:
        raise Refused(say("“%(reason)s” is in the list already.", reason=title(word)))
    doc = {"reason": word, "kind": kind or "other"}
    return Change("reason.add", args, (Edit(TABLE, _NEW, None, doc),))


def removed(book: Book, written: str) -> Change:
    """A reason less in the list; deals that were lost for it keep it. Raises Refused for one that is
    not there."""
    found = _found(book, written)
    if found is None:
        raise Refused(
            say("“%(text)s” is not in the list; it holds %(choices)s.",
                text=written.strip(), choices=[one.word for one in reasons_of(book)])
        )  # fmt: skip
    args = {"reason": found.word}
    if found.usual:
        edit = Edit(TABLE, _NEW, None, {"reason": found.word, "off": True})
        return Change("reason.remove", args, (edit,))
    rows = [row for row in book.rows(TABLE) if text(row[1], "reason") == found.word]
    return Change("reason.remove", args, tuple(Edit(TABLE, n, doc, None) for n, doc in rows))


def _found(book: Book, written: str) -> LostReason | None:
    folded = written.strip().casefold()
    return next(
        (one for one in reasons_of(book) if folded in (one.word.casefold(), str(one.title).casefold())),
        None,
    )  # fmt: skip
