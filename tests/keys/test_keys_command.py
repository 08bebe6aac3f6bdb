"""`tierdesk keys` and `tierdesk themes`: what they print, and when they refuse."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tierdesk import paths
from tierdesk.cli.app import run
from tierdesk.keys.actions import ACTIONS
from tierdesk.theming.shelf import ORDER


@pytest.fixture
def said(tmp_path, capsys):
    """Call the program in a home of its own; exit code, stdout, stderr."""

    def call(*words: str, **environment: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(list(words), {"HOME": str(tmp_path), "LANG": "C.UTF-8", **environment})
        return code, *capsys.readouterr()

    return call


@pytest.fixture
def own(tmp_path):
    folder = tmp_path / ".config" / "tierdesk"
    (folder / "themes").mkdir(parents=True)
    return folder


def test_keys_lists_every_action_with_the_users_keys(said, own):
    (own / "keys.toml").write_text('"touch.log" = ["L", "f5"]')
    code, out, err = said("keys")
    assert (code, err) == (0, "")
    for action in ACTIONS:
        assert sum(f" {action.id} " in line for line in out.splitlines()) == 1, action.id
    assert any(
        line.split() == ["L", "F5", "touch.log", "log", "a", "contact"] for line in out.splitlines()
    )
    assert out.endswith(f"your own keys: {own / 'keys.toml'}\n")


def test_keys_as_json_names_place_keys_and_faults(said, own):
    (own / "keys.toml").write_text('"touch.log" = ["ctrl+b"]')
    code, out, err = said("keys", "--json")
    document = json.loads(out)
    assert code == 0
    assert document["schema"] == 1
    assert [action["id"] for action in document["actions"]] == [
        a.id for a in sorted(ACTIONS, key=place)
    ]
    assert next(a for a in document["actions"] if a["id"] == "desk.redo") == {
        "id": "desk.redo", "place": "desk", "keys": ["ctrl+r"], "title": "redo", "help": "make the last undone change again",
    }  # fmt: skip
    assert document["faults"] == ["touch.log: “^b” cannot be used: tmux takes it."]
    assert document["faults"][0] in err


def place(action):
    from tierdesk.keys.actions import PLACES

    return list(PLACES).index(action.place)


def test_keys_check_fails_where_the_keymap_has_faults(said, own):
    code, out, err = said("keys", "--check")
    assert (code, err) == (0, "")
    assert "no faults" in out
    (own / "keys.toml").write_text('"touch.lgo" = ["L"]\n"deal.move" = ["l"]')
    code, out, err = said("keys", "--check")
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        "tierdesk: There is no action “touch.lgo”; did you mean “touch.log”?",
        "tierdesk: “l” would do both “touch.log” and “deal.move” (Today).",
        "tierdesk: “l” would do both “deal.move” and “board.right” (Pipeline).",
    ]


def test_a_faulty_keymap_is_told_beside_the_reference(said, own):
    (own / "keys.toml").write_text("what")
    code, out, err = said("keys")
    assert code == 0
    assert "touch.log" in out
    assert "keys.toml cannot be read" in err


def test_hostile_text_in_a_keymap_cannot_act_on_the_terminal(said, own):
    (own / "keys.toml").write_text(
        '"\\u001b]0;x\\u0007\\u202e" = ["L"]\n"touch.log" = ["\\u001b[2J"]'
    )
    code, _, err = said("keys", "--check")
    assert code == 1
    assert len(err.splitlines()) == 2
    assert not any(ord(c) < 32 or c == "\u202e" for c in err.replace("\n", ""))


def test_themes_lists_shipped_and_own_ones_in_the_readers_language(said, own):
    (own / "themes" / "m.toml").write_text('name = "mine"\nbase = "dark"\n[title]\nzh = "我的"\n')
    code, out, err = said("themes")
    assert (code, err) == (0, "")
    assert [line.split()[0] for line in out.splitlines()[:-1]] == [*ORDER, "mine"]
    assert out.splitlines()[-1] == f"your own themes: {own / 'themes'}"
    _, out, _ = said("themes", "--lang", "zh")
    assert "深色" in out and "我的" in out


def test_themes_as_json_says_kind_contrast_and_file(said, own):
    code, out, _ = said("themes", "--json")
    document = json.loads(out)
    assert code == 0
    assert document["faults"] == []
    found = {theme["name"]: theme for theme in document["themes"]}
    assert found["dark"]["contrast"] >= 4.5
    assert found["high-contrast"]["contrast"] >= 7
    assert found["mono"]["contrast"] is None
    assert found["ansi"]["colours"] == "16"
    assert found["light"]["dark"] is False
    assert found["light"]["path"].endswith("light.toml")


def test_themes_check_fails_where_a_theme_has_faults(said, own):
    assert said("themes", "--check")[0] == 0
    (own / "themes" / "m.toml").write_text(
        'name = "mine"\nbase = "dark"\n[roles]\nlate = "redd"\ngood = "#222222"\n'
    )
    code, out, err = said("themes", "--check")
    assert (code, out) == (1, "")
    assert "“redd”" in err
    assert "“good” on “page” has a contrast of" in err
    assert said("themes")[0] == 0


def test_another_folder_of_themes_can_be_named(said, own, tmp_path):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "m.toml").write_text('name = "mine"\nbase = "mono"\n')
    _, out, _ = said("themes", TIERDESK_THEMES=str(folder))
    assert "mine" in out
    assert str(folder) in out


def test_the_users_files_are_in_the_configuration_folder(tmp_path):
    environment = {"HOME": "/home/li", "XDG_CONFIG_HOME": str(tmp_path)}
    assert paths.keymap_file(environment) == tmp_path / "tierdesk" / "keys.toml"
    assert paths.themes_folder(environment) == tmp_path / "tierdesk" / "themes"
    assert paths.themes_folder({**environment, "TIERDESK_THEMES": "/elsewhere"}) == Path(
        "/elsewhere"
    )
    assert paths.keymap_file({"HOME": "/home/li"}) == Path("/home/li/.config/tierdesk/keys.toml")
    assert {path.suffix for path in paths.shipped_themes().iterdir()} == {".toml", ".md"}


def test_neither_command_imports_the_screen_or_opens_the_book(tmp_path):
    code = (
        "import sys\nfrom tierdesk.cli.app import run\n"
        "for name in ('keys', 'themes'): assert run([name], {'HOME': sys.argv[1], 'LANG': 'C.UTF-8'}) == 0\n"
        "found = {m.split('.')[0] for m in sys.modules} & {'textual', 'rich', 'tinydb', 'pydantic', 'holidays', 'babel'}\n"
        "assert not found, found\n"
        "assert not [m for m in sys.modules if m.startswith('tierdesk.ui') or m == 'tierdesk.store.tiny.engine']\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_keymap_and_the_palette_load_nothing_that_delays_the_first_paint():
    code = (
        "import sys\n"
        "import tierdesk.keys.keymap, tierdesk.theming.shelf, tierdesk.ui.theming.palette\n"
        "slow = {'textual', 'tinydb', 'pydantic', 'click', 'holidays', 'babel', 'difflib', 'pypinyin', 'tomllib'}\n"
        "assert not slow & set(sys.modules), slow & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
