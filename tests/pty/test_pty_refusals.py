"""A terminal that cannot show the desk is told so in one sentence; nothing is drawn, nothing is written."""

import os
import subprocess

import pytest
from desk_in_terminal import PROGRAM


def refusal(home, *words, **environment):
    """What the program writes to a terminal, with its exit code."""
    with home.desk(*words, environment=environment) as session:
        code = session.wait_exit()
        assert session.modes_restored()
        assert b"\x1b" not in session.output
        return code, session.output.decode("utf-8", "replace").strip()


@pytest.mark.parametrize(("environment", "said"), [
    ({"TERM": "dumb"}, "TERM is \"dumb\""),
    ({"TERM": ""}, "cannot place text on a screen"),
    ({"LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, "needs UTF-8"),
    ({"PYTHONIOENCODING": "gbk"}, "needs UTF-8"),
])  # fmt: skip
def test_a_terminal_that_cannot_show_the_desk_is_refused_in_one_sentence(home, environment, said):
    code, text = refusal(home, **environment)
    assert code == 1
    assert said in text and "\n" not in text
    assert not (home.folder / ".local").exists()


def test_the_refusal_is_in_the_readers_language(home):
    code, text = refusal(home, TERM="dumb", TIERDESK_LANG="zh")
    assert code == 1
    assert "终端" in text


@pytest.mark.parametrize(("encoding", "read_as", "said"), [
    ("latin-1", "latin-1", "needs UTF-8: choose a UTF-8 locale"), ("gbk", "gbk", "需要 UTF-8"),
])  # fmt: skip
def test_the_refusal_is_in_english_where_the_encoding_has_no_signs_for_chinese(
    home, encoding, read_as, said
):
    changes = {"PYTHONIOENCODING": encoding, "LANG": "zh_CN.UTF-8"}
    with home.desk("--lang", "zh", environment=changes) as session:
        assert session.wait_exit() == 1
        text = session.output.decode(read_as)
    assert said in text and "??" not in text


@pytest.mark.parametrize("stream", ["stdin", "output"])
def test_without_a_terminal_the_desk_refuses_in_one_sentence(home, stream):
    """The other streams are a terminal, as in `tierdesk < file` and `tierdesk > file 2>&1`."""
    streams = {"stdin": subprocess.DEVNULL}
    primary, secondary = os.openpty()
    if stream == "output":
        streams = {"stdin": secondary}
    done = subprocess.run(
        PROGRAM, env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "xterm", **home.environment},
        cwd=home.folder, capture_output=True, text=True, timeout=30, check=False, **streams,
    )  # fmt: skip
    os.close(secondary)
    os.close(primary)
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1 and "terminal" in done.stderr
