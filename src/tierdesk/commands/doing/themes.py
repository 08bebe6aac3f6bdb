"""The themes of the screen: the shipped ones and the user's, and what is wrong with them."""

from collections.abc import Iterator, Mapping

from tierdesk import paths
from tierdesk.commands.spec import Front, Outcome, Values
from tierdesk.errors import EXIT_REFUSED
from tierdesk.i18n.catalog import language_of
from tierdesk.i18n.message import N_, Message, say
from tierdesk.terminal.cells import fit, width
from tierdesk.theming.legibility import readings
from tierdesk.theming.shelf import Shelf, read_shelf
from tierdesk.theming.theme_file import ThemeFile

_KINDS: Mapping[tuple[str, bool], str] = {
    ("true", True): N_("dark"),
    ("true", False): N_("light"),
    ("16", True): N_("the terminal's 16 colours"),
    ("16", False): N_("the terminal's 16 colours"),
    ("none", True): N_("no colours"),
    ("none", False): N_("no colours"),
}


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    own = paths.themes_folder(front.environment)
    shelf = read_shelf(paths.shipped_themes(), own)
    faults = tuple(fault.message for fault in shelf.faults)
    checked = values.get("check") is True
    document = {"schema": 1, "folder": str(own), "themes": _themes(shelf), "faults": faults}
    if checked and not faults:
        return Outcome(
            document, (say("The themes have no faults; your own are in %(path)s.", path=str(own)),)
        )
    said = () if checked else tuple(_table(front, shelf, str(own)))
    return Outcome(document, said, faults, EXIT_REFUSED if checked else 0)


def _themes(shelf: Shelf) -> list[dict[str, object]]:
    return [
        {
            "name": theme.name, "title": dict(theme.title), "dark": theme.dark,
            "colours": theme.colours, "contrast": _least(theme), "path": theme.path,
        }
        for theme in shelf.themes
    ]  # fmt: skip


def _least(theme: ThemeFile) -> float | None:
    """The lowest contrast of its text; None where the terminal decides."""
    ratios = [r.ratio for r in readings(theme) if r.limit >= theme.contrast]
    return round(min(ratios), 2) if ratios else None


def _table(front: Front, shelf: Shelf, own: str) -> Iterator[Message]:
    """Name, title and kind of every theme."""
    names = max((width(theme.name) for theme in shelf.themes), default=0)
    language = front.configuration.lang or language_of(front.environment)
    titles = max((width(theme.titled(language)) for theme in shelf.themes), default=0)
    for theme in shelf.themes:
        kind = front.sentence(Message(_KINDS[theme.colours, theme.dark]))
        line = f"{fit(theme.name, names)}  {fit(theme.titled(language), titles)}  {kind}"
        yield Message("%(line)s", {"line": line})
    yield say("your own themes: %(path)s", path=own)
