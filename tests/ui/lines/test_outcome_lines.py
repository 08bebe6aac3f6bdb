"""What verbs say they did: of one customer by name, of several in the plural."""

import pytest

from tierdesk.domain.vocabulary import TIERS
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import Message, say, say_n
from tierdesk.ui.lines import told


def every(n):
    name = say("%(name)s", name="Acme") if n == 1 else say_n("%(n)s customer", "%(n)s customers", n)
    return (
        told.moved(name, n, Message("Negotiation")), told.parked(name, n, back=False),
        told.parked(name, n, back=True), told.tiered(name, n, TIERS[1]), told.tiered(name, n, ""),
        told.removed(name, n, "u"),
    )  # fmt: skip


def test_several_are_told_in_the_plural():
    assert [Catalog("en").text(said) for said in every(5)] == [
        "5 customers are in Negotiation now.", "5 customers are parked.", "5 customers are back.",
        "5 customers are B by hand.", "The tiers of 5 customers are the model's again.",
        "5 customers are removed; u takes them back.",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh"])
def test_one_is_told_by_name_and_several_by_number(language):
    catalog = Catalog(language)
    assert all("Acme" in catalog.text(said) for said in every(1))
    assert all("5" in catalog.text(said) and "Acme" not in catalog.text(said) for said in every(5))
