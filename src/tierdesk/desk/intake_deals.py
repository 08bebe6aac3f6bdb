"""Deals as an import finds or makes them, and the stage that a word of the file means.

A deal is known by its code, else by its title among those of its customer. In a file of deals
every row is a deal of its own, so that like rows are told apart by their order; in any other
file a row speaks of *the* deal of its customer.
"""

from collections.abc import Iterable, Iterator

from tierdesk.desk.intake_row import Intake, Row
from tierdesk.desk.intake_workspace import FieldInvalid
from tierdesk.domain.deals import status
from tierdesk.domain.document import EMPTY, Doc, text
from tierdesk.domain.folding import fold
from tierdesk.errors import Invalid
from tierdesk.exchange.sheet import shown
from tierdesk.i18n.message import say
from tierdesk.pipeline.moves import STATUS_OF, new_deal, stepped
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.stages import find_stage, of_kind

_OPEN_WORDS = frozenset("open active ongoing 进行中 跟进中 打开".split())
_BARE = frozenset(("customer_id", "stage", "stage_since", "opened_on", "history", "rev"))
_OWN = ("amount", "opened_on", "closed_on", "products", "owner", "expected_sign_on")


def place_deal(intake: Intake, row: Row) -> tuple[bool, bool]:
    """(was a deal made, did something change). Raises Invalid."""
    fields = dict(row.part("deals"))
    stage = _stage(intake, row, fields)
    _settle_probability(fields)
    fields.pop("currency", None)
    if not fields and stage is None:
        return False, False
    found = _known(intake, row, fields)
    _settle_close(intake, fields, stage, found)
    if found is None:
        _added(intake, row, fields, stage or of_kind("open", intake.stages))
        return True, True
    intake.match_later("deals", found)
    return False, _updated(intake, row, found, fields, stage)


def first_deals(intake: Intake, customer_ids: Iterable[int]) -> int:
    """The deal of each new customer that brought none: open, at the first stage. Returns how
    many were made."""
    made = 0
    first = new_deal(None, intake.moment, intake.stages)
    for customer_id in customer_ids:
        intake.work.add("deals", {"customer_id": customer_id, **first})
        made += 1
    return made


def _stage(intake: Intake, row: Row, fields: dict[str, object]) -> Stage | None:
    """The stage that the row's `stage` and `status` name together: a status that says won or
    lost beats an open stage."""
    words, told_status = str(fields.pop("stage", "")), str(fields.pop("status", ""))
    stage = _found(intake, row, fields, "deal.stage", words, strict=not intake.lenient)
    if told_status.casefold() in _OPEN_WORDS:
        return stage
    told = _found(intake, row, fields, "deal.status", told_status, strict=False)
    if told is None or (stage is not None and stage.kind != "open"):
        return stage
    return told if stage is None or told.kind != "open" else stage


def _found(
    intake: Intake, row: Row, fields: dict[str, object], target: str, word: str, *, strict: bool
) -> Stage | None:
    if not word:
        return None
    try:
        return find_stage(word, intake.stages)
    except Invalid as fault:
        header = intake.headers.get(target, target)
        if strict:
            raise FieldInvalid(fault.message, header) from None
        intake.warn(row.number, target, fault.message)
        custom = fields.setdefault("custom", {})
        if isinstance(custom, dict):
            fields["custom"] = {**custom, header: word}
        return None


def _settle_probability(fields: dict[str, object]) -> None:
    """0 and 100 belong to lost and won, an override stands between."""
    value = fields.pop("probability", None)
    if isinstance(value, float) and 0 < value < 100:
        fields["probability_override"] = value


def _settle_close(
    intake: Intake, fields: dict[str, object], stage: Stage | None, found: int | None
) -> None:
    """The closing day of a deal that is still open is the day on which it is expected."""
    current = status(intake.work.doc("deals", found) or EMPTY) if found else "open"
    still_open = stage.kind == "open" if stage else current == "open"
    if still_open and "closed_on" in fields:
        fields.setdefault("expected_sign_on", fields.pop("closed_on"))


def _known(intake: Intake, row: Row, fields: Doc) -> int | None:
    code = text(fields, "code")
    if code:
        found = [i for i in _by_code(intake).get(fold(code), ()) if _belongs(intake, i, row)]
        return found[0] if found else None
    theirs = list(_theirs(intake, row))
    title = fold(text(fields, "title"))
    if intake.kind == "deals":
        alike = [
            i for i, d in theirs
            if ("deals", i) not in intake.matched and fold(text(d, "title")) == title
            and (title or all(d.get(k) == fields.get(k) for k in _OWN))
        ]  # fmt: skip
        exact = [i for i in alike if _says(intake.work.doc("deals", i) or EMPTY, fields)]
        return next(iter(exact or alike), None)
    still_open = [i for i, d in theirs if status(d) == "open"]
    same = [i for i, d in theirs if fold(text(d, "title")) == title]
    if same:
        return max(same, key=lambda i: (i in still_open, i < 0, abs(i)))
    if title:
        bare = [i for i in still_open if not _described(intake.work.doc("deals", i) or EMPTY)]
        return bare[0] if bare and bare[0] > 0 else None
    return still_open[0] if len(still_open) == 1 else None


