"""Help in every language: nothing on its pages escapes the catalogue."""

import re

import pytest

from tierdesk.cli.help import overview
from tierdesk.commands.registry import COMMANDS
from tierdesk.commands.shown.help import page
from tierdesk.i18n.catalog import Catalog


class Marked:
    """A language that puts every text into brackets, fields left outside."""

    def gettext(self, message: str) -> str:
        parts = re.split(r"(%\(\w+\)s)", message)
        return "".join(p if p.startswith("%(") or not p else f"⟦{p}⟧" for p in parts)

    def ngettext(self, one: str, many: str, n: int) -> str:
        return self.gettext(many)


def outside(text: str) -> set[str]:
    """Words of two letters and more that stand in no brackets, options left out."""
    bare = re.sub(r"⟦[^⟧]*⟧", " ", text)
    return set(re.findall(r"(?<![\w-])[A-Za-z]{2,}(?:-[A-Za-z]+)*", re.sub(r"--[\w-]+", " ", bare)))


CLOSED = {choice for c in COMMANDS for p in c.params for choice in p.choices} | {
    "en",
    "zh",
    "tierdesk",
}


def test_the_overview_is_translated_to_the_last_word():
    shown = overview(COMMANDS, Catalog("en", Marked()))
    assert outside(shown) <= {c.name for c in COMMANDS} | CLOSED


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.name)
def test_every_page_is_translated_to_the_last_word(command):
    shown = page(command, Catalog("en", Marked()))
    assert outside(shown) <= {command.name} | CLOSED


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.name)
def test_every_command_has_its_help(line, command):
    assert line(command.name, "--help").out.startswith("Usage: tierdesk " + command.name)
    assert line(command.name, "--help", "--lang", "zh").out.startswith("用法")
