"""Views: a filter with its order under a name. Some come with the desk, the others lie in the book
and are shared by everybody who opens it. It must not know which place shows them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines.line import Line, Span, fit, shown
from tierdesk.ui.widgets.choice_line import Choice
from tierdesk.ui.widgets.question import Question

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.domain.book import Book
    from tierdesk.domain.change import Change
    from tierdesk.ui.desktop import Desktop

_TITLE_CELLS = 28


class SavedView(NamedTuple):
    """`label` names a view of the desk; a view of the book has none and goes by the `name` that
    somebody typed. `turned`: not the usual way round of that order."""

    name: str = ""
    query: str = ""
    sort: str = ""
    turned: bool = False
    label: Message | None = None


def shipped(home: str) -> tuple[SavedView, ...]:
    """The views of the desk for a reader in the country `home`."""
    return (
        SavedView(label=say("everybody")),
        SavedView(query="due<=eow", sort="due", label=say("due this week")),
        SavedView(query="!tier:C !tier:D !last>-30d !lost !parked !dnc", sort="last",
                  label=say("A and B silent for 30 days")),
        SavedView(query="owes>0", label=say("owes money")),
        SavedView(query=f"!country:{home}", sort="country",
                  label=say("not in %(country)s", country=home)),
    )  # fmt: skip


class Views:
    """Choosing, applying and saving views for one place, which takes the chosen one."""

    def __init__(self, desktop: Desktop, screen: str, chosen: Callable[[SavedView], None]) -> None:
        self._desktop, self._screen, self._chosen = desktop, screen, chosen

    def choose(self, here: SavedView) -> None:
        """Offer them in one line, beginning at the one that is shown now."""
        self._desktop.work("views", own_views, lambda own: self._offer(own, here))

    def _offer(self, own: list[SavedView], here: SavedView) -> None:
        desktop = self._desktop
        glyphs, snapshot = desktop.glyphs, desktop.snapshot
        home = snapshot.moment.country if snapshot is not None else ""
        views = [*shipped(home), *own]

        def choices() -> list[Choice]:
            return [
                Choice(str(number + 1) if number < 9 else "", self._title(view), str(number))
                for number, view in enumerate(views)
            ]

        def label() -> Line:
            return (Span(" " + desktop.catalog.text(say("view")) + f" {glyphs.more} ", "key"),)

        at = next((n for n, view in enumerate(views) if view.query == here.query), 0)
        desktop.choose(label, choices, lambda value, _: self._chosen(views[int(value)]), at=at)

    def _title(self, view: SavedView) -> str:
        catalog = self._desktop.catalog
        title = shown(view.name) if view.label is None else catalog.text(view.label)
        return fit(title, _TITLE_CELLS, self._desktop.glyphs).rstrip()

    def save(self, view: SavedView) -> None:
        """Ask for a name and keep filter and order under it; an old view of that name is
        replaced, which can be undone."""
        desktop = self._desktop

        def label() -> Line:
            return (Span(" " + desktop.catalog.text(say("save view as")) + " ", "key"),)

        def entered(text: str) -> None:
            if text.strip():
                self._keep(view._replace(name=text.strip(), label=None))
            else:
                desktop.say(say("A view needs a name; type one, or esc."), failed=True)

        desktop.ask(Question(label, view.name), entered)

    def _keep(self, view: SavedView) -> None:
        screen = self._screen

        def rule(_: Room, book: Book, __: str) -> Change:
            from tierdesk.commands.doing import views

            return views.save(book, view.name, view.query, view.sort, view.turned, screen)

        key = self._desktop.key_of("customers.views")
        said = say("The view “%(name)s” is saved; %(key)s shows all views.", name=view.name,
                   key=key)  # fmt: skip
        self._desktop.change(rule, lambda _: (said,), lambda _: self._desktop.enough())


def own_views(room: Room) -> list[SavedView]:
    """The views of the book; on the clerk's thread."""
    from tierdesk.commands.doing import views
    from tierdesk.domain.document import flag, text

    return [
        SavedView(text(doc, "name"), text(doc, "query"), text(doc, "sort"),
                  flag(doc, "descending"))
        for _, doc in views.listed(room.desk.book)
    ]  # fmt: skip
