"""`policy show` and `policy set`: what is told, kept, undone and refused."""

import pytest

from tierdesk.commands.registry import find
from tierdesk.commands.shown.outcome import lines_of
from tierdesk.errors import Invalid, Refused, Usage
from tierdesk.i18n.catalog import Catalog


def shown(front, language="en", *words):
    outcome = front("policy", "show", *words)
    return lines_of(find("policy"), outcome, Catalog(language), room=100)


def test_a_tier_is_changed_shown_and_taken_back(front):
    outcome = front("policy", "set", "a", "ideal_days=2", "discount_limit=promotions")
    assert front.said(outcome) == [
        "Saved: changed how tier A is treated: open deals: days between contacts, discount in per cent at most."
    ]
    assert front.tables()["tier_policies"] == {
        "1": [("tier", "A"), ("ideal_days", 2), ("discount_limit", "promotions")]
    }
    row = front("policy", "show", "A").document["policies"][0]
    assert (row["ideal_days"], row["discount_limit"]) == (2, "promotions")
    assert row["changed"] == ["ideal_days", "discount_limit"]
    assert any("2*" in line for line in shown(front))
    front("undo")
    assert "tier_policies" not in front.tables()
    front("redo")
    front("policy", "set", "A", "ideal_days=", "discount_limit=10")
    assert "tier_policies" not in front.tables()


def test_what_is_so_already_changes_nothing(front):
    outcome = front("policy", "set", "B", "max_days=14")
    assert outcome.document["change_id"] is None
    assert front.said(outcome) == ["Nothing changed: it was so already."]


def test_both_languages_show_every_tier(front):
    front("policy", "set", "D", "treatment=Nur Post")
    english, chinese = shown(front), shown(front, "zh")
    assert english[0].split() == ["A", "B", "C", "D"]
    assert "promotions only" in "\n".join(english)
    assert not any("days" in line or "Dedicated" in line for line in chinese)
    assert "D* Nur Post" in chinese


@pytest.mark.parametrize(("words", "kind"), [
    (["set"], Usage), (["set", "E", "max_days=9"], Usage), (["set", "A"], Usage), (["set", "A", "mood=1"], Usage),
    (["set", "A", "max_days"], Usage), (["set", "A", "max_days=2"], Invalid), (["set", "A", "max_days=x"], Invalid),
    (["show", "Z"], Usage), (["show", "A", "B"], Usage), (["forget"], Usage), (["set", "A", "max_days+=2"], Usage),
])  # fmt: skip
def test_what_is_wrong_is_one_sentence_and_nothing_changes(front, words, kind):
    before = front.tables()
    with pytest.raises(kind) as refused:
        front("policy", *words)
    assert Catalog("zh").text(refused.value.message)
    assert front.tables() == before


def test_a_book_that_is_only_read_is_shown_and_not_changed(front):
    front("policy", "set", "A", "max_days=9")
    reader = front.beside(read_only=True)
    assert reader("policy", "show").document["policies"][0]["max_days"] == 9
    with pytest.raises(Refused):
        reader("policy", "set", "A", "max_days=8")
