"""A theme as Textual's own: for the widgets that are not painted from lines (Input, TextArea, palette,
dialogs), and for the `$desk-…` variables of style sheets.

Must not know which themes there are, nor roles beyond their ink.
"""

from collections.abc import Mapping

from textual.app import App
from textual.theme import Theme

from tierdesk.theming.theme_file import LAST_RESORT, SURFACES, Ink, ThemeFile

PREFIX = "desk-"
"""Before the names of our themes: Textual has a `nord` of its own."""

_INKS = ("dim", "accent", "rule", "error", "late", "warn", "good", "key")

WIDGET_CSS = """
Input { background: $desk-input; color: $desk-input-text; text-style: $desk-input-style; }
Input:focus { background-tint: $foreground 0%; }
Input > .input--selection { text-style: $desk-selection-style; }
Input:ansi { background: $desk-input; color: $desk-input-text; text-style: $desk-input-style; }
Input:ansi > .input--cursor { background: ansi_default; color: ansi_default; text-style: reverse; }
TextArea:focus { background-tint: $foreground 0%; }
TextArea:ansi .text-area--cursor { background: ansi_default; color: ansi_default; text-style: reverse; }
OptionList:focus { background-tint: $foreground 0%; }
"""
"""Belongs into the app's CSS. Textual's own style paints the cursor of an ansi theme black on white,
which a light terminal hides, and a selection by colour alone."""


def textual_theme(theme: ThemeFile) -> Theme:
    """The theme for `App.register_theme`; `ansi` unless it has colours of its own."""
    page, panel, bar = (theme.ink("", on) for on in ("page", "panel", "bar"))
    return Theme(
        name=PREFIX + theme.name,
        primary=_colour(theme.ink("accent", "page").fg),
        secondary=_colour(theme.ink("title", "page").fg),
        accent=_colour(theme.ink("accent", "page").fg),
        warning=_colour(theme.ink("warn", "page").fg),
        error=_colour(theme.ink("error", "page").fg),
        success=_colour(theme.ink("good", "page").fg),
        foreground=_colour(page.fg),
        background=_colour(page.bg),
        surface=_colour(panel.bg),
        panel=_colour(bar.bg),
        dark=theme.dark,
        ansi=theme.colours != "true",
        variables={**_widgets(theme), **_desk(theme)},
    )


def put_on(app: App[object], theme: ThemeFile) -> None:
    """Make it the app's theme. A theme of the same name that was read anew is put on, too."""
    own = textual_theme(theme)
    app.register_theme(own)
    if app.theme == own.name:
        app.mutate_reactive(App.theme)
    else:
        app.theme = own.name


def native_colours(environment: Mapping[str, str]) -> bool | None:
    """What `App(ansi_color=…)` must be told: see the palette."""
    return True if "NO_COLOR" in environment else None


def _widgets(theme: ThemeFile) -> dict[str, str]:
    """Textual's own variables, in our colours: none is left to its arithmetic of shades."""
    text, dim, rule = (theme.ink(role, "panel") for role in ("", "dim", "rule"))
    accent, panel = _colour(theme.ink("accent", "panel").fg), _colour(text.bg)
    cursor, marked, entry = (theme.ink("", on) for on in ("cursor", "marked", "input"))
    line = _colour(rule.fg)
    return {
        "text": _colour(text.fg), "text-muted": _colour(dim.fg), "text-disabled": _colour(dim.fg),
        "surface": panel, "panel": _colour(theme.ink("", "bar").bg), "panel-darken-1": panel,
        "block-cursor-foreground": _colour(cursor.fg),
        "block-cursor-background": _colour(cursor.bg),
        "block-cursor-text-style": _attributes(cursor),
        "block-cursor-blurred-foreground": _colour(marked.fg),
        "block-cursor-blurred-background": _colour(marked.bg),
        "block-cursor-blurred-text-style": _attributes(marked),
        "block-hover-background": _colour(marked.bg),
        "input-cursor-foreground": _colour(entry.bg), "input-cursor-background": _colour(entry.fg),
        "input-cursor-text-style": "none" if theme.colours == "true" else "reverse",
        "input-selection-foreground": _colour(cursor.fg),
        "input-selection-background": _colour(cursor.bg),
        "screen-selection-foreground": _colour(cursor.fg),
        "screen-selection-background": _colour(cursor.bg),
        "border": accent, "border-blurred": line,
        "scrollbar": line, "scrollbar-hover": line, "scrollbar-active": accent,
        "scrollbar-background": panel, "scrollbar-background-hover": panel,
        "scrollbar-background-active": panel, "scrollbar-corner-color": panel,
        "link-color": accent, "link-style": "underline", "footer-key-foreground": accent,
        # Textual's ansi themes leave these out, and its style sheets ask for them.
        "ansi-background": _colour(theme.ink("", "page").bg),
        "ansi-foreground": _colour(theme.ink("", "page").fg),
        "foreground-disabled": _colour(dim.fg), "surface-active": panel,
    }  # fmt: skip


def _desk(theme: ThemeFile) -> dict[str, str]:
    """`$desk-page` … are backgrounds, `$desk-page-text` … the text on them and `$desk-page-style` …
    its attributes, `$desk-dim` … the inks of roles on the page."""
    found = {"desk-text": _colour(theme.ink("", "page").fg)}
    for surface in SURFACES:
        ink = theme.ink("", surface)
        found[f"desk-{surface}"] = _colour(ink.bg)
        found[f"desk-{surface}-text"] = _colour(ink.fg)
        found[f"desk-{surface}-style"] = _attributes(ink)
    for role in _INKS:
        found[f"desk-{role}"] = _colour(theme.ink(role, "page").fg)
    selection = theme.ink("", "cursor")
    found["desk-selection-style"] = "reverse" if not selection.bg else "none"
    return found


def _colour(text: str) -> str:
    """As Textual writes it: our names of the 16 have dashes."""
    if text.startswith("#"):
        return text
    return f"ansi_{text.replace('-', '_')}" if text else "ansi_default"


def _attributes(ink: Ink) -> str:
    names = ("bold", "dim", "italic", "underline", "reverse")
    return " ".join(name for name in names if getattr(ink, name)) or "none"


VARIABLES: Mapping[str, str] = _desk(LAST_RESORT)
"""For `App.get_theme_variable_defaults`: a style sheet that uses `$desk-…` must not stop the app while
one of Textual's own themes is on."""
