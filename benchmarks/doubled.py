"""An invented book in which every tenth customer is another one again, damaged: firms in Han characters
and in letters, people with birthdays. The same at every run.
"""

from random import Random

from benchmarks import invented

Tables = dict[str, dict[str, dict[str, object]]]
_BEGUN = ("mer", "lun", "tar", "vos", "kel", "bran", "hol", "stei", "gra", "win")
_MIDDLE = ("", "a", "en", "o", "is", "ur", "al")
_ENDS = ("ton", "berg", "field", "mann", "er", "ski", "feld", "ham", "ley", "ova")
_WORDS = [a + b + c for a in _BEGUN for b in _MIDDLE for c in _ENDS]
_FORMS = (" GmbH", " Ltd.", " Inc", "")


def tables(customers: int) -> Tables:
    """Customers with a contact each, as raw tables."""
    rnd, book = Random(3), invented.tables(customers, 0)
    for i in range(1, customers + 1):
        if i % 3 == 1:
            _person(book, i, rnd)
        elif i % 3 == 2:
            book["customers"][str(i)]["name"] = " ".join(
                rnd.sample(_WORDS, 2)
            ).title() + rnd.choice(_FORMS)
            book["customers"][str(i)]["address"] = (
                f"{rnd.randrange(1, 400)} {rnd.choice(_WORDS)} street"
            )
    for i in range(10, customers + 1, 10):
        _damaged(book, i, rnd.randrange(1, customers + 1), rnd)
    return book


def _person(book: Tables, i: int, rnd: Random) -> None:
    name = (
        rnd.choice(invented._SURNAMES)
        + rnd.choice(invented._GIVEN)
        + rnd.choice(["", *invented._GIVEN])
    )
    book["customers"][str(i)] |= {"kind": "person", "name": name}
    born = {
        "year": rnd.randrange(1950, 2000),
        "month": rnd.randrange(1, 13),
        "day": rnd.randrange(1, 29),
    }
    book["contacts"][str(i)] |= {"name": name, "birthday": born}


def _damaged(book: Tables, i: int, source: int, rnd: Random) -> None:
    customer, contact = dict(book["customers"][str(source)]), dict(book["contacts"][str(source)])
    name = str(customer["name"])
    at = rnd.randrange(len(name))
    customer["name"] = (
        name.replace("有限公司", "") if rnd.random() < 0.5 else name[:at] + name[at + 1 :] or name
    )
    customer["code"] = f"K{i:06d}"
    if rnd.random() < 0.5:
        contact["phones"] = ["0086 " + str(contact["phones"][0])[4:]]
    if rnd.random() < 0.5:
        contact.pop("emails", None)
    book["customers"][str(i)], book["contacts"][str(i)] = customer, contact | {"customer_id": i}
