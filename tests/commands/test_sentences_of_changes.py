"""What the history says of a change: by name for one customer, by number for many, in any language."""

import pytest

from tierdesk.commands.doing.sentences import SENTENCES, sentence
from tierdesk.i18n.catalog import Catalog


def said(verb, catalog="en", **args):
    return Catalog(catalog).text(sentence({"verb": verb, "args": args}))


@pytest.mark.parametrize(("verb", "args", "text"), [
    ("follow_up.snooze", {"name": "Acme", "day": "2026-11-27"}, "put Acme off to Fri 2026-11-27"),
    ("follow_up.snooze", {"n": 12, "day": "2026-11-27"}, "put 12 customers off to Fri 2026-11-27"),
    ("follow_up.add", {"name": "Acme", "day": "2026-11-27T15:00:00Z"}, "planned Acme for Fri 2026-11-27"),
    ("follow_up.add", {"name": "Acme", "day": "soon"}, "planned Acme for soon"),
    ("touch.log", {"name": "Acme", "result": "no_answer"}, "logged a contact with Acme: no answer"),
    ("touch.log", {"n": 3, "result": ""}, "logged a contact with 3 customers"),
    ("deal.move", {"name": "A", "source": "prospect", "target": "won"}, "moved A from Prospect to Won"),
    ("deal.set", {"name": "A", "what": "Line", "fields": ["amount"]}, "changed amount of the deal Line of A"),
    ("customer.set", {"n": 2, "fields": ["city", "custom.X"]}, "changed city, X of 2 customers"),
    ("weather.change", {"name": "Acme"}, "weather.change"),
    ("view.save", {"n": 2}, "view.save"),
    ("model.publish", {"version": 4, "model": {"kind": "open"}, "note": "why"},
     "published version 4 of the model for open deals (why)"),
    ("model.end", {"version": 4, "model": {"kind": "signed", "industries": ["retail", "food"]}},
     "ended version 4 of the model for signed customers of retail, food"),
    ("model.drop", {"version": 4, "model": 7}, "dropped the draft 4 of the model for 7"),
])  # fmt: skip
def test_one_sentence_a_change(verb, args, text):
    assert said(verb, **args) == text


def test_a_sentence_of_an_older_entry_that_lacks_a_value_is_not_lost():
    """An entry of a table that somebody edited by hand must not end the whole history."""
    for verb in SENTENCES:
        assert said(verb) == verb
        assert said(verb, fields=["city"], source="x") == verb


def test_days_are_the_readers_words():
    assert "周五" in said("follow_up.snooze", "zh", name="Acme", day="2026-11-27")
