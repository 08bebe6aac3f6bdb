"""Logging a contact, from the letter of the result to the acknowledged entry.

Every keystroke of it is kept as a draft until the store has acknowledged the entry, so that a link
that dies in the middle costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tierdesk.errors import TierdeskError
from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines import log as lines
from tierdesk.ui.lines.line import Line, Span
from tierdesk.ui.widgets.choice_line import Choice

if TYPE_CHECKING:
    from tierdesk.desk.desk import Receipt
    from tierdesk.desk.room import Room
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.domain.book import Book
    from tierdesk.domain.change import Change
    from tierdesk.ui.desktop import Desktop

_WAY, _SIDE = "way", "side"
"""Choices of the first line that are no results: the channel, and who contacted whom."""
PLACE = "log"
"""Under which drafts are kept."""


class LogFlow:
    """One contact with one customer, or the same one with several."""

    def __init__(
        self, desktop: Desktop, ids: list[int], name: Message, after: Callable[[], None]
    ) -> None:
        self._desktop, self._ids, self._name, self._after = desktop, ids, name, after
        draft = desktop.keepsakes.drafts.get((PLACE, self._draft_id))
        self._fields: dict[str, str] = dict(draft.fields) if draft else {}
        self._expected: date | None = None
        self._saving = self._gone = False

    @property
    def _draft_id(self) -> int:
        """Several customers share the draft of nobody."""
        return self._ids[0] if len(self._ids) == 1 else 0

    def begin(self) -> None:
        """The result first; a draft goes on where it was left."""
        if self._fields.get("result"):
            self._desktop.say(say("Your draft is back; esc keeps it, enter saves it."))
            self._write(date_first=False)
        else:
            self._choose_result()

    def _choose_result(self) -> None:
        self._desktop.choose(self._label, self._results, self._chosen)
        self._desktop.follow(self._renewed)

    def _results(self) -> list[Choice]:
        from tierdesk.domain.vocabulary import LABELS, RESULTS

        catalog = self._desktop.catalog
        titles = {key: catalog(LABELS[key]) for key in RESULTS}
        titles["needs_info"] = catalog.text(say("needs info"))  # all of them fit into two lines
        choices = [Choice(words[0], titles[key], key) for key, words in RESULTS.items()]
        channel = self._fields.get("channel", "")
        way = catalog(LABELS[channel]) if channel else catalog.text(say("via"))
        choices.append(Choice("w", way, _WAY))
        choices.append(Choice("b", catalog.text(self._side()), _SIDE))
        return choices

    def _side(self) -> Message:
        return say("they called") if self._fields.get("inbound") else say("we called")

    def _chosen(self, value: str, capital: bool) -> None:
        if value == _WAY:
            self._choose_channel()
        elif value == _SIDE:
            self._fields["inbound"] = "" if self._fields.get("inbound") else "1"
            self._choose_result()
        else:
            self._fields["result"] = value
            self._write(date_first=capital)

    def _choose_channel(self) -> None:
        from tierdesk.domain.vocabulary import CHANNELS, LABELS

        letters = _letters(list(CHANNELS))

        def choices() -> list[Choice]:
            catalog = self._desktop.catalog
            return [Choice(letters[key], catalog(LABELS[key]), key) for key in CHANNELS]

        def chosen(value: str, _: bool) -> None:
            self._fields["channel"] = value
            self._choose_result()

        self._desktop.choose(self._label, choices, chosen)
        self._desktop.follow(self._renewed)

    def _write(self, *, date_first: bool) -> None:
        """What was said, and the next date."""
        self._expect()
        self._desktop.ask_log(
            (self._resulted, self._next),
            (self._fields.get("text", ""), self._fields.get("next", "")),
            self._meaning, self._typed, self._save, self._left, date_first=date_first,
        )  # fmt: skip
        self._desktop.follow(self._renewed)
        self._keep()

    def _renewed(self, snapshot: Snapshot) -> None:
        """Another day may come of this contact now, or its customer be gone."""
        if self._saving:
            return
        was, self._gone = self._gone, gone(self._ids, snapshot)
        if self._gone and not was:
            self._desktop.say(removed(self._name), failed=True)
        if self._fields.get("result"):
            self._expect()
            self._desktop.mean()

    def _resulted(self) -> Line:
        from tierdesk.domain.vocabulary import LABELS

        catalog, glyphs = self._desktop.catalog, self._desktop.glyphs
        result = Span(f"{catalog(LABELS[self._fields['result']])} {glyphs.more} ", "accent")
        return (*self._label(), result)

    def _next(self) -> Line:
        return (Span(" " + self._desktop.catalog.text(say("next")) + " ", "key"),)

    def _meaning(self, text: str) -> Line:
        snapshot, catalog = self._desktop.snapshot, self._desktop.catalog
        if snapshot is None:
            return ()
        if self._gone:
            return lines.fault(say("removed meanwhile"), catalog)
        moment, glyphs = snapshot.moment, self._desktop.glyphs
        if not text.strip() and len(self._ids) == 1:
            due = self._expected
            return lines.left_to_the_cadence(due, moment.today, catalog, glyphs) if due else ()
        now = moment.now.astimezone(moment.zone)
        return lines.meaning(text, now, moment.date_order, catalog, glyphs)

    def _typed(self, text: str, next_: str) -> None:
        self._fields |= {"text": text, "next": next_}
        self._keep()

    def _left(self, text: str, next_: str) -> None:
        """Nothing typed is lost; without a word typed there is nothing to keep."""
        self._fields |= {"text": text, "next": next_}
        if text or next_:
            self._keep()
            self._desktop.say(say("The draft is kept; log again to go on."))
        else:
            self._desktop.keepsakes.keep_draft(PLACE, self._draft_id, None)

    def _keep(self) -> None:
        from tierdesk.desk.keepsakes import Draft

        keepsakes = self._desktop.keepsakes
        known = keepsakes.fault
        keepsakes.keep_draft(PLACE, self._draft_id, Draft(dict(self._fields)))
        if keepsakes.fault is not None and keepsakes.fault != known:
            self._desktop.say(keepsakes.fault, failed=True)

    def _save(self, text: str, next_: str) -> None:
        """Enter; a second enter while the first is being written does nothing."""
        if self._saving:
            return
        self._saving = True
        self._fields |= {"text": text, "next": next_}
        ids, fields = self._ids, dict(self._fields)

        def rule(room: Room, book: Book, _: str) -> Change:
            from tierdesk.commands.doing import log

            return log.change(book, ids, _contact(room, fields), room.desk.moment, room.desk.by)

        def told(room: Room) -> tuple[Message, ...]:
            from tierdesk.commands.doing import log

            return log.told(room.desk.book, ids, _contact(room, fields), room.desk.moment)

        self._desktop.change(rule, told, self._saved, self._failed)

    def _saved(self, _: Receipt) -> None:
        self._desktop.keepsakes.keep_draft(PLACE, self._draft_id, None)
        self._desktop.enough()
        self._after()

    def _failed(self, failure: TierdeskError) -> None:
        """The line stays, with everything in it."""
        self._saving = False
        self._desktop.say(failure.message, failed=True)

    def _expect(self) -> None:
        """The day that this contact would set without a date: the rule that writes it is asked, for
        a result may lift the tier, end a plan or leave it."""
        if len(self._ids) != 1:
            return
        customer_id, fields = self._ids[0], {**self._fields, "next": ""}

        def ask(room: Room) -> date | None:
            from tierdesk.commands.doing import log

            desk = room.desk
            if desk.book.get("customers", customer_id) is None:
                return None  # enter will tell
            return log.expected(
                desk.book, customer_id, _contact(room, fields), desk.moment, desk.by
            )

        self._desktop.work("expected", ask, self._know)

    def _know(self, day: date | None) -> None:
        self._expected = day
        self._desktop.mean()

    def _label(self) -> Line:
        return lines.asked(say("log"), self._name, self._desktop.catalog, self._desktop.glyphs)


def gone(ids: Sequence[int], snapshot: Snapshot) -> bool:
    """Is one of the customers not in the book any more?"""
    return any(one not in snapshot.rows for one in ids)


def removed(name: Message) -> Message:
    """What is said when the customer of a line that is being typed goes away."""
    return say("%(name)s was removed meanwhile; what you typed is kept as a draft.", name=name)


def _contact(room: Room, fields: Mapping[str, str]):  # type: ignore[no-untyped-def]
    from tierdesk.commands.doing import log

    return log.contact(
        room.desk.moment, result=fields.get("result", ""), text=fields.get("text", ""),
        channel=fields.get("channel", ""), next_=fields.get("next", ""),
        inbound=bool(fields.get("inbound")),
    )  # fmt: skip


def _letters(keys: list[str]) -> dict[str, str]:
    """A letter each: the first of the word that is still free."""
    taken: dict[str, str] = {}
    for key in keys:
        letter = next(
            char for char in key + "abcdefghijklmnopqrstuvwxyz" if char not in taken.values()
        )
        taken[key] = letter
    return taken
