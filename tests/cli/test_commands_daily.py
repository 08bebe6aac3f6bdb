"""The verbs of every day, as a person types them."""

import json

import pytest

from tierdesk.commands.registry import COMMANDS


def test_a_customer_keeps_its_name_when_its_contact_is_named(line):
    line("add", "Acme", "country=DE", "contact.name=Max M", "contact.phones=+49 30 1")
    shown = line("show", "Acme", "--json").json
    assert shown["customer"]["name"] == "Acme"
    assert shown["contacts"][0]["name"] == "Max M"
    line("set", "Acme", "contact.name=Jo", "city=Bonn")
    shown = line("show", "1", "--json").json
    assert (shown["customer"]["name"], shown["contacts"][0]["name"]) == ("Acme", "Jo")


def test_a_second_customer_of_the_same_name_is_asked_about(line):
    line("add", "宏达")
    refused = line("add", " 宏 达 ".replace(" 达", "达"), code=1)
    assert "number 1" in refused.err
    line("add", "宏达", "--anyway")
    assert len(line("list", "--json").json["customers"]) == 2


def test_blank_forgets_a_field(line):
    line("add", "Acme", "city=Bonn", "custom.Branche=Metall")
    line("set", "1", "city=", "custom.Branche=")
    customer = line("show", "1", "--json").json["customer"]
    assert "city" not in customer
    assert "custom" not in customer


def test_fields_are_known_by_their_chinese_names(line):
    line("add", "Acme", "城市=上海", "行业=机械")
    customer = line("show", "1", "--json").json["customer"]
    assert (customer["city"], customer["industry"]) == ("上海", "机械")


@pytest.mark.parametrize("word", ["foo=bar", "deal.probability=40", "tierdesk_id=7", "deal.currency=EUR",
                                  "deal.stage=won", "city"])  # fmt: skip
def test_what_cannot_be_set_is_refused_and_nothing_changes(line, word):
    line("add", "Acme")
    before = line.tables()
    assert line("set", "1", word, code=None).code in (1, 2)
    assert line.tables() == before


def test_a_tier_by_hand_needs_a_reason_and_shows(line):
    line("add", "Acme")
    assert "reason" in line("set", "1", "tier=A", code=1).err
    line("set", "1", "tier=A", "--reason", "old friend", "--until", "+1m")
    shown = line("show", "1", "--json").json
    assert shown["score"]["tier"] == "A"
    assert shown["customer"]["tier_override"]["until"] == "2026-12-24"
    later = line("show", "1", "--json", "--now", "2027-01-10").json
    assert later["score"]["tier"] != "A"


@pytest.mark.parametrize("word", ["n", "no", "否", "无", "×", ""])
def test_parked_no_means_no(line, word):
    line("add", "Acme")
    line("set", "1", "parked=yes", "--reason", "waits for the budget")
    line("set", "1", f"parked={word}")
    assert "parked" not in line("show", "1", "--json").json["customer"]


def test_the_answer_names_the_date_that_was_asked_for_and_its_time(line):
    line("add", "Acme")
    assert "2026-11-27" in line("log", "1", "call", "--next", "+3d").out
    said = line("log", "1", "again", "--next", "12月1日 下午3点")
    assert "2026-12-01 15:00" in said.out
    follow_ups = line("show", "1", "--json").json["follow_ups"]
    assert [f["due_at"] for f in follow_ups] == ["2026-12-01T07:00:00Z"]


def test_a_new_date_takes_the_place_of_the_old_one_but_not_of_a_promise(line):
    line("add", "Acme")
    line("log", "1", "x", "--next", "fri", "--promised")
    said = line("log", "1", "early call", "--next", "2026-12-10", "--json")
    assert said.json["next_due"] == "2026-11-27"
    assert "stays" in line("log", "1", "early call", "--next", "2026-12-11").out
    assert len(line("show", "1", "--json").json["follow_ups"]) == 2


@pytest.mark.parametrize(
    ("order", "day"), [("dmy", "2026-12-05"), ("mdy", "2027-05-12"), ("ymd", "2027-05-12")]
)
def test_the_order_of_day_and_month_is_the_readers(line, order, day):
    line("add", "Acme")
    told = line("log", "1", "x", "--next", "5/12", "--json", TIERDESK_DATE_ORDER=order).json
    assert told["next_due"] == day


