"""What `tierdesk doctor` says of the terminal that it is asked in."""

import pytest


def told(home, code, **environment):
    with home.desk("doctor", environment=environment, columns=200, lines=30) as session:
        assert session.wait_exit() == code
        return session.output.decode()


def test_a_usual_terminal_is_told_in_a_line_each(home):
    text = told(home, 0)
    assert 'calls itself "xterm-256color" and has 16777216 colours' in text
    assert "speaks UTF-8" in text
    assert "taken for a local one" in text
    assert "tmux" not in text


def test_over_ssh_through_a_near_tmux_the_setting_for_copies_is_named(home):
    text = told(home, 0, SSH_CONNECTION="a 1 b 22", TERM="tmux-256color", COLORTERM=None)
    assert "and has 256 colours" in text
    assert "taken for a remote one" in text
    assert "set -g set-clipboard on" in text


@pytest.mark.parametrize(("environment", "said"), [
    ({"TERM": "dumb"}, 'calls itself "dumb"'),
    ({"LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, "set LANG to a UTF-8 locale"),
])  # fmt: skip
def test_a_terminal_that_cannot_show_the_desk_is_a_fault(home, environment, said):
    assert said in told(home, 1, **environment)
