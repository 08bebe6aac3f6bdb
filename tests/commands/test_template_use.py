"""`template render` and `template merge`: the text, the mail, the table, whom they leave out, and the log."""

import csv
from email import message_from_bytes
from email.policy import default
from io import StringIO

import pytest

from tierdesk.commands.registry import find
from tierdesk.commands.shown.outcome import lines_of
from tierdesk.errors import Invalid, Refused, TierdeskError, Usage
from tierdesk.i18n.catalog import Catalog

BODY = "{salutation|Dear Sir or Madam},\n\n{customer} in {city}. {owner}"


@pytest.fixture
def desk(front):
    front("add", "Acme", "country=DE", "city=Kiel", "deal.title=Line")
    front("contact", "add", "Acme", "name=Bo Löwe", "role=decision_maker", "phones=0431 1234567")
    front("contact", "add", "Acme", "name=Ann", "emails=ann@acme.example")
    front(
        "template",
        "add",
        "name=Visit",
        "language=en",
        "channel=email",
        "subject=To {customer}",
        f"body={BODY}",
    )
    return front


def others(desk):
    """Three who cannot be written to, each for another reason."""
    desk("add", "Nobody", "country=DE", "city=Bonn")
    desk("add", "Nowhere", "country=DE", "contact.name=Cid", "contact.emails=cid@x.example")
    desk(
        "add",
        "Silent",
        "country=DE",
        "city=Ulm",
        "contact.name=Dee",
        "contact.emails=dee@x.example",
    )
    desk("set", "Silent", "do_not_contact=yes")


def shown(outcome, language="en"):
    return lines_of(find("template"), outcome, Catalog(language))


def mail_of(path):
    return message_from_bytes(path.read_bytes(), policy=default)


def touches(desk):
    return [dict(doc) for doc in desk.tables().get("touches", {}).values()]


def test_a_text_goes_to_whoever_can_be_reached_or_to_the_contact_that_is_named(desk):
    outcome = desk("template", "render", "visit", "Acme")
    assert outcome.document["subject"] == "To Acme"
    assert outcome.document["body"] == "Dear Ann,\n\nAcme in Kiel. li"
    assert (outcome.document["address"], outcome.document["template_id"]) == ("ann@acme.example", 1)
    assert shown(outcome) == [
        "to: ann@acme.example",
        "subject: To Acme",
        "",
        "Dear Ann,",
        "",
        "Acme in Kiel. li",
    ]
    assert shown(outcome, "zh")[0] == "收件：ann@acme.example"
    named = desk("template", "render", "1", "Acme", "--contact", "bo").document
    assert (named["body"].split(",")[0], named["address"]) == ("Dear Bo Löwe", None)
    assert touches(desk) == []


def test_what_lacks_is_named_in_a_sentence_and_stays_in_the_text(desk):
    desk("set", "Acme", "city=")
    outcome = desk("template", "render", "visit", "Acme")
    assert "in {city}" in outcome.document["body"]
    assert outcome.document["lacking"] == ["city"]
    assert [desk.sentence(one) for one in outcome.talk] == [
        "Acme: nothing is known for {city} (city)."
    ]
    with pytest.raises(Refused, match=r"nothing is known for \{city\}"):
        desk("template", "render", "visit", "Acme", "--mailto")


def test_a_mail_is_a_draft_that_reads_back_and_is_the_same_every_time(desk, tmp_path):
    path = tmp_path / "acme.eml"
    outcome = desk("template", "render", "Visit", "Acme", "--eml", str(path))
    assert desk.said(outcome) == [f"The mail to Acme is written to {path}."]
    mail = mail_of(path)
    assert (str(mail["To"]), str(mail["Subject"]), mail["X-Unsent"]) == (
        "Ann <ann@acme.example>",
        "To Acme",
        "1",
    )
    assert mail.get_content().splitlines() == ["Dear Ann,", "", "Acme in Kiel. li"]
    assert mail["Date"].datetime.date().isoformat() == "2026-11-24"
    first = path.read_bytes()
    assert b"\r\n" in first
    assert b"\n" not in first.replace(b"\r\n", b"")
    with pytest.raises(Refused, match="exists already"):
        desk("template", "render", "Visit", "Acme", "--eml", str(path))
    desk("template", "render", "Visit", "Acme", "--eml", str(path), "--force")
    assert path.read_bytes() == first


