"""`report funnel`, `forecast`, `receivables` and `velocity`: one document for both doors, in both
languages, and bad words refused."""

import json
from datetime import timedelta
from itertools import pairwise

import pytest
from command_front import NOW

from tierdesk.commands.registry import find
from tierdesk.commands.shown.as_json import json_text
from tierdesk.commands.shown.outcome import lines_of
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.money import Money
from tierdesk.errors import Invalid, Usage
from tierdesk.i18n.catalog import Catalog
from tierdesk.terminal.cells import width

REPORTS = ("funnel", "forecast", "receivables", "velocity")


def on(ago):
    return (NOW.today - timedelta(ago)).isoformat()


def cny(units, currency="CNY"):
    return {"minor": units * 100, "currency": currency}


def moved(*path, **more):
    """A deal's document with its moves on record: (stage, days ago)."""
    history = [
        {"source": a, "target": b, "at": f"{on(ago)}T08:00:00Z"}
        for (a, _), (b, ago) in pairwise(path)
    ]
    stage, ago = path[-1]
    doc = {
        "stage": stage,
        "stage_since": f"{on(ago)}T08:00:00Z",
        "opened_on": on(path[0][1]),
        "history": history,
    }
    if stage in ("won", "lost"):
        doc |= {"status": stage, "closed_on": on(ago)}
    return doc | more


def fill(front):
    """Three customers; deals of two owners in three currencies; a contract that is late."""
    customers = [
        {"name": "Acme", "source": "web", "owner": "li", "credit_limit": cny(1000)},
        {"name": "杭州明川精密机械制造有限公司杭州明川精密机械", "source": "展会", "owner": "wang"},
        {"name": "Bolt\x1b[31m", "owner": "li"},
    ]
    won = [("prospect", 100), ("interested", 80), ("negotiation", 60), ("won", 40)]
    lost = [("prospect", 100), ("interested", 90), ("lost", 70)]
    deals = [moved(*won, amount=cny(900)) for _ in range(12)] + [
        moved(*lost, owner="wang") for _ in range(9)
    ]
    deals += [
        moved(("prospect", 30), ("negotiation", 5), amount=cny(500), expected_sign_on=on(-30)),
        moved(("prospect", 30), amount=cny(70, "EUR"), expected_sign_on=on(-60)),
        moved(("prospect", 20), amount=cny(60), expected_sign_on=on(3), probability_override=25),
        moved(("prospect", 20), ("won", 2), amount=cny(80)),
    ]
    contract = {
        "customer_id": -1, "signed_on": on(60), "amount": cny(900), "first_payment_amount": cny(100), "code": "K1",
        "instalments": [{"due_on": on(50), "amount": cny(100)}, {"due_on": on(40), "amount": cny(400)}, {"due_on": on(-20), "amount": cny(400)}],
    }  # fmt: skip
    edits = [Edit("customers", -n, None, doc) for n, doc in enumerate(customers, 1)]
    edits += [
        Edit("deals", -100 - n, None, {**doc, "customer_id": -1 - n % 3})
        for n, doc in enumerate(deals)
    ]
    edits += [Edit("contracts", -500, None, contract)]
    edits += [
        Edit("payments", -600, None, {"contract_id": -500, "paid_on": on(49), "amount": cny(100)})
    ]
    front.desk.apply(Change("import", {}, tuple(edits)))


def test_the_funnel_tells_stages_groups_quarters_and_the_bottleneck(front):
    fill(front)
    found = front("report", "funnel").document
    assert (found["open"], found["won"], found["lost"], found["win_rate"]) == (3, 13, 9, 0.590909)
    assert [(row["stage"], row["deals"], row["n"], row["died"]) for row in found["stages"]] == [
        ("prospect", 2, 23, 0), ("interested", 0, 23, 9), ("negotiation", 1, 13, 0)]  # fmt: skip
    narrow = found["bottleneck"]
    assert (narrow["stage"], narrow["why"], narrow["conversion"], narrow["firm"]) == (
        "interested", "conversion", 0.608696, True)  # fmt: skip
    assert sum(row["won"] for row in found["quarters"]) == 13
    assert {row["key"]: row["won"] + row["lost"] for row in found["groups"]["owner"]} == {
        "li": 9,
        "wang": 13,
    }
    assert {row["key"] for row in found["groups"]["source"]} == {"web", "展会", None}
    assert all(row["few"] and row["win_rate"] is None for row in found["groups"]["owner"])
    assert "There is no rate from EUR to CNY" in str(found["limits"][-1])


def test_groups_can_be_asked_for_alone_and_with_another_least(front):
    fill(front)
    found = front("report", "funnel", "--by", "owner", "--least", "9", "--limit", "1").document
    assert list(found["groups"]) == ["owner"]
    assert [(row["key"], row["n"], row["few"]) for row in found["groups"]["owner"]] == [
        ("wang", 13, False)
    ]


def test_the_forecast_adds_up_by_month_and_shows_what_has_no_rate(front):
    fill(front)
    found = front("report", "forecast").document
    assert [(row["slot"], row["deals"], row["best"]["total"], row["weighted"]["total"]) for row in found["slots"]] == [
        ("overdue", 1, Money(6000, "CNY"), Money(1500, "CNY")),
        ("2026-12", 1, Money(50_000, "CNY"), Money(30_000, "CNY")),
        ("2027-01", 1, Money(0, "CNY"), Money(0, "CNY")),
    ]  # fmt: skip
    assert found["slots"][2]["best"]["unrated"] == [Money(7000, "EUR")]
    assert found["total"]["committed"]["total"] == Money(50_000, "CNY")
    assert (found["won_this_month"]["deals"], found["by_hand"], found["odds"]) == (1, 1, "stage")
    seen = front("report", "forecast", "--odds", "history", "--commit", "99").document
    assert (seen["odds"], seen["total"]["committed"]["total"]) == ("history", Money(0, "CNY"))
    assert seen["total"]["best"] == found["total"]["best"]


