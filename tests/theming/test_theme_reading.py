"""Theme files that a person wrote: every fault is named, none is fatal."""

import tomllib
from string import printable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from theme_samples import bases, read, whole

from tierdesk.errors import Invalid
from tierdesk.settings_file import LARGEST, parse_settings, read_settings
from tierdesk.theming.colours import NAMES
from tierdesk.theming.theme_file import LAST_RESORT, ROLES, SURFACES, Ink
from tierdesk.theming.theme_reading import read_theme

BASES = bases()


def test_a_whole_theme_has_no_faults():
    theme, faults = read(whole())
    assert faults == []
    assert theme is not None
    assert theme.ink("late", "panel") == Ink("#dddddd", "#101010")


def test_a_theme_that_builds_upon_another_needs_to_say_only_what_differs():
    theme, faults = read('name = "mine"\nbase = "light"\n[roles]\nlate = "#a00"\n')
    assert faults == []
    assert theme is not None
    assert not theme.dark
    assert theme.ink("late", "page").fg == "#aa0000"
    assert theme.roles | {"late": BASES["light"].roles["late"]} == BASES["light"].roles


def test_every_fault_of_a_file_is_named_in_one_report():
    theme, faults = read(
        'name = "mine"\nnonsense = 1\ndark = "yes"\ncolours = "many"\ncontrast = 0.5\n'
        '[title]\nen = 3\nfr = "mien"\n'
        "[surfaces]\npage = 7\n"
        '[roles]\nlate = "redd"\ndim = { fg = "#12345", bold = "very", blink = true }\nlatte = "#fff"\n'
        '[on]\nceiling = {}\n[on.cursor]\nlate = []\n'
    )  # fmt: skip
    assert theme is not None
    for word in ("nonsense", "“dark” must", "“colours”", "“contrast”", "“title.en”", "title.fr", "“surfaces.page”",
                 "“redd”", "“#12345”", "“roles.dim.bold”", "roles.dim.blink", "roles.latte", "on.ceiling",
                 "“on.cursor.late”"):  # fmt: skip
        assert sum(word in fault for fault in faults) == 1, word
    missing = [fault for fault in faults if "is missing" in fault]
    assert len(missing) == len(SURFACES) - 1 + len(ROLES) - 2  # all but page, and late and dim


@pytest.mark.parametrize("head", [
    'name = "Mine"\nbase = "dark"\n', 'name = 7\nbase = "nowhere"\n', 'name = "mine"\nbase = "nowhere"\n',
    'name = "mine"\nbase = "dark"\ncolours = "many"\n', 'name = "Mine"\nbase = []\ncolours = ["true"]\n',
])  # fmt: skip
def test_a_fault_of_the_head_hides_no_other(head):
    _, faults = read(head + 'contrast = 0.5\n[title]\nen = 3\n[surfaces]\npage = 7\n'
                     '[roles]\nlate = "redd"\n[on.cursor]\nlate = []\n')  # fmt: skip
    for word in ("“contrast”", "“title.en”", "“surfaces.page”", "“redd”", "“on.cursor.late”"):
        assert sum(word in fault for fault in faults) == 1, (word, faults)


def test_what_is_no_table_is_told_once():
    _, faults = read('name = "mine"\nbase = "dark"\nsurfaces = 3\n')
    assert len(faults) == 1


def test_a_faulty_entry_is_the_default_themes_and_the_others_hold():
    theme, faults = read(whole(late='"redd"', good='"#00ff00"'))
    assert len(faults) == 1
    assert theme is not None
    assert theme.roles["late"] == BASES["dark"].roles["late"]
    assert theme.roles["good"].fg == "#00ff00"


@pytest.mark.parametrize(
    ("head", "default"),
    [("dark = true", "dark"), ("dark = false", "light"), ('colours = "16"', "ansi"), ('colours = "none"', "mono")],
)  # fmt: skip
def test_what_is_missing_comes_from_the_shipped_theme_of_its_kind_and_is_told(head, default):
    theme, faults = read(f'name = "mine"\n{head}\n')
    assert theme is not None
    assert theme.roles == BASES[default].roles
    assert theme.surfaces == BASES[default].surfaces
    assert len(faults) == len(ROLES) + len(SURFACES)
    assert all(f"is taken from the theme “{default}”" in fault for fault in faults)


def test_a_theme_of_16_colours_takes_names_only_and_one_without_takes_none():
    sixteen = 'name = "mine"\nbase = "ansi"\n[roles]\nlate = "bright-red"\ngood = "#00ff00"\n'
    theme, faults = read(sixteen)
    assert theme is not None
    assert theme.roles["late"].fg == "bright-red"
    assert len(faults) == 1 and "“#00ff00”" in faults[0] and NAMES[3] in faults[0]
    theme, faults = read('name = "mine"\nbase = "mono"\n[roles]\nlate = "red"\n')
    assert theme is not None
    assert theme.ink("late", "page").fg == ""
    assert len(faults) == 1 and "says that it has none" in faults[0]


