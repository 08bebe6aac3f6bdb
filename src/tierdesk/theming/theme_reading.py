"""From a TOML document to a theme, with every fault of the file named in one report.

A fault costs only the entry it stands in: that entry is taken from the theme this one builds upon.
Nothing a file can hold raises. Must not open files.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import cast

from tierdesk.domain.document import Doc
from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say
from tierdesk.settings_file import parse_settings
from tierdesk.terminal.clean import clean
from tierdesk.theming.colours import NAMES, parse_rgb
from tierdesk.theming.theme_file import (
    ATTRIBUTES,
    LAST_RESORT,
    ROLES,
    SURFACES,
    Colours,
    Fault,
    Ink,
    ThemeFile,
)

KEYS = ("name", "base", "dark", "colours", "contrast", "title", "surfaces", "roles", "on")
COLOURS = ("true", "16", "none")
LANGUAGES = ("en", "zh")
_NAME = re.compile(r"[a-z][a-z0-9-]{0,31}")
_LIMIT = 4.5

Judge = Callable[[ThemeFile], Iterable[Message]]
Reading = tuple[ThemeFile | None, tuple[Fault, ...]]


def read_theme(
    text: str, path: str, bases: Mapping[str, ThemeFile], judge: Judge = lambda _: ()
) -> Reading:
    """The theme in the text of a file, and what is wrong with it; no theme where the text is no TOML
    or names no theme. `bases` are the shipped themes, by name; `judge` tells whether it can be read
    (`legibility`), also of a theme that is left out, so that one report names everything."""
    try:
        document = parse_settings(text, path)
    except Invalid as fault:
        return None, (Fault(path, fault.message),)
    reader = _Reader(path, bases)
    theme = reader.theme(document)
    faults = [*reader.faults, *(Fault(path, message) for message in judge(theme))]
    return theme if theme.name else None, tuple(faults)


class _Reader:
    """One file: collects the faults while it makes the theme."""

    def __init__(self, path: str, bases: Mapping[str, ThemeFile]) -> None:
        self.path, self.bases = path, bases
        self.faults: list[Fault] = []
        self.colours: Colours = "true"

    def theme(self, document: Doc) -> ThemeFile:
        """The whole file, whatever is wrong with it; without a name where it has none to use."""
        self._known(document, KEYS)
        name = self._name(document)
        dark = self._dark(document)
        base = self._base(document, dark)
        # of a theme that is left out nothing is taken from another one
        given = not name or ("base" in document and base is not LAST_RESORT)
        return ThemeFile(
            name,
            self._title(document),
            base.dark if dark is None else dark,
            self.colours,
            self._contrast(document, base),
            {**base.surfaces, **self._inks(document, "surfaces", SURFACES, base.name, given)},
            {**base.roles, **self._inks(document, "roles", ROLES, base.name, given)},
            self._overrides(document, base),
            self.path,
        )

    def _fault(self, message: Message) -> None:
        """Once: a table that is asked for twice is wrong once."""
        fault = Fault(self.path, message)
        if fault not in self.faults:
            self.faults.append(fault)

    def _known(self, table: Doc, known: Collection[str], where: str = "") -> None:
        for key in table:
            if key not in known:
                self._fault(
                    say("%(path)s: “%(key)s” is not known; known are %(known)s.",
                        path=self.path, key=_short(where + key), known=list(known))
                )  # fmt: skip

    def _name(self, document: Doc) -> str:
        name = document.get("name")
        if isinstance(name, str) and _NAME.fullmatch(name):
            return name
        self._fault(
            say("%(path)s: “name” must be a word of small letters, digits and dashes, at most 32 of "
                "them; the theme is left out.", path=self.path)
        )  # fmt: skip
        return ""

    def _dark(self, document: Doc) -> bool | None:
        """None where the base decides."""
        dark = document.get("dark")
        if dark is None or isinstance(dark, bool):
            return dark
        self._fault(say("%(path)s: “%(key)s” must be true or false.", path=self.path, key="dark"))
        return None

    def _base(self, document: Doc, dark: bool | None) -> ThemeFile:
        """The theme that is asked for what this one does not say; sets the kind of colours."""
        colours, base = document.get("colours"), document.get("base")
        if colours is not None and colours not in COLOURS:
            self._fault(
                say("%(path)s: “%(key)s” must be one of %(known)s.",
                    path=self.path, key="colours", known=list(COLOURS))
            )  # fmt: skip
            colours = None
        found = self.bases.get(base) if isinstance(base, str) else None
        if base is not None and found is None:
            self._fault(
                say("%(path)s: there is no shipped theme “%(name)s” to build upon; there are "
                    "%(known)s.", path=self.path, name=_short(base), known=list(self.bases))
            )  # fmt: skip
        if found is not None and colours is not None and colours != found.colours:
            self._fault(
                say("%(path)s: the theme “%(name)s” has other “colours”; choose another “base”.",
                    path=self.path, name=found.name)
            )  # fmt: skip
            colours = found.colours
        self.colours = cast(Colours, colours) if colours else found.colours if found else "true"
        if found is None:
            nearest = {"16": "ansi", "none": "mono"}.get(self.colours)
            nearest = nearest or ("light" if dark is False else "dark")
            found = self.bases.get(nearest, LAST_RESORT)
        return found

    def _contrast(self, document: Doc, base: ThemeFile) -> float:
        limit = document.get("contrast", base.contrast if "base" in document else _LIMIT)
        if isinstance(limit, int | float) and not isinstance(limit, bool) and 1 <= limit <= 21:
            return float(limit)
        self._fault(
            say(
                "%(path)s: “%(key)s” must be a number from 1 to 21.", path=self.path, key="contrast"
            )
        )
        return _LIMIT

    def _title(self, document: Doc) -> dict[str, str]:
        table = self._table(document, "title")
        self._known(table, LANGUAGES, "title.")
        titles = {}
        for language in LANGUAGES:
            title = table.get(language)
            if isinstance(title, str) and title.strip():
                titles[language] = clean(title).strip()[:32]
            elif title is not None:
                self._fault(
                    say("%(path)s: “%(key)s” must be a text.",
                        path=self.path, key=f"title.{language}")
                )  # fmt: skip
        return titles

    def _table(self, document: Doc, key: str) -> Doc:
        table = document.get(key, {})
        if isinstance(table, dict):
            return table
        self._fault(say("%(path)s: “%(key)s” must be a table.", path=self.path, key=key))
        return {}

    def _inks(
        self, document: Doc, section: str, names: Collection[str], base: str, given: bool
    ) -> dict[str, Ink]:
        """The inks of a section; what is missing is a fault only where no base was asked for."""
        table = self._table(document, section)
        words = [name or "text" for name in names]
        self._known(table, words, f"{section}.")
        inks = {}
        for name, word in zip(names, words, strict=True):
            if word in table:
                ink = self._ink(table[word], f"{section}.{word}", surface=section == "surfaces")
                if ink is not None:
                    inks[name] = ink
            elif not given:
                self._fault(
                    say("%(path)s: “%(key)s” is missing and is taken from the theme “%(base)s”.",
                        path=self.path, key=f"{section}.{word}", base=base)
                )  # fmt: skip
        return inks

    def _overrides(self, document: Doc, base: ThemeFile) -> dict[str, Mapping[str, Ink]]:
        table = self._table(document, "on")
        self._known(table, SURFACES, "on.")
        surfaces = self._table(document, "surfaces")
        # A surface of its own makes the base's roles for the base's surface meaningless.
        overrides = {s: inks for s, inks in base.on.items() if s not in surfaces}
        for surface in SURFACES:
            if surface in table:
                inner = self._table(table, surface)
                words = [role or "text" for role in ROLES]
                self._known(inner, words, f"on.{surface}.")
                read = {
                    role: self._ink(inner[word], f"on.{surface}.{word}")
                    for role, word in zip(ROLES, words, strict=True)
                    if word in inner
                }
                kept = {role: ink for role, ink in read.items() if ink is not None}
                overrides[surface] = {**overrides.get(surface, {}), **kept}
        return overrides

    def _ink(self, value: object, where: str, *, surface: bool = False) -> Ink | None:
        """A colour alone is the text's, or the surface's background."""
        if isinstance(value, str):
            value = {"bg" if surface else "fg": value}
        if not isinstance(value, dict):
            self._fault(
                say("%(path)s: “%(key)s” must be a colour or a table of fg, bg and attributes.",
                    path=self.path, key=where)
            )  # fmt: skip
            return None
        before = len(self.faults)
        self._known(value, ("fg", "bg", *ATTRIBUTES), f"{where}.")
        found: dict[str, object] = {
            part: self._colour(value[part], f"{where}.{part}")
            for part in ("fg", "bg")
            if part in value
        }
        for attribute in ATTRIBUTES:
            wish = value.get(attribute, False)
            if isinstance(wish, bool):
                found[attribute] = wish
            else:
                self._fault(
                    say("%(path)s: “%(key)s” must be true or false.",
                        path=self.path, key=f"{where}.{attribute}")
                )  # fmt: skip
        return Ink(**found) if len(self.faults) == before else None  # type: ignore[arg-type]

    def _colour(self, value: object, where: str) -> str:
        text = value if isinstance(value, str) else ""
        if self.colours == "true":
            rgb = parse_rgb(text)
            if rgb is None:
                self._fault(
                    say("%(path)s: “%(value)s” at “%(key)s” is no colour; write it as #rrggbb.",
                        path=self.path, value=_short(value), key=where)
                )  # fmt: skip
            return str(rgb or "")
        if self.colours == "none":
            self._fault(
                say("%(path)s: “%(key)s” is a colour, but the theme says that it has none.",
                    path=self.path, key=where)
            )  # fmt: skip
        elif text not in (*NAMES, "default"):
            self._fault(
                say("%(path)s: “%(value)s” at “%(key)s” is none of the terminal's colours: "
                    "%(known)s.", path=self.path, value=_short(value), key=where,
                    known=["default", *NAMES])
            )  # fmt: skip
        return "" if text == "default" else text


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"
