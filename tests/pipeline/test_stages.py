"""Stages: both presets, finding one by any of its names, documents."""

import pytest

from tierdesk.domain.book import Book
from tierdesk.errors import Invalid
from tierdesk.pipeline.exit_criteria import LABELS
from tierdesk.pipeline.stage import Stage, from_document, to_document
from tierdesk.pipeline.stages import PRESETS, early_keys, find_stage, stages_of

INTENT, LEADS = PRESETS["intent"], PRESETS["leads"]


@pytest.mark.parametrize(
    "written, key",
    [
        ("prospect", "prospect"), ("潜在", "prospect"), ("Prospecting", "prospect"),
        ("线索收集", "prospect"), ("筛选", "prospect"), ("Lead", "prospect"),
        ("意向", "interested"), ("Qualified", "interested"), ("Engaging", "interested"),
        ("开发", "interested"), ("  INTERESTED ", "interested"),
        ("洽谈", "negotiation"), ("Proposal", "negotiation"), ("Negotiation", "negotiation"),
        ("Negotiation/Review", "negotiation"), ("方案/报价", "negotiation"), ("neg", "negotiation"),
        ("成交", "won"), ("Closed Won", "won"), ("closed-won", "won"), ("赢单", "won"), ("转化", "won"),
        ("维护", "maintain"), ("main", "maintain"), ("ｗｏｎ", "won"),
        ("流失", "lost"), ("Closed Lost", "lost"), ("输单", "lost"),
    ],
)  # fmt: skip
def test_a_stage_is_found_by_key_label_and_the_words_of_other_systems(written, key):
    assert find_stage(written, INTENT).key == key


@pytest.mark.parametrize(
    "written, key",
    [
        ("线索收集", "lead"), ("潜在", "lead"), ("Prospecting", "lead"), ("筛选", "screening"),
        ("Qualified", "screening"), ("意向", "screening"), ("开发", "development"),
        ("Engaging", "development"), ("Proposal", "development"), ("洽谈", "development"),
        ("转化", "conversion"), ("成交", "conversion"), ("Won", "conversion"), ("输单", "lost"),
    ],
)  # fmt: skip
def test_words_of_the_one_preset_find_their_place_in_the_other(written, key):
    assert find_stage(written, LEADS).key == key


SWAPPED = [
    {"key": "interested", "label": "Prospect", "kind": "open", "probability": 10, "words": ["潜在", "prospect"]},
    {"key": "prospect", "label": "Interested", "kind": "open", "probability": 30, "words": ["意向", "interested"]},
    *map(to_document, INTENT[2:]),
]  # fmt: skip


@pytest.mark.parametrize(
    "written, key",
    [
        ("prospect", "prospect"), ("interested", "interested"), ("Prospect", "interested"),
        ("Interested", "prospect"), ("PROSPECT", "prospect"), ("潜在", "interested"), ("意向", "prospect"),
    ],
)  # fmt: skip
def test_a_key_goes_before_a_label_and_a_label_before_a_word(written, key):
    stages = stages_of(Book({"stages": {str(n): doc for n, doc in enumerate(SWAPPED, 1)}}))
    assert find_stage(written, stages).key == key


def test_a_word_of_one_stage_never_stands_before_the_label_of_another():
    stages = (
        Stage("a", "A", "open", 10, words=("x", "demo")),
        Stage("b", "Demo", "open", 20),
        *INTENT,
    )
    assert find_stage("demo", stages).key == "b"


@pytest.mark.parametrize("written", ["", "  ", "mars", "%s", "赢"[:0]])
def test_an_unknown_stage_is_refused_and_the_stages_are_named(written):
    with pytest.raises(Invalid, match="negotiation"):
        find_stage(written, INTENT)


@pytest.mark.parametrize("stage", [*INTENT, *LEADS], ids=lambda stage: stage.key)
def test_a_preset_stage_is_complete_and_read_back_as_it_was_written(stage):
    assert from_document(to_document(stage)) == stage
    assert stage.goal
    assert stage.content
    assert stage.tasks
    assert all(key in LABELS for key in stage.exit_criteria)
    if stage.kind == "open":
        assert 0 < stage.probability < 100
        assert stage.rot_days


def test_the_figures_of_the_intent_preset_are_those_of_the_specification():
    assert [(s.probability, s.rot_days) for s in INTENT] == [
        (10, 30), (30, 21), (60, 14), (100, None), (None, None), (0, None)
    ]  # fmt: skip


@pytest.mark.parametrize("stages", [INTENT, LEADS])
def test_a_preset_has_every_kind_and_no_word_that_means_two_stages(stages):
    assert {stage.kind for stage in stages} == {"open", "won", "maintain", "lost"}
    for stage in stages:
        for word in stage.words:
            assert find_stage(word, stages) == stage


def test_the_presets_are_the_default_and_a_setting_chooses():
    assert stages_of(Book({})) == INTENT
    assert stages_of(Book({"settings": {"1": {"stage_preset": "leads"}}})) == LEADS


def test_a_book_may_bring_its_own_stages():
    docs = {str(i): to_document(stage) for i, stage in enumerate(LEADS, 1)}
    docs["2"]["label"] = "Sieb"
    own = stages_of(Book({"stages": docs}))
    assert find_stage("sieb", own).key == "screening"
    del docs["6"]
    with pytest.raises(Invalid, match="lost"):
        stages_of(Book({"stages": docs}))


@pytest.mark.parametrize(
    "doc, fault",
    [
        ({"label": "x"}, "has no key"),
        ({"key": "x", "kind": "odd"}, "no kind of stage"),
        ({"key": "x"}, "between 0 and 100"),
        ({"key": "x", "probability": 100}, "between 0 and 100"),
        ({"key": "x", "probability": 10, "rot_days": 0}, "one or more"),
    ],
)
def test_a_faulty_stage_is_refused(doc, fault):
    with pytest.raises(Invalid, match=fault):
        from_document(doc)


def test_a_percent_sign_in_a_label_is_only_a_sign():
    assert str(Stage("half", "50% done", "open", 50).title) == "50% done"


def test_the_first_half_of_the_open_stages_qualifies():
    assert early_keys(PRESETS["intent"]) == ("prospect", "interested")
    assert early_keys(PRESETS["leads"]) == ("lead", "screening")
    five = [Stage(f"s{i}", "S", "open", 10 + i) for i in range(5)]
    assert early_keys([*five, *PRESETS["intent"][3:]]) == ("s0", "s1", "s2")
    assert early_keys(five[:1]) == ("s0",)