def test_a_mailto_address_carries_subject_and_text(desk):
    outcome = desk("template", "render", "Visit", "Acme", "--mailto")
    wanted = "mailto:ann@acme.example?subject=To%20Acme&body=Dear%20Ann%2C%0D%0A%0D%0AAcme%20in%20Kiel.%20li"
    assert shown(outcome) == [outcome.document["mailto"]] == [wanted]


def test_a_text_is_logged_when_asked_and_undone(desk):
    before = desk.tables()
    outcome = desk("template", "render", "Visit", "Acme", "--mailto", "--log")
    assert outcome.document["change_id"]
    (touch,) = touches(desk)
    assert {k: touch[k] for k in ("channel", "template_id", "contact_id", "by")} == {
        "channel": "email", "template_id": 1, "contact_id": 2, "by": "li"}  # fmt: skip
    assert touch["content"].startswith("To Acme\nDear Ann,")
    desk("undo")
    assert desk.tables() == before


def test_who_may_only_read_fills_and_does_not_log(desk):
    reader = desk.beside(read_only=True)
    assert reader("template", "render", "1", "Acme").document["subject"] == "To Acme"
    with pytest.raises(TierdeskError):
        reader("template", "render", "1", "Acme", "--log")
    reader.desk.close()


def test_a_merge_writes_a_mail_each_and_names_whom_it_leaves_out(desk, tmp_path):
    others(desk)
    folder = tmp_path / "mails"
    outcome = desk(
        "template", "merge", "Visit", "--where", "country:DE", "--out", str(folder), "--log"
    )
    assert [path.name for path in folder.iterdir()] == ["00001-Acme.eml"]
    assert desk.said(outcome) == [f"1 text written to {folder}.", "Logged for 1 customer."]
    (left,) = [desk.sentence(one) for one in outcome.talk]
    assert left == (
        "Left out: Nobody (has no mail address that can be used), "
        "Nowhere (nothing is known for {city} (city)), Silent (is not to be contacted)."
    )
    assert [one["name"] for one in outcome.document["left_out"]] == ["Nobody", "Nowhere", "Silent"]
    assert [touch["customer_id"] for touch in touches(desk)] == [1]
    with pytest.raises(Refused, match="exists already"):
        desk("template", "merge", "Visit", "--where", "country:DE", "--out", str(folder))
    with pytest.raises(Refused, match="Nobody can be written to"):
        desk("template", "merge", "Visit", "--where", "Silent", "--out", str(folder))


def test_a_merge_of_several_is_logged_as_one_change(desk, tmp_path):
    desk(
        "add", "Beta", "country=DE", "city=Ulm", "contact.name=Eva", "contact.emails=eva@b.example"
    )
    before = desk.tables()
    desk(
        "template", "merge", "Visit", "--where", "country:DE", "--out", str(tmp_path / "m"), "--log"
    )
    assert [touch["contact_id"] for touch in touches(desk)] == [2, 3]
    desk("undo")
    assert desk.tables() == before


