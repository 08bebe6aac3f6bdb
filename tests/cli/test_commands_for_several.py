"""Verbs for one customer and for many: who is meant, what is told, what is left alone."""

import pytest


@pytest.fixture
def three(line):
    line("add", "Acme", "country=DE", "contact.name=Max")
    line("add", "Nova", "country=DE")
    line("add", "宏达", "country=CN", "do_not_contact=yes")
    return line


def test_done_says_when_the_next_contact_is_and_why(three):
    said = three("done", "Acme").out
    assert "cadence of tier" in said
    shown = three("show", "1", "--json").json
    assert shown["follow_ups"] == []
    assert [(t["result"], t.get("channel")) for t in shown["touches"]] == [("reached", None)]
    assert shown["summary"]["next_due"] in said
    assert "2026-12-01" in three("done", "Acme", "--next", "2026-12-01").out


def test_done_of_somebody_not_to_be_contacted_wants_a_date(three):
    before = three.tables()
    assert "--" not in three("done", "宏达", code=1).out
    assert three.tables() == before
    three("done", "1", "宏达", "--next", "fri")


def test_a_snooze_keeps_the_first_day_and_the_third_wants_a_reason(three):
    three("log", "1", "call", "--next", "tomorrow")
    for day in ("+2d", "+3d"):
        three("snooze", "Acme", day)
    assert "--reason" in three("snooze", "Acme", "+4d", code=1).err
    said = three("snooze", "Acme", "+4d", "--reason", "fair", "--json").json
    assert said["until"] == "2026-11-28"
    (plan,) = three("show", "1", "--json").json["follow_ups"]
    assert (plan["due_at"], plan["original_due"]) == ("2026-11-25", "2026-11-25")
    assert (plan["snoozed_until"], plan["snooze_count"], plan["snooze_reason"]) == (
        "2026-11-28",
        3,
        "fair",
    )
    assert three("list", "--json", "Acme").json["customers"][0]["next_due"] == "2026-11-28"


def test_a_snooze_past_the_longest_interval_and_on_a_day_of_rest_is_told(three):
    three("tier", "1", "A", "--reason", "x")
    said = three("snooze", "1", "2026-12-12").out
    assert "no working day" in said
    assert "longer than its tier allows" in said


def test_of_several_those_planned_for_later_stay_as_they_are(three):
    three("log", "2", "x", "--next", "2026-12-24")
    said = three("snooze", "1", "2", "+7d").out
    assert "1 customer is put off" in said
    assert "Nova is planned for later already" in said
    assert "2026-12-24" in three("snooze", "2", "+7d", code=1).err


def test_a_filter_names_everybody_it_finds_and_a_dry_run_only_tells_them(three):
    before = three.tables()
    told = three(
        "set", "--where", "country:DE", "owner=li", "tags+=fair", "--dry-run", "--json"
    ).json
    assert (told["dry_run"], told["customer_ids"]) == (True, [1, 2])
    assert three.tables() == before
    assert three("set", "--where", "country:DE", "owner=wang", "--json").json["customer_ids"] == [
        1,
        2,
    ]
    assert three("list", "owner:wang", "--json").json["found"] == 2
    assert (
        three("history", "--limit", "1", "--json").json["changes"][0]["what"]
        == "changed owner of 2 customers"
    )


def test_a_dry_run_leaves_out_whom_nothing_would_happen_to_and_refuses_what_would_be_refused(three):
    three("set", "1", "city=Bonn")
    assert three("set", "1", "2", "city=Bonn", "--dry-run", "--json").json["customer_ids"] == [2]
    assert three("park", "1", "--dry-run", code=1).err
    assert three("log", "--where", "country:DE", "batch", "--dry-run", "--json").json["found"] == 2
    three.environment["TIERDESK_READ_ONLY"] = "1"
    assert three("set", "1", "city=Ulm", "--dry-run").out
    assert three("set", "1", "city=Ulm", code=1).err


@pytest.mark.parametrize(("words", "code"), [
    (["snooze", "--where", "", "+3d"], 2), (["done", "1", "--where", "country:DE"], 2),
    (["done", "--where", "country:FR"], 1), (["done"], 2), (["done", "--where", "colour:red"], 2),
    (["set", "--where", "country:DE"], 2), (["log"], 2), (["log", "--where", "country:FR", "x"], 1),
    (["park", "1", "nobody", "--reason", "x"], 1), (["tier", "1", "E", "--reason", "x"], 1),
    (["tier", "1", "A"], 1), (["move", "1", "2", "lost"], 1), (["set", "1", "2"], 2), (["set", "1", "city+=x"], 2),
    (["contact", "add", "1"], 2), (["contact", "remove", "1", "Max", "name=x"], 2),
    (["contact", "set", "1", "Nobody", "name=x"], 1), (["need", "remove", "1"], 1),
    (["deal", "set", "1", "stage=won"], 2), (["follow-up", "add", "1", "2/30"], 1),
    (["view", "save"], 2), (["view", "save", "x", "tier:Z"], 2), (["view", "remove", "x"], 1),
    (["list", "--view", "x"], 1),
])  # fmt: skip
def test_bad_words_get_one_sentence_and_change_nothing(three, words, code):
    before = three.tables()
    said = three(*words, code=code)
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert three.tables() == before


