"""The table of keys as it is shipped: no fault, no dead key, and no key that a Chinese input method
would swallow."""

from tierdesk.keys.actions import ACTIONS, PLACES
from tierdesk.keys.key_names import canonical, printable, shown, twin_of
from tierdesk.keys.keymap import CHAINS, DEFAULT_KEYS, faults_of

IDS = [action.id for action in ACTIONS]
DEFAULTS = {action_id: DEFAULT_KEYS.keys(action_id) for action_id in IDS}


def test_the_default_keys_have_no_faults():
    assert [str(message) for message in faults_of(DEFAULTS)] == []
    assert DEFAULT_KEYS.faults == ()
    assert len(set(IDS)) == len(IDS)


def test_every_action_of_the_table_has_a_key_that_reaches_it():
    for action in ACTIONS:
        chains = [chain for chain in CHAINS.values() if action.place in chain]
        assert chains, action.id
        for key in DEFAULT_KEYS.keys(action.id):
            assert any(DEFAULT_KEYS.action(chain, key) == action.id for chain in chains), (
                action.id,
                key,
            )


def test_every_place_is_heard_somewhere():
    assert {place for chain in CHAINS.values() for place in chain} == set(PLACES)


def test_every_sign_of_the_table_works_in_a_chinese_input_method():
    twins = {
        "?": "？",
        ":": "：",
        "/": "、／",
        ",": "，",
        "[": "【「",
        "]": "】」",
        "-": "－",
        "*": "＊",
        "=": "＝",
        "<": "《",
        ">": "》",
    }
    signs = {
        shown(key) for keys in DEFAULTS.values() for key in keys
        if printable(key) and not shown(key).isalnum() and not twin_of(key) and key != "space"
    }  # fmt: skip
    assert signs == set(twins)
    for sign, full in twins.items():
        for chain in CHAINS.values():
            for twin in full:
                assert DEFAULT_KEYS.action(chain, canonical(twin)) == DEFAULT_KEYS.action(
                    chain, canonical(sign)
                )


def test_digits_and_letters_of_full_width_do_what_their_twins_do():
    assert DEFAULT_KEYS.action(CHAINS["today"], "３") == "screen.customers"
    assert DEFAULT_KEYS.action(CHAINS["today"], "ｊ") == "list.down"
    assert DEFAULT_KEYS.action(CHAINS["today"], "Ｇ") == "list.bottom"
