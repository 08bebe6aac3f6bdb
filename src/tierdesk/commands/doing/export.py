"""Write customers to a file for other programs: tables, vCards, or everything."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from tierdesk.commands.doing import subjects
from tierdesk.commands.doing.own_files import refuse_own_file
from tierdesk.commands.export import FORMATS
from tierdesk.commands.spec import Front, Outcome, Values, text_of, texts_of
from tierdesk.desk.tier_names import tier_names
from tierdesk.domain.book import Book, Case
from tierdesk.domain.document import Tables
from tierdesk.domain.groups import names_of
from tierdesk.errors import Usage
from tierdesk.i18n.message import say, say_n
from tierdesk.search.query import parse

_ENDINGS: Mapping[str, str] = {**{name: name for name in FORMATS}, "vcard": "vcf"}


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    path = Path(text_of(values, "file"))
    kind = text_of(values, "format") or _ENDINGS.get(path.suffix.lower().removeprefix("."), "")
    if not kind:
        raise Usage(
            say("The format of %(file)s is not known; end it with one of %(endings)s, or give --format.",
                file=path.name, endings=[f".{name}" for name in FORMATS])
        )  # fmt: skip
    if text_of(values, "vcard") and kind != "vcf":
        raise Usage(say("--vcard is for files of vCards; end the file with .vcf."))
    desk = front.desk
    names = tier_names(desk.book)
    query = parse(" ".join(texts_of(values, "query")), desk.moment, names)
    found = list(subjects.found(desk.book, query, desk.moment))
    refuse_own_file(front, path)
    from tierdesk.exchange.written import write_file

    cases = [entry.case for entry in found]
    if kind == "vcf":
        from tierdesk.exchange.vcard_out import vcards

        data = vcards(cases, "4.0" if text_of(values, "vcard") == "4.0" else "3.0")
    else:
        data = _written(kind, cases, desk.store.tables(), desk.book, whole=not query.terms)
    write_file(path, data, overwrite=bool(values.get("force")))
    said = say_n("%(n)s customer written to %(path)s.", "%(n)s customers written to %(path)s.",
                 len(found), path=str(path))  # fmt: skip
    return Outcome(
        {"schema": 1, "file": str(path), "format": kind, "customers": len(found)}, (said,)
    )


def _written(kind: str, cases: Sequence[Case], tables: Tables, book: Book, *, whole: bool) -> bytes:
    """The bytes of the file. `whole`: of all customers, and of what belongs to none of them."""
    if kind == "csv":
        from tierdesk.exchange.csv_out import customers_csv

        return customers_csv(cases, names_of(book))
    from tierdesk.exchange.json_out import export_json, exported

    ids = None if whole else {case.id for case in cases}
    if kind == "json":
        return export_json(tables, ids)
    from tierdesk.exchange.tables_out import packed_tables, workbook

    write = workbook if kind == "xlsx" else packed_tables
    return write(exported(tables, ids))
