"""Templates: what is refused, what places stand for, which text fits best, what the starter set holds."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.book import Book, Case
from tierdesk.domain.moment import Moment
from tierdesk.errors import Invalid, Refused
from tierdesk.pipeline import templates
from tierdesk.pipeline.stages import PRESETS
from tierdesk.pipeline.template_places import (
    NAMES,
    About,
    occasion_of,
    people_of,
    person_meant,
    values_of,
)
from tierdesk.pipeline.template_starter import STARTER
from tierdesk.pipeline.template_text import MOST, parsed, rendered

NOW = Moment(datetime(2026, 11, 24, 9, tzinfo=UTC))
PROSPECT, INTERESTED = PRESETS["intent"][:2]
DEAL = {"title": "Line", "amount": {"minor": 12_345_600, "currency": "EUR"}, "products": ["Press"],
        "expected_sign_on": "2026-12-31"}  # fmt: skip
PEOPLE = [(1, {"name": "Ann", "role": "user", "emails": ["ann@x.org"]}),
          (2, {"name": "Bo Li", "role": "decision_maker", "title": "Dr."})]  # fmt: skip
ACME = Case(1, {"name": "Acme", "city": "Kiel"}, contacts=PEOPLE)


def filled(written, values):
    return rendered(parsed(written, NAMES), values)


def template(**fields):
    usual = {"number": 1, "name": "", "stage": "prospect", "tier": "", "occasion": "", "language": "en",
             "channel": "", "subject": "", "body": "x"}  # fmt: skip
    return templates.Template(**(usual | fields))


@pytest.mark.parametrize(("written", "why"), [
    ("{% for c in customers %}{{ c }}{% endfor %}", "does not loop"), ("{for x in customer}", "does not loop"),
    ("{循环 客户}", "does not loop"), ("{%while 1%}", "does not loop"),
    ("{{ customer.delete() }}", "calls and computes nothing"), ("{customer.name}", "calls and computes nothing"),
    ("{customer.__class__.__mro__}", "calls and computes nothing"), ("{'a'*10**9}", "calls and computes nothing"),
    ("{customer[0]}", "calls and computes nothing"), ("{open('/etc/passwd').read()}", "reads nothing"),
    ("{% include '/etc/passwd' %}", "reads nothing"), ("{import os}", "reads nothing"),
    ("{{customer}}", "single braces"), ("{# x #}", "single braces"), ("{mars}", "Nobody can fill"),
    ("{}", "Nobody can fill"), ("{customer!r}", "Nobody can fill"), ("{customer:>9}", "Nobody can fill"),
    ("{if deal}x", "has no {end}"), ("x{end}", "belongs to no {if}"), ("{else}", "belongs to no {if}"),
    ("{if deal}{if owner}x{end}{end}", "inside another"), ("{if deal}{else}{else}{end}", "belongs to no {if}"),
    ("{if mars}x{end}", "Nobody can fill"), ("x" * (MOST + 1), "at most"),
])  # fmt: skip
def test_more_than_places_is_refused_in_one_sentence_when_saved_and_when_filled(written, why):
    with pytest.raises(Invalid) as refused:
        templates.added({"body": written})
    said = str(refused.value.message)
    assert why in said
    assert "\n" not in said
    kept = template(body=written)
    saying = templates.said(kept, {"customer": "Acme"})
    assert (saying.body, saying.lacking) == (written, ())
    assert saying.fault == refused.value.message


def test_a_stored_template_is_refused_when_it_is_changed_into_one():
    book = Book({"templates": {"1": {"body": "x"}}})
    with pytest.raises(Invalid):
        templates.changed(book, 1, {"subject": "{% for x in y %}"})


def test_places_go_by_either_language_and_those_without_a_value_are_named():
    values = values_of(ACME, DEAL, NOW, About(PROSPECT, "A", language="en", owner="li"))
    saying = templates.said(
        template(subject="{contract}", body="{contact}, {客户}: { amount } {contract} {合同}"),
        values,
    )
    assert saying.body == "Bo Li, Acme: 123,456 EUR {contract} {contract}"
    assert (saying.subject, saying.lacking) == ("{contract}", ("contract",))


def test_words_stand_in_for_a_value_and_parts_depend_on_one():
    written = "{contact|there}{if deal}, {deal}{else}, hello{end}{如果 金额} {金额}{结束}."
    assert filled(written, {}) == ("there, hello.", ())
    assert filled(written, {"contact": "Bo", "deal": "Line", "amount": "5"}).text == "Bo, Line 5."
    assert filled("{if deal}{amount}{end}{deal|}", {}) == ("", ())
    assert filled("{if deal}{amount}{end}", {"deal": "x"}).lacking == ("amount",)
    assert filled("a } b { c", {}).text == "a } b { c"


@given(st.text(), st.text(), st.text())
def test_what_a_customer_wrote_is_never_looked_at_again(name, contact, product):
    """Invariant 18: neither places nor formats nor conditions in a value mean anything."""
    case = Case(1, {"name": name, "owner": "{contact} {if deal} {{ 7*7 }} %(owner)s"},
                contacts=[(1, {"name": contact})])  # fmt: skip
    values = values_of(case, {"products": [product]}, NOW, About())
    saying = templates.said(template(body="<{customer|}|{contact|}|{product|}|{owner}>"), values)

    def shown(text):
        return text if text.strip() else ""

    person = contact if contact else ""
    assert saying.body == (f"<{shown(name)}|{shown(person)}|{shown(product)}|"
                           "{contact} {if deal} {{ 7*7 }} %(owner)s>")  # fmt: skip


def test_values_are_written_as_the_customers_language_writes_them():
    english = values_of(ACME, DEAL, NOW, About(PROSPECT, "A", "birthday", "en", "li"))
    assert english == {
        "customer": "Acme", "contact": "Bo Li", "salutation": "Dear Dr. Bo Li", "title": "Dr.",
        "owner": "li", "stage": "Prospect", "tier": "A", "deal": "Line", "product": "Press",
        "amount": "123,456 EUR", "city": "Kiel", "occasion": "birthday", "today": "24 November 2026",
        "sign_date": "31 December 2026",
    }  # fmt: skip
    case = Case(1, {"name": "宏达"}, contacts=[(1, {"name": "王伟", "title": "采购经理"})],
                follow_ups=[(1, {"due_at": "2026-11-01"}), (2, {"due_at": "2026-12-01T01:00:00Z"})])  # fmt: skip
    chinese = values_of(case, None, NOW, About(PROSPECT, "B", "生日", "zh"))
    assert chinese["salutation"] == "王伟采购经理您好"
    assert (chinese["stage"], chinese["today"]) == ("潜在", "2026年11月24日")
    assert chinese["next_date"] == "2026年12月1日"
    assert values_of(case, None, NOW, About(language="fr"))["today"] == "2026-11-24"


def test_the_greeting_is_the_contacts_own_or_lacks_with_nobody_to_greet():
    own = Case(1, {"name": "x"}, contacts=[(1, {"name": "Bo", "custom": {"称呼": "波哥"}})])
    assert values_of(own, None, NOW, About())["salutation"] == "波哥"
    job = Case(1, {"name": "x"}, contacts=[(1, {"name": "Bo", "title": "Head of sales"})])
    assert values_of(job, None, NOW, About())["salutation"] == "Dear Bo"
    assert "salutation" not in values_of(Case(1, {"name": "x"}), None, NOW, About())
    person = Case(1, {"name": "Ida", "kind": "person"})
    assert values_of(person, None, NOW, About())["salutation"] == "Dear Ida"


def test_a_reminder_names_what_is_overdue_and_on_which_contract():
    def euros(major):
        return {"minor": major * 100, "currency": "EUR"}

    def contract(code, due):
        return {"code": code, "amount": euros(900), "signed_on": "2026-01-01",
                "instalments": [{"due_on": due, "amount": euros(900)}]}  # fmt: skip

    case = Case(
        1,
        {"name": "x"},
        contracts=[(1, contract("OLD", "2026-05-01")), (2, contract("NEW", "2026-11-01"))],
    )
    values = values_of(case, DEAL, NOW, About(occasion="overdue"))
    assert (values["contract"], values["amount"]) == ("OLD", "900 EUR")
    paid = values_of(Case(1, {"name": "x"}), DEAL, NOW, About(occasion="overdue"))
    assert "amount" not in paid


def test_whom_a_text_is_for():
    assert [i for i, _ in people_of(ACME)] == [2, 1]
    assert [i for i, _ in people_of(ACME, "emails")] == [1, 2]
    assert person_meant(ACME, "bo")[0] == 2
    assert person_meant(ACME, "#1")[0] == 1
    with pytest.raises(Refused, match="Ann, Bo Li"):
        person_meant(ACME, "Carl")
    with pytest.raises(Refused, match="has no contact"):
        person_meant(Case(1, {"name": "x"}), "Carl")


def test_the_best_fitting_comes_first_and_others_not_at_all():
    every = [
        template(number=1), template(number=2, tier="A"), template(number=3, stage="", occasion="生日"),
        template(number=4, channel="email"), template(number=5, stage="interested"),
        template(number=6, tier="B"), template(number=7, language="zh"), template(number=8, occasion="birthday", tier="A"),
        template(number=0), template(number=9, language="", stage=""), template(number=10, channel="sms"),
    ]  # fmt: skip

    def numbers(**wanted):
        where = templates.Where(PROSPECT, "A", "en")._replace(**wanted)
        return [one.number for one in templates.ranked(every, where)]

    assert numbers() == [2, 4, 10, 1, 0, 9]
    assert numbers(occasion="birthday") == [8, 3, 2, 4, 10, 1, 0, 9]
    assert numbers(channel="email") == [2, 4, 1, 0, 9]
    assert numbers(language="zh") == [7, 9]
    assert numbers(language="fr") == [9]
    assert templates.ranked(every[:2], templates.Where(PROSPECT, "A", "fr"))[0].number == 2


def test_occasions_go_by_words_of_either_language():
    assert [occasion_of(word) for word in ("生日", "Birthday", "Mid-Autumn Festival", "spring festival", "fair")] == [
        "birthday", "birthday", "mid_autumn", "spring_festival", "fair"]  # fmt: skip


def test_a_template_is_meant_by_number_name_or_beginning():
    every = [template(number=1, name="Quote"), template(number=2, name="Quote", language="zh", body="y"),
             template(number=3, subject="Thanks a lot")]  # fmt: skip
    assert templates.meant(every, "3").number == 3
    assert templates.meant(every, "thanks").number == 3
    assert templates.meant(every, "quote", "zh").number == 2
    for word in ("Quote", "9", "x", ""):
        with pytest.raises(Refused):
            templates.meant(every, word)


@pytest.mark.parametrize("preset", PRESETS)
def test_the_starter_set_serves_stages_tiers_and_occasions_in_both_languages(preset):
    book = Book({"settings": {"1": {"stage_preset": preset}}})
    change = templates.started(book)
    docs = [edit.after for edit in change.edits]
    assert len(docs) == len(STARTER)
    for language in ("en", "zh"):
        spoken = [doc for doc in docs if doc["language"] == language]
        assert {doc["tier"] for doc in spoken if "tier" in doc} == {"A", "B", "C", "D"}
        stages = {stage.key for stage in PRESETS[preset]}
        assert {doc["stage"] for doc in spoken if "stage" in doc} == stages
        assert {"birthday", "overdue"} <= {doc.get("occasion") for doc in spoken}
    for doc in docs:
        templates.added(doc)
    after = Book({"templates": {str(n): doc for n, doc in enumerate(docs, 1)}})
    assert templates.started(after).empty
    assert {edit.after["language"] for edit in templates.started(book, "zh").edits} == {"zh"}


def test_starters_of_stages_that_a_book_does_not_have_stay_out():
    own = [
        ("one", "open", 20),
        ("won", "won", None),
        ("maintain", "maintain", None),
        ("lost", "lost", None),
    ]
    stages = {
        str(n): {"key": key, "kind": kind, "probability": p}
        for n, (key, kind, p) in enumerate(own, 1)
    }
    docs = [edit.after for edit in templates.started(Book({"stages": stages})).edits]
    assert {doc["stage"] for doc in docs if "stage" in doc} == {"won", "maintain", "lost"}
