"""A theme as a value: which colours and attributes a role has on a surface of the screen.

Roles say what a text means, surfaces where it stands; a theme is the only place that says how that
looks. Must not know files or the screen library.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from tierdesk.i18n.message import Message

Colours = Literal["true", "16", "none"]

ROLES = (
    "", "dim", "strong", "accent", "title", "tier-a", "tier-b", "tier-c", "tier-d", "late", "warn",
    "good", "bar", "rest", "rule", "key", "mark", "error",
)  # fmt: skip
"""What a text may mean; "" is running text, `text` in a file."""

FAINT = frozenset(("dim", "bar", "rule"))
"""Roles that are not read letter by letter: a lower contrast will do."""

ORNAMENT = frozenset(("rest",))
"""Roles that carry nothing: the figure beside a bar says what its empty part says."""

SURFACES = ("page", "panel", "bar", "cursor", "marked", "input")
"""What a text may stand on: the screen, a second pane or dialog, status line and key bar, the row
under the cursor, a marked row, a field that is typed into."""

ATTRIBUTES = ("bold", "dim", "italic", "underline", "reverse")


class Ink(NamedTuple):
    """Colours (`#rrggbb`, one of the 16 names, "" for the one underneath) and attributes."""

    fg: str = ""
    bg: str = ""
    bold: bool = False
    dim: bool = False
    italic: bool = False
    underline: bool = False
    reverse: bool = False


PLAIN = Ink()
_NOTHING: Mapping[str, Mapping[str, Ink]] = {}


class Fault(NamedTuple):
    """What is wrong with a theme file, and in which."""

    path: str
    message: Message


@dataclass(frozen=True, slots=True)
class ThemeFile:
    """`title` by language; `colours`: of the theme's own (`true`), the terminal's 16, or none;
    `contrast`: what text must reach; `on` replaces roles on one surface."""

    name: str
    title: Mapping[str, str]
    dark: bool
    colours: Colours
    contrast: float
    surfaces: Mapping[str, Ink]
    roles: Mapping[str, Ink]
    on: Mapping[str, Mapping[str, Ink]] = field(default_factory=lambda: _NOTHING)
    path: str = ""

    def titled(self, language: str) -> str:
        """The title in a language, the name where it has none."""
        return self.title.get(language) or self.title.get("en") or self.name

    def ink(self, role: str, surface: str) -> Ink:
        """What goes to the terminal for this role on this surface; an unknown role is running text,
        an unknown surface the page.

        On a reversed surface a role loses its colours and keeps its attributes, because its
        colour would become the colour of the row; a role with a background of its own is a badge and
        looks the same everywhere."""
        under = self.surfaces.get(surface) or self.surfaces.get("page", PLAIN)
        role = role if role in self.roles else ""
        text = self.roles.get("", PLAIN)
        over = self.on.get(surface, {}).get(role) or self.roles.get(role, text)
        fg, reverse = (over.fg if role else "") or under.fg or text.fg, over.reverse
        if under.reverse and not over.bg:
            fg, reverse = under.fg, not reverse
        return Ink(
            fg, over.bg or under.bg, over.bold or under.bold, over.dim or under.dim,
            over.italic or under.italic, over.underline or under.underline, reverse,
        )  # fmt: skip


LAST_RESORT = ThemeFile(
    "plain", {}, True, "none", 1.0,
    {"page": PLAIN, "cursor": Ink(reverse=True)},
    {"": PLAIN, "strong": Ink(bold=True), "title": Ink(bold=True), "key": Ink(bold=True)},
)  # fmt: skip
"""What is left when not even a shipped theme can be read: the screen stays usable."""
