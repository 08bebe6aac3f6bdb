"""Our own JSON export, read back as tables of documents; any other JSON is refused.

Only the shape is checked here: whether a document may stand in the book is for those to say
who plan the import.
"""

import json
from collections.abc import Mapping

from tierdesk.domain.book import Row
from tierdesk.errors import Invalid
from tierdesk.exchange.decoding import decode
from tierdesk.exchange.json_out import FORMAT, PRIVATE, SCHEMA
from tierdesk.exchange.source import Source
from tierdesk.i18n.message import say


def read_export(source: Source) -> dict[str, list[Row]]:
    """{table: [(id, document without id and revision)]}. Raises Invalid with one sentence."""
    document = _parsed(source)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise Invalid(
            say("%(file)s is JSON but no export of tierdesk; import reads CSV, XLSX, XLS, ODS and its "
                "own JSON.", file=source.name)
        )  # fmt: skip
    schema = document.get("schema")
    if not isinstance(schema, int) or schema > SCHEMA:
        raise Invalid(
            say("%(file)s was written by a newer tierdesk; import it with that version.",
                file=source.name)
        )  # fmt: skip
    return {
        name: [_row(source, name, doc) for doc in _listed(source, name, docs)]
        for name, docs in document.items()
        if name not in ("schema", "format")
    }


def _parsed(source: Source) -> object:
    text = decode(source.data).text
    try:
        parsed: object = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as failure:
        line = getattr(failure, "lineno", None)
        if line is None:
            raise Invalid(
                say("%(file)s is no JSON document that can be read; import reads CSV, XLSX, XLS, ODS and "
                    "tierdesk's own JSON.", file=source.name)
            ) from None  # fmt: skip
        raise Invalid(
            say("%(file)s is no JSON document that can be read (line %(line)s); import reads CSV, XLSX, "
                "XLS, ODS and tierdesk's own JSON.", file=source.name, line=line)
        ) from None  # fmt: skip
    return parsed


def _no_constant(name: str) -> object:
    raise ValueError(name)


def _listed(source: Source, name: str, docs: object) -> list[object]:
    if name in PRIVATE or not name.isidentifier() or not isinstance(docs, list):
        raise _no_table(source, name)
    return docs


def _row(source: Source, name: str, doc: object) -> Row:
    doc_id = doc.get("id") if isinstance(doc, Mapping) else None
    if not isinstance(doc, dict) or not isinstance(doc_id, int) or isinstance(doc_id, bool):
        raise _no_table(source, name)
    if doc_id < 1:
        raise _no_table(source, name)
    return doc_id, {key: value for key, value in doc.items() if key not in ("id", "rev")}


def _no_table(source: Source, name: str) -> Invalid:
    return Invalid(
        say("The table “%(table)s” of %(file)s is not as tierdesk writes it; export it again.",
            table=name[:60], file=source.name)
    )  # fmt: skip