def test_a_base_that_is_not_there_or_of_other_colours_is_told():
    _, faults = read('name = "mine"\nbase = "nowhere"\n')
    assert any("no shipped theme “nowhere”" in fault for fault in faults)
    theme, faults = read('name = "mine"\nbase = "ansi"\ncolours = "true"\n')
    assert theme is not None
    assert theme.colours == "16"
    assert len(faults) == 1 and "other “colours”" in faults[0]


@pytest.mark.parametrize(
    "name", ['""', '"Mine"', '"a b"', '"-a"', '"' + "a" * 33 + '"', "3", "[]", '"我"', '"a\\n"']
)
def test_a_theme_without_a_usable_name_is_left_out(name):
    theme, faults = read(whole().replace('"mine"', name, 1))
    assert theme is None
    assert len(faults) == 1 and "“name”" in faults[0]


def test_a_surface_of_its_own_forgets_the_bases_roles_for_that_surface():
    theme, _ = read('name = "mine"\nbase = "high-contrast"\n[surfaces]\ncursor = "#333333"\n')
    assert theme is not None
    assert theme.ink("late", "cursor").fg == BASES["high-contrast"].roles["late"].fg
    kept, _ = read('name = "mine"\nbase = "high-contrast"\n[roles]\ngood = "#ffffff"\n')
    assert kept is not None
    assert kept.ink("late", "cursor") == BASES["high-contrast"].ink("late", "cursor")


def test_an_unknown_role_is_text_and_an_unknown_surface_the_page():
    theme = BASES["dark"]
    assert theme.ink("nonsense", "page") == theme.ink("", "page")
    assert theme.ink("late", "ceiling") == theme.ink("late", "page")
    assert LAST_RESORT.ink("late", "cursor") == Ink(reverse=True)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
    | st.sampled_from(["#fff", "#123456", "red", "default", "dark", "true", "16", "none"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from([*ROLES, *SURFACES, "text", "fg", "bg", "bold", "en", "zh"]) | st.text(max_size=8), inner, max_size=4
    ),
    max_leaves=12,
)  # fmt: skip
documents = st.dictionaries(
    st.sampled_from(["name", "base", "dark", "colours", "contrast", "title", "surfaces", "roles", "on"]) | st.text(max_size=8),
    values, max_size=9,
)  # fmt: skip


def written(value: object) -> str:
    """A value as TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(k)} = {written(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, str):
        return quoted(value)
    return {"None": "0", "inf": "inf", "-inf": "-inf", "nan": "nan"}.get(str(value), repr(value))


def quoted(text: str) -> str:
    return (
        '"'
        + "".join(c if c in printable[:94] and c not in '"\\' else f"\\U{ord(c):08x}" for c in text)
        + '"'
    )


@given(documents)
@example({"name": "x", "roles": {"text": {"fg": "#fff", "bg": 1}}, "on": {"cursor": {"text": []}}})
def test_no_document_raises_and_a_theme_always_has_all_inks(document):
    text = "\n".join(f"{quoted(k)} = {written(v)}" for k, v in document.items())
    try:
        tomllib.loads(text)
    except ValueError:
        return  # a text with a lone surrogate cannot be written
    theme, faults = read_theme(text, "x.toml", BASES)
    assert faults or theme is not None
    if theme is not None:
        for role in ROLES:
            for surface in SURFACES:
                ink = theme.ink(role, surface)
                for colour in (ink.fg, ink.bg):
                    assert (
                        colour == ""
                        or colour in NAMES
                        or (colour.startswith("#") and len(colour) == 7)
                    )


@given(st.text(max_size=60) | st.binary(max_size=40).map(lambda b: b.decode("latin-1")))
def test_no_text_raises(text):
    theme, faults = read_theme(text, "x.toml", BASES)
    assert theme is not None or faults


@pytest.mark.parametrize(
    "text",
    ["a = " + "[" * 30_000, "a = " + "9" * 5000, "a." * 20_000 + "b = 1", "[" * 60_000, "a = " + "{a=" * 20_000],
    ids=["deep", "long number", "long key", "brackets", "deep tables"],
)  # fmt: skip
def test_a_text_that_the_parser_cannot_follow_is_a_fault_and_no_theme(text):
    theme, faults = read_theme(text, "x.toml", BASES)
    assert theme is None
    assert faults


def test_a_file_that_no_person_wrote_is_refused(tmp_path):
    large, binary = tmp_path / "large.toml", tmp_path / "binary.toml"
    large.write_bytes(b"#" * (LARGEST + 1))
    binary.write_bytes(b"name = '\xff\xfe'")
    for path, why in ((large, "too large"), (binary, "no UTF-8"), (tmp_path, "no regular file")):
        with pytest.raises(Invalid, match=why):
            read_settings(path)
    with pytest.raises(FileNotFoundError):
        read_settings(tmp_path / "none.toml")


def test_a_byte_order_mark_does_no_harm(tmp_path):
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbfname = 'mine'")
    assert parse_settings(read_settings(path), "a.toml") == {"name": "mine"}


def test_titles_are_harmless_and_short():
    theme, _ = read(
        'name = "mine"\nbase = "dark"\n[title]\nen = "a\\u001b[31mb\\u202e' + "c" * 50 + '"\n'
    )
    assert theme is not None
    assert theme.titled("zh") == theme.titled("en") == "a[31mb" + "c" * 26
