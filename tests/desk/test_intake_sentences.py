"""What an import says: which option helps, what is meant exactly, and nothing that is not so."""

import pytest
from intake_steps import imported, open_desk, planned, said, sheet_of

from tierdesk.desk.intake_report import dry_run
from tierdesk.errors import Usage
from tierdesk.exchange.columns import map_columns
from tierdesk.exchange.decoding import decode


def notes(text, **kwargs):
    return [str(note) for note in planned(open_desk(), text, **kwargs).notes]


@pytest.mark.parametrize("days", [
    ("2026-02-30", "2026-12-01", "31.04.2026"), ("31/04/2027",), ("03.04.2027",), ("5/5/2027",),
    ("03/04/27",), ("2/30/2027", "31/4/2027"),
])  # fmt: skip
def test_days_that_can_be_read_one_way_only_are_not_called_ambiguous(days):
    text = "name,decision_by\n" + "".join(f"A{n},{day}\n" for n, day in enumerate(days))
    assert not any("month first" in note for note in notes(text))


def test_days_that_could_be_either_name_the_option():
    told = [
        n for n in notes("name,decision_by\nA,03/04/2027\nB,31/04/2027\n") if "month first" in n
    ]
    assert len(told) == 1 and "--date-order" in told[0]


def test_a_row_without_a_customer_or_a_day_names_the_map():
    made = planned(open_desk(), "name,order date,order amount\n,2026-01-02,5\nA,,5\n", "orders")
    assert ["--map COLUMN=name" in said(made)[0], "--map COLUMN=order.on" in said(made)[1]] == [
        True,
        True,
    ]


def test_a_guessed_and_an_unknown_encoding_name_the_option():
    assert "--encoding" in str(decode("名称,城市\n宏达,上海\n".encode("gbk")).notes[0])
    with pytest.raises(Usage, match="--encoding"):
        decode(b"a", "klingon")


def test_an_unknown_kind_names_the_option():
    with pytest.raises(Usage, match="--as"):
        map_columns(sheet_of("name,city\nA,B\n"), kind="wombats")


@pytest.mark.parametrize(
    ("text", "words"),
    [("a\ufffdb", "1 replacement character "), ("\ufffd\ufffd", "2 replacement characters ")],
)
def test_damage_is_counted_in_the_right_number(text, words):
    assert words in str(decode(text.encode()).notes[0])


def test_a_dry_run_shows_money_to_the_last_cent():
    [row] = dry_run(planned(open_desk(), 'name,budget\nA,"1,200.50 EUR"\n'))
    found = {d["field"]: d["after"] for d in row["differences"]}
    assert found["budget"] == "1200.50 EUR"


def test_a_value_that_a_later_row_replaces_is_quoted_exactly():
    made = imported(open_desk(), "name,budget\nA,1200.50 EUR\nA,1200.75 EUR\n")
    assert "“1200.50 EUR”" in said(made)[0] and "“1200.75 EUR”" in said(made)[0]