@pytest.mark.parametrize(("words", "code"), [
    (("log", "1", "x", "--next", "2/30"), 1),
    (("log", "1", "x", "--next", "yesterday"), 1),
    (("log", "1", "x", "--at", "tomorrow"), 1),
    (("log", "1", "x", "--result", "sleepy"), 1),
    (("log", "1", "x", "--channel", "pigeon"), 1),
    (("move", "1", "nowhere"), 1),
    (("move", "1", "lost"), 1),
    (("show", "nobody"), 1),
    (("show", "Ac"), 1),
    (("list", "tier:Z"), 2),
    (("list", "colour:red"), 2),
    (("today", "--limit", "x"), 2),
    (("add",), 2),
    (("add", " "), 1),
    (("frobnicate",), 2),
    (("list", "--colour"), 2),
    (("undo", "now"), 2),
    (("--now", "soon", "list"), 2),
])  # fmt: skip
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_bad_words_get_one_sentence_and_the_right_code(line, words, code, lang):
    line("add", "Acme")
    line("add", "Acorn")
    before = line.tables()
    said = line(*words, code=code, TIERDESK_LANG=lang)
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert said.err.startswith("tierdesk: ")
    assert lang == "en" or any("\u4e00" <= c <= "\u9fff" for c in said.err), said.err
    assert line.tables() == before


def test_today_for_programs_parts_columns_by_tabs(line):
    line("add", "A\tB")
    rows = line("today", "--plain").out.splitlines()
    assert [row.count("\t") for row in rows] == [5]


CHANGING = {
    "add": ["add", "Neu", "city=Bonn"],
    "set": ["set", "1", "city=Köln", "contact.emails=a@b.c", "deal.amount=40k EUR", "tier=B", "--reason", "x"],
    "log": ["log", "1", "hello", "--result", "i", "--next", "fri"],
    "done": ["done", "1", "--next", "fri"],
    "snooze": ["snooze", "1", "2", "+5d", "--reason", "x"],
    "move": ["move", "1", "意向", "--reason", "met"],
    "park": ["park", "1", "2", "--reason", "waits"],
    "tier": ["tier", "1", "2", "A", "--reason", "friend", "--until", "+1m"],
    "contact": ["contact", "set", "1", "phones+=112", "role=buyer"],
    "need": ["need", "add", "1", "two more lines", "strength=2"],
    "deal": ["deal", "add", "1", "Line 3", "amount=40k", "expected_sign_on=eom"],
    "contract": ["contract", "add", "2", "C-8", "amount=10k", "instalments=2x 5k 2026-12-31"],
    "pay": ["pay", "3", "30k", "yesterday", "--contract", "c-7", "--method", "SEPA"],
    "payment": ["payment", "set", "3", "10k", "amount=12k"],
    "follow-up": ["follow-up", "set", "1", "due_at=fri 3pm", "promised=yes"],
    "remove": ["remove", "1", "2"],
    "view": ["view", "save", "urgent", "overdue>3", "--sort", "due"],
    "policy": ["policy", "set", "A", "ideal_days=2", "discount_limit=promotions"],
    "stage": ["stage", "add", "demo", "label=Demo", "--before", "negotiation"],
    "reason": ["reason", "add", "bad weather", "--kind", "other"],
    "task": ["task", "done", "1", "1"],
    "template": ["template", "add", "stage=prospect", "body=Dear {contact}"],
    "merge": ["merge", "1", "2", "--field", "country=1"],
    "group": ["group", "add", "VIP"],
    "field": ["field", "add", "Machines", "type=number"],
    "clean": ["clean", "repair"],
    "import": ["import", "FILE"],
    "model": ["model", "import", "MODEL"],
}  # fmt: skip
"""One call of every verb, and below another that changes something else in another way."""
MORE = {
    "done --where": ["done", "--where", "Acme"], "log --where": ["log", "--where", "Acme", "batch mail"],
    "log --also": ["log", "1", "--also", "2", "hello"], "move many": ["move", "1", "2", "意向", "--reason", "x"],
    "set many": ["set", "1", "2", "tags+=vip", "contact.name=Eve", "notes+=line"],
    "park --back": ["park", "3", "--back"], "tier model": ["tier", "3", "model"],
    "contact remove": ["contact", "remove", "1", "Max"], "contact add": ["contact", "add", "2", "Jo", "phones=110"],
    "need set": ["need", "set", "3", "1", "strength=3"], "need remove": ["need", "remove", "3", "spares"],
    "deal set": ["deal", "set", "1", "expected_profit=9k"], "deal remove": ["deal", "remove", "2", "2"],
    "deal won": ["deal", "won", "1", "--reason", "x"], "deal reopen": ["deal", "reopen", "3"],
    "deal lost": ["deal", "lost", "1", "reason=price", "cause=late"],
    "contract set": ["contract", "set", "3", "C-7", "terms=net 30"], "contract remove": ["contract", "remove", "3", "C-9"],
    "pay in dollars": ["pay", "3", "1k", "USD", "--rate", "7.1", "--contract", "C-7"], "payment remove": ["payment", "remove", "3", "10k"],
    "payment add": ["payment", "add", "3", "5k", "paid_on=2026-11-20", "contract=C-7"],
    "follow-up add": ["follow-up", "add", "1", "mon", "note=prices"],
    "follow-up remove": ["follow-up", "remove", "1", "today"], "view remove": ["view", "remove", "OLD"],
    "stage rename": ["stage", "rename", "prospect=interested", "interested=prospect"],
    "stage remove": ["stage", "remove", "prospect", "--to", "interested"],
    "stage preset": ["stage", "preset", "leads"], "reason remove": ["reason", "remove", "price"],
    "move lost": ["move", "1", "lost", "--reason", "price", "--kind", "price", "--cause", "cheaper offer"],
    "merge --not": ["merge", "--not", "1", "3"], "merge --certain": ["merge", "--certain"],
    "model publish": ["model", "publish", "2", "--note", "x"], "model drop": ["model", "drop", "2"],
    "model rollback": ["model", "rollback", "1", "--kind", "signed"],
}  # fmt: skip


