"""The verb `merge`: customers that are one made one, all certain ones at once, or two remembered as two."""

from collections import Counter
from collections.abc import Mapping, Sequence

from tierdesk.commands.doing.clean import pair_document
from tierdesk.commands.doing.customer_ref import find_customer
from tierdesk.commands.doing.making import told
from tierdesk.commands.spec import Front, Outcome, Values, changed, text_of, texts_of
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change
from tierdesk.domain.document import stamp, text
from tierdesk.domain.labels import label
from tierdesk.errors import Usage
from tierdesk.i18n.message import Message, say, say_n
from tierdesk.quality import apart
from tierdesk.quality.certain import Plan, plan_of
from tierdesk.quality.duplicates import duplicates
from tierdesk.quality.merged_fields import Choices, Side, choosable, differences
from tierdesk.quality.merging import Into, keeper, merging


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    words = texts_of(values, "customers")
    if values.get("certain"):
        if words or values.get("not_") or values.get("keep") or texts_of(values, "field"):
            raise Usage(say("--certain merges all that are certainly one; name nobody beside it."))
        return _certain(front, values)
    if values.get("back") and not values.get("not_"):
        raise Usage(say("--back takes back what --not said; give both."))
    desk = front.desk
    ids = list(dict.fromkeys(find_customer(desk.book, word, desk.moment) for word in words))
    if len(ids) < 2:
        raise Usage(say("Name two customers that are one; tierdesk clean duplicates lists them."))
    if values.get("not_"):
        return _parted(front, values, ids)
    return _merged(front, values, ids)


def _merged(front: Front, values: Values, ids: Sequence[int]) -> Outcome:
    desk = front.desk
    kept = _kept(front, values, ids)
    into = {i: kept for i in ids if i != kept}
    choices = _choices(front, texts_of(values, "field"), kept, ids)
    change = merging(desk.book, into, choices)
    more = {"customer_id": kept, "merged": list(into), **_told(desk.book, into, change, choices)}
    if values.get("dry_run"):
        return Outcome(
            {"schema": 1, "dry_run": True, **more},
            (
                say("%(name)s would stay.", name=_name(desk.book, kept)),
                say("Nothing was changed: this was a dry run."),
            ),
            view="merge",
        )
    receipt = desk.perform(lambda book: merging(book, into, choices))
    return changed(receipt, told(change), **more)._replace(view="merge")


def _kept(front: Front, values: Values, ids: Sequence[int]) -> int:
    word = text_of(values, "keep")
    if not word:
        return keeper(front.desk.book, ids)
    kept = find_customer(front.desk.book, word, front.desk.moment)
    if kept not in ids:
        raise Usage(
            say("--keep names one of those that are merged, not “%(name)s”.",
                name=_name(front.desk.book, kept))
        )  # fmt: skip
    return kept


def _choices(front: Front, written: Sequence[str], kept: int, ids: Sequence[int]) -> Choices:
    """Whose value a field takes, of `FIELD=CUSTOMER`. Raises Usage."""
    book, found = front.desk.book, dict[str, Side]()
    for word in written:
        field, sign, whose = word.partition("=")
        if not sign or not whose.strip():
            raise Usage(say("--field wants FIELD=CUSTOMER, as city=12, not “%(text)s”.", text=word))
        if len(ids) > 2:
            raise Usage(
                say("Fields are chosen between two; merge two customers at a time with --field.")
            )
        owner = find_customer(book, whose, front.desk.moment)
        if owner not in ids:
            raise Usage(
                say("“%(name)s” is none of those that are merged.", name=_name(book, owner))
            )
        if not choosable(field) or not any(_has(book, i, field) for i in ids):
            raise Usage(
                say("There is no field “%(field)s” to choose; --dry-run lists those that differ.", field=field)
            )  # fmt: skip
        found[field] = "keep" if owner == kept else "gone"
    return found


def _has(book: Book, customer_id: int, field: str) -> bool:
    doc = book.get("customers", customer_id) or {}
    custom = doc.get("custom")
    return field in doc or (
        field.startswith("custom.")
        and isinstance(custom, dict)
        and field.removeprefix("custom.") in custom
    )


def _told(book: Book, into: Into, change: Change, choices: Choices) -> Mapping[str, object]:
    """What moves, what is folded and which values differ, for a look before and after."""
    moved, folded = Counter[str](), 0
    for edit in change.edits:
        if edit.table == "contacts" and edit.after is None:
            folded += 1
        elif edit.table not in ("customers", apart.TABLE) and edit.after is not None:
            before, after = edit.before or {}, edit.after
            moved[edit.table] += before.get("customer_id") != after.get("customer_id")
    return {
        "moved": {table: n for table, n in moved.items() if n}, "folded_contacts": folded,
        "differences": [
            {"field": d.field, "label": Message(label(d.field)), "kept": d.kept, "gone": d.gone,
             "taken": choices.get(d.field, "keep"), "customer_id": gone}
            for gone, kept in into.items()
            for d in differences(book.get("customers", kept) or {}, book.get("customers", gone) or {})
        ],
    }  # fmt: skip


def _certain(front: Front, values: Values) -> Outcome:
    desk = front.desk
    pairs = [pair for pair in duplicates(desk.book, front.progress) if pair.certain]
    plan = plan_of(desk.book, pairs)
    more = {
        "pairs": [pair_document(desk.book, pair) for pair in pairs],
        "merged": [{"customer_id": gone, "into": kept} for gone, kept in plan.into.items()],
        "left": [{"customer_ids": list(ids), "why": why} for ids, why in plan.left],
    }
    left = tuple(why for _, why in plan.left)
    if values.get("dry_run"):
        would = say_n("%(n)s customer would become a part of another.",
                      "%(n)s customers would become a part of others.", len(plan.into))  # fmt: skip
        document = {"schema": 1, "dry_run": True, **more}
        dry = (would, *left, say("Nothing was changed: this was a dry run."))
        return Outcome(document, dry, view="merge")
    if not plan.into:
        document = {"schema": 1, "change_id": None, "revision": desk.revision, **more}
        return Outcome(
            document, (say("Nobody is certainly twice in the book."), *left), view="merge"
        )
    asked = [plan]

    def rule(book: Book) -> Change:
        """Asked anew the book is another one, and who is certain is looked for again."""
        current = asked.pop() if asked else _again(book)
        return merging(book, current.into)

    receipt = desk.perform(rule)
    said = say_n("%(n)s customer became a part of another; undo parts them again.",
                 "%(n)s customers became a part of others; undo parts them again.", len(plan.into))  # fmt: skip
    return changed(receipt, said, *left, **more)._replace(view="merge")


def _again(book: Book) -> Plan:
    return plan_of(book, duplicates(book))


def _parted(front: Front, values: Values, ids: Sequence[int]) -> Outcome:
    if len(ids) != 2 or values.get("keep") or texts_of(values, "field"):
        raise Usage(say("--not is about two customers, and nothing else is said with it."))
    desk, (one, other) = front.desk, ids
    at = stamp(desk.moment.now)

    def rule(book: Book) -> Change:
        if values.get("back"):
            return apart.unparted(book, one, other)
        return apart.parted(book, one, other, desk.by, at)

    change = rule(desk.book)
    more = {"customer_ids": list(ids)}
    if values.get("dry_run"):
        said = (told(change), say("Nothing was changed: this was a dry run."))
        return Outcome({"schema": 1, "dry_run": True, **more}, said)
    return changed(desk.perform(rule), told(change), **more)


def _name(book: Book, customer_id: int) -> str:
    return text(book.get("customers", customer_id) or {}, "name")
