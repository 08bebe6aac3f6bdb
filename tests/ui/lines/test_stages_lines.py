"""The stages as lines: exactly as wide as they may be, whatever a stage is called."""

import pytest
from hostile_texts import HARMFUL, TEXTS, assert_fits
from hypothesis import given, settings
from hypothesis import strategies as st

from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import Message
from tierdesk.pipeline.stage import from_document
from tierdesk.pipeline.stages import PRESETS
from tierdesk.ui.lines import stages as lines
from tierdesk.ui.lines.line import ASCII, UNICODE, Paper, plain, width

CATALOGS = {"en": Catalog("en"), "zh": Catalog("zh")}


def stage(text):
    """A stage of the book with the text wherever a text can stand."""
    return from_document({"key": text or "x", "label": text, "probability": 10, "goal": text, "content": text,
                          "tasks": [text] * 3, "exit_criteria": [text, "budget"], "hard": True})  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(
    TEXTS, st.integers(20, 130), st.sampled_from(["en", "zh"]), st.sampled_from([ASCII, UNICODE])
)
def test_no_text_of_a_stage_acts_or_shears_a_line(text, cells, language, glyphs):
    paper, one = Paper(cells, CATALOGS[language], glyphs), stage(text)
    for here in (True, False):
        assert_fits(lines.row(one, 10**6, paper, here=here), cells)
        for found in (lines.Entry(one.title), lines.Entry(one.title, Message(one.goal), sign="[x]", note=one.title),
                      lines.Entry(one.title, heading=True)):  # fmt: skip
            assert_fits(lines.entry(found, paper, here=here), cells)
    assert_fits(lines.head(one.title, one.title, paper), cells)
    for line in lines.in_short(one, paper):
        assert width(line) <= cells
        assert not HARMFUL & set(map(ord, plain(line)))


@pytest.mark.parametrize(("language", "wanted"), [("en", ["Quotation", "the quote sent", "Quote and contract terms"]),
                                                  ("zh", ["产品演示", "报价"])])  # fmt: skip
def test_a_stage_is_told_in_short_in_the_readers_language(language, wanted):
    paper = Paper(80, CATALOGS[language], UNICODE)
    text = "\n".join(plain(line) for line in lines.in_short(PRESETS["intent"][2], paper))
    assert all(word in text for word in wanted)
