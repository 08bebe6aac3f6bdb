"""The themes to choose from: the shipped ones and the user's, read once and again when a file changed.

A broken file costs its own theme at most and is reported with all others. Must not know the screen.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from stat import S_ISREG

from tierdesk.errors import Invalid, system_reason
from tierdesk.i18n.message import Message, say
from tierdesk.settings_file import read_settings
from tierdesk.theming.theme_file import LAST_RESORT, Fault, ThemeFile
from tierdesk.theming.theme_reading import Judge, read_theme

ORDER = ("dark", "light", "high-contrast", "high-contrast-light", "dusk", "tea", "ansi", "mono")
"""How the shipped themes follow each other; the first is the default."""

Stamp = tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """`themes` in the order in which they are offered; `faults` of all files together; a `colourless`
    shelf offers the themes that need no colour, because nobody would see the others' cursor. `depth`
    is what the terminal can show, in the screen library's words; `names` are those of all themes that
    there are, offered here or not."""

    themes: tuple[ThemeFile, ...]
    faults: tuple[Fault, ...]
    shipped: Path
    own: Path | None
    stamp: Stamp = ()
    colourless: bool = False
    depth: str = "truecolor"
    names: tuple[str, ...] = ()

    def find(self, name: str) -> ThemeFile | None:
        """The theme of that name, in colours that the terminal can show."""
        return next((self._fitted(theme) for theme in self.themes if theme.name == name), None)

    def get(self, name: str) -> ThemeFile:
        """The theme of that name, the first where there is none."""
        first = self.themes[0] if self.themes else LAST_RESORT
        return self.find(name) or self._fitted(first)

    def missing(self, name: str) -> Message | None:
        """What to say of a theme that somebody chose and that there is not; None for any other."""
        if not name or name in self.names:
            return None
        return say("There is no theme “%(name)s”, so the usual one is shown; there are %(known)s.",
                   name=name[:40], known=list(self.names))  # fmt: skip

    def after(self, name: str) -> ThemeFile:
        """The next theme, round and round."""
        names = [theme.name for theme in self.themes]
        here = names.index(name) if name in names else -1
        return self._fitted(self.themes[(here + 1) % len(names)] if names else LAST_RESORT)

    def seen(self, depth: str | None) -> Shelf:
        """The shelf for a terminal of this depth: `truecolor`, `256`, `standard` (16, on which only
        themes can be read that use no others) or None (no colours)."""
        allowed = {
            "truecolor": ("true", "16", "none"),
            "256": ("true", "16", "none"),
            None: ("none",),
        }
        kinds = allowed.get(depth, ("16", "none"))
        themes = tuple(theme for theme in self.themes if theme.colours in kinds)
        return replace(self, themes=themes, depth=depth or "none")

    def _fitted(self, theme: ThemeFile) -> ThemeFile:
        if self.depth != "256":
            return theme
        from tierdesk.theming.few_colours import in_256

        return in_256(theme)

    def changed(self) -> bool:
        """Was a file of the user's added, changed or removed since? One look into one folder, some
        ten microseconds; the caller decides how often."""
        return self.own is not None and _stamp(self.own) != self.stamp

    def reread(self) -> Shelf:
        """The shelf as it stands now."""
        again = read_shelf(self.shipped, self.own, colourless=self.colourless)
        return again.seen(None if self.depth == "none" else self.depth)


def read_shelf(shipped: Path, own: Path | None, *, colourless: bool = False) -> Shelf:
    """All themes of both folders; a folder that does not exist is an empty one. `colourless` where
    NO_COLOR is set."""
    stamp = _stamp(own) if own is not None else ()
    themes: dict[str, ThemeFile] = {}
    faults: list[Fault] = []
    for path in sorted(shipped.glob("*.toml"), key=_place):
        _add(path, themes, dict(themes), faults, judged=False)
    bases = dict(themes)
    if own is not None:
        faults += _refusals(own)
        for name, *_ in stamp:
            _add(own / name, themes, bases, faults, judged=True)
    offered = [t for t in themes.values() if not colourless or t.colours == "none"]
    return Shelf(
        tuple(offered), tuple(faults), shipped, own, stamp, colourless, names=tuple(themes)
    )


def default_theme(environment: Mapping[str, str], *, remote: bool) -> str:
    """The name of the theme where nobody chose one: no colour where NO_COLOR is set, the terminal's
    16 (few bytes) over a link, else light or dark as COLORFGBG tells the terminal's background."""
    if "NO_COLOR" in environment:
        return "mono"
    if remote:
        return "ansi"
    background = environment.get("COLORFGBG", "").rpartition(";")[2]
    return "light" if background in ("7", "15") else "dark"


def _place(path: Path) -> tuple[int, str]:
    return (ORDER.index(path.stem) if path.stem in ORDER else len(ORDER), path.stem)


def _add(
    path: Path,
    themes: dict[str, ThemeFile],
    bases: Mapping[str, ThemeFile],
    faults: list[Fault],
    *,
    judged: bool,
) -> None:
    """Put the theme of a file on the shelf, where its name is free. The contrast of shipped themes is
    not `judged` again at every start: a test does that."""
    try:
        theme, found = read_theme(read_settings(path), str(path), bases, _judge(judged=judged))
    except FileNotFoundError:
        return  # it was removed while the folder was read
    except Invalid as fault:
        faults.append(Fault(str(path), fault.message))
        return
    faults += found
    if theme is None:
        return
    if theme.name in themes:
        faults.append(
            Fault(str(path), say(
                "%(path)s: there is already a theme “%(name)s” in %(other)s; give this one another name.",
                path=str(path), name=theme.name, other=themes[theme.name].path,
            ))
        )  # fmt: skip
        return
    themes[theme.name] = theme


def _judge(*, judged: bool) -> Judge:
    """Who says whether a theme can be read."""
    if not judged:
        return lambda _: ()
    from tierdesk.theming.legibility import illegible

    return illegible


def _refusals(folder: Path) -> list[Fault]:
    """Why the folder cannot be looked into, where there is one."""
    try:
        with os.scandir(folder):
            return []
    except FileNotFoundError:
        return []
    except OSError as fault:
        why = system_reason(fault)
    return [Fault(str(folder), say("The folder of themes %(path)s cannot be read (%(why)s); mend it or "
                                   "move it away.", path=str(folder), why=why))]  # fmt: skip


def _stamp(folder: Path) -> Stamp:
    """Name, size, time and file number of every theme file: an editor that replaces the file and one
    that writes into it both change it."""
    try:
        with os.scandir(folder) as entries:
            found = [
                (entry.name, seen.st_size, seen.st_mtime_ns, seen.st_ino)
                for entry in entries
                if entry.name.endswith(".toml") and not entry.name.startswith(".")
                and (seen := _seen(entry)) is not None
            ]  # fmt: skip
    except OSError:
        return ()  # what kept us out is told when the shelf is read
    return tuple(sorted(found))


def _seen(entry: os.DirEntry[str]) -> os.stat_result | None:
    """None for a file that went away in between, and for a link to nowhere."""
    try:
        seen = entry.stat()
    except OSError:
        return None
    return seen if S_ISREG(seen.st_mode) else None
