"""Editing by form: what is written, and that nobody's change is written over in silence."""

import pytest
from command_front import NOW

from tierdesk.commands.doing import edit
from tierdesk.commands.doing.edit import Overwritten, Target
from tierdesk.commands.doing.parts import NEW, Gone
from tierdesk.desk import forms
from tierdesk.domain.document import items
from tierdesk.errors import EXIT_CONFLICT, Invalid, Refused, Usage
from tierdesk.i18n.catalog import Catalog

ACME = Target(1, "customer", 1)


@pytest.fixture
def acme(front):
    front("add", "Acme", "city=Bonn", "tags=old", "custom.Branche=Metall", "contact.name=Max")
    return front


def save(front, target, seen, wanted, **more):
    receipts = []
    receipts.append(front.desk.perform(lambda b: edit.change(b, target, seen, wanted, NOW, **more)))
    return receipts[0]


def test_only_the_fields_that_were_changed_are_written(acme):
    seen = dict(acme.doc("customers"))
    acme.beside()("set", "1", "industry=Steel")
    acme.desk.refresh()
    save(acme, ACME, seen, {"city": "Köln", "budget": "40k EUR"})
    found = acme.doc("customers")
    assert (found["city"], found["industry"]) == ("Köln", "Steel")
    assert found["budget"] == {"minor": 4000000, "currency": "EUR"}
    assert found["updated_at"] == "2026-11-24T09:30:00Z"


def test_a_value_of_somebody_else_is_never_written_over_in_silence(acme):
    seen = dict(acme.doc("customers"))
    acme.beside()("set", "1", "city=Ulm")
    before = acme.beside().tables()
    with pytest.raises(Overwritten) as refused:
        save(acme, ACME, seen, {"city": "Köln"})
        acme.desk.refresh()
        save(acme, ACME, seen, {"city": "Köln"})
    assert (refused.value.field, refused.value.theirs) == ("city", "Ulm")
    assert refused.value.exit_code == EXIT_CONFLICT
    assert "Ulm" in str(refused.value)
    assert acme.tables() == before
    save(acme, ACME, seen, {"city": "Köln"}, force=True)
    assert acme.doc("customers")["city"] == "Köln"


def test_the_conflict_is_seen_even_when_the_other_session_is_not_known_yet(acme):
    """The store finds out at the commit, and the rule is asked again about the fresh book."""
    seen = dict(acme.doc("customers"))
    acme.beside()("set", "1", "city=Ulm")
    assert acme.doc("customers")["city"] == "Bonn"
    with pytest.raises(Overwritten):
        save(acme, ACME, seen, {"city": "Köln"})


@pytest.mark.parametrize(("theirs", "mine"), [("city=Köln", "Köln"), ("city=", "")])
def test_wanting_the_same_is_no_conflict(acme, theirs, mine):
    seen = dict(acme.doc("customers"))
    acme.beside()("set", "1", theirs)
    acme.desk.refresh()
    assert save(acme, ACME, seen, {"city": mine}).change_id is None


def test_what_somebody_else_emptied_is_told(acme):
    seen = dict(acme.doc("customers"))
    acme.beside()("set", "1", "city=")
    acme.desk.refresh()
    with pytest.raises(Overwritten, match="emptied"):
        save(acme, ACME, seen, {"city": "Köln"})


def test_own_fields_are_compared_one_by_one(acme):
    seen = dict(acme.doc("customers"))
    acme.beside()("set", "1", "custom.Other=7")
    acme.desk.refresh()
    save(acme, ACME, seen, {"custom.Branche": "Holz"})
    assert acme.doc("customers")["custom"] == {"Branche": "Holz", "Other": 7}
    save(acme, ACME, acme.doc("customers"), {"custom.Branche": "", "custom.Other": ""})
    assert "custom" not in acme.doc("customers")


def test_adding_to_a_list_takes_nothing_from_anybody(acme):
    seen = dict(acme.doc("customers"))
    acme.beside()("set", "1", "tags+=theirs")
    acme.desk.refresh()
    save(acme, ACME, seen, {"tags+": "mine"})
    assert acme.doc("customers")["tags"] == ["old", "theirs", "mine"]