MODEL = {"schema": 1, "groups": [{"key": "g", "label": "G", "criteria": [
    {"key": "a", "label": "A", "weight": 1, "source": "customer.interest",
     "map": {"kind": "linear", "lo": 0, "hi": 5}},
]}]}  # fmt: skip


def test_every_changing_verb_is_listed_here():
    assert {c.name for c in COMMANDS if c.changes} == set(CHANGING) | {"undo", "redo"}


@pytest.mark.parametrize("words", [*CHANGING.values(), *MORE.values()], ids=[*CHANGING, *MORE])
def test_every_verb_is_one_change_that_undo_takes_back_and_redo_makes_again(line, words, tmp_path):
    """Invariant 17."""
    table = tmp_path / "more.csv"
    table.write_text(
        "name,city,touch.at,touch.content\nAcme,Ulm,-3d,hi\nNova,Rom,-1d,ho\n", encoding="utf-8"
    )
    line("add", "Acme", "country=DE", "contact.name=Max")
    line("add", "Nexus")
    line("add", "Third", "needs=spares")
    for name in ("Twice", "Twice AG"):
        line(
            "add",
            name,
            "contact.name=學(xué)",
            "contact.emails=t@x.example",
            "contact.phones=+49 30 123456",
        )
    line("park", "3", "--reason", "waits")
    line("tier", "3", "B", "--reason", "x")
    line("view", "save", "old", "Nexus")
    line("log", "1", "first", "--next", "today")
    line("contract", "add", "3", "C-7", "amount=100k", "signed_on=2026-11-01", "first=30k")
    line("pay", "3", "10k", "2026-11-10")
    line("contract", "add", "3", "C-9", "amount=5k")
    line("deal", "lost", "3", "--reason", "gone")
    for kind in ("open", "signed"):
        (tmp_path / f"{kind}.json").write_text(json.dumps(MODEL | {"kind": kind}))
        line("model", "import", str(tmp_path / f"{kind}.json"))
    line("model", "publish", "3", "--note", "y")
    before = line.tables()
    files = {"FILE": str(table), "MODEL": str(tmp_path / "open.json")}
    words = [files.get(word, word) for word in words]
    told = line(*words, "--json").json
    after = line.tables()
    assert after != before
    assert {"schema", "change_id", "revision"} <= told.keys()
    assert line("undo", "--json").json["change_id"] == told["change_id"]
    assert line.tables() == before
    line("redo")
    assert line.tables() == after
    entry = line("history", "--limit", "1", "--json").json["changes"][0]
    assert entry["change_id"] == told["change_id"]
    assert entry["verb"] != entry["what"] != ""
    assert "%(" not in entry["what"]


def test_json_of_a_book_with_hostile_text_is_exact_and_harmless(line):
    name = "\x1b]52;c;ZXZpbA==\x07 \u202eevil %(x)s [red]{{7*7}} =1+1"
    line("add", name, f"notes={name}")
    said = line("list", "--json")
    assert json.loads(said.out)["customers"][0]["name"] == name
    for words in (["list", "--json"], ["list"], ["show", "1"], ["today"], ["history"], ["undo"]):
        out = line(*words).out
        assert not any(c in out for c in "\x1b\x07\u202e\x9b"), words
