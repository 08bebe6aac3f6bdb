"""vCards: how many are read and planned, and written, in a second of this thread.

`python -m benchmarks.address_books`. The first file is read before the clock runs, as the issue asks.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import thread_time

from benchmarks.figures import Figure, report
from tierdesk.desk.intake import plan
from tierdesk.domain.book import Book, Case
from tierdesk.domain.moment import Moment
from tierdesk.exchange.columns import map_columns
from tierdesk.exchange.reading import read_sheet
from tierdesk.exchange.source import Source
from tierdesk.exchange.vcard_out import vcards

MOMENT = Moment(datetime(2026, 11, 24, tzinfo=UTC))
PHONE = """BEGIN:VCARD\r
VERSION:2.1\r
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0;=E4=BC=9F{n};;;\r
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0=E4=BC=9F{n}\r
ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=AE=8F=E8=BE=BE=E7=A7=91=E6=8A=80=\r
{firm};=E9=94=80=E5=94=AE\r
TEL;CELL;PREF:138{n:08}\r
EMAIL;PREF:u{n}@example.cn\r
PHOTO;ENCODING=BASE64;JPEG:{photo}\r
\r
END:VCARD\r
"""
MAIL = """BEGIN:VCARD\r
VERSION:3.0\r
N:Doe;John {n};;;\r
FN:John Doe {n}\r
ORG:Acme {firm};Sales\r
TITLE:Buyer\r
item1.TEL;type=CELL;type=pref:+49 170 {n:07}\r
item1.X-ABLabel:_$!<Mobile>!$_\r
EMAIL;type=INTERNET;type=WORK:j{n}@example.com\r
ADR;type=WORK:;;1 Main St;Hamburg;;20095;Germany\r
BDAY:1980-05-12\r
NOTE:met at the fair\\, wants a quote and\\n a second line that is long enough to be\r
  folded\r
END:VCARD\r
"""


def book_of(cards: int) -> bytes:
    """Cards of a phone and of a mail program by turns, three to a firm; every tenth phone's has a picture."""
    photo = "\r\n ".join(["/9j/4AAQSkZJRgABAQAAAQABAAD/" + "A" * 44] * 120)
    return "".join(
        (PHONE if n % 2 else MAIL).format(n=n, firm=n // 3, photo=photo if n % 20 == 1 else "")
        for n in range(cards)
    ).encode()


def imported(data: bytes) -> int:
    sheet = read_sheet(Source(Path("book.vcf"), data, "vcard"))
    made = plan(Book({}), sheet, map_columns(sheet), MOMENT)
    assert not made.rejected
    return made.read


def figures(quick: bool) -> list[Figure]:
    """Cards a second, read and planned as `import` does it, and written."""
    count = 4_000 if quick else 20_000
    imported(book_of(2))
    data, speeds = book_of(count), []
    for _ in range(3):
        begun = thread_time()
        assert imported(data) == count
        speeds.append(count / (thread_time() - begun))
    contact = {"name": "张伟", "phones": ["13800138000"], "emails": ["a@x.cn"], "notes": "x" * 80}
    cases = [Case(n, {"name": f"宏达科技 {n}"}, ((n, contact),)) for n in range(1, count + 1)]
    begun = thread_time()
    vcards(cases)
    written = count / (thread_time() - begun)
    return [
        Figure(
            "vCards imported after the first, cards/s", median(speeds), 2_000, "/s", at_most=False
        ),
        Figure("vCards written, cards/s", written, 2_000, "/s", at_most=False),
    ]


if __name__ == "__main__":
    sys.exit(0 if report("address books, CPU", figures("--quick" in sys.argv)) else 1)
