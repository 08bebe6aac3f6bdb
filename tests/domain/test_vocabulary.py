"""The closed word lists."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain import vocabulary
from tierdesk.domain.record_parts import Channel, Result
from tierdesk.domain.vocabulary import LABELS, TIERS, choose
from tierdesk.errors import Invalid
from tierdesk.i18n.catalog import Catalog

LISTS = {
    name: getattr(vocabulary, name)
    for name in ("CHANNELS", "DIRECTIONS", "RESULTS", "POSITIONS", "KINDS", "ROLES")
}
PAIRS = [(name, value) for name, words in LISTS.items() for value in words]


@pytest.mark.parametrize(("name", "value"), PAIRS)
def test_a_stored_value_is_accepted_as_it_is_and_has_a_label(name, value):
    assert choose(LISTS[name], value, "word") == value
    assert choose(LISTS[name], f" {value.upper()} ", "word") == value
    assert choose(LISTS[name], value.replace("_", "-"), "word") == value
    assert LABELS[value]


@pytest.mark.parametrize(("name", "value"), PAIRS)
def test_every_synonym_means_its_value(name, value):
    for synonym in LISTS[name][value]:
        assert choose(LISTS[name], synonym, "word") == value
        assert choose(LISTS[name], synonym.upper(), "word") == value


@pytest.mark.parametrize("words", LISTS.values(), ids=LISTS)
def test_no_word_means_two_things(words):
    spelled = [word for value, synonyms in words.items() for word in {value, *synonyms}]
    assert len(spelled) == len(set(spelled))


def test_a_beginning_is_enough_when_only_one_word_begins_so():
    assert choose(LISTS["CHANNELS"], "vis", "channel") == "visit"
    assert choose(LISTS["RESULTS"], "obj", "result") == "objection"


@pytest.mark.parametrize("written", ["", " ", "e", "s", "fax", "[b]phone[/b]", "phone\x1b[0m"])
def test_what_fits_nothing_or_more_than_one_word_is_refused_with_the_choices(written):
    with pytest.raises(Invalid, match="choose one of phone, e-mail, visit"):
        choose(LISTS["CHANNELS"], written, "channel")


@given(st.text(max_size=12), st.sampled_from(sorted(LISTS)))
def test_any_text_is_a_word_of_the_list_or_refused(written, name):
    try:
        assert choose(LISTS[name], written, "word") in LISTS[name]
    except Invalid as refused:
        assert all(vocabulary.LABELS[value] in str(refused) for value in LISTS[name])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_words_that_a_refusal_offers_are_taken(language):
    catalog = Catalog(language)
    for name, words in LISTS.items():
        for value in words:
            assert choose(words, catalog(vocabulary.LABELS[value]), name) == value


def test_a_refusal_offers_the_readers_own_words():
    with pytest.raises(Invalid) as refused:
        choose(LISTS["ROLES"], "boss", "role")
    assert "决策人、" in Catalog("zh").text(refused.value.message)
    assert "decision_maker" not in Catalog("zh").text(refused.value.message)


def test_records_accept_exactly_the_words_of_the_lists():
    assert set(get_args(Channel)) == set(LISTS["CHANNELS"])
    assert set(get_args(Result)) == set(LISTS["RESULTS"])
    assert TIERS == ("A", "B", "C", "D")


def test_full_width_letters_are_read():
    assert choose(LISTS["CHANNELS"], "Ｅｍａｉｌ", "channel") == "email"
