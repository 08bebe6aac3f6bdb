"""The draft as a value: steps and the way back, how it is kept, what is typed, and the newest question."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.desk.keepsakes import MOST_CHARACTERS, Draft
from tierdesk.domain.typed_numbers import days_in, number_in
from tierdesk.errors import Invalid
from tierdesk.scoring.default_model import open_model, signed_model
from tierdesk.scoring.drafting import with_criterion, with_group_weight, with_weight
from tierdesk.scoring.model import Criterion
from tierdesk.scoring.valuemap import Enum
from tierdesk.ui.newest import Newest
from tierdesk.ui.weights.draft import Drafting, Subject
from tierdesk.ui.weights.fields import optional_in, share_stepped
from tierdesk.ui.weights.kept import found, keep

MODEL = open_model()


@given(st.lists(st.tuples(st.sampled_from(["size", "interest", "need_strength"]),
                          st.integers(0, 60)), max_size=12))  # fmt: skip
def test_undoing_every_step_leads_back_and_redoing_leads_on(steps):
    drafting = Drafting(MODEL)
    taken = [drafting.step(with_weight(drafting.model, *step)) for step in steps]
    last = drafting.model
    assert sum(taken) == len(drafting.back)
    while drafting.undo():
        pass
    assert drafting.model is MODEL
    while drafting.redo():
        pass
    assert drafting.model is last


def test_a_step_to_the_same_rules_is_none():
    drafting = Drafting(MODEL)
    assert not drafting.step(with_weight(MODEL, "size", 10.0))
    assert not drafting.changed


def test_another_model_in_force_replaces_what_was_not_changed_and_nothing_else():
    other = with_group_weight(MODEL, "need", 25)
    drafting = Drafting(MODEL)
    assert not drafting.rebase(other)
    assert drafting.model is other
    drafting.step(with_weight(other, "size", 20))
    draft = drafting.model
    assert drafting.rebase(MODEL)
    assert drafting.model is draft


def test_a_kept_draft_is_found_again_as_it_was():
    drafting = Drafting(MODEL, draft_id=None)
    drafting.step(with_weight(MODEL, "size", 12.5))
    drafting.draft_id = 7
    kept = found(keep(drafting))
    assert kept == (drafting.model, MODEL.version, 7)


def test_a_long_draft_goes_on_in_the_next_field_and_one_that_is_too_long_is_not_kept():
    words = {f"word {n} 宏达": n % 11 / 10 for n in range(2_000)}
    drafting = Drafting(MODEL)
    drafting.step(
        with_criterion(MODEL, "need", Criterion("w", "w", 1, "custom.w", Enum(words, 0.5)))
    )
    kept = keep(drafting)
    assert len(kept.fields) > 3
    assert all(len(text) <= MOST_CHARACTERS for text in kept.fields.values())
    assert found(kept).model == drafting.model
    many = {f"word {n} 宏达": 0.5 for n in range(20_000)}
    drafting.step(
        with_criterion(MODEL, "need", Criterion("w", "w", 1, "custom.w", Enum(many, 0.5)))
    )
    assert keep(drafting) is None


@pytest.mark.parametrize(
    "fields",
    [{}, {"model0": "{"}, {"model0": "[]", "base": "1"}, {"model0": "{}", "base": "x"},
     {"model0": '{"groups":[{"key":""}]}', "base": "1"}, {"model0": "[" * 15_000, "base": "1"}],
)  # fmt: skip
def test_what_is_no_draft_any_more_is_none(fields):
    assert found(Draft(fields)) is None


def test_subjects_are_told_apart_however_their_industries_are_written():
    assert Subject("open", ("x",)).kept_at != Subject("open").kept_at
    assert Subject("signed").kept_at != Subject("open").kept_at
    assert Subject("open", ("机械", "IT")).same(Subject("open", ("it", "机械")))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        (" 7.5 ", 7.5),
        ("１２", 12),
        ("12,5", 12.5),
        ("1,000", 1000),
        ("30 %", 30),
        ("-3", -3),
    ],
)
def test_numbers_are_read_as_people_type_them(text, value):
    assert number_in(text) == value
    assert optional_in(text) == value


@pytest.mark.parametrize("text", ["", "x", "nan", "inf", "1/2", "--1", "\ud800"])
def test_what_is_no_number_is_refused_by_name(text):
    with pytest.raises(Invalid, match="is no number"):
        number_in(text)


def test_days_are_whole_and_shares_stay_between_their_ends():
    assert days_in("14") == 14
    for text in ("1.5", "-1", "x"):
        with pytest.raises(Invalid):
            days_in(text)
    assert (share_stepped(0.98, 1), share_stepped(0.02, -1), share_stepped(0.5, 1)) == (1, 0, 0.55)


def test_of_many_questions_the_first_and_the_newest_are_answered():
    gate, posted, done = threading.Event(), [], threading.Event()
    newest = Newest(lambda call: posted.append(call), "test")
    newest.ask(lambda: gate.wait(10), lambda _: None)
    while newest._slot is not None:
        threading.Event().wait(0.001)
    for n in range(100):
        newest.ask(lambda n=n: n, lambda answer: (posted.append(answer), done.set()))
    gate.set()
    while len(posted) < 2:
        threading.Event().wait(0.001)
    posted[-1]()
    assert done.is_set()
    assert posted[-1] == 99
    assert newest.runs <= 2


def test_a_fault_in_a_question_is_raised_where_answers_come():
    posted = []
    newest = Newest(posted.append, "test")
    newest.ask(lambda: 1 / 0, print)
    while not posted:
        threading.Event().wait(0.001)
    with pytest.raises(ZeroDivisionError):
        posted[0]()


def test_the_other_kind_has_rows_of_its_own():
    from tierdesk.ui.lines.weights import rows_of

    rows = rows_of(signed_model(), signed_model())
    assert [row.key for row in rows if row.level == 0] == ["buying", "payment", "relationship"]
    assert rows[0].weight == 65
    assert rows[0].own is None
