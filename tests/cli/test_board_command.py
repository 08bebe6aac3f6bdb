"""`board`: the open deals by stage, as text and as a document."""

import pytest


@pytest.fixture
def book(line):
    line("add", "宏达机械", "country=CN", "owner=li")
    line("add", "Nordwind GmbH", "country=DE")
    line("deal", "add", "1", "title=Line 4", "amount=90000 CNY")
    line("deal", "add", "2", "amount=48000 EUR")
    return line


def test_the_stages_with_their_cards_and_sums(book):
    found = book("board", "--json").json
    assert (found["schema"], found["deals"], found["currency"]) == (1, 4, "CNY")
    assert [stage["stage"] for stage in found["stages"]] == [
        "prospect", "interested", "negotiation", "won", "maintain", "lost",
    ]  # fmt: skip
    first = found["stages"][0]
    assert (first["found"], first["deals"], first["unpriced"]) == (4, 4, 2)
    assert first["value"]["total"] == {"minor": 9_000_000, "currency": "CNY"}
    assert first["value"]["unrated"] == [{"minor": 4_800_000, "currency": "EUR"}]
    assert first["weighted"]["total"]["minor"] == found["weighted"]["total"]["minor"] == 900_000
    card = next(card for card in first["cards"] if card["title"] == "Line 4")
    assert {name: card[name] for name in ("customer_id", "name", "owner", "open", "probability", "rotting", "hold", "why")} == {
        "customer_id": 1, "name": "宏达机械", "owner": "li", "open": True, "probability": 10, "rotting": False, "hold": False,
        "why": None,
    }  # fmt: skip


def test_it_is_read_by_a_person(book):
    said = book("board").out
    assert "Prospect: 4, worth ¥90k + €48k (2 state no amount)" in said
    assert "Line 4" in said
    assert "4 open deals, by probability worth ¥9k + €4.8k" in said
    assert "潜在：4 张卡" in book("--lang", "zh", "board").out


def test_a_filter_a_stage_and_a_limit_narrow_it(book):
    one = book("board", "nordwind", "--json").json
    assert {card["name"] for stage in one["stages"] for card in stage["cards"]} == {"Nordwind GmbH"}
    assert one["deals"] == 2
    stage = book("board", "--stage", "潜在", "--limit", "1", "--json").json["stages"]
    assert [(s["stage"], s["found"], len(s["cards"])) for s in stage] == [("prospect", 4, 1)]
    assert "No card fits." in book("board", "oakline").err + book("board", "oakline").out


def test_what_is_wrong_is_one_sentence(book):
    assert "is no stage; choose one of" in book("board", "--stage", "nowhere", code=1).err
    assert "--limit" in book("board", "--limit", "x", code=2).err


def test_a_moved_deal_stands_where_it_was_moved(book):
    book("deal", "set", "1", "1", "expected_sign_on=2026-12-24", code=None)
    book("move", "2", "lost", "--reason", "price", "--deal", "2")
    book("move", "2", "lost", "--reason", "price", "--deal", "4")
    stages = {stage["stage"]: stage for stage in book("board", "--json").json["stages"]}
    assert [card["name"] for card in stages["lost"]["cards"]] == ["Nordwind GmbH"]
    assert stages["lost"]["deals"] == 0
