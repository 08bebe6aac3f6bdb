"""Texts that programs stumble over, for every maker of lines: nothing of them may act, hide, fail or
shear a column."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import strategies as st
from rich.cells import cell_len

from tierdesk.ui.lines.line import plain

_BESIDE = Path(__file__).parents[3] / "shared" / "data"
HARMFUL = frozenset(
    (*range(0x20), *range(0x7F, 0xA0), 0x200E, 0x200F, *range(0x202A, 0x202F), 0xFE0F)
)
TEXTS = st.text(st.characters(exclude_categories=()), max_size=60) | st.sampled_from(
    ["[VIP] [/] [@click=app.quit]x[/]", "\x1b[2J\x1b]52;c;aGk=\x07", "a\r\nb\tc", "\u202eabc", "\U0001f469\u200d\U0001f467\u200d\U0001f466" * 9, "\u2764\ufe0f\U0001f3fd",
     "e" + "\u0301" * 200, "﷽" * 30, "", " ", "\ud800", "x" * 100_000, "宏" * 5_000, "ก็" * 80]
)  # fmt: skip


def known_bad_texts():
    """The big list of naughty strings and the emoji sequences; skips where they are absent."""
    folder = Path(os.environ.get("TIERDESK_REALDATA") or _BESIDE) / "hostile_text"
    if not folder.is_dir():
        pytest.skip(f"the real data are not here ({folder}); set TIERDESK_REALDATA")
    texts = json.loads((folder / "blns" / "blns.json").read_text(encoding="utf-8"))
    for line in (folder / "unicode" / "emoji-test.txt").read_text(encoding="utf-8").splitlines():
        codes = line.partition(";")[0].strip()
        if codes and not line.startswith("#"):
            texts.append("".join(chr(int(code, 16)) for code in codes.split()))
    return texts


def assert_fits(line, cells):
    """Exactly so many cells, and no character that acts on a terminal."""
    text = plain(line)
    assert not HARMFUL & set(map(ord, text)), text
    assert sum(cell_len(span.text) for span in line) == cells