def test_what_was_removed_meanwhile_is_told_and_not_made_again(acme):
    seen = dict(acme.doc("contacts"))
    acme.beside()("contact", "remove", "1", "Max")
    acme.desk.refresh()
    with pytest.raises(Gone) as refused:
        save(acme, Target(1, "contact", 1), seen, {"name": "Moritz"}, force=True)
    assert refused.value.exit_code == EXIT_CONFLICT
    acme.beside()("remove", "1")
    acme.desk.refresh()
    with pytest.raises(Refused, match="Acme was removed by wang"):
        save(acme, ACME, {}, {"city": "x"}, force=True)


def test_a_document_of_another_customer_is_not_edited(acme):
    acme("add", "Nova", "contact.name=Eve")
    with pytest.raises(Gone):
        save(acme, Target(1, "contact", 2), {}, {"name": "X"})


def test_a_new_contact_deal_and_follow_up_belong_to_the_customer(acme):
    ids = {}
    for form, wanted in (("contact", {"name": "Jo", "phones": "110; 112"}), ("deal", {"title": "Line 3"}),
                         ("follow_up", {"due_at": "fri 3pm", "promised": "yes"})):  # fmt: skip
        ids[form] = save(acme, Target(1, form), {}, wanted).ids[NEW]
    contact, deal = acme.doc("contacts", ids["contact"]), acme.doc("deals", ids["deal"])
    assert (contact["customer_id"], contact["phones"]) == (1, ["110", "112"])
    assert (deal["customer_id"], deal["stage"], deal["opened_on"]) == (1, "prospect", "2026-11-24")
    plan = acme.doc("follow_ups", ids["follow_up"])
    assert plan["due_at"] == plan["original_due"] == "2026-11-27T15:00:00Z"


def test_another_day_ends_the_snooze_of_a_follow_up_and_keeps_its_first_day(acme):
    plan = save(acme, Target(1, "follow_up"), {}, {"due_at": "2026-11-25", "note": "x"}).ids[NEW]
    acme("snooze", "1", "2026-11-26")
    target, seen = Target(1, "follow_up", plan), dict(acme.doc("follow_ups", plan))
    save(acme, target, seen, {"note": "y"})
    assert acme.doc("follow_ups", plan)["snooze_count"] == 1
    save(acme, target, acme.doc("follow_ups", plan), {"due_at": "2026-12-01"})
    found = {k: v for k, v in acme.doc("follow_ups", plan).items() if k != "rev"}
    assert found == {
        "customer_id": 1,
        "due_at": "2026-12-01",
        "note": "y",
        "original_due": "2026-11-25",
    }


def test_the_outcome_of_a_deal_is_not_edited(acme):
    acme("move", "1", "lost", "--reason", "price")
    save(acme, Target(1, "deal", 1), acme.doc("deals"), {"title": "Old line"})
    found = acme.doc("deals")
    assert (found["status"], found["lost_reason"], found["title"]) == ("lost", "price", "Old line")
    with pytest.raises(Usage):
        save(acme, Target(1, "deal", 1), found, {"status": "open"})


def test_a_need_is_found_again_when_others_came_or_went_before_it(acme):
    for text in ("lines", "spares", "training"):
        save(acme, Target(1, "need"), {}, {"text": text, "strength": "1"})
    seen = items(acme.doc("customers"), "needs")[1]
    other = acme.beside()
    other("need", "remove", "1", "lines")
    acme.desk.refresh()
    save(acme, Target(1, "need", 1), seen, {"strength": "3"})
    assert [(n["text"], n["strength"]) for n in acme.doc("customers")["needs"]] == [
        ("spares", 3), ("training", 1)]  # fmt: skip
    other.desk.refresh()
    other("need", "remove", "1", "spares")
    acme.desk.refresh()
    with pytest.raises(Gone):
        save(acme, Target(1, "need", 0), seen, {"strength": "0"})