def test_all_or_nothing_and_the_refusal_names_the_customer(three):
    three("move", "1", "意向", "--reason", "x")
    before = three.tables()
    assert (
        "Nova"
        in three("move", "1", "2", "成交", code=1).err + three("move", "2", "1", "成交", code=1).err
    )
    assert "宏达" in three("done", "1", "3", code=1).err
    assert three.tables() == before


def test_a_refusal_about_one_of_several_keeps_whether_a_reason_helps(three):
    three("deal", "add", "2", "second")
    assert three("set", "1", "2", "deal.title=x", code=1).err.startswith("tierdesk: Nova: ")
    assert three("move", "1", "3", "意向", code=1).err.count("give a reason") == 1


def test_of_several_those_who_stand_there_already_are_left_alone(three):
    three("move", "1", "意向", "--reason", "x")
    three("move", "1", "2", "意向", "--reason", "y")
    assert [len(d["history"]) for d in three("show", "1", "--json").json["deals"]] == [1]
    assert "already" in three("move", "1", "2", "意向", "--reason", "z").out


def test_one_customer_is_told_by_its_id_and_several_by_theirs(three):
    assert three("park", "1", "--reason", "x", "--json").json["customer_id"] == 1
    assert three("park", "1", "2", "1", "--reason", "y", "--json").json["customer_ids"] == [1, 2]
    assert three("park", "--where", "Acme", "--back", "--json").json["customer_ids"] == [1]


def test_a_view_is_a_filter_with_its_order_under_a_name(three):
    three("view", "save", "Germans", "country:DE", "--sort", "name", "--reverse")
    assert [c["name"] for c in three("list", "--view", "germans", "--json").json["customers"]] == [
        "Nova",
        "Acme",
    ]
    narrowed = three("list", "--view", "Germans", "Acme", "--sort", "id", "--json").json
    assert [c["name"] for c in narrowed["customers"]] == ["Acme"]
    assert [
        c["id"]
        for c in three("list", "--sort", "id", "--reverse", "--limit", "2", "--json").json[
            "customers"
        ]
    ] == [3, 2]
    three("view", "save", "GERMANS", "country:CN")
    (view,) = three("view", "list", "--json").json["views"]
    assert (view["name"], view["query"], view["sort"], view["descending"]) == (
        "GERMANS",
        "country:CN",
        "score",
        False,
    )
    assert "GERMANS" in three("view", "list", "--read-only").out
    assert three("view", "save", "x", "Acme", "--read-only", code=1).err
    three("view", "remove", "germans")
    assert "no saved view" in three("view", "list").out


def test_a_part_is_meant_by_number_name_or_day_and_asked_for_when_unclear(three):
    three("contact", "add", "1", "Maxine", "phones=110")
    assert "1 Max, 2 Maxine" in three("contact", "set", "1", "title=x", code=1).err
    three("contact", "set", "1", "max", "title=boss")
    three("contact", "set", "1", "2", "title=aide")
    assert [c["title"] for c in three("show", "1", "--json").json["contacts"]] == ["boss", "aide"]
    three("follow-up", "add", "1", "fri", "3pm", "note=prices")
    three("follow-up", "add", "1", "mon", "note=visit")
    three("follow-up", "set", "1", "下周一", "promised=是")
    assert [p.get("promised") for p in three("show", "1", "--json").json["follow_ups"]] == [
        None,
        True,
    ]
    three("follow-up", "remove", "1", "prices")
    assert [p["note"] for p in three("show", "1", "--json").json["follow_ups"]] == ["visit"]
    three("deal", "set", "1", "金额=4万", "预计签约日=月底")
    assert three("show", "1", "--json").json["deals"][0]["amount"] == {
        "minor": 4000000,
        "currency": "CNY",
    }


def test_hostile_names_stay_data_in_every_sentence(line):
    name = "\x1b]52;c;x\x07 %(n)s [red]{{7*7}}\u202e"
    line("add", name)
    line("add", "Other")
    for words in (["done", "1"], ["snooze", "1", "+200d"], ["park", "1", "--reason", name], ["tier", "1", "A", "--reason", name],
                  ["contact", "add", "1", name], ["need", "add", "1", name], ["deal", "add", "1", name],
                  ["view", "save", name, "Acme"], ["view", "list"], ["set", "1", f"tags+={name}"],
                  ["remove", "1", "--dry-run"], ["remove", "1"], ["history"], ["undo"]):  # fmt: skip
        said = line(*words)
        assert not any(c in said.out + said.err for c in "\x1b\x07\u202e"), words
