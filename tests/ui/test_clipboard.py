"""Which way a copied text takes to the reader's terminal, and what is said of it."""

import base64
import re

import pytest

from tierdesk.errors import Invalid
from tierdesk.i18n.catalog import Catalog
from tierdesk.ui.clipboard import MOST_BYTES, way_of

TEXT = "宏达机械  李强  +86 138"
PLAIN = f"\x1b]52;c;{base64.b64encode(TEXT.encode()).decode()}\x07"


def said(way):
    return Catalog("en").text(way.told)


def test_a_terminal_gets_the_sequence_as_it_is():
    way = way_of(TEXT, {"TERM": "xterm-256color"})
    assert way.sequence == PLAIN
    assert said(way) == f"Sent to your terminal's clipboard: {TEXT}"


def test_tmux_on_the_near_side_gets_the_same_and_its_setting_is_named():
    way = way_of(TEXT, {"TERM": "tmux-256color", "SSH_TTY": "/dev/pts/1"})
    assert way.sequence == PLAIN
    assert "set -g set-clipboard on" in said(way)


def test_a_tmux_that_cannot_be_asked_gets_it_both_ways():
    """As it is for `set-clipboard on`, wrapped for `allow-passthrough on`."""
    way = way_of(TEXT, {"TMUX": "/nowhere,1,0", "PATH": "/nowhere", "TERM": "tmux-256color"})
    wrapped = re.fullmatch(r"\x1bPtmux;(.*)\x1b\\", way.sequence.removeprefix(PLAIN), re.DOTALL)
    assert wrapped is not None
    assert wrapped[1].replace("\x1b\x1b", "\x1b") == PLAIN
    assert "\x1b" not in wrapped[1].replace("\x1b\x1b", "")


def test_screen_gets_it_wrapped_in_pieces_that_it_takes():
    way = way_of(TEXT * 20, {"STY": "1.pts-0", "TERM": "screen"})
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", way.sequence, re.DOTALL)
    assert "".join(f"\x1bP{piece}\x1b\\" for piece in pieces) == way.sequence
    assert all(len(piece) <= 76 for piece in pieces)
    assert (
        base64.b64decode("".join(pieces).removeprefix("\x1b]52;c;").removesuffix("\x07"))
        == (TEXT * 20).encode()
    )


def test_a_text_that_terminals_would_drop_is_refused_and_one_byte_less_is_not():
    assert len(way_of("x" * MOST_BYTES, {}).sequence) == 100_000
    with pytest.raises(Invalid, match="Nothing was copied"):
        way_of("x" * (MOST_BYTES + 1), {})


def test_nothing_in_a_text_ends_the_sequence_that_carries_it():
    way = way_of("a\x07b\x1b\\c\x9cd\ud800", {})
    assert re.fullmatch(r"\x1b\]52;c;[A-Za-z0-9+/=]+\x07", way.sequence)
    assert "\x1b" not in said(way) and "\x07" not in said(way)