def test_the_last_need_removed_leaves_no_empty_list(acme):
    save(acme, Target(1, "need"), {}, {"text": "lines"})
    seen = items(acme.doc("customers"), "needs")[0]
    acme.desk.perform(lambda b: edit.removal(b, Target(1, "need", 0), seen, NOW))
    assert "needs" not in acme.doc("customers")


@pytest.mark.parametrize(("target", "wanted"), [
    (ACME, {"name": " "}), (ACME, {"budget": "lots"}), (ACME, {"country": "Nowhereland"}),
    (ACME, {"timezone": "Mars/X"}), (ACME, {"language": "klingon"}),
    (Target(1, "contact"), {"name": "Jo", "phones": "not a phone"}),
    (Target(1, "contact", 1), {"emails": "bad@@mail"}),
    (Target(1, "need"), {"text": ""}), (Target(1, "need"), {"strength": "1"}),
    (Target(1, "need"), {"text": "x", "strength": "4"}), (Target(1, "follow_up"), {"note": "x"}),
    (Target(1, "follow_up"), {"due_at": "2/30"}), (Target(1, "deal", 1), {"probability_override": "100"}),
])  # fmt: skip
def test_a_text_that_a_field_cannot_hold_is_refused_and_nothing_changes(acme, target, wanted):
    before = acme.tables()
    with pytest.raises(Invalid):
        save(acme, target, acme.doc("customers"), wanted)
    assert acme.tables() == before


def test_the_field_at_fault_is_named_by_its_label(acme):
    with pytest.raises(Invalid, match="^strength: "):
        save(acme, Target(1, "need"), {}, {"text": "x", "strength": "9"})


def test_a_contact_that_the_log_names_stays(acme):
    def touch(book):
        from tierdesk.domain.change import Change, Edit

        doc = {"customer_id": 1, "contact_id": 1, "at": "2026-11-20T09:00:00Z"}
        return Change("touch.log", {"name": "Acme"}, (Edit("touches", -1, None, doc),))

    acme.desk.perform(touch)
    with pytest.raises(Refused, match="Max is named"):
        acme.desk.perform(lambda b: edit.removal(b, Target(1, "contact", 1), {}, NOW))


def test_what_a_form_shows_can_be_saved_again_and_changes_nothing(acme):
    acme("set", "1", "budget=12,345.67 EUR", "country=China", "key_account=yes", "founded_on=2001",
         "decision_by=eom", "aliases=a; b", "kind=person", "market_share=12.5%")  # fmt: skip
    acme("set", "1", "contact.phones=110;112", "contact.birthday=lunar 8-15", "contact.role=buyer")
    acme("need", "add", "1", "lines", "strength=2")
    acme("follow-up", "add", "1", "fri 3pm", "promised=yes")
    acme("deal", "set", "1", "probability_override=40", "products=a; b", "expected_profit=-5 EUR")
    for lang in ("en", "zh"):
        catalog = Catalog(lang)
        for form, table in (("customer", "customers"), ("contact", "contacts"), ("deal", "deals"),
                            ("follow_up", "follow_ups")):  # fmt: skip
            doc = acme.doc(table)
            fields = [
                *forms.form(form).fields,
                *(forms.custom_fields(doc) if form == "customer" else ()),
            ]
            texts = {f.name: forms.shown(f, doc, catalog, NOW) for f in fields}
            target = Target(1, form, 1)
            assert save(acme, target, doc, texts).change_id is None, (lang, form, texts)


@pytest.mark.parametrize("words", [
    ("set", "1", "timezone=Mars/X"), ("set", "1", "language=klingon"), ("set", "1", "contact.emails=bad@@mail"),
    ("set", "1", "contact.phones+=ask Li"), ("add", "Beta", "timezone=Mars/X"),
    ("add", "Beta", "contact.phones=not a phone"), ("contact", "add", "1", "Jo", "emails=bad@@mail"),
    ("contact", "set", "1", "Max", "phones=none"),
])  # fmt: skip
def test_what_a_form_refuses_every_verb_refuses(acme, words):
    before = acme.tables()
    with pytest.raises(Invalid, match="is no "):
        acme(*words)
    assert acme.tables() == before
