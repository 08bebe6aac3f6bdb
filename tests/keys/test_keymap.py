"""The table of keys and what a user's file makes of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.keys.actions import ACTIONS
from tierdesk.keys.key_names import SAFE, canonical
from tierdesk.keys.keymap import (
    CHAINS,
    DEFAULT_KEYS,
    TYPING,
    Keymap,
    faults_of,
    load_keymap,
    read_keymap,
)

IDS = [action.id for action in ACTIONS]
DEFAULTS = {action_id: DEFAULT_KEYS.keys(action_id) for action_id in IDS}


def told(keymap: Keymap) -> list[str]:
    return [str(message) for message in keymap.faults]


def bound(keymap: Keymap) -> dict[str, tuple[str, ...]]:
    return {action_id: keymap.keys(action_id) for action_id in IDS}


# -- who hears a key


def test_the_nearest_place_hears_a_key_first():
    assert DEFAULT_KEYS.action(CHAINS["today"], "o") == "today.card"
    assert DEFAULT_KEYS.action(CHAINS["customers"], "o") == "customers.sort"
    assert DEFAULT_KEYS.action(CHAINS["card"], "o") is None
    assert DEFAULT_KEYS.action(CHAINS["desk"], "l") is None
    assert DEFAULT_KEYS.action((), "l") is None
    assert DEFAULT_KEYS.action(("nowhere",), "l") is None


@pytest.mark.parametrize("place", sorted(TYPING))
def test_what_can_be_typed_is_text_while_somebody_types(place):
    for key in ("q", "1", "u", "slash", "question_mark", "space", "fullwidth_question_mark", "１"):
        assert DEFAULT_KEYS.action(CHAINS[place], key) is None
    assert DEFAULT_KEYS.action(CHAINS[place], "escape") == "desk.back"
    assert DEFAULT_KEYS.action(CHAINS[place], "f1") == "desk.help"


def test_a_key_that_is_bound_to_nothing_does_nothing():
    for key in ("f12", "nonsense", "", "alt+x"):
        assert DEFAULT_KEYS.action(CHAINS["today"], key) is None


def test_keys_are_shown_in_plain_letters_and_without_twins():
    assert DEFAULT_KEYS.shown("desk.help") == "?"
    assert DEFAULT_KEYS.shown_all("desk.help") == ("?", "F1")
    assert DEFAULT_KEYS.shown("desk.redo") == "^r"
    assert DEFAULT_KEYS.shown("nowhere") == ""
    assert read_keymap('"customer.park" = []').shown("customer.park") == ""
    assert read_keymap('"desk.help" = ["？"]').shown("desk.help") == "？"


# -- the user's file


def test_an_entry_replaces_the_keys_of_its_action_and_no_others():
    keymap = read_keymap('"touch.log" = ["L", "f5"]\n"customer.park" = []\n"deal.move" = "M"\n')
    assert told(keymap) == []
    assert bound(keymap) == DEFAULTS | {
        "touch.log": ("L", "f5"),
        "customer.park": (),
        "deal.move": ("M",),
    }
    assert keymap.action(CHAINS["today"], "L") == "touch.log"
    assert keymap.action(CHAINS["today"], "l") is None
    assert keymap.action(CHAINS["today"], "p") is None


def test_names_without_quotes_and_tables_are_understood():
    keymap = read_keymap('touch.log = ["L"]\n[customer]\npark = ["P"]\n')
    assert told(keymap) == []
    assert keymap.keys("touch.log") == ("L",)
    assert keymap.keys("customer.park") == ("P",)


def test_two_actions_may_change_their_keys():
    keymap = read_keymap('"list.next" = ["N"]\n"list.previous" = ["n"]\n')
    assert told(keymap) == []
    assert keymap.action(CHAINS["card"], "n") == "list.previous"


def test_the_same_key_may_do_two_things_in_two_places():
    assert told(read_keymap('"today.skip" = ["w"]\n"card.timeline" = ["w"]\n')) == []


def test_every_fault_is_named_in_one_report_and_the_other_entries_hold():
    keymap = read_keymap(
        '"touch.log" = ["L"]\n"touch.lgo" = ["l"]\n"list.down" = [3]\n"list.up" = ["up", "Up"]\n'
        '"today.skip" = ["ctrl+h", "shift+f3", "nonsense"]\n"deal.move" = ["ctrl+s"]\n"desk.back" = []\n'
        '"customer.tier" = ["d"]\n'
    )
    assert told(keymap) == [
        "There is no action “touch.lgo”; did you mean “touch.log”?",
        'The keys of “list.down” must be a list of texts, such as ["L", "f5"].',
        "“up” stands twice at “list.up”.",
        "today.skip: “^h” cannot be used: it is the backspace key.",
        "today.skip: “shift+F3” cannot be used: it is lost in ssh, tmux or many terminals.",
        "today.skip: There is no key “nonsense”; see tierdesk keys --help.",
        "“^s” cannot be the only key of “deal.move”: some terminals stop their output with it.",
        "“desk.back” cannot be left without a key.",
        "“d” would do both “follow_up.done” and “customer.tier” (Today).",
    ]
    assert bound(keymap) == DEFAULTS | {"touch.log": ("L",)}


def test_a_key_of_an_outer_place_is_heard_in_the_inner_ones_too():
    assert "“u” would do both “desk.undo” and “card.timeline” (Card)." in told(
        read_keymap('"card.timeline" = ["u"]')
    )
    assert told(read_keymap('"desk.theme" = ["s"]'))
    assert told(read_keymap('"list.down" = ["1"]'))


def test_two_wishes_that_clash_are_both_given_up():
    keymap = read_keymap('"touch.log" = ["f11"]\n"deal.move" = ["f11"]\n"desk.theme" = ["f12"]\n')
    assert len(told(keymap)) == 1
    assert bound(keymap) == DEFAULTS | {"desk.theme": ("f12",)}


def test_keys_that_come_back_do_not_clash_unseen():
    """`park` is refused, so its `p` comes back, and whoever took `p` must give way."""
    keymap = read_keymap('"customer.park" = ["d"]\n"customer.copy" = ["p"]\n"deal.move" = ["y"]\n')
    assert bound(keymap) == DEFAULTS
    assert len(told(keymap)) == 3
    assert faults_of(bound(keymap)) == []


def test_what_quits_stays_bound():
    keymap = read_keymap('"desk.leave" = ["f11"]\n"desk.back" = ["f8"]\n"desk.quit" = []\n')
    assert told(keymap) == []
    for chain in CHAINS.values():
        assert keymap.action(chain, "ctrl+q") == "desk.leave"
        assert keymap.action(chain, "f11") == "desk.leave"
        assert keymap.action(chain, "escape") == "desk.back"
    stolen = read_keymap('"touch.log" = ["escape"]\n"deal.move" = ["ctrl+q", "f11"]\n')
    assert len(told(stolen)) == 2
    assert bound(stolen) == DEFAULTS


def test_the_keys_of_a_text_cannot_be_printable(monkeypatch):
    from tierdesk.keys import keymap as module
    from tierdesk.keys.action import Action

    action = Action("log.send", "log", "send", "send it", ("enter",))
    monkeypatch.setitem(module._BY_ID, "log.send", action)
    faults: list = []
    assert module._wishes({"log.send": ["x"]}, faults) == {}
    assert str(faults[0]) == "“x” cannot be a key of “log.send”: there it is text."
    assert module._wishes({"log.send": ["f11"]}, []) == {"log.send": ("f11",)}


@pytest.mark.parametrize(
    "text",
    ["touch.log = [", "\x00", '"touch.log" = ["L"]\n"touch.log" = ["M"]', "a = " + "[" * 5000],
)
def test_a_file_that_is_no_toml_leaves_the_defaults(text):
    keymap = read_keymap(text, "mine/keys.toml")
    assert bound(keymap) == DEFAULTS
    assert len(told(keymap)) == 1
    assert "mine/keys.toml" in told(keymap)[0]


def test_no_file_is_no_fault_and_a_folder_is_one(tmp_path):
    assert load_keymap(tmp_path / "keys.toml") is DEFAULT_KEYS
    assert load_keymap(tmp_path / "a" / "b") is DEFAULT_KEYS
    keymap = load_keymap(tmp_path)
    assert bound(keymap) == DEFAULTS
    assert "no regular file" in told(keymap)[0]


def test_a_file_is_read(tmp_path):
    path = tmp_path / "keys.toml"
    path.write_text('"touch.log" = ["Ｌ", "？"]\n', encoding="utf-8")
    keymap = load_keymap(path)
    assert told(keymap) == ["“？” would do both “desk.help” and “touch.log” (Today)."]
    path.write_text('"touch.log" = ["；"]\n', encoding="utf-8")
    assert load_keymap(path).action(CHAINS["today"], "fullwidth_semicolon") == "touch.log"


keys = st.sampled_from(sorted(SAFE) + list("abcdefghijklmnopqrstuvwxyzGNUELxO123?/:,")) | st.text(
    max_size=3
)
files = st.dictionaries(
    st.sampled_from(IDS),
    st.lists(keys, max_size=3) | keys | st.integers() | st.booleans(),
    max_size=12,
)


def quoted(text: str) -> str:
    return '"' + "".join(f"\\U{ord(c):08x}" for c in text) + '"'


@given(
    files.filter(
        lambda f: (
            not any(
                "\ud800" <= c <= "\udfff"
                for v in f.values()
                for t in (v if isinstance(v, list) else [v])
                for c in str(t)
            )
        )
    )
)
def test_whatever_a_file_says_no_key_does_two_things_and_quitting_stays(wishes):
    lines = []
    for action_id, value in wishes.items():
        listed = [quoted(k) for k in value] if isinstance(value, list) else value
        text = quoted(value) if isinstance(value, str) else str(listed).lower()
        lines.append(
            f'"{action_id}" = ' + (f"[{', '.join(listed)}]" if isinstance(value, list) else text)
        )
    keymap = read_keymap("\n".join(lines))
    assert faults_of(bound(keymap)) == []
    for chain in CHAINS.values():
        assert keymap.action(chain, "escape") == "desk.back"
        assert keymap.action(chain, "ctrl+q") == "desk.leave"
    for action_id in IDS:
        if action_id not in wishes:
            assert keymap.keys(action_id) == DEFAULTS[action_id]
        wished = wishes.get(action_id)
        if isinstance(wished, int):
            assert keymap.faults
    if not keymap.faults:
        for action_id, value in wishes.items():
            texts = [value] if isinstance(value, str) else value
            assert keymap.keys(action_id)[: len(texts)] == tuple(map(canonical, texts))
    again = read_keymap("\n".join(reversed(lines)))
    assert bound(again) == bound(keymap), "the order of lines does not matter"


@given(st.text(max_size=80))
def test_no_text_raises(text):
    assert faults_of(bound(read_keymap(text))) == []