def test_a_table_holds_nothing_that_a_spreadsheet_runs(desk, tmp_path):
    desk(
        "add",
        "=HYPERLINK(1)",
        "country=DE",
        "city=@Bonn",
        "contact.name=+Cid",
        "contact.phones=+49 228 123456",
    )
    desk("template", "add", "name=Short", "channel=sms", "body={customer}: {city}")
    path = tmp_path / "sms.csv"
    outcome = desk("template", "merge", "Short", "--where", "country:DE", "--csv", str(path))
    assert outcome.document["written"] == 2
    rows = list(csv.DictReader(StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    assert [row["contact"] for row in rows] == ["Bo Löwe", "'+Cid"]
    assert (rows[1]["customer"], rows[1]["body"]) == ("'=HYPERLINK(1)", "'=HYPERLINK(1): @Bonn")
    assert rows[0]["phone"] == "0431 1234567"


def test_a_dry_run_writes_nothing(desk, tmp_path):
    folder = tmp_path / "mails"
    words = (
        "template",
        "merge",
        "1",
        "--where",
        "country:DE",
        "--out",
        str(folder),
        "--log",
        "--dry-run",
    )
    assert desk.said(desk(*words)) == [f"1 text would be written to {folder}."]
    assert not folder.exists()
    assert touches(desk) == []


def test_headers_take_no_lines_of_a_customers_name(desk, tmp_path):
    desk("add", "Evil\r\nBcc: all@x.example", "country=DE", "city=Ulm", "contact.name=E\r\nBcc: you@x.example",
         "contact.emails=e@x.example")  # fmt: skip
    path = tmp_path / "e.eml"
    desk("template", "render", "1", "2", "--eml", str(path))
    mail = mail_of(path)
    assert mail["Bcc"] is None
    assert mail["To"].addresses[0].addr_spec == "e@x.example"


def test_a_stored_template_of_another_engine_is_refused_when_it_is_rendered(desk):
    from tierdesk.domain.change import Change, Edit

    foreign = {"name": "Loop", "body": "{% for c in customers %}{{ c }}{% endfor %}"}
    desk.desk.perform(
        lambda _: Change("template.add", {"what": "Loop"}, (Edit("templates", -1, None, foreign),))
    )
    with pytest.raises(Invalid, match="does not loop"):
        desk("template", "render", "Loop", "Acme")
    with pytest.raises(Invalid, match="does not loop"):
        desk("template", "merge", "Loop", "--where", "country:DE", "--csv", "x.csv")


def test_the_best_fitting_is_taken_for_an_occasion_and_the_starter_set_is_one_change(desk):
    outcome = desk("template", "starter", "--language", "en")
    assert "starter set" in desk.said(outcome)[0]
    found = desk("template", "render", "-", "Acme", "--occasion", "生日").document
    assert (found["subject"], found["body"].split("\n")[0]) == ("Happy birthday", "Dear Ann,")
    names = [
        one["name"]
        for one in desk("template", "fill", "Acme", "--occasion", "birthday").document["texts"]
    ]
    assert names[0] == "Birthday wishes"
    assert "Instalment due" not in names
    listed = desk("template", "list", "--occasion", "birthday").document["templates"]
    assert [one["name"] for one in listed] == ["Birthday wishes"]
    desk("undo")
    assert len(desk.tables()["templates"]) == 1
    assert len(desk("template", "places").document["places"]) >= 12
    assert any("{联系人}" in line for line in shown(desk("template", "places")))


@pytest.mark.parametrize("words", [
    ("render", "1"), ("merge", "1"), ("merge", "1", "--where", "Acme"), ("starter", "x"),
    ("merge", "1", "--where", "Acme", "--out", "a", "--csv", "b"), ("merge", "1", "2", "--where", "Acme", "--csv", "b"),
])  # fmt: skip
def test_wrong_words_are_told(desk, words):
    with pytest.raises(Usage):
        desk("template", *words)


@pytest.mark.parametrize("words", [
    ("render", "9", "Acme"), ("render", "1", "Zeta"), ("render", "1", "Acme", "--contact", "Zoe"),
    ("starter", "--language", "klingon"), ("render", "1", "Acme", "--channel", "fax"),
])  # fmt: skip
def test_what_is_not_there_is_told(desk, words):
    with pytest.raises((Refused, Invalid)):
        desk("template", *words)
