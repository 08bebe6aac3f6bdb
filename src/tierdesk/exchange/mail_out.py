"""Texts for other programs to send: drafts of mails, mailto: addresses, and a table for mail and SMS tools.

A draft is byte for byte the same when it is written again on the same day: its number is made of what it
says. It must not know customers, templates or files.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from io import StringIO
from typing import NamedTuple
from urllib.parse import quote

from tierdesk.exchange.formula import guarded
from tierdesk.terminal.clean import clean

BYTE_ORDER_MARK = "\ufeff"
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@([^\s@<>(),;:\\\"\[\]]{1,250})", re.ASCII)


class Mail(NamedTuple):
    """A mail that is not sent yet; `address` as `address_of` gives it, `at` the moment of its writing."""

    name: str
    address: str
    subject: str
    body: str
    at: datetime


def address_of(written: str) -> str:
    """The mail address that a text is, its domain in ASCII; "" for none."""
    local, _, domain = written.strip().rpartition("@")
    try:
        found = f"{local}@{domain.encode('idna').decode('ascii')}"
        if _ADDRESS.fullmatch(found) and "." in domain.strip("."):
            return Address(addr_spec=found).addr_spec
    except (UnicodeError, HeaderParseError, ValueError, IndexError):
        return ""
    return ""


def draft(mail: Mail) -> bytes:
    """The mail as an .eml file that mail programs open for sending (X-Unsent)."""
    message = EmailMessage(policy=SMTP)
    body = _whole(mail.body)
    message["To"] = Address(display_name=clean(mail.name), addr_spec=mail.address)
    message["Subject"] = clean(mail.subject)
    message["Date"] = format_datetime(mail.at.replace(hour=0, minute=0, second=0, microsecond=0))
    told = "\n".join((mail.address, mail.subject, body, mail.at.date().isoformat()))
    message["Message-ID"] = (
        f"<{sha256(told.encode('utf-8', 'replace')).hexdigest()[:32]}@tierdesk.invalid>"
    )
    message["X-Unsent"] = "1"
    message.set_content(body)
    return message.as_bytes()


def mailto(address: str, subject: str, body: str) -> str:
    """The mail as an address that mail programs open."""
    parts = [
        f"{name}={_quoted(text)}"
        for name, text in (("subject", clean(subject)), ("body", body))
        if text
    ]
    return f"mailto:{quote(address, safe='@')}" + ("?" + "&".join(parts) if parts else "")


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as CSV; no cell that a spreadsheet would run."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headers)
    for row in rows:
        writer.writerow([guarded(cell) for cell in row])
    return (BYTE_ORDER_MARK + out.getvalue()).encode("utf-8", "replace")


def _quoted(text: str) -> str:
    lines = _whole(text).replace("\r\n", "\n").split("\n")
    return "%0D%0A".join(quote(line, safe="") for line in lines)


def _whole(text: str) -> str:
    """Lines without anything that acts, ending as a mail's."""
    return "\n".join(clean(line) for line in text.splitlines())
