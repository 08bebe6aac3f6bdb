"""The `:` line and the shell's words: taken apart, understood, completed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.commands.registry import COMMANDS
from tierdesk.commands.words import complete, parse, quoted, split
from tierdesk.errors import Usage


@pytest.mark.parametrize(("line", "words"), [
    ("log 12 sent the offer --result r", ["log", "12", "sent", "the", "offer", "--result", "r"]),
    ('log "Max Muster" \'a b\'', ["log", "Max Muster", "a b"]),
    ("log “张 三” ‘x y’", ["log", "张 三", "x y"]),
    ("log 3 don't call, it's late", ["log", "3", "don't", "call,", "it's", "late"]),
    ('set 1 name="A \\"B\\" C" city=\'San José\'', ["set", "1", 'name=A "B" C', "city=San José"]),
    ('a"b c"d', ["ab cd"]),
    ("a\\ b", ["a b"]),
    ('set 1 city=""', ["set", "1", "city="]),
    ('""', [""]),
    ("  \t ", []),
])  # fmt: skip
def test_a_line_is_parted_as_a_shell_would(line, words):
    assert split(line) == words


@pytest.mark.parametrize(
    "line", ['log "open', "log 'open", "log x\\", "set 1 city='San", 'a"', "“open"]
)
def test_a_mark_left_open_is_told(line):
    with pytest.raises(Usage, match="left open"):
        split(line)


@given(st.lists(st.text()))
def test_quoted_words_are_read_back_as_they_were(words):
    assert split(" ".join(map(quoted, words))) == words


@given(st.text())
def test_any_line_is_words_or_one_sentence(line):
    try:
        assert all(isinstance(word, str) for word in split(line))
    except Usage as refusal:
        assert "left open" in str(refusal)


@given(st.lists(st.sampled_from([c.name for c in COMMANDS]) | st.text(max_size=8), max_size=6))
def test_any_words_are_a_command_or_one_sentence(words):
    try:
        assert parse(words).command in COMMANDS
    except Usage as refusal:
        assert str(refusal).strip()


def test_values_are_those_of_the_commands_parameters():
    command, values = parse(["snooze", "1", "宏达", "+3d", "--reason", "fair"])
    assert command.name == "snooze"
    assert values == {"customers": ("1", "宏达"), "day": "+3d", "reason": "fair", "where": None,
                      "dry_run": None}  # fmt: skip
    assert parse([":undo"]).command.name == "undo"
    assert parse(["：undo"]).command.name == "undo"


@pytest.mark.parametrize(("words", "sentence"), [
    ([], "No command was given"),
    (["lgo", "1"], "did you mean “log”"),
    (["list", "--colour"], "no option --colour"),
    (["list", "--sort", "size"], "--sort must be one of"),
    (["log", "1", "--next"], "--next wants a value"),
    (["undo", "now"], "more words than undo takes"),
    (["snooze"], "DATE is missing"),
    (["contact", "paint", "1"], "ACTION must be one of"),
    (["list", "--json"], "no option --json"),
])  # fmt: skip
def test_wrong_words_are_one_sentence_of_ours(words, sentence):
    with pytest.raises(Usage, match=sentence):
        parse(words)


@pytest.fixture
def book(front):
    for name in ("宏达机械", "Gulfmere Building", "Acme"):
        front("add", name)
    front("view", "save", "urgent", "overdue>3")
    return front


@pytest.mark.parametrize(("words", "offered"), [
    (["sno"], ["snooze"]),
    ([":sno"], ["snooze"]),
    (["log", "宏"], ["宏达机械"]),
    (["log", "gulf"], ['"Gulfmere Building"']),
    (["log", "1", "--res"], ["--result"]),
    (["log", "--also", "Ac"], ["Acme"]),
    (["move", "1", "neg"], ["negotiation"]),
    (["move", "1", "Ac"], ["Acme"]),
    (["set", "1", "deal.am"], ["deal.amount="]),
    (["set", "1", "preferred_channel=ph"], ["preferred_channel=phone"]),
    (["tier", "1", "mo"], ["model"]),
    (["list", "--view", "ur"], ["urgent"]),
    (["list", "--sort", "d"], ["due"]),
    (["set", "1", "key_account="], ["key_account=yes", "key_account=no"]),
    (["contact", "set", "1", "ro"], ["role="]),
    (["contact", "set", "1", "role=b"], ["role=buyer"]),
    (["need", "add", "1", "x", "strength="], [f"strength={n}" for n in range(4)]),
    (["follow-up", "add", "1", "due"], ["due_at="]),
    (["contact", "re"], ["remove"]),
    (["contact", "add", "Ac"], ["Acme"]),
    (["completion", "z"], ["zsh"]),
    (["nosuch", "x"], []),
    (["log", "1", "hello", "wor"], []),
    (["undo", ""], []),
])  # fmt: skip
def test_a_word_begun_is_completed(book, words, offered):
    assert complete(words, book) == offered


def test_an_option_given_is_not_offered_again(book):
    assert "--reason" not in complete(["park", "1", "--reason", "x", "--"], book)
    assert "--also" in complete(["log", "1", "--also", "2", "--"], book)


def test_a_new_word_is_offered_everything_that_may_come(book):
    assert complete([], book) == complete([""], book) == [c.name for c in COMMANDS]
    offered = complete(["log", ""], book)
    assert {"1", "2", "3"} <= set(offered)


@pytest.mark.parametrize("figure", ["-5k", "-5", "-.5", "-3d"])
def test_a_figure_below_zero_is_no_option(figure):
    assert parse(["pay", "Acme", figure, "--method", "wire"]).values["amount"] == (figure,)
    assert parse(["pay", "Acme", "5k", "--method", figure]).values["method"] == figure
    with pytest.raises(Usage, match="no option --5"):
        parse(["pay", "Acme", "--5"])