@pytest.mark.parametrize("language, total", [("en", "total"), ("zh", "合计")])
def test_the_last_line_of_the_forecast_is_called_a_total(front, language, total):
    fill(front)
    lines = lines_of(find("report"), front("report", "forecast"), Catalog(language), room=100)
    assert [line.split()[:2] for line in lines if line.startswith(total)] == [[total, "3"]]


def test_the_forecast_tells_what_was_put_off(front):
    fill(front)
    number = next(i for i, doc in front.desk.book.rows("deals") if doc.get("probability_override"))
    deal = front.doc("deals", number)
    front.desk.apply(
        Change("set", {}, (Edit("deals", number, deal, {**deal, "expected_sign_on": on(-32)}),))
    )
    outcome = front("report", "forecast")
    assert outcome.document["pushes"] == {"deals": 1, "times": 1, "median_days": 35.0}
    assert [(row["slot"], row["pushed"]) for row in outcome.document["slots"]] == [
        ("2026-12", 1),
        ("2027-01", 0),
    ]
    shown = lines_of(find("report"), outcome, Catalog("en"), room=100)
    assert "expected sign dates put off: deals 1, times 1, median 35 days" in shown


def test_receivables_tell_age_limit_hold_and_bonus(front):
    fill(front)
    found = front("report", "receivables").document
    assert {key: row["total"].minor // 100 for key, row in found["buckets"].items()} == {
        "undated": 0, "not_due": 400, "1-30": 0, "31-60": 400, "61-90": 0, "90+": 0}  # fmt: skip
    (row,) = found["customers"]
    assert (row["name"], row["level"], row["limit_used"], row["overdue_days"]) == (
        "Acme",
        "near",
        0.8,
        40,
    )
    assert "overdue since 40 days" in str(row["hold"])
    assert (row["contracts"][0]["bonus_released"], row["contracts"][0]["state"]) == (False, "late")
    assert found["dso"] == round(365 * 800 / 900, 2)
    assert front("report", "receivables", "--as-of", on(45)).document["overdue"]["total"].minor == 0


def test_velocity_names_its_parts(front):
    fill(front)
    found = front("report", "velocity").document
    whole = found["whole"]
    assert (whole["deals"], whole["n"], whole["won"], whole["few"]) == (3, 22, 13, False)
    assert whole["per_day"].minor == round(
        3 * whole["value"].minor * 13 / 22 / whole["days"]["median"]
    )
    assert all(row["few"] for row in found["groups"]["owner"])


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("room", [80, 120])
def test_the_text_keeps_to_its_room_and_customers_text_is_harmless(front, report, lang, room):
    fill(front)
    outcome = front("report", report)
    lines = lines_of(find("report"), outcome, Catalog(lang), room=room)
    assert lines
    assert "\x1b" not in "".join(lines)
    tables = [line for line in lines if "  " in line]
    assert tables
    assert all(width(line) <= room for line in tables)


@pytest.mark.parametrize("report", REPORTS)
def test_the_document_is_json_and_a_report_changes_nothing(front, report):
    fill(front)
    before = front.tables()
    reader = front.beside(read_only=True)
    outcome = reader("report", report)
    reader.desk.close()
    read = json.loads(json_text(outcome.document, Catalog("en")))
    assert (read["schema"], read["report"], read["as_of"]) == (1, report, on(0))
    assert front.tables() == before


@pytest.mark.parametrize("report", REPORTS)
def test_an_empty_book_says_so_in_one_sentence(front, report):
    outcome = front("report", report)
    said = front.said(outcome)
    assert len(said) == 1
    assert [line for line in lines_of(find("report"), outcome, Catalog("en")) if line] == said


@pytest.mark.parametrize("words, fault", [
    (("forecast", "--holdout", "3"), "report forecast takes no --holdout"),
    (("receivables", "--by", "owner"), "report receivables takes no --by"),
    (("rfm", "--least", "3"), "report rfm takes no --least"),
    (("forecast", "--commit", "101"), "--commit wants a whole number from 1 to 100"),
    (("rfm", "--holdout", "x"), "--holdout wants a whole number from 1 to "),
    (("rfm", "--holdout", "0"), "--holdout wants a whole number from 1 to "),
    (("forecast", "--odds", "luck"), "must be one of stage, history"),
    (("funnel", "--least", "few"), "--least wants a whole number"),
])  # fmt: skip
def test_bad_words_are_refused_in_one_sentence(front, words, fault):
    with pytest.raises(Usage, match=fault):
        front("report", *words)


@pytest.mark.parametrize("report", REPORTS)
def test_a_day_to_come_is_refused(front, report):
    with pytest.raises(Invalid, match="future"):
        front("report", report, "--as-of", "2031-01-01")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_sums_of_many_currencies_are_told_whole_in_a_narrow_room(front, lang):
    currencies = ("EUR", "USD", "JPY", "GBP", "AED", "INR", "KRW")
    for currency in currencies:
        front(
            "add",
            f"C{currency}",
            f"deal.amount=1234567{currency}",
            "deal.expected_sign_on=2026-12-15",
        )
    told = lines_of(find("report"), front("report", "forecast"), Catalog(lang), room=80)
    months = told[2 : 2 + 1 + 2 * len(currencies)]
    assert max(map(width, months)) <= 80
    assert not any("…" in line for line in months)
    for symbol in ("€", "£", "JP¥", "AED", "INR", "KRW", "$"):
        assert sum(symbol in line for line in months) == 2, "once for the month, once for the total"
