"""Tasks and criteria of a deal, the list of reasons, and what to say, filled literally."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.book import Book, Case
from tierdesk.domain.change import same
from tierdesk.domain.moment import Moment
from tierdesk.errors import Invalid, Refused
from tierdesk.pipeline import lost_reasons, templates
from tierdesk.pipeline.exit_criteria import is_read, label, unmet
from tierdesk.pipeline.moves import move_deal
from tierdesk.pipeline.playbook import checked, playbook, ticked
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.stages import PRESETS, find_stage

NOW = Moment(datetime(2026, 11, 24, 9, tzinfo=UTC))
STAGES = PRESETS["intent"]
PROSPECT, INTERESTED, NEGOTIATION = STAGES[:3]
EMPTY = Case(1, {"name": "Acme"})


def deal(stage="prospect", **more):
    return {"customer_id": 1, "stage": stage, **more}


def tick(doc, task, on=True, stage=PROSPECT):
    return dict(ticked(3, doc, stage, task, NOW, on=on, by="li").after)


def test_a_task_is_ticked_off_and_on_again():
    doc = tick(deal(), "Screen")
    assert doc["tasks_done"] == [
        {"stage": "prospect", "task": "Screen", "at": "2026-11-24T09:00:00Z", "by": "li"}
    ]
    found = playbook(PROSPECT, EMPTY, doc, NOW, closed=False)
    assert [task.done for task in found.tasks] == [False, True, False]
    assert found.tasks[1].by == "li"
    assert tick(doc, "Screen", on=False) == deal()


def test_what_is_so_already_is_no_change():
    doc = tick(deal(), "Screen")
    for edit in (ticked(3, doc, PROSPECT, "Screen", NOW, on=True), ticked(3, deal(), PROSPECT, "Screen", NOW, on=False),
                 checked(3, deal(checked=["quote_sent"]), "quote_sent", on=True)):  # fmt: skip
        assert same(edit.before, edit.after)


def test_a_task_is_of_its_stage_and_as_it_was_worded():
    doc = tick(deal(), "Screen")
    other = Stage("prospect", "P", "open", 10, tasks=("Screen twice",))
    assert not playbook(other, EMPTY, doc, NOW, closed=False).tasks[0].done
    with pytest.raises(Refused, match="no task"):
        ticked(3, doc, other, "Screen", NOW, on=True)
    assert not any(task.done for task in playbook(INTERESTED, EMPTY, doc, NOW, closed=False).tasks)


def test_criteria_are_read_from_the_fields_or_ticked_off():
    doc = dict(checked(3, deal("negotiation"), "quote_sent", on=True).after)
    found = playbook(NEGOTIATION, EMPTY, doc, NOW, closed=False)
    assert [(one.key, one.met, one.ticked) for one in found.criteria] == [
        ("quote_sent", True, True), ("objections_answered", False, True),
        ("expected_sign_date", False, False),
    ]  # fmt: skip
    assert "checked" not in checked(3, doc, "quote_sent", on=False).after
    with pytest.raises(Refused, match="fill it in"):
        checked(3, doc, "expected_sign_date", on=True)
    assert playbook(NEGOTIATION, EMPTY, doc, NOW, closed=True).criteria == ()
    assert playbook(NEGOTIATION, EMPTY, None, NOW, closed=False).criteria == ()


@pytest.mark.parametrize(("key", "customer", "fields", "holds"), [
    ("customer.city", {"city": "Berlin"}, {}, True), ("customer.city", {}, {}, False),
    ("deal.amount", {}, {"amount": {"minor": 1, "currency": "CNY"}}, True), ("deal.amount", {}, {}, False),
    ("custom.area", {"custom": {"area": 5}}, {}, True), ("custom.area", {"custom": {"area": ""}}, {}, False),
    ("customer.key_account", {"key_account": False}, {}, False), ("contract read", {}, {}, False),
    ("contract read", {}, {"checked": ["contract read"]}, True), ("custom.", {"custom": {"": 1}}, {}, False),
])  # fmt: skip
def test_any_field_can_be_a_criterion(key, customer, fields, holds):
    stage = Stage("s", "S", "open", 10, exit_criteria=(key,))
    lacking = unmet(stage, Case(1, {"name": "x", **customer}), deal("s", **fields), NOW)
    assert (lacking == ()) is holds
    assert is_read(key) is (key.count(".") == 1 and not key.endswith("."))
    assert str(label(key))


def lost(doc, **more):
    return dict(
        move_deal(
            3, doc, EMPTY, find_stage("lost", STAGES), NOW, stages=STAGES, by="li", **more
        ).after
    )


def test_a_loss_is_told_by_reason_kind_and_cause_and_reopening_keeps_that_in_the_history():
    doc = lost(deal("negotiation"), reason="price", kind="price", cause="a cheaper plant in Lodz")
    assert (doc["lost_reason"], doc["lost_kind"], doc["lost_cause"], doc["lost_stage"]) == (
        "price", "price", "a cheaper plant in Lodz", "negotiation")  # fmt: skip
    again = dict(move_deal(3, doc, EMPTY, NEGOTIATION, NOW, stages=STAGES).after)
    assert not {"lost_reason", "lost_kind", "lost_cause", "closed_on"} & again.keys()
    assert again["lost_stage"] == "negotiation"
    assert again["history"][0] == doc["history"][0]
    assert again["history"][0]["cause"] == "a cheaper plant in Lodz"


@given(
    st.lists(
        st.tuples(st.sampled_from([s.key for s in STAGES]), st.text(min_size=1, max_size=5)),
        max_size=12,
    )
)
def test_histories_are_append_only_and_a_move_is_undone_by_its_inverse(path):
    doc = deal()
    for key, reason in path:
        before = doc
        try:
            edit = move_deal(
                3, doc, EMPTY, find_stage(key, STAGES), NOW, stages=STAGES, reason=reason
            )
        except Refused:
            continue
        doc = dict(edit.after)
        assert doc["history"][:-1] == before.get("history", [])
        assert edit.before == before


def test_the_list_of_reasons_is_edited_and_keeps_what_deals_say():
    tables = {"lost_reasons": {}}
    book = Book(tables)
    usual = [one.word for one in lost_reasons.reasons_of(book)]
    assert usual[:2] == ["price", "competitor"]
    (edit,) = lost_reasons.added(book, " Weather ", "other").edits
    tables["lost_reasons"]["1"] = edit.after
    (edit,) = lost_reasons.removed(book, "too expensive").edits
    tables["lost_reasons"]["2"] = edit.after
    words = [one.word for one in lost_reasons.reasons_of(book)]
    assert words == [*usual[1:], "Weather"]
    (edit,) = lost_reasons.added(book, "price").edits
    assert (edit.id, edit.after) == (2, None)
    (edit,) = lost_reasons.removed(book, "weather").edits
    assert (edit.id, edit.after) == (1, None)
    with pytest.raises(Refused, match="in the list already"):
        lost_reasons.added(book, "NO BUDGET")
    with pytest.raises(Refused, match="not in the list"):
        lost_reasons.removed(book, "mars")
    with pytest.raises(Invalid):
        lost_reasons.added(book, "  ")


@pytest.mark.parametrize(("given_", "kind", "word", "stored"), [
    ("price", "", "price", "price"), ("Too expensive", "", "price", "price"), ("no budget", "us", "no_budget", "us"),
    ("the boss changed his mind", "", "the boss changed his mind", "other"),
])  # fmt: skip
def test_a_reason_is_one_of_the_list_or_what_somebody_wrote(given_, kind, word, stored):
    assert lost_reasons.stated(Book({}), given_, kind) == (word, stored)


def test_kinds_are_words_of_both_languages():
    assert (lost_reasons.kind_in("价格"), lost_reasons.kind_in(""), lost_reasons.kind_in("US")) == (
        "price",
        "",
        "us",
    )
    with pytest.raises(Invalid, match="no kind of reason"):
        lost_reasons.kind_in("mood")


def template(**fields):
    return templates.Template(**({"number": 1, "name": "", "stage": "prospect", "tier": "", "occasion": "",
                                  "language": "en", "channel": "", "subject": "", "body": "x"} | fields))  # fmt: skip


def test_what_fits_is_most_special_first_and_in_the_customers_language():
    every = templates.templates_of(Book({"templates": {
        "1": {"stage": "prospect", "language": "en", "body": "any tier"},
        "2": {"stage": "prospect", "language": "en", "tier": "A", "body": "for A"},
        "3": {"stage": "prospect", "language": "en", "occasion": "birthday", "body": "no"},
        "4": {"stage": "prospect", "language": "German", "body": "deutsch"},
    }}))  # fmt: skip
    assert [one.number for one in templates.fitting(every, PROSPECT, "A", "en")] == [2, 1]
    assert [one.number for one in templates.fitting(every, PROSPECT, "B", "en")] == [1]
    assert [one.number for one in templates.fitting(every, PROSPECT, "B", "de")] == [4]
    assert [one.number for one in templates.fitting(every, PROSPECT, "B", "fr")] == [1]
    assert [one.language for one in templates.fitting(every, PROSPECT, "B", "zh")] == ["zh"]


@pytest.mark.parametrize(
    "stage", [s for preset in PRESETS.values() for s in preset], ids=lambda s: s.key
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_stage_of_a_preset_has_a_text_in_both_languages(stage, language):
    (one,) = templates.fitting(templates.templates_of(Book({})), stage, "B", language)
    assert (one.language, one.number) == (language, 0)
    renamed = Stage("x", "X", stage.kind, stage.probability, words=(*stage.words, stage.key))
    assert templates.fitting(templates.templates_of(Book({})), renamed, "B", language) == (one,)


def test_the_language_is_the_customers_or_that_of_its_country():
    for fields, code in (({"language": "German"}, "de"), ({"language": "中文", "country": "DE"}, "zh"),
                         ({"country": "CN"}, "zh"), ({"country": "DE"}, "en"), ({}, "en")):  # fmt: skip
        assert templates.language_of(Case(1, {"name": "x", **fields})) == code


@pytest.mark.parametrize("fields", [{"body": " "}, {"subject": "x"}, {"body": "{mars}"},
                                    {"body": "x", "language": "klingon"}])  # fmt: skip
def test_a_template_that_says_nothing_or_cannot_be_filled_is_refused(fields):
    with pytest.raises(Invalid):
        templates.added(fields)
