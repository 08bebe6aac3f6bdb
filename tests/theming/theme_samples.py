"""The shipped themes, and texts of themes that a user may have written."""

from pathlib import Path

from tierdesk.paths import shipped_themes
from tierdesk.theming.shelf import Shelf, read_shelf
from tierdesk.theming.theme_file import ROLES, SURFACES, ThemeFile
from tierdesk.theming.theme_reading import read_theme


def shipped() -> Shelf:
    return read_shelf(shipped_themes(), None)


def bases() -> dict[str, ThemeFile]:
    return {theme.name: theme for theme in shipped().themes}


def read(text: str) -> tuple[ThemeFile | None, list[str]]:
    """The theme and its faults in English."""
    theme, faults = read_theme(text, "mine.toml", bases())
    assert all(fault.path == "mine.toml" for fault in faults)
    return theme, [str(fault.message) for fault in faults]


def whole(**changes: str) -> str:
    """A theme in which everything is said; `changes` replace roles."""
    roles = {role or "text": '"#dddddd"' for role in ROLES} | changes
    surfaces = dict.fromkeys(SURFACES, '"#101010"')
    return "\n".join([
        'name = "mine"', 'dark = true', "[surfaces]", *(f"{k} = {v}" for k, v in surfaces.items()),
        "[roles]", *(f"{k} = {v}" for k, v in roles.items()),
    ])  # fmt: skip


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path
