"""Mails and tables for other programs: which addresses can be used, and that no text breaks out of its place."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.exchange.mail_out import Mail, address_of, draft, mailto
from tierdesk.terminal.clean import clean

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
LINES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]))


@pytest.mark.parametrize(("written", "address"), [
    ("ann@x.example", "ann@x.example"), (" a.b+c@x.example ", "a.b+c@x.example"),
    ("li@例子.example", "li@xn--fsqu00a.example"), ("ann", ""), ("ann@", ""), ("@x.example", ""), ("ann@x", ""),
    ("a@x.example, b@x.example", ""), ("Ann <a@x.example>", ""), ("a@x.example\nBcc: b@x.example", ""),
    ("李@x.example", ""), ("", ""), ("a@" + "x" * 70 + ".example", ""), ("a..b@x.example", ""),
])  # fmt: skip
def test_addresses_that_can_be_used(written, address):
    assert address_of(written) == address


@given(st.text(), st.text(), st.text())
def test_no_text_adds_a_header(name, subject, body):
    mail = message_from_bytes(draft(Mail(name, "a@x.example", subject, body, AT)), policy=default)
    assert set(mail.keys()) == {"To", "Subject", "Date", "Message-ID", "X-Unsent", "Content-Type",
                                "Content-Transfer-Encoding", "MIME-Version"}  # fmt: skip
    assert [one.addr_spec for one in mail["To"].addresses] == ["a@x.example"]


@given(LINES, st.lists(LINES, min_size=1))
def test_a_mailto_address_reads_back(subject, lines):
    written = mailto("a@x.example", subject, "\n".join(lines))
    assert written.isascii()
    found = parse_qs(urlsplit(written).query, keep_blank_values=True)
    shown = [clean(line) for line in "\n".join(lines).splitlines()]
    assert "".join(found.get("body", [])) == "\r\n".join(shown)
    assert "".join(found.get("subject", [])) == clean(subject)


def test_a_draft_is_the_same_on_the_same_day():
    one = draft(Mail("Ann", "a@x.example", "Hi", "Text\n.\nFrom here", AT))
    assert one == draft(Mail("Ann", "a@x.example", "Hi", "Text\n.\nFrom here", AT.replace(hour=17)))
    assert one != draft(Mail("Ann", "a@x.example", "Hi", "Text", AT))
