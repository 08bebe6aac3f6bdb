"""The key reference, made from the table of actions: what `tierdesk keys` prints and docs/keys.*.md hold.

`python -m tierdesk.keys.reference FOLDER` writes keys.en.md and keys.zh.md there; a test fails when
those of the repository say anything else. Must not know the screen library.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tierdesk.i18n.catalog import LANGUAGES, Catalog
from tierdesk.i18n.message import N_
from tierdesk.keys.action import Action
from tierdesk.keys.actions import ACTIONS, PLACES
from tierdesk.keys.keymap import DEFAULT_KEYS, Keymap

_TITLE, _OWN_TITLE = N_("Keys"), N_("Your own keys")
_HEADS = (N_("key"), N_("does"), N_("action"))
_INTRODUCTION = (
    N_("Everything works without a mouse. ^r is ctrl and r together. Full-width signs of a Chinese "
       "input method do the same as their half-width twins. While a text is typed, letters and signs "
       "belong to the text."),
)  # fmt: skip
_OWN = (
    N_("Every key can be changed in the file keys.toml; tierdesk keys tells where it is. A line names "
       "an action and its keys; an empty list takes its keys away:"),
)  # fmt: skip
_RULES = (
    N_("What quits stays bound: escape and ctrl+q do what they do, whatever the file says."),
    N_("ctrl+h, ctrl+i, ctrl+j, ctrl+k, ctrl+m, ctrl+[, ctrl+], ctrl+a, ctrl+b and ctrl+space belong "
       "to the terminal, to tmux or to an input method; ctrl+s and ctrl+q cannot be the only key of "
       "an action; most keys with shift, alt or ctrl and a key that is no letter are lost on the way."),
    N_("tierdesk keys --check names everything that is wrong in the file. An entry with a fault keeps "
       "its default keys, the others hold."),
)  # fmt: skip
_EXAMPLE = """```toml
"touch.log" = ["L", "f5"]
"list.filter" = ["/", "ctrl+f"]
"customer.park" = []
```"""


class Entry(NamedTuple):
    """One action of the reference; `keys` as a person reads them."""

    action: Action
    keys: tuple[str, ...]


def entries(keymap: Keymap = DEFAULT_KEYS) -> Iterator[tuple[str, list[Entry]]]:
    """The actions of every place that has any, in the order of the table."""
    for place in PLACES:
        found = [
            Entry(action, keymap.shown_all(action.id))
            for action in ACTIONS
            if action.place == place
        ]
        if found:
            yield place, found


def reference(catalog: Catalog, keymap: Keymap = DEFAULT_KEYS) -> str:
    """The whole page in Markdown."""
    lines = [f"# {catalog(_TITLE)}", "", *map(catalog, _INTRODUCTION)]
    for place, found in entries(keymap):
        heads = map(catalog, _HEADS)
        lines += [
            "",
            f"## {catalog(PLACES[place])}",
            "",
            f"| {' | '.join(heads)} |",
            "|---|---|---|",
        ]
        lines += [
            f"| {_cell(entry.keys)} | {catalog(entry.action.help)} | `{entry.action.id}` |"
            for entry in found
        ]
    lines += ["", f"## {catalog(_OWN_TITLE)}", "", *map(catalog, _OWN), "", _EXAMPLE, ""]
    lines += [f"- {catalog(rule)}" for rule in _RULES]
    return "\n".join(lines) + "\n"


def page_name(language: str) -> str:
    """The file that holds the page of a language."""
    return f"keys.{language}.md"


def _cell(keys: tuple[str, ...]) -> str:
    """Keys in a cell of a table, where a bar would end the cell."""
    return " ".join("`" + key.replace("|", "\\|") + "`" for key in keys) or "–"


def _write(folder: Path) -> None:
    for language in LANGUAGES:
        (folder / page_name(language)).write_text(reference(Catalog(language)), encoding="utf-8")


if __name__ == "__main__":
    _write(Path(sys.argv[1]))
