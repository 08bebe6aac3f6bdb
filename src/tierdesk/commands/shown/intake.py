"""What an import would do, or did, as text: first what counts, then what was refused and why, then what
the columns were taken for, then some of the rows.
"""

import re
from collections.abc import Iterator, Mapping

from tierdesk.commands.shown.card import shown_value
from tierdesk.domain.document import Doc, items, text
from tierdesk.domain.labels import FIELDS as LABELLED
from tierdesk.domain.labels import label
from tierdesk.exchange.fields import CUSTOM, FIELDS
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import N_, Message, say
from tierdesk.terminal.cells import fit, width
from tierdesk.terminal.clean import clean

OUTCOMES: Mapping[str, str] = {
    "created": N_("new"), "updated": N_("changed"), "unchanged": N_("unchanged"),
    "rejected": N_("refused"),
}  # fmt: skip
_MOST_TOLD, _MOST_ROWS, _MOST_FACTS = 20, 40, 6
"""Rows with a remark that are told after an import; sample rows before one; facts of such a row."""
_MOST_REFUSED = 200
_NAME, _LEAST_NAME, _LONGEST = 28, 10, 60
_INTERNAL = frozenset(("stage_since", "original_due", "zone", "snooze_count", "custom"))
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?(\.\d+)?Z")


def told(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """A dry run as `preview`; of an import what is worth a remark."""
    if document.get("dry_run"):
        return [*preview(document, catalog, room), ""]
    found = items(document, "problems")
    remarks = [_remark(problem, "", catalog) for problem in found[:_MOST_TOLD]]
    return [*_notes(document, catalog), *remarks, *_more(len(found) - _MOST_TOLD, catalog)]


def preview(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """Headings stand at the left edge, what belongs to them two cells further in; rows fit into `room`,
    sentences may be longer."""
    names = {row.get("row"): clean(text(row, "name")) for row in items(document, "rows")}
    problems = items(document, "problems")
    refused, remarks = (
        [_remark(p, names.get(p.get("row"), ""), catalog) for p in problems if bool(p["rejected"]) is no]
        for no in (True, False)
    )  # fmt: skip
    notes = [*_notes(document, catalog), *remarks]
    counts = {key: document.get(key) for key in ("read", *OUTCOMES)}
    lines = [catalog.text(say("Rows read: %(read)s; new: %(created)s, changed: %(updated)s, unchanged: "
                              "%(unchanged)s, refused: %(rejected)s; notes: %(notes)s.",
                              **counts, notes=len(notes)))]  # fmt: skip
    for title, found in (
        (N_("Refused"), _some(refused, _MOST_REFUSED, catalog)),
        (N_("Worth knowing"), _some(notes, _MOST_REFUSED, catalog)),
        (N_("Columns"), list(_columns(document, catalog))),
        (N_("Rows"), _rows(document, catalog, room - 2)),
    ):
        lines += ["", catalog(title), *(f"  {line}" for line in found)] if found else []
    return lines


def _some(lines: list[str], most: int, catalog: Catalog) -> list[str]:
    return [*lines[:most], *_more(len(lines) - most, catalog)]


def _more(left: int, catalog: Catalog) -> list[str]:
    if left <= 0:
        return []
    return [catalog.text(say("… and %(n)s more; --json lists them all.", n=left))]


def _notes(document: Doc, catalog: Catalog) -> list[str]:
    notes = document.get("notes")
    return (
        [catalog.text(n) for n in notes if isinstance(n, Message)]
        if isinstance(notes, list)
        else []
    )


def _remark(problem: Doc, name: str, catalog: Catalog) -> str:
    """`row 5, Bad GmbH, next contact: “nonsense” is not a date.`"""
    where = [part for part in (name, clean(text(problem, "field"))) if part]
    row, message = problem.get("row"), problem.get("message")
    if not where:
        return catalog.text(say("row %(row)s: %(message)s", row=row, message=message))
    return catalog.text(
        say("row %(row)s, %(field)s: %(message)s", row=row, field=where, message=message)
    )


def _columns(document: Doc, catalog: Catalog) -> Iterator[str]:
    """Which columns are which fields, which are fields of one's own now, and which are nothing."""
    known: list[str] = []
    own: list[str] = []
    out: list[str] = []
    for column in items(document, "columns"):
        head, field = clean(text(column, "column"))[:_LONGEST], text(column, "field")
        if not field:
            out.append(head)
        elif field.startswith(CUSTOM):
            name = clean(field.removeprefix(CUSTOM))[:_LONGEST]
            own.append(head if name == head else f"{head} → {name}")
        else:
            title = catalog(_title(field))
            known.append(head if title == head else f"{head} → {title}")
    for sentence, found in (
        (N_("recognised: %(columns)s"), known), (N_("fields of your own: %(columns)s"), own),
        (N_("left out: %(columns)s"), out),
    ):  # fmt: skip
        if found:
            yield catalog.text(Message(sentence, {"columns": " · ".join(found)}))


def _rows(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """One line a row, the refused ones left to their reasons."""
    rows = [row for row in items(document, "rows") if text(row, "outcome") != "rejected"]
    fields = {(f.table, f.key): f.target for column in items(document, "columns")
              if (f := FIELDS.get(text(column, "field")))}  # fmt: skip
    shown = rows[:_MOST_ROWS]
    names = [clean(text(row, "name")) for row in shown]
    cells = max((width(name) for name in names), default=0)
    cells = max(min(cells, _NAME, room // 3), _LEAST_NAME)
    words = {key: catalog(title) for key, title in OUTCOMES.items()}
    wide = max(width(word) for word in words.values())
    lines = [
        f"{fit(words[text(row, 'outcome')], wide)}  {fit(name, cells)}  "
        + " · ".join(_facts(row, fields, catalog))
        for row, name in zip(shown, names, strict=True)
    ]
    fitted = [line.rstrip() if width(line) <= room else fit(line, room) for line in lines]
    return [*fitted, *_more(len(rows) - _MOST_ROWS, catalog)]


def _facts(row: Doc, fields: Mapping[tuple[str, str], str], catalog: Catalog) -> Iterator[str]:
    """What a row says, as far as columns do: `stage Interested`, of what was there already
    `stage Prospect → Interested`."""
    told = 0
    for found in items(row, "differences"):
        place = (text(found, "table"), text(found, "field"))
        target = fields.get(place, "") if fields else _plain(place[1])
        if target in ("", "name") or told == _MOST_FACTS:
            continue
        told += 1
        before, after = (found.get(side) for side in ("before", "after"))
        now = "–" if after is None else _cell(after, catalog, place[1])
        was = "" if before is None else _cell(before, catalog, place[1]) + " → "
        yield f"{catalog(_title(target))} {was}{now}"


def _title(target: str) -> str:
    """A column's `touch.channel` is called what `channel` is."""
    return label(target if target in LABELLED else target.rpartition(".")[2])


def _plain(field: str) -> str:
    """The field where no columns are known, "" for what the book notes by itself."""
    return "" if field in _INTERNAL or field.endswith("_id") else field


def _cell(value: object, catalog: Catalog, field: str) -> str:
    instant = _INSTANT.fullmatch(value) if isinstance(value, str) else None
    if instant is not None:
        return f"{instant[1]} {instant[2]} UTC"
    return shown_value(value, catalog, field)[:_LONGEST]
