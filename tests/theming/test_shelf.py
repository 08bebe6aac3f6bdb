"""The shelf: shipped and own themes together, broken ones reported, changed ones noticed."""

import os

import pytest
from theme_samples import whole, write

from tierdesk.paths import shipped_themes
from tierdesk.theming.shelf import ORDER, default_theme, read_shelf
from tierdesk.theming.theme_file import LAST_RESORT

MINE = 'name = "{name}"\nbase = "dark"\n[title]\nen = "{name}"\n[roles]\naccent = "{accent}"\n'


def mine(name: str, accent: str = "#ffffff") -> str:
    return MINE.format(name=name, accent=accent)


def shelf_of(folder):
    return read_shelf(shipped_themes(), folder)


def test_own_themes_follow_the_shipped_ones(tmp_path):
    write(tmp_path, "b", mine("zebra"))
    write(tmp_path, "a", mine("apple"))
    shelf = shelf_of(tmp_path)
    assert [theme.name for theme in shelf.themes] == [*ORDER, "apple", "zebra"]
    assert shelf.faults == ()
    assert shelf.get("zebra").titled("zh") == "zebra"


def test_switching_goes_round_through_all_themes(tmp_path):
    write(tmp_path, "a", mine("apple"))
    shelf = shelf_of(tmp_path)
    name, seen = "dark", []
    for _ in shelf.themes:
        seen.append(name)
        name = shelf.after(name).name
    assert name == "dark"
    assert seen == [theme.name for theme in shelf.themes]
    assert shelf.after("nowhere").name == "dark"


def test_an_unknown_name_gets_the_default():
    shelf = shelf_of(None)
    assert shelf.find("nowhere") is None
    assert shelf.get("nowhere").name == "dark"


def test_no_themes_at_all_still_give_one(tmp_path):
    shelf = read_shelf(tmp_path / "none", tmp_path / "neither")
    assert shelf.themes == ()
    assert shelf.get("dark") is shelf.after("dark") is LAST_RESORT


def test_the_faults_of_all_files_are_reported_and_whole_themes_stay(tmp_path):
    write(tmp_path, "a", mine("apple"))
    write(tmp_path, "broken", "name = [")
    write(tmp_path, "double", mine("dark"))
    write(tmp_path, "faint", whole(late='"#222222"'))
    write(tmp_path, "zz", mine("apple"))
    (tmp_path / "folder.toml").mkdir()
    os.symlink(tmp_path / "nowhere", tmp_path / "link.toml")
    os.mkfifo(tmp_path / "pipe.toml")
    shelf = shelf_of(tmp_path)
    assert [theme.name for theme in shelf.themes] == [*ORDER, "apple", "mine"]
    told = {os.path.basename(fault.path): str(fault.message) for fault in shelf.faults}
    assert set(told) == {"broken.toml", "double.toml", "faint.toml", "zz.toml"}
    assert "cannot be read" in told["broken.toml"]
    assert "already a theme “dark”" in told["double.toml"]
    assert "already a theme “apple”" in told["zz.toml"] and "a.toml" in told["zz.toml"]
    assert shelf.get("apple").path.endswith("a.toml")


def test_a_folder_that_is_none_is_told(tmp_path):
    file = tmp_path / "themes"
    file.write_text("no folder")
    shelf = shelf_of(file)
    assert [str(fault.message) for fault in shelf.faults] == [
        f"The folder of themes {file} cannot be read (a part of the path is no folder); mend it or move it away."
    ]
    assert not shelf.changed()


@pytest.mark.parametrize("way", ["in place", "replaced"])
def test_a_saved_theme_is_noticed_once(tmp_path, way):
    path = write(tmp_path, "a", mine("apple", "#111111"))
    os.utime(path, ns=(1, 1))
    shelf = shelf_of(tmp_path)
    assert not shelf.changed()
    if way == "in place":
        path.write_text(mine("apple", "#eeeeee"))
    else:
        new = tmp_path / "a.toml~"
        new.write_text(mine("apple", "#eeeeee"))
        os.replace(new, path)
    assert shelf.changed()
    again = shelf.reread()
    assert again.get("apple").ink("accent", "page").fg == "#eeeeee"
    assert not again.changed()


