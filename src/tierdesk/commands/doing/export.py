"""Write customers to a file for other programs: CSV for tables, JSON for everything."""

from pathlib import Path

from tierdesk.commands.doing import subjects
from tierdesk.commands.doing.own_files import refuse_own_file
from tierdesk.commands.spec import Front, Outcome, Values, text_of, texts_of
from tierdesk.desk.tier_names import tier_names
from tierdesk.domain.groups import names_of
from tierdesk.errors import Usage
from tierdesk.i18n.message import say, say_n
from tierdesk.search.query import parse


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    path = Path(text_of(values, "file"))
    kind = text_of(values, "format") or path.suffix.lower().removeprefix(".")
    if kind not in ("csv", "json"):
        raise Usage(
            say("The format of %(file)s is not known; end it with .csv or .json, or give --format.",
                file=path.name)
        )  # fmt: skip
    desk = front.desk
    names = tier_names(desk.book)
    query = parse(" ".join(texts_of(values, "query")), desk.moment, names)
    found = list(subjects.found(desk.book, query, desk.moment))
    refuse_own_file(front, path)
    from tierdesk.exchange.written import write_file

    if kind == "csv":
        from tierdesk.exchange.csv_out import customers_csv

        data = customers_csv((entry.case for entry in found), names_of(desk.book))
    else:
        from tierdesk.exchange.json_out import export_json

        ids = {entry.customer_id for entry in found} if query.terms else None
        data = export_json(desk.store.tables(), ids)
    write_file(path, data, overwrite=bool(values.get("force")))
    said = say_n("%(n)s customer written to %(path)s.", "%(n)s customers written to %(path)s.",
                 len(found), path=str(path))  # fmt: skip
    return Outcome(
        {"schema": 1, "file": str(path), "format": kind, "customers": len(found)}, (said,)
    )
