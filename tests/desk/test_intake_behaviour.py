"""Opens, clicks and visits from a mail tool: whose they are, once each, and what is refused."""

import pytest
from intake_steps import counted, docs, imported, open_desk, planned, said

BOOK = (
    "name,country,contact name,email\nAcme,DE,Ann,ann@acme.example\nBeta,DE,Bo,bo@beta.example\n"
    "Gamma,DE,Cid,bo@beta.example\n"
)
OPENS = (
    "Email,Event,Timestamp,Campaign\nANN@acme.example,opened,2026-11-20 09:00,News\n"
    "ann@acme.example,clicked,2026-11-20 09:01,News\nann@acme.example,打开,2026-11-20 09:00,News\n"
)


@pytest.fixture
def desk():
    desk = open_desk()
    imported(desk, BOOK)
    return desk


def test_events_find_their_customer_by_mail_address_and_are_no_contacts(desk):
    made = imported(desk, OPENS)
    assert (made.kind, counted(made)) == ("events", (3, 3, 0, 0, 0))
    assert docs(desk, "events") == [
        {"customer_id": 1, "contact_id": 1, "type": "opened", "at": "2026-11-20T01:00:00Z", "source": "News"},
        {"customer_id": 1, "contact_id": 1, "type": "clicked", "at": "2026-11-20T01:01:00Z", "source": "News"},
        {"customer_id": 1, "contact_id": 1, "type": "opened", "at": "2026-11-20T01:00:00Z", "source": "News"},
    ]  # fmt: skip
    assert docs(desk, "touches") == []
    assert "source" not in docs(desk, "customers")[0]
    assert len(docs(desk, "customers")) == 3


def test_importing_again_adds_nothing(desk):
    imported(desk, OPENS)
    assert planned(desk, OPENS).change.empty
    desk.undo()
    assert docs(desk, "events") == []


@pytest.mark.parametrize(("row", "why"), [
    ("zoe@x.example,opened,2026-11-20,", "No contact has the mail address “zoe@x.example”"),
    ("bo@beta.example,opened,2026-11-20,", "Several customers have the mail address"),
    (",opened,2026-11-20,", "neither a mail address nor a customer"),
    ("ann@acme.example,,2026-11-20,", "what happened and when"),
    ("ann@acme.example,opened,,", "what happened and when"),
    ("ann@acme.example,opened,2027-11-20,", "cannot"),
    ("ann@acme.example,sang,2026-11-20,", "kind of event"),
    (",opened,2026-11-20,Zeta", "none is made of an event"),
])  # fmt: skip
def test_rows_that_are_nobodys_are_refused_with_the_reason(desk, row, why):
    made = imported(
        desk, f"Email,Event,Event time,Customer\n{row}\n", "events", ("Event=event.type",)
    )
    assert counted(made)[4] == 1
    assert why in " ".join(said(made))
    assert docs(desk, "events") == []
    assert len(docs(desk, "customers")) == 3


def test_a_name_beside_the_address_tells_which_customer_is_meant(desk):
    imported(desk, "Email,Event,Event time,Customer\nbo@beta.example,opened,2026-11-20,Gamma\n")
    (event,) = docs(desk, "events")
    assert (event["customer_id"], event["contact_id"]) == (3, 3)