def test_a_new_folder_a_new_file_and_a_removed_one_are_noticed(tmp_path):
    folder = tmp_path / "themes"
    shelf = shelf_of(folder)
    assert not shelf.changed()
    path = write(folder, "a", mine("apple"))
    assert shelf.changed()
    shelf = shelf.reread()
    assert shelf.find("apple")
    path.unlink()
    assert shelf.changed()
    assert shelf.reread().find("apple") is None


def test_other_files_in_the_folder_are_nobodys_themes(tmp_path):
    shelf = shelf_of(tmp_path)
    (tmp_path / "README.md").write_text("x")
    (tmp_path / ".#a.toml").write_text("x")
    (tmp_path / "a.toml~").write_text("x")
    assert not shelf.changed()
    assert shelf.reread().faults == ()


def test_a_colourless_shelf_offers_only_what_needs_no_colour(tmp_path):
    write(tmp_path, "a", 'name = "plain"\nbase = "mono"\n')
    write(tmp_path, "b", mine("apple"))
    shelf = read_shelf(shipped_themes(), tmp_path, colourless=True)
    assert [theme.name for theme in shelf.themes] == ["mono", "plain"]
    assert shelf.get("dark").name == "mono"
    assert [theme.name for theme in shelf.reread().themes] == ["mono", "plain"]


@pytest.mark.parametrize(
    ("environment", "remote", "name"),
    [({}, False, "dark"), ({}, True, "ansi"), ({"NO_COLOR": ""}, True, "mono"), ({"NO_COLOR": "1"}, False, "mono"),
     ({"COLORFGBG": "0;15"}, False, "light"), ({"COLORFGBG": "0;default;15"}, False, "light"), ({"COLORFGBG": "0;7"}, False, "light"),
     ({"COLORFGBG": "15;0"}, False, "dark"), ({"COLORFGBG": "rubbish"}, False, "dark"), ({"COLORFGBG": "0;15"}, True, "ansi")],
)  # fmt: skip
def test_the_theme_where_nobody_chose_one(environment, remote, name):
    assert default_theme(environment, remote=remote) == name
    assert shelf_of(None).find(name)


def test_the_shelf_gives_every_theme_in_colours_that_the_terminal_can_show():
    shelf = shelf_of(None)
    full, few, sixteen, none = (
        shelf.seen(depth) for depth in ("truecolor", "256", "standard", None)
    )
    assert full.get("dark") == shelf.get("dark")
    assert few.get("dark") != shelf.get("dark")
    assert few.after("mono").name == "dark"
    assert [theme.name for theme in sixteen.themes] == ["ansi", "mono"]
    assert sixteen.get("dark").name == "ansi"
    assert [theme.name for theme in none.themes] == ["mono"]
    for seen in (full, few, sixteen, none):
        assert seen.reread().get("dark") == seen.get("dark")
        assert [t.name for t in seen.reread().themes] == [t.name for t in seen.themes]


def test_a_theme_without_a_name_is_judged_all_the_same(tmp_path):
    write(tmp_path, "a", mine("Mine", accent="#111111"))
    faults = [str(fault.message) for fault in shelf_of(tmp_path).faults]
    assert "“name”" in faults[0]
    assert any("“accent” on “page” has a contrast" in fault for fault in faults[1:])


def test_a_theme_that_there_is_not_is_named_with_those_that_there_are(tmp_path):
    write(tmp_path, "a", mine("apple"))
    told = shelf_of(tmp_path).missing("drak")
    assert told is not None
    assert "“drak”" in str(told) and "dark, light" in str(told) and "apple" in str(told)
    colourless = read_shelf(shipped_themes(), tmp_path, colourless=True)
    for name in ("", "apple", *ORDER):
        assert colourless.missing(name) is None, "it is there, but not for this terminal"
