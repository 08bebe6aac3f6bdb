"""Real customer lists, pipelines and orders come in whole: counts, values, nothing twice."""

from collections import Counter
from decimal import Decimal

import pytest
from import_steps import Shelf, counted, real

pytestmark = pytest.mark.realdata


def maven() -> Shelf:
    shelf = Shelf()
    for name in ("accounts", "products", "sales_teams", "sales_pipeline"):
        shelf.imported(real("crm_maven_sales", f"{name}.csv"))
    return shelf


def test_mavens_four_tables_import_by_their_headings_alone():
    shelf = Shelf()
    made = {
        name: shelf.imported(real("crm_maven_sales", f"{name}.csv"))
        for name in ("accounts", "products", "sales_teams", "sales_pipeline")
    }
    assert {name: (m.kind, *counted(m)) for name, m in made.items()} == {
        "accounts": ("customers", 85, 85, 0, 0, 0),
        "products": ("products", 7, 7, 0, 0, 0),
        "sales_teams": ("people", 35, 35, 0, 0, 0),
        "sales_pipeline": ("deals", 8800, 8800, 0, 0, 0),
    }
    bioholding = next(c for c in shelf.docs("customers") if c["name"] == "Bioholding")
    assert bioholding["custom"] == {"office_location": "Philipines"}
    assert "Philippines" in str(made["accounts"].problems[0].message)
    assert shelf.docs("customers")[0] == {
        "name": "Acme Corporation", "industry": "technolgy", "founded_on": "1996-01-01",
        "employees": 2822, "annual_revenue": {"minor": 110004, "currency": "USD"}, "country": "US",
        "created_at": "2026-11-24T02:00:00Z", "updated_at": "2026-11-24T02:00:00Z", "rev": 1,
    }  # fmt: skip


def test_mavens_pipeline_keeps_its_figures():
    deals = maven().docs("deals")
    imported = [deal for deal in deals if "code" in deal]
    assert Counter(deal.get("status", "open") for deal in imported) == {
        "won": 4238,
        "lost": 2473,
        "open": 2089,
    }
    assert Counter(d["stage"] for d in imported if "status" not in d) == {
        "interested": 1589,
        "prospect": 500,
    }
    won = sum(Decimal(d["amount"]["minor"]) / 100 for d in imported if d.get("status") == "won")
    assert won == 10_005_534
    quarters = Counter(
        (int(d["closed_on"][5:7]) + 2) // 3 for d in imported if d.get("status") == "won"
    )
    assert [quarters[q] for q in (1, 2, 3, 4)] == [531, 1254, 1257, 1196]
    assert sum("customer_id" not in deal for deal in imported) == 1425
    assert sum("opened_on" not in deal for deal in imported) == 500


def test_mavens_deals_without_an_account_are_told():
    shelf = Shelf()
    shelf.imported(real("crm_maven_sales", "accounts.csv"))
    made = shelf.planned(real("crm_maven_sales", "sales_pipeline.csv"))
    assert sum("without one" in str(p.message) for p in made.problems) == 1425 == len(made.problems)


def test_importing_maven_twice_creates_nothing_twice():
    shelf = maven()
    for name in ("accounts", "products", "sales_teams", "sales_pipeline"):
        again = shelf.planned(real("crm_maven_sales", f"{name}.csv"))
        assert again.unchanged == again.read and again.change.edits == ()


def test_northwinds_broken_rows_are_refused_and_no_other_row_is_shifted():
    shelf = Shelf()
    made = shelf.imported(real("northwind", "customers.csv"))
    assert counted(made) == (91, 67, 0, 0, 24)
    assert len(made.problems) == 24
    assert all("(fields: 12, headings: 11)" in str(p.message) for p in made.problems)
    assert len(shelf.docs("customers")) == 67
    assert all(len(c["country"]) == 2 and c["code"].isupper() for c in shelf.docs("customers"))
    assert any("cells hold NULL" in str(note) for note in made.notes)
    assert "NULL" not in str(shelf.tables)
    rattlesnake = next(c for c in shelf.docs("customers") if c["code"] == "RATTC")
    assert (rattlesnake["city"], rattlesnake["country"], rattlesnake["custom"]) == (
        "Albuquerque", "US", {"region": "NM", "postalCode": "87110", "fax": "(505) 555-3620"},
    )  # fmt: skip
    assert shelf.planned(real("northwind", "customers.csv")).change.edits == ()


def test_northwinds_orders_belong_to_its_customers():
    shelf = Shelf()
    shelf.imported(real("northwind", "customers.csv"))
    made = shelf.imported(real("northwind", "orders.csv"))
    assert (made.kind, made.read) == ("orders", 830)
    assert made.created + made.rejected == 830
    assert shelf.docs("orders")[0]["on"] == "1996-07-04"
    assert shelf.planned(real("northwind", "orders.csv")).created == 0


def test_cdnow_without_headings_imports_with_a_map():
    shelf = Shelf()
    maps = ("#1=code", "#3=order.on", "#5=order.amount")
    made = shelf.imported(real("cdnow", "CDNOW_sample.txt"), "orders", maps)
    assert counted(made) == (6919, 6919, 0, 0, 0)
    assert len(shelf.docs("customers")) == 2357
    assert min(o["on"] for o in shelf.docs("orders")) == "1997-01-01"
    again = shelf.planned(real("cdnow", "CDNOW_sample.txt"), "orders", maps)
    assert again.change.edits == ()


def test_a_wholesalers_invoice_lines_import_as_orders():
    shelf = Shelf()
    path = real("uci_online_retail", "online_retail_not_uk.csv")
    made = shelf.imported(path)
    assert (made.kind, made.read) == ("orders", 46_431)
    assert made.created + made.rejected == made.read
    assert len(shelf.docs("orders")) == made.created
    again = shelf.planned(path)
    assert (again.created, again.updated, again.change.edits) == (0, 0, ())


def test_bank_calls_import_as_customers_with_custom_fields():
    shelf = Shelf()
    path = real("bank_marketing", "bank-additional.csv")
    made = shelf.imported(path, "customers", ("#=name",))
    assert counted(made) == (4119, 4119, 0, 0, 0)
    first = shelf.docs("customers")[0]
    assert first["name"] == "bank-additional 2"
    assert (first["custom"]["age"], first["custom"]["y"], first["custom"]["emp.var.rate"]) == (
        30,
        "no",
        -1.8,
    )
    assert Counter(c["custom"]["y"] for c in shelf.docs("customers"))["yes"] == 451
    assert shelf.planned(path, "customers", ("#=name",)).change.edits == ()
