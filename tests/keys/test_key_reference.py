"""The generated key pages are those of the table and the catalogues as they are now."""

from pathlib import Path

import pytest

from tierdesk.i18n.catalog import LANGUAGES, Catalog
from tierdesk.keys.actions import ACTIONS
from tierdesk.keys.keymap import read_keymap
from tierdesk.keys.reference import page_name, reference

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_in_the_repository_is_fresh(language):
    page = (DOCS / page_name(language)).read_text(encoding="utf-8")
    assert page == reference(Catalog(language)), "stale: run python -m tierdesk.keys.reference docs"


def test_the_page_holds_every_action_once_with_its_keys_and_help():
    page = reference(Catalog("en")).splitlines()
    for action in ACTIONS:
        lines = [line for line in page if line.endswith(f"| `{action.id}` |")]
        assert len(lines) == 1, action.id
        assert f"| {action.help} |" in lines[0]
    assert "| `?` `F1` | all keys of this place | `desk.help` |" in page


class Pseudo:
    """A language in which every sentence is its own reverse."""

    def gettext(self, message: str) -> str:
        return message[::-1]

    def ngettext(self, one: str, many: str, n: int) -> str:
        return (one if n == 1 else many)[::-1]


def test_every_sentence_of_the_page_is_translated():
    page = reference(Catalog("en", Pseudo()))
    assert "| etisoppo" not in page
    for action in ACTIONS:
        assert f"| {action.help[::-1]} | `{action.id}` |" in page
    for line in page.splitlines():
        if line and not line.startswith(("|", "```", '"')):
            assert not any(
                word in line.split() for word in ("the", "keys", "Keys", "and", "file")
            ), line


def test_the_page_of_a_keymap_shows_its_keys():
    page = reference(
        Catalog("en"), read_keymap('"touch.log" = ["|", "f5"]\n"customer.park" = []\n')
    )
    assert "| `\\|` `F5` | log a contact | `touch.log` |" in page
    assert "| – | put the customer aside, or take it back | `customer.park` |" in page
