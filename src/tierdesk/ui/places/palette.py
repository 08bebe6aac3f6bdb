"""ctrl+p: everything that can be done, and every customer, found by a few letters in either language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult

from tierdesk.domain.folding import fold
from tierdesk.i18n.message import say
from tierdesk.ui.hints import offers
from tierdesk.ui.lines.line import Line, Paper, Span, between, shown
from tierdesk.ui.lines.today import TIER_ROLES
from tierdesk.ui.place import Place
from tierdesk.ui.widgets.question import Question
from tierdesk.ui.widgets.row_list import RowList

_NOTHING = 0
"""Key of the line that stands where nothing fits."""
_CUSTOMER = 1_000_000_000
"""Added to the id of a customer it is the key of their line."""
_MOST_CUSTOMERS = 50

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.i18n.message import Message
    from tierdesk.ui.app import TierdeskApp


_NO_HIT = say("Nothing like this can be done, and no customer is called so; try another word.")


class Entry(NamedTuple):
    """`title` and `key` as shown, `words` to be found by, `refusal` why it cannot be done now."""

    title: str
    key: str
    words: str
    run: Callable[[], None]
    refusal: Message | None = None


class Palette(Place):
    """A question in the last line, the hits above it; up and down choose, enter does."""

    name_ = "palette"
    chain = ("entry", "desk")

    def __init__(self, app: TierdeskApp) -> None:
        super().__init__(id="palette")
        self._app = app
        self.hits = RowList(self._line)
        self._entries: dict[int, Entry] = {}
        self._customers: tuple[int, ...] = ()
        self._spelt: tuple[int, ...] = ()
        self._text = ""

    def compose(self) -> ComposeResult:
        """The hits."""
        yield self.hits

    def entered(self) -> None:
        """Gather what can be done now, then ask."""
        self._entries = dict(enumerate(self._gathered(), 1))
        self._typed("")
        question = Question(self._label, lively=True)
        self.desktop.ask(question, self._entered, left=lambda _: self._leave(), typed=self._typed)

    def repainted(self) -> None:
        """Another language: the same choice in other words."""
        self._entries = dict(enumerate(self._gathered(), 1))
        key = self.hits.key
        self._typed(self._text)
        if key is not None:
            self.hits.go(key)

    def on_row_list_clicked(self, event: RowList.Clicked) -> None:
        """A second click does it."""
        event.stop()
        self._entered(self._text)

    def _label(self) -> Line:
        desktop = self.desktop
        return (Span(" " + desktop.catalog.text(say("do")) + f" {desktop.glyphs.more} ", "key"),)

    def while_typing(self, key: str) -> bool:
        """Up and down choose while letters are typed."""
        steps = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}
        if key in steps:
            self.hits.move(steps[key])
        return key in steps

    def _leave(self) -> None:
        if self._app.shell.here is self:
            self.desktop.close()

    def _entered(self, text: str) -> None:
        if text != self._text:
            self._typed(text)  # enter came in the same packet as the letters
        key = self.hits.key or 0
        if key not in self._entries and key < _CUSTOMER:
            self.desktop.say(_NO_HIT, failed=True)
            return
        self.desktop.enough()
        self.desktop.close()
        if key >= _CUSTOMER:
            self.desktop.open_card(key - _CUSTOMER, self._customers)
        else:
            self._entries[key].run()

    def _typed(self, text: str) -> None:
        self._text = text
        self._customers = self._spelt = ()
        self._show()
        if text.strip() and self.desktop.snapshot is not None:
            words = {n: entry.words for n, entry in self._entries.items()}
            self.desktop.work(
                "palette", lambda room: (called(room, text), spelt(words, text)),
                lambda found: self._found(text, *found),
            )  # fmt: skip

    def _found(self, text: str, ids: tuple[int, ...], verbs: tuple[int, ...]) -> None:
        """The clerk's answer; the cursor stays where it is."""
        if text == self._text and (ids or verbs):
            chosen = self.hits.key
            self._customers, self._spelt = ids, verbs
            self._show(chosen)

    def _show(self, chosen: int | None = None) -> None:
        wanted = fold(self._text).split()
        fits = [n for n, e in self._entries.items() if all(word in e.words for word in wanted)]
        if wanted:
            begun = " " + wanted[0]
            fits.sort(key=lambda n: begun not in " " + self._entries[n].words)
        fits += [n for n in self._spelt if n not in fits]
        fits += [_CUSTOMER + customer_id for customer_id in self._customers]
        self.hits.show(
            fits or [_NOTHING], key=chosen if chosen in fits else fits[0] if fits else None
        )
        self.hits.refresh()

    def _line(self, key: int, paper: Paper, here: bool) -> Line:
        if key == _NOTHING:
            return (Span(" " + paper.catalog.text(_NO_HIT), "dim"),)
        if key >= _CUSTOMER:
            return self._customer(key - _CUSTOMER, paper, here)
        entry = self._entries[key]
        mark = paper.glyphs.cursor if here else " "
        left = [Span(mark, "mark"), Span(" " + entry.title, "dim" if entry.refusal else "")]
        if entry.refusal is not None:
            left.append(Span("  " + paper.catalog.text(entry.refusal), "warn"))
        return between(left, (Span(f" {entry.key} ", "key"),), paper.width, paper.glyphs)

    def _customer(self, customer_id: int, paper: Paper, here: bool) -> Line:
        snapshot = self.desktop.snapshot
        row = snapshot.rows.get(customer_id) if snapshot is not None else None
        if row is None:
            return ()
        mark = paper.glyphs.cursor if here else " "
        left = (Span(mark, "mark"), Span(" "), Span(row.tier, TIER_ROLES.get(row.tier, "")),
                Span(" " + shown(row.name)))  # fmt: skip
        stage = (Span(f" {paper.catalog.text(row.stage.title)} ", "dim"),)
        return between(left, stage, paper.width, paper.glyphs)

    def _gathered(self) -> list[Entry]:
        app, shell = self._app, self._app.shell
        catalog = app.catalog
        found = []
        beneath = shell.beneath(self.name_)
        offered = sorted(
            offers(beneath, shell.everywhere), key=lambda o: beneath.chain.index(o.action.place)
        )
        for offer in offered:
            action = offer.action
            title = catalog(action.help)
            found.append(
                Entry(title[:1].upper() + title[1:], app.keymap.shown(action.id),
                      _words(catalog(action.title), title, action.title, action.help),
                      _doing(app, action.id), offer.refusal)
            )  # fmt: skip
        for theme in app.shelf.themes:
            title = catalog.text(say("Theme: %(name)s", name=theme.titled(catalog.language)))
            found.append(
                Entry(title, "", _words(title, "theme", theme.name), _wearing(app, theme.name))
            )
        found += self._commands()
        return found

    def _commands(self) -> list[Entry]:
        from tierdesk.commands.registry import COMMANDS

        catalog, line = self._app.catalog, self._app.shell.everywhere.command_line

        def begin(name: str) -> Callable[[], None]:
            return lambda: line.ask(f"{name} ")

        return [
            Entry(f":{command.name}  {catalog(command.title)}", "",
                  _words(command.name, catalog(command.title), command.title), begin(command.name))
            for command in COMMANDS
        ]  # fmt: skip


