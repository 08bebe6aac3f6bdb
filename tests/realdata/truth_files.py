"""Files with known duplicates as books: persons and restaurants become customers with a contact, and
nothing of the files reaches the matcher but that.
"""

import csv
import os
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from tierdesk.domain.book import Book

FOLDER = Path(os.environ.get("TIERDESK_REALDATA", Path(__file__).parents[3] / "shared" / "data"))


def rows(*path):
    """The rows of a file; FileNotFoundError where it is not there."""
    with FOLDER.joinpath(*path).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, skipinitialspace=True))


def restaurants(phone):
    """Restaurants of two guides, 112 pairs: name, address, city, and the telephone number if asked for."""
    for row in rows("dedupe_real", "secondstring", "restaurant.csv"):
        contact = {"phones": [row["phone"]]} if phone else {}
        yield (
            {"name": row["name"], "address": row["addr"], "city": row["city"]},
            contact,
            row["class"],
        )


def fodors_zagats(phone):
    """The same guides as two lists, with the matches between them."""
    matches = rows("dedupe_real", "fodors_zagats", "matches_fodors_zagats.csv")
    owner = {row["zagats_id"]: "f" + row["fodors_id"] for row in matches}
    for list_ in ("fodors", "zagats"):
        for row in rows("dedupe_real", "fodors_zagats", f"{list_}.csv"):
            contact = {"phones": [row["phone"]]} if phone else {}
            whose = owner.get(row["id"], "z" + row["id"]) if list_ == "zagats" else "f" + row["id"]
            yield {"name": row["name"], "address": row["addr"], "city": row["city"]}, contact, whose


def febrl(number):
    """Invented people and their damaged copies; the number of their insurance is not used."""
    for row in rows("dedupe_febrl", f"dataset{number}.csv"):
        parts = (
            row["street_number"],
            row["address_1"],
            row["address_2"],
            row["postcode"],
            row["state"],
        )
        customer = {
            "kind": "person", "name": _person(row["given_name"], row["surname"]),
            "address": " ".join(filter(None, parts)), "city": row["suburb"],
        }  # fmt: skip
        yield customer, _born(row["date_of_birth"]), row["rec_id"].split("-")[1]


def splink():
    """People with typos, halves missing, days moved: name, city, e-mail, birthday; 2,031 pairs."""
    for row in rows("dedupe_real", "splink", "fake_1000.csv"):
        customer = {
            "kind": "person",
            "name": _person(row["first_name"], row["surname"]),
            "city": row["city"],
        }
        emails = {"emails": [row["email"]]} if row["email"] else {}
        yield customer, emails | _born(row["dob"]), row["cluster"]


FILES = {
    "restaurants with telephone": lambda: restaurants(True), "restaurants": lambda: restaurants(False),
    "Fodors × Zagats with telephone": lambda: fodors_zagats(True), "Fodors × Zagats": lambda: fodors_zagats(False),
    "febrl 1": lambda: febrl(1), "febrl 2": lambda: febrl(2), "febrl 3": lambda: febrl(3), "splink": splink,
}  # fmt: skip


def book_and_truth(entries):
    """The book, and the pairs of ids that are one."""
    customers, contacts, whose = {}, {}, defaultdict(list)
    for i, (customer, contact, owner) in enumerate(entries, 1):
        customers[str(i)] = {field: value for field, value in customer.items() if value}
        contacts[str(i)] = {"customer_id": i, **contact}
        whose[owner].append(i)
    truth = {pair for ids in whose.values() for pair in combinations(ids, 2)}
    return Book({"customers": customers, "contacts": contacts}), truth


def quality(found, truth):
    """Precision, recall and F1 of pairs."""
    right = len(found & truth)
    precision, recall = right / max(1, len(found)), right / len(truth)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def _person(given, surname):
    return f"{given} {surname}".strip() or "-"


def _born(written):
    digits = written.replace("-", "")
    if len(digits) != 8 or not digits.isdigit():
        return {}
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return {}
    return {"birthday": {"year": year, "month": month, "day": day}}
