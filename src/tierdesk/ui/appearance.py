"""The language and the theme of the app, switched while it runs, everywhere at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

from tierdesk.i18n.catalog import LANGUAGES, Catalog
from tierdesk.i18n.message import say
from tierdesk.ui.theming.palette import Palette
from tierdesk.ui.theming.textual_theme import put_on
from tierdesk.ui.wire import changed_cells

if TYPE_CHECKING:
    from tierdesk.theming.shelf import Shelf
    from tierdesk.ui.shell import Shell

_THEME_LOOKS = 1.0
"""Seconds between two looks at the user's theme folder."""


class Appearance(App[object]):
    """Mixed into the app: `catalog` is the reader's language, `palette` the theme in styles."""

    catalog: Catalog
    palette: Palette
    shelf: Shelf
    shell: Shell
    _wanted = ""

    def dress(self, shelf: Shelf, theme: str) -> None:
        """The theme to begin with, of those that this terminal can show."""
        self.shelf, self._wanted = shelf.seen(self.console.color_system), theme
        self.palette = Palette(self.shelf.get(theme))
        put_on(self, self.palette.theme)

    def look_at_themes(self) -> None:
        """From here on: a theme file that is saved is worn."""
        self.set_interval(_THEME_LOOKS, self._look_at_themes)

    def next_language(self) -> None:
        """The other language, at once and everywhere."""
        here = LANGUAGES.index(self.catalog.language)
        self.speak(LANGUAGES[(here + 1) % len(LANGUAGES)])

    def speak(self, language: str) -> None:
        """This language."""
        self.catalog = Catalog(language)
        self.shell.repainted()

    def redraw(self) -> None:
        """Everything again, on a terminal that is wiped: something else wrote on it."""
        changed_cells.forget(self, clear=True)
        self.shell.refresh()

    def next_theme(self) -> None:
        """The next theme on the shelf."""
        self.wear(self.shelf.after(self.palette.theme.name).name)
        self.shell.say(
            say("Theme: %(name)s", name=self.palette.theme.titled(self.catalog.language))
        )

    def wear(self, name: str) -> None:
        """This theme."""
        self._wanted, theme = name, self.shelf.get(name)
        self.palette = Palette(theme)
        put_on(self, theme)
        self.shell.repainted()
        # the library paints again what its style sheet changed, and two themes may agree in that
        self.shell.query("*").refresh()

    def _look_at_themes(self) -> None:
        if self.shelf.changed():
            self.shelf = self.shelf.reread()
            self.wear(self._wanted)  # it may be there again, after a save that broke it
            self.shell.report([fault.message for fault in self.shelf.faults])