def called(room: Room, text: str) -> tuple[int, ...]:
    """The customers whom the words of the palette find, the best first; on the clerk's thread."""
    from tierdesk.search.index import Index

    index, roster = room.index, room.roster
    if not isinstance(index, Index):
        return ()
    found = index.find(text, roster.rows, roster.moment)
    if found.fault is not None:
        return ()
    rows = roster.rows
    best = sorted(found.ids, key=lambda customer_id: (-rows[customer_id].score, customer_id))
    return tuple(best[:_MOST_CUSTOMERS])


def spelt(words: Mapping[int, str], text: str) -> tuple[int, ...]:
    """What is found by the letters of its Chinese words (`tg` 跳过), as customers are by theirs, the
    nearest to the beginning first; on the clerk's thread, which reads the dictionary for both."""
    from tierdesk.search.pinyin import pattern_of

    patterns = [pattern_of(word) for word in fold(text).split()]
    found = []
    for n, folded in words.items():
        key = _spelling(folded)
        hits = [pattern.search(key) if pattern else None for pattern in patterns] if key else [None]
        if all(hits):
            found.append((min(hit.start() for hit in hits if hit), n))
    return tuple(n for _, n in sorted(found))


@lru_cache(maxsize=512)
def _spelling(folded: str) -> str:
    from tierdesk.search.pinyin import has_han, syllables

    return syllables(" ".join(word for word in folded.split() if has_han(word)))


def _doing(app: TierdeskApp, action_id: str) -> Callable[[], None]:
    return lambda: app.shell.do(action_id)


def _wearing(app: TierdeskApp, name: str) -> Callable[[], None]:
    return lambda: app.wear(name)


def _words(*texts: str) -> str:
    return fold(" ".join(texts))
