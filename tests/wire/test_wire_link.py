import pytest

from tierdesk.ui.wire.link import link_of, terminal_fault

SSH = {"SSH_CONNECTION": "10.0.0.1 5 10.0.0.2 22", "TERM": "xterm-256color"}


class Stream:
    def __init__(self, tty: bool) -> None:
        self.tty = tty

    def isatty(self) -> bool:
        return self.tty


TTY, PIPE = Stream(True), Stream(False)


@pytest.mark.parametrize(("environment", "remote"), [
    ({}, False), (SSH, True), ({"SSH_TTY": "/dev/pts/3"}, True), ({"SSH_TTY": ""}, False),
    ({**SSH, "TMUX": "/tmp/tmux-0/default,1,0"}, True), ({**SSH, "TIERDESK_REMOTE": "0"}, False),
    ({"TIERDESK_REMOTE": "1"}, True), ({**SSH, "TIERDESK_REMOTE": "perhaps"}, True),
])  # fmt: skip
def test_a_line_is_remote_under_ssh_or_when_told_so(environment, remote):
    assert link_of(environment).remote is remote


def test_the_remote_profile_saves_bytes_and_gives_sequences_time():
    link = link_of(SSH)
    assert not link.animations and not link.mouse
    assert link.fps < link_of({}).fps
    assert link.esc_delay >= 100 > link_of({}).esc_delay
    assert link.colours == "256"


def test_fewer_colours_than_the_terminal_has_are_never_assumed():
    assert link_of({**SSH, "TERM": "xterm"}).colours == "auto"
    assert link_of({**SSH, "TERM": "xterm", "COLORTERM": "truecolor"}).colours == "256"


def test_the_environment_is_complete_and_leaves_what_the_user_set():
    wanted = link_of(SSH).environment({})
    assert wanted == {
        "TEXTUAL_FPS": "20", "TEXTUAL_ANIMATIONS": "none", "ESCDELAY": "100",
        "TEXTUAL_DISABLE_KITTY_KEY": "1", "TEXTUAL_COLOR_SYSTEM": "256",
    }  # fmt: skip
    assert "TEXTUAL_FPS" not in link_of(SSH).environment({"TEXTUAL_FPS": "5"})


def test_the_kitty_keyboard_is_for_those_who_ask():
    assert link_of({}).environment({})["TEXTUAL_DISABLE_KITTY_KEY"] == "1"
    asked = {"TEXTUAL_DISABLE_KITTY_KEY": "0"}
    assert link_of(asked).kitty
    assert "TEXTUAL_DISABLE_KITTY_KEY" not in link_of(asked).environment(asked)


GOOD = ({"TERM": "xterm"}, TTY, TTY, TTY, "utf-8")


@pytest.mark.parametrize("good", [GOOD, ({"TERM": "tmux-256color"}, TTY, TTY, PIPE, "UTF8"),
                                  ({"TERM": "linux"}, TTY, None, TTY, "utf_8")])  # fmt: skip
def test_a_screen_with_a_keyboard_is_taken(good):
    assert terminal_fault(*good) is None


@pytest.mark.parametrize(("change", "said"), [
    ({1: PIPE}, "keyboard"), ({1: None}, "keyboard"), ({2: PIPE, 3: PIPE}, "output"),
    ({2: None, 3: None}, "output"), ({0: {"TERM": "dumb"}}, "dumb"), ({0: {}}, "TERM"),
    ({4: "gbk"}, "gbk"), ({4: None}, "UTF-8"), ({4: "no-such-code"}, "no-such-code"),
])  # fmt: skip
def test_anything_else_is_refused_with_a_sentence_that_names_it(change, said):
    asked = [change.get(at, value) for at, value in enumerate(GOOD)]
    fault = terminal_fault(*asked)
    assert fault is not None
    assert said in str(fault)
