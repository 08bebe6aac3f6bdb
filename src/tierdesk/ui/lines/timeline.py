"""The card's timeline: contacts, stage moves, plans, orders, contracts, payments, feedback and events of one
customer in one order, the newest first, and the filter over them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from tierdesk.domain.document import Doc, day, flag, integer, items, number, text, texts
from tierdesk.domain.document import moment as instant
from tierdesk.domain.folding import fold
from tierdesk.domain.money import read
from tierdesk.domain.vocabulary import LABELS
from tierdesk.i18n.message import Message, say, say_n
from tierdesk.ui.lines import touches
from tierdesk.ui.lines.line import Line, Paper, Role, Span, fit
from tierdesk.ui.lines.paragraph import brief, flow, indented, paragraph
from tierdesk.ui.lines.section import Section, Sheet, Stop
from tierdesk.ui.lines.short_days import short_day, short_time

if TYPE_CHECKING:
    from tierdesk.desk.dossier import Dossier

MOST = 300
"""Happenings shown at once; the filter looks through all of them."""
_FOLDED, _WHOLE = 2, 200
_WHEN = 12


class Happening(NamedTuple):
    """`at` orders it (stamps and dates compare as texts); `parts` stand in its first line, `content`
    below, as it was written; `words` is what the filter finds beside them."""

    key: str
    at: str
    when: str
    parts: tuple[Line, ...]
    content: str = ""
    words: str = ""
    ahead: bool = False
    form: str = ""
    doc_id: int | None = None
    doc: Doc = {}  # noqa: RUF012 - never changed


class Look(NamedTuple):
    """What is looked at: the filter as it was typed, keys of happenings that are shown whole, and
    the titles of the stages by key."""

    wanted: str = ""
    opened: frozenset[str] = frozenset()
    stages: Mapping[str, Message] = {}


def timeline(dossier: Dossier, look: Look, paper: Paper) -> Section:
    """What was filtered, plans first."""
    sheet, catalog, wanted = Sheet(paper), paper.catalog, look.wanted
    all_ = happenings(dossier, look.stages, paper)
    found = filtered(all_, wanted)
    if not found:
        none = (
            say("Nothing here has “%(text)s” in it.", text=wanted) if all_ else say("Nothing yet.")
        )
        sheet.add(paragraph(catalog.text(none), paper.width - 2, paper.glyphs, "dim"))
    for one in found[:MOST]:
        stop = Stop(one.key, one.form, one.doc_id, "", one.doc)
        sheet.add(_lines(one, paper, whole=one.key in look.opened), stop)
    if len(found) > MOST:
        more = say_n("%(n)s older one; f filters them.", "%(n)s older ones; f filters them.",
                     len(found) - MOST)  # fmt: skip
        sheet.add(paragraph(catalog.text(more), paper.width - 2, paper.glyphs, "dim"))
    return sheet.section()


def filtered(found: Sequence[Happening], wanted: str) -> list[Happening]:
    """Those in which every word occurs: in text, channel or result, in the reader's language or
    as it is stored."""
    words = fold(wanted).split()
    if not words:
        return list(found)
    kept = []
    for one in found:
        parts = " ".join(span.text for part in one.parts for span in part)
        hay = fold(f"{parts} {one.content} {one.words} {one.when}")
        if all(word in hay for word in words):
            kept.append(one)
    return kept


def happenings(dossier: Dossier, stages: Mapping[str, Message], paper: Paper) -> list[Happening]:
    """Everything, plans first, then the newest first."""
    found = [one for maker in _MAKERS for one in maker(dossier, paper)]
    found += _moves(dossier, stages, paper)
    return sorted(found, key=lambda one: (one.ahead, one.at), reverse=True)


def _lines(one: Happening, paper: Paper, *, whole: bool) -> list[Line]:
    room = max(8, paper.width - _WHEN - 3)
    first, *rest = flow(one.parts, room, paper.glyphs) or [()]
    when = Span(fit(one.when, _WHEN), "accent" if one.ahead else "dim")
    body = [*rest, *paragraph(one.content, room, paper.glyphs, most=_WHOLE if whole else _FOLDED)]
    return [(when, Span(" "), *first), *indented(body, _WHEN + 1)]


def _plans(dossier: Dossier, paper: Paper) -> Iterator[Happening]:
    catalog = paper.catalog
    for doc_id, doc in dossier.entry.case.follow_ups:
        due = text(doc, "snoozed_until") or text(doc, "due_at")
        promised = flag(doc, "promised")
        parts = [_span(catalog.text(say("planned")), "accent")]
        parts += [_span(catalog.text(say("promised")), "warn")] if promised else []
        kind = text(doc, "kind")
        parts += [_span(catalog(LABELS.get(kind, kind)))]
        times = integer(doc, "snooze_count") or 0
        if times:
            snoozed = say_n("put off once", "put off %(n)s times", times)
            parts.append(_span(catalog.text(snoozed), "dim"))
        yield Happening(
            f"plan {doc_id}", due, _when(due, dossier), tuple(parts), text(doc, "note"),
            text(doc, "snooze_reason"), True, "follow_up", doc_id, doc,
        )  # fmt: skip


def _contacts(dossier: Dossier, paper: Paper) -> Iterator[Happening]:
    contacts = dossier.entry.case.contacts
    for doc_id, doc in dossier.touches:
        parts = [_span(touches.manner(doc, paper.catalog)), touches.result(doc, paper.catalog)]
        minutes = integer(doc, "minutes")
        if minutes:
            parts.append(_span(paper.catalog.text(say("%(n)s min", n=minutes)), "dim"))
        parts.append(_span(text(doc, "by"), "dim"))
        words = " ".join(text(doc, key) for key in ("channel", "result", "direction", "next_step"))
        at = text(doc, "at")
        yield Happening(
            f"touch {doc_id}",
            at,
            _when(at, dossier),
            tuple(parts),
            touches.said(doc, contacts),
            words,
        )


def _moves(dossier: Dossier, names: Mapping[str, Message], paper: Paper) -> Iterator[Happening]:
    catalog = paper.catalog
    for deal_id, deal in dossier.entry.case.deals:
        for place, move in enumerate(items(deal, "history")):
            target, source = text(move, "target"), text(move, "source")
            to, came = names.get(target, say("%(stage)s", stage=target)), names.get(source)
            moved = (
                say("moved to %(stage)s", stage=to) if not source
                else say("%(source)s → %(stage)s", stage=to, source=came or source)
            )  # fmt: skip
            parts = [_span(catalog.text(moved), "strong"), _span(text(deal, "title")),
                     _span(text(move, "by"), "dim")]  # fmt: skip
            at = text(move, "at")
            yield Happening(
                f"move {deal_id} {place}", at, _when(at, dossier), tuple(parts), _why(move, paper),
                f"stage {target} {source}",
            )  # fmt: skip


def _why(move: Doc, paper: Paper) -> str:
    """The reason of a move, the root cause of a loss, and what was waived."""
    from tierdesk.pipeline.exit_criteria import label
    from tierdesk.pipeline.lost_reasons import USUAL

    reason = text(move, "reason")
    told = [paper.catalog(USUAL[reason][0]) if reason in USUAL else reason, text(move, "cause")]
    if waived := texts(move, "unmet"):
        told.append(
            paper.catalog.text(say("without %(unmet)s", unmet=[label(key) for key in waived]))
        )
    return f" {paper.glyphs.dot} ".join(part for part in told if part)


def _orders(dossier: Dossier, paper: Paper) -> Iterator[Happening]:
    for doc_id, doc in dossier.entry.case.orders:
        more = [text(doc, "code"), *texts(doc, "products")]
        yield _dated(
            f"order {doc_id}",
            doc,
            text(doc, "on"),
            dossier,
            _priced(say("order"), doc, paper, more),
        )


def _contracts(dossier: Dossier, paper: Paper) -> Iterator[Happening]:
    for doc_id, doc in dossier.entry.case.contracts:
        signed, title = text(doc, "signed_on"), say("contract signed")
        if signed:
            parts = _priced(title, doc, paper, [text(doc, "code")])
            yield _dated(f"contract {doc_id}", doc, signed, dossier, parts)


def _payments(dossier: Dossier, paper: Paper) -> Iterator[Happening]:
    for doc_id, doc in dossier.entry.case.payments:
        parts = _priced(say("paid"), doc, paper, [text(doc, "method")])
        yield _dated(f"payment {doc_id}", doc, text(doc, "paid_on"), dossier, parts)


def _feedback(dossier: Dossier, paper: Paper) -> Iterator[Happening]:
    for doc_id, doc in dossier.entry.case.feedback:
        parts = _priced(say("feedback"), doc, paper, [text(doc, "state")])
        made = _dated(f"feedback {doc_id}", doc, text(doc, "opened_on"), dossier, parts)
        yield made._replace(content=text(doc, "text"))
    for doc_id, doc in dossier.entry.case.survey_responses:
        score = number(doc, "score")
        named = "" if score is None else f"{text(doc, 'kind').upper()} {score:g}"
        parts = _priced(say("survey"), doc, paper, [named])
        made = _dated(f"survey {doc_id}", doc, text(doc, "on"), dossier, parts)
        yield made._replace(content=text(doc, "comment"))


def _events(dossier: Dossier, paper: Paper) -> Iterator[Happening]:
    """What the customer was seen to do: mails opened, links clicked, pages visited."""
    for doc_id, doc in dossier.events:
        kind = text(doc, "type")
        told = Message(LABELS[kind]) if kind in LABELS else Message("%(kind)s", {"kind": kind})
        parts = _priced(told, doc, paper, [text(doc, "source")])
        made = _dated(f"event {doc_id}", doc, text(doc, "at"), dossier, parts)
        yield made._replace(content=text(doc, "subject"), words=kind)


def _dated(key: str, doc: Doc, at: str, dossier: Dossier, parts: tuple[Line, ...]) -> Happening:
    return Happening(key, at, _when(at, dossier), parts, doc=doc)


def _priced(title: Message, doc: Doc, paper: Paper, more: Iterable[str]) -> tuple[Line, ...]:
    """What it is, its amount where it has one, and whatever else names it."""
    money = read(doc, "amount")
    amount = paper.catalog.exact(money) if money is not None else ""
    return (
        _span(paper.catalog.text(title), "strong"), _span(amount),
        *(_span(word, "dim") for word in more),
    )  # fmt: skip


def _span(words: str, role: Role = "") -> Line:
    cleaned = brief(words).strip()
    return (Span(cleaned, role),) if cleaned else ()


def _when(stored: str, dossier: Dossier) -> str:
    """`11-21 14:05`, `11-21`, in another year `2025-03-01`; what is no date as it is."""
    today = dossier.moment.today
    if len(stored) > len("2026-11-21"):
        at = instant({"at": stored}, "at")
        if at is not None:
            local = _local(at, dossier)
            told = short_time(local, today)
            return told if cell_len(told) <= _WHEN else local.date().isoformat()
    found: date | None = day({"day": stored}, "day")
    return short_day(found, today) if found else brief(stored)[:_WHEN]


def _local(at: datetime, dossier: Dossier) -> datetime:
    return at.astimezone(dossier.moment.zone)


_MAKERS: Sequence[Callable[[Dossier, Paper], Iterator[Happening]]] = (
    _plans, _contacts, _orders, _contracts, _payments, _feedback, _events,
)  # fmt: skip
