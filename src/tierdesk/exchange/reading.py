"""The way from a file to a sheet, whatever its format."""

from tierdesk.errors import Invalid, Usage
from tierdesk.exchange.sheet import Sheet
from tierdesk.exchange.source import Source
from tierdesk.i18n.message import say


def read_sheet(
    source: Source, *, sheet: str = "", encoding: str = "", delimiter: str = ""
) -> Sheet:
    """Read a table. `sheet` names one of a workbook; `encoding` and `delimiter` override what is
    detected in a text. Raises Invalid for a file without a table, Usage for a wrong choice."""
    if source.kind == "json":
        raise Invalid(
            say(
                "%(file)s is JSON; only tierdesk's own export can be read as that.",
                file=source.name,
            )
        )
    if source.kind in ("text", "vcard"):
        if sheet:
            raise Usage(
                say("%(file)s has no sheets; leave out the sheet's name.", file=source.name)
            )
        read = (
            _read_text(source, encoding, delimiter) if source.kind == "text"
            else _read_cards(source, encoding, delimiter)
        )  # fmt: skip
    else:
        from tierdesk.exchange.workbook import read_workbook

        read = read_workbook(source, sheet)
    read.notes[:0] = source.notes
    if not read.headers or not read.rows:
        raise Invalid(
            say("%(file)s holds headings at most and no rows; there is nothing to import.",
                file=source.name)
        )  # fmt: skip
    return read


def _read_cards(source: Source, encoding: str, delimiter: str) -> Sheet:
    from tierdesk.exchange.vcard_in import read_vcards

    if delimiter:
        raise Usage(
            say(
                "%(file)s holds vCards, which have no delimiter; leave out --delimiter.",
                file=source.name,
            )
        )
    return read_vcards(source, encoding)


def _read_text(source: Source, encoding: str, delimiter: str) -> Sheet:
    from tierdesk.exchange.decoding import decode
    from tierdesk.exchange.delimited import read_delimited

    decoded = decode(source.data, encoding)
    read = read_delimited(
        decoded.text, name=source.path.stem, encoding=decoded.encoding, delimiter=delimiter
    )
    read.notes[:0] = decoded.notes
    return read
