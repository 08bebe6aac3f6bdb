"""A form while it is filled in: only what was changed is wanted, choices go by their labels, and what
somebody else changed is never written over in silence."""

import pytest
from card_book import NOW, OPEN, known
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.desk.forms import form
from tierdesk.i18n.catalog import Catalog
from tierdesk.ui.filling import Filling, by_line, choices, completed, together, turned

EN, ZH = Catalog("en"), Catalog("zh")
SEEN = {"name": "Acme", "city": "Wuxi", "kind": "person", "industry_position": "major",
        "do_not_contact": True, "custom": {"ERP": "SAP", "Lines": 3}}  # fmt: skip


def customer(seen=SEEN, catalog=EN):
    return Filling("customer", seen, catalog, NOW)


def test_nothing_is_wanted_of_what_was_left_alone():
    filling = customer()
    filling.put({"city": " Wuxi "})
    assert filling.changed() == {}


def test_only_changed_fields_are_wanted():
    filling = customer()
    filling.put({"city": "Shanghai", "custom.ERP": ""})
    assert filling.changed() == {"city": "Shanghai", "custom.ERP": ""}


@pytest.mark.parametrize("catalog", [EN, ZH], ids=["en", "zh"])
def test_a_choice_is_shown_by_its_label_and_wanted_by_its_value(catalog):
    filling = customer(catalog=catalog)
    assert filling.texts["industry_position"] == catalog("major")
    filling.put({"industry_position": catalog("leader"), "do_not_contact": catalog("no")})
    assert filling.changed() == {"industry_position": "leader", "do_not_contact": "no"}


def test_what_is_typed_keeps_its_meaning_in_another_language():
    filling = customer()
    filling.put({"industry_position": "leader", "city": "上海"})
    filling.speak(ZH)
    assert filling.texts["industry_position"] == ZH("leader")
    assert filling.texts["kind"] == ZH("person")
    assert filling.changed() == {"industry_position": "leader", "city": "上海"}


@pytest.mark.parametrize("name", ["role", "strength"])
def test_choices_go_round_and_may_be_nothing(name):
    field = form("contact").field(name) or form("need").field(name)
    text, seen = "", []
    for _ in range(len(choices(field)) + 1):
        text = turned(field, text, 1, EN)
        seen.append(text)
    assert seen[-1] == ""
    assert seen[:-1] == [choice.label for choice in choices(field)]
    assert turned(field, "", -1, EN) == seen[-2]


def test_a_flag_is_yes_or_no_and_never_nothing():
    field = form("follow_up").field("promised")
    assert turned(field, "no", 1, EN) == "yes"
    assert turned(field, "yes", 1, EN) == "no"


def test_a_label_that_was_begun_is_completed_when_only_one_begins_so():
    field = form("contact").field("role")
    assert completed(field, "dec", EN) == "decision maker"
    assert completed(field, "", EN) == ""
    assert completed(field, "zzz", EN) == "zzz"


def test_faults_are_those_of_changed_fields_and_of_what_a_new_one_needs():
    filling = customer({**SEEN, "decision_by": "not a date"})
    assert filling.faults() == []
    filling.put({"decision_by": "nonsense", "name": ""})
    assert [field.name for field, _ in filling.faults()] == ["name", "decision_by"]
    assert [f.name for f, _ in Filling("need", {}, EN, NOW).faults()] == ["text"]


def test_a_draft_comes_back():
    filling = customer()
    filling.put({"city": "Shanghai", "notes": "a\nb"})
    again = customer()
    again.restore(filling.kept())
    assert again.changed() == {"city": "Shanghai", "notes": "a\nb"}
    assert again.disputed == {}
    assert customer().kept() == {}


def test_a_draft_over_what_somebody_changed_since_is_disputed_for_that_field_only():
    filling = customer()
    filling.put({"city": "Shanghai", "source": "fair"})
    later = customer({**SEEN, "city": "Suzhou"})
    later.restore(filling.kept())
    assert later.disputed == {"city": "Suzhou"}


def test_a_draft_is_not_disputed_because_the_language_changed():
    filling = customer()
    filling.put({"industry_position": "leader"})
    later = customer(catalog=ZH)
    later.restore(filling.kept())
    assert later.disputed == {}


def test_two_drafts_of_one_form_become_one():
    one, other = customer(), customer()
    one.put({"city": "Shanghai"})
    other.put({"notes": "n"})
    both = customer({**SEEN, "city": "Suzhou"})
    both.restore(together(one.kept(), other.kept()))
    assert both.changed() == {"city": "Shanghai", "notes": "n"}
    assert both.disputed == {"city": "Suzhou"}


def test_fields_that_were_left_alone_follow_the_book():
    filling = customer()
    filling.put({"source": "fair"})
    both = filling.renew({**SEEN, "city": "Suzhou", "custom": {"ERP": "Oracle", "Lines": 3}})
    assert both == []
    assert filling.texts["city"] == "Suzhou"
    assert filling.texts["custom.ERP"] == "Oracle"
    assert filling.changed() == {"source": "fair"}


@pytest.mark.parametrize("name", ["city", "custom.ERP"])
def test_a_field_that_both_changed_is_named_and_still_compared_with_what_was_seen(name):
    filling = customer()
    filling.put({name: "mine"})
    now = {**SEEN, "city": "theirs", "custom": {"ERP": "theirs", "Lines": 3}}
    assert [field.name for field in filling.renew(now)] == [name]
    kept = filling.seen["custom"]["ERP"] if name == "custom.ERP" else filling.seen["city"]
    assert kept in ("SAP", "Wuxi")
    filling.settle(name, now, mine=True)
    assert filling.changed() == {name: "mine"}
    settled = filling.seen["custom"]["ERP"] if name == "custom.ERP" else filling.seen["city"]
    assert settled == "theirs"


def test_taking_theirs_leaves_nothing_of_mine():
    filling = customer()
    filling.put({"city": "mine", "source": "fair"})
    filling.settle("city", {**SEEN, "city": "theirs"}, mine=False)
    assert filling.texts["city"] == "theirs"
    assert filling.changed() == {"source": "fair"}


def test_only_short_texts_of_one_line_are_typed_in_their_line():
    notes, city = form("customer").field("notes"), form("customer").field("city")
    assert by_line(notes, "short")
    assert not by_line(notes, "two\nlines")
    assert not by_line(notes, "x" * 501)
    assert by_line(city, "x" * 10_000)


@given(
    st.dictionaries(st.sampled_from([f.name for f in form("customer").fields]), st.text(max_size=8))
)
def test_what_is_kept_comes_back_whatever_was_typed(texts):
    filling = customer(known(OPEN).row.customer)
    filling.put(texts)
    again = customer(known(OPEN).row.customer)
    again.restore(filling.kept())
    assert again.changed() == filling.changed()
    assert again.disputed == {}
