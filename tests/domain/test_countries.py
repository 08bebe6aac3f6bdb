"""Countries by any usual name, and what follows from the code."""

import csv
import os
import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.countries import (
    REGIONS,
    country_name,
    currency_of,
    find_country,
    region,
    zone_of,
)
from tierdesk.domain.country_table import TABLE
from tierdesk.errors import Invalid

CODES = tuple(line.split("|")[0] for line in TABLE.splitlines())


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("CN", "CN"), ("cn", "CN"), ("CHN", "CN"), ("China", "CN"), ("中国", "CN"),
        ("中国大陆", "CN"), ("PRC", "CN"), ("UK", "GB"), ("Great Britain", "GB"), ("英国", "GB"),
        ("USA", "US"), ("U.S.A.", "US"), ("united states", "US"), ("美国", "US"), ("美國", "US"),
        ("Korea", "KR"), ("South Korea", "KR"), ("韩国", "KR"), ("EIRE", "IE"), ("RSA", "ZA"),
        ("Czech Republic", "CZ"), ("Czechia", "CZ"), ("Turkey", "TR"), ("Türkiye", "TR"),
        ("Cote d'Ivoire", "CI"), ("Côte d’Ivoire", "CI"), ("Bosnia & Herzegovina", "BA"),
        ("Hong Kong", "HK"), ("中国香港", "HK"), ("Macau", "MO"), ("台湾", "TW"), ("阿联酋", "AE"),
        (" Germany ", "DE"), ("ＤＥ", "DE"), ("Viet Nam", "VN"), ("Holland", "NL"),
        ("Guinea Bissau", "GW"), ("Kosovo", "XK"),
    ],
)  # fmt: skip
def test_a_country_is_found_by_any_usual_name(written, code):
    assert find_country(written) == code


@pytest.mark.parametrize("code", CODES)
def test_every_country_is_found_by_its_own_code_and_names(code):
    assert find_country(code) == code
    assert find_country(country_name(code, "en")) == code
    assert find_country(country_name(code, "zh_CN")) == code


def test_the_countries_of_iso_3166_and_kosovo_are_there():
    assert len(CODES) == 250
    assert list(CODES) == sorted(CODES)


@pytest.mark.parametrize(
    ("written", "near"),
    [("Philipines", "Philippines"), ("Deutchland", "Germany"), ("印度尼西亜", "印度尼西亚")],
)
def test_a_misspelt_country_is_refused_with_the_nearest_name(written, near):
    with pytest.raises(Invalid, match=f"did you mean {near} "):
        find_country(written)


@pytest.mark.parametrize(
    "written",
    ["", "  ", "Unspecified", "European Community", "NULL", "x" * 5000, "12", "[b]", "法"],
)
def test_what_is_no_country_is_refused(written):
    with pytest.raises(Invalid, match="no country that tierdesk knows; write its name"):
        find_country(written)


@given(st.text(max_size=100))
def test_any_text_is_a_country_or_refused(written):
    try:
        assert find_country(written) in CODES
    except Invalid as refused:
        assert len(str(refused)) < 250


def test_an_unknown_code_is_its_own_name_and_has_no_place():
    assert country_name("ZZ", "en") == "ZZ"
    assert (region("ZZ"), zone_of("ZZ"), currency_of("ZZ")) == ("", None, None)


@pytest.mark.parametrize(
    ("code", "market"),
    [
        ("US", "north_america"), ("MX", "latin_america"), ("DE", "europe"), ("CN", "asia"),
        ("SG", "asia"), ("SA", "middle_east"), ("IR", "middle_east"), ("ZA", "africa"),
        ("AU", "oceania"), ("RS", "europe"), ("KZ", "asia"),
    ],
)  # fmt: skip
def test_a_country_has_a_market_region(code, market):
    assert region(code) == market


def test_only_antarctica_lies_in_no_region():
    assert [code for code in CODES if not region(code)] == ["AQ"]
    assert {region(code) for code in CODES} - {""} == set(REGIONS)


@pytest.mark.parametrize(
    ("code", "zone"),
    [("DE", "Europe/Berlin"), ("CN", "Asia/Shanghai"), ("IN", "Asia/Kolkata"), ("US", None),
     ("RU", None), ("AU", None), ("SG", "Asia/Singapore"), ("GB", "Europe/London"), ("AQ", None)],
)  # fmt: skip
def test_a_country_has_a_zone_when_it_has_one_clock(code, zone):
    assert zone_of(code) == zone


def test_every_zone_exists():
    zones = [zone for code in CODES if (zone := zone_of(code))]
    assert [ZoneInfo(zone).key for zone in zones] == zones
    assert len(zones) > 220


@pytest.mark.parametrize(
    ("code", "currency"),
    [("CN", "CNY"), ("HK", "HKD"), ("DE", "EUR"), ("HR", "EUR"), ("BG", "EUR"), ("JP", "JPY"),
     ("CH", "CHF"), ("AQ", None)],
)  # fmt: skip
def test_a_country_pays_in_its_currency(code, currency):
    assert currency_of(code) == currency


def test_importing_the_module_reads_no_table():
    script = (
        "import sys, tierdesk.domain.countries\n"
        "print([m for m in sys.modules if m in ('tierdesk.domain.country_table', 'difflib',"
        " 'babel')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def _real_data(name):
    default = Path(__file__).parents[2] / ".." / "shared" / "data"
    path = Path(os.environ.get("TIERDESK_REALDATA") or default) / name
    if not path.exists():
        pytest.skip(f"the real data {name} are not here (TIERDESK_REALDATA)")
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("name", "column", "unknown"),
    [
        ("crm_maven_sales/accounts.csv", "office_location", {"Philipines"}),
        ("uci_online_retail/online_retail_not_uk.csv", "Country",
         {"Channel Islands", "European Community", "Unspecified"}),
        ("northwind/customers.csv", "country", set()),
    ],
)  # fmt: skip
def test_the_countries_of_real_books_are_known(name, column, unknown):
    whole = [row for row in _real_data(name) if None not in row]
    written = {row[column].strip() for row in whole if row[column]}
    refused = set()
    for country in written:
        try:
            find_country(country)
        except Invalid:
            refused.add(country)
    assert refused == unknown
    assert len(written) > 10