def _says(doc: Doc, fields: Doc) -> bool:
    return all(doc.get(key) == value for key, value in fields.items() if key != "title")


def _described(doc: Doc) -> bool:
    return bool(text(doc, "title") or text(doc, "code") or doc.get("amount"))


def _theirs(intake: Intake, row: Row) -> Iterator[tuple[int, Doc]]:
    if row.customer_id is None:
        ids = [i for i, _ in intake.work.book.having("deals", "customer_id", None)]
    else:
        ids = intake.work.children("deals", row.customer_id)
    for doc_id in ids:
        yield doc_id, intake.work.doc("deals", doc_id) or EMPTY


def _belongs(intake: Intake, doc_id: int, row: Row) -> bool:
    """A code is unique in the book; a deal without a customer may receive one."""
    owner = (intake.work.doc("deals", doc_id) or EMPTY).get("customer_id")
    return owner is None or row.customer_id is None or owner == row.customer_id


def _by_code(intake: Intake) -> dict[object, list[int]]:
    def made() -> dict[object, list[int]]:
        index: dict[object, list[int]] = {}
        for doc_id, doc in intake.work.book.rows("deals"):
            if code := text(doc, "code"):
                index.setdefault(fold(code), []).append(doc_id)
        return index

    return intake.index("deals", made)


def _added(intake: Intake, row: Row, fields: dict[str, object], stage: Stage) -> None:
    standing = {
        "stage": stage.key, "stage_since": _since(intake, fields, stage),
        "status": STATUS_OF[stage.kind],
    }  # fmt: skip
    doc = {**fields, **standing}
    if row.customer_id is not None:
        doc["customer_id"] = row.customer_id
    made = _waiting(intake, row)
    if made is None:
        made = intake.work.add("deals", doc)
    else:
        intake.work.replace("deals", made, doc)
    intake.match_later("deals", made)
    if code := text(fields, "code"):
        intake.index_later("deals", fold(code), made)


def _waiting(intake: Intake, row: Row) -> int | None:
    """The deal that a customer got when it was new and that nobody has touched since: the first
    deal that a file of deals brings takes its place, so that no empty one stands beside it."""
    if intake.kind != "deals" or row.customer_id is None:
        return None
    first = of_kind("open", intake.stages).key
    for doc_id, doc in _theirs(intake, row):
        if (
            doc.keys() <= _BARE
            and doc.get("stage") == first
            and ("deals", doc_id) not in intake.matched
        ):
            return doc_id
    return None


def _since(intake: Intake, fields: Doc, stage: Stage) -> str:
    """Since when it stands there: its closing when it is closed, else its opening, else now."""
    day = text(fields, "closed_on") if stage.kind != "open" else ""
    day = day or text(fields, "opened_on")
    at = f"{day}T00:00:00Z" if day else intake.stamp
    return min(at, intake.stamp)


def _updated(
    intake: Intake, row: Row, found: int, fields: dict[str, object], stage: Stage | None
) -> bool:
    current = intake.work.doc("deals", found) or EMPTY
    if row.customer_id is not None and current.get("customer_id") is None:
        fields = {**fields, "customer_id": row.customer_id}
    changed = intake.work.overlay("deals", found, fields, row.number)
    if stage is None or stage.key == text(current, "stage"):
        return changed
    if found < 0:
        intake.warn(
            row.number, "deal.stage",
            say("An earlier row of the file says “%(old)s”, this one “%(new)s”; the later was taken.",
                old=shown(text(current, "stage")), new=stage.key),
        )  # fmt: skip
    intake.work.replace("deals", found, _moved(intake, found, stage, fields))
    return True


def _moved(intake: Intake, found: int, stage: Stage, fields: Doc) -> dict[str, object]:
    """At another stage as a move by hand would leave it; the criteria that a move asks for are
    not asked of a file, and a loss has the reason that the file gives, if any."""
    doc = intake.work.doc("deals", found) or EMPTY
    reason = text(fields, "lost_reason") if stage.kind == "lost" else "import"
    closed = text(fields, "closed_on")
    return stepped(doc, stage, intake.moment, reason=reason, closed_on=closed)
