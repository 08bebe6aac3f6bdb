"""Groups (分组) that people put customers into as they like: named by a path (`VIP/华东`), a customer in
many. A group need not have the one above it; whoever is in `VIP/华东` is in `VIP` too.

Rules over the book: each returns a Change. It must not know how a group is shown or asked for.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple
from unicodedata import normalize

from tierdesk.domain.book import Book
from tierdesk.domain.change import Change, Edit, guard, without_rev
from tierdesk.domain.document import Doc, stamp, text
from tierdesk.domain.folding import fold
from tierdesk.domain.moment import Moment
from tierdesk.errors import Invalid, Refused
from tierdesk.i18n.message import say, say_n
from tierdesk.terminal.clean import clean

TABLE = "groups"
ABOVE = "/"
"""What parts the names of a path."""
_LONGEST, _NEW = 200, -1
_PARTING = frozenset(";；|\n")
"""Signs that part several groups in one cell of a table."""


class Group(NamedTuple):
    """`customers` are directly in it, `whole` counts those of the groups below it too, each once."""

    id: int
    name: str
    customers: int
    whole: int


def name_in(written: str) -> str:
    """The name as it is kept: its parts without blanks around them. Raises Invalid."""
    parts = [
        clean(part).strip() for part in normalize("NFC", written).replace("／", ABOVE).split(ABOVE)
    ]
    name = ABOVE.join(parts)
    if not name.strip(ABOVE):
        raise Invalid(say("A group needs a name; write one like VIP or VIP/East."))
    if not all(parts):
        raise Invalid(
            say("“%(text)s” has an empty part; write the name of a group like VIP/East.",
                text=written.strip()[:80])
        )  # fmt: skip
    if len(name) > _LONGEST:
        raise Invalid(say("The name of a group has %(most)s characters at most.", most=_LONGEST))
    if not _PARTING.isdisjoint(name):
        raise Invalid(say("The name of a group holds no ; and no |, which part groups in a table."))
    return name


def names_of(book: Book) -> Mapping[int, str]:
    """The names of the book's groups by their ids."""
    return {group_id: text(doc, "name") for group_id, doc in book.rows(TABLE)}


def ids_of(customer: Doc) -> list[int]:
    """The groups that a customer's document names."""
    found = customer.get("group_ids")
    return [i for i in found if i.__class__ is int] if isinstance(found, list) else []


def groups_of(book: Book) -> tuple[Group, ...]:
    """All groups by name, with how many customers are in them."""
    names, own, whole = names_of(book), Counter[int](), Counter[int]()
    below = {one: [i for i, name in names.items() if is_in(names[one], name)] for one in names}
    above: dict[int, list[int]] = {}
    for one, found in below.items():
        for other in found:
            above.setdefault(other, []).append(one)
    for _, customer in book.rows("customers"):
        if "group_ids" not in customer:
            continue
        ids = {i for i in ids_of(customer) if i in names}
        own.update(ids)
        whole.update({up for i in ids for up in above[i]})
    order = sorted(names, key=lambda i: ([fold(part) for part in names[i].split(ABOVE)], i))
    return tuple(Group(i, names[i], own[i], whole[i]) for i in order)


def is_in(name: str, other: str) -> bool:
    """Whether `other` is the group `name` or one below it, whatever their case."""
    above, below = fold(name), fold(other)
    return below == above or below.startswith(above + ABOVE)


def named(book: Book, written: str) -> tuple[int, str] | None:
    """(id, name) of the group of that name, whatever its case."""
    wanted = fold(written.replace("／", ABOVE).strip())
    return next(((i, name) for i, name in names_of(book).items() if fold(name) == wanted), None)


def added(book: Book, written: str) -> Change:
    """A group more. Raises Invalid for what is no name, Refused when there is one of that name."""
    name = name_in(written)
    there = named(book, name)
    if there is not None:
        raise Refused(say("There is a group “%(group)s” already.", group=there[1]))
    return Change("group.add", {"group": name}, (Edit(TABLE, _NEW, None, {"name": name}),))


def renamed(book: Book, old: str, new: str) -> Change:
    """The group, and with it those below it, under another name. Raises Refused when there is none, or
    when one of the new names is another group's."""
    name, above = name_in(new), _path(book, old)
    moving = {i: n for i, n in names_of(book).items() if is_in(above, n)}
    taken = {fold(n): n for i, n in names_of(book).items() if i not in moving}
    edits = []
    for group_id, before in moving.items():
        after = ABOVE.join([name, *before.split(ABOVE)[above.count(ABOVE) + 1 :]])
        if fold(after) in taken:
            raise Refused(
                say("There is a group “%(group)s” already; take one of them out, or choose another name.",
                    group=taken[fold(after)])
            )  # fmt: skip
        doc = book.get(TABLE, group_id) or {}
        edits.append(Edit(TABLE, group_id, doc, {**without_rev(doc), "name": after}))
    return Change("group.rename", {"old": above, "group": name}, tuple(edits))


class HasMembers(Refused):
    """A group that somebody is in, or that has groups below it, is not taken away unasked."""


def removed(book: Book, written: str, moment: Moment, *, anyway: bool = False) -> Change:
    """The group gone, with those below it; `anyway` takes its customers out of them. Raises HasMembers
    without that, saying how many there are."""
    name = _path(book, written)
    going = {i: n for i, n in names_of(book).items() if is_in(name, n)}
    members = [
        (i, doc) for i, doc in book.rows("customers")
        if "group_ids" in doc and not going.keys().isdisjoint(ids_of(doc))
    ]  # fmt: skip
    if members and not anyway:
        raise HasMembers(
            say_n("“%(group)s” has %(n)s customer.", "“%(group)s” has %(n)s customers.", len(members),
                  group=name)
        )  # fmt: skip
    if len(going) > 1 and not anyway:
        raise HasMembers(
            say_n("“%(group)s” has %(n)s group below it.", "“%(group)s” has %(n)s groups below it.",
                  len(going) - (name in going.values()), group=name)
        )  # fmt: skip
    args: dict[str, object] = {"group": name, **({"n": len(members)} if members else {})}
    edits = [_without(i, doc, going, moment) for i, doc in members]
    edits += [Edit(TABLE, i, book.get(TABLE, i), None) for i in going]
    return Change("group.remove", args, tuple(edits))


def put(
    book: Book, written: str, ids: Sequence[int], moment: Moment, *, new: bool = False
) -> Change:
    """The customers in the group; `new` makes it where there is none. Raises Refused without it."""
    there = named(book, written) if new else _known(book, written)
    group_id, name = there or (_NEW, name_in(written))
    edits = []
    for customer_id in ids:
        before = book.get("customers", customer_id) or {}
        has = ids_of(before)
        if group_id not in has:
            after = {**without_rev(before), "group_ids": [*has, group_id]}
            edits.append(Edit("customers", customer_id, before, {**after, **_stamp(moment)}))
    made = [] if there else [Edit(TABLE, _NEW, None, {"name": name})]
    guards = (guard(TABLE, group_id, book.get(TABLE, group_id)),) if there else ()
    return Change("group.put", {"group": name, **_who(book, ids)}, (*made, *edits), guards)


def taken(book: Book, written: str, ids: Sequence[int], moment: Moment) -> Change:
    """The customers out of the group, and out of those below it. Raises Refused when there is none."""
    name = _path(book, written)
    going = {i for i, n in names_of(book).items() if is_in(name, n)}
    edits = []
    for customer_id in ids:
        before = book.get("customers", customer_id) or {}
        if not going.isdisjoint(ids_of(before)):
            edits.append(_without(customer_id, before, going, moment))
    return Change("group.take", {"group": name, **_who(book, ids)}, tuple(edits))


def regrouped(book: Book, before: Doc, asked: Sequence[tuple[str, str]]) -> dict[str, object]:
    """The customer's document with its groups as `asked`: (`groups`, names) are all of them, (`groups+`,
    names) more, (`groups-`, names) less, also of those below them; names are parted by `;`. Raises Refused
    for a group that there is not."""
    ids = ids_of(before)
    for field, written in asked:
        names = names_written(written)
        if field.endswith("-"):
            gone = [_path(book, name) for name in names]
            kept = names_of(book)
            ids = [i for i in ids if i not in kept or not any(is_in(g, kept[i]) for g in gone)]
        else:
            there = ids if field.endswith("+") else []
            ids = list(dict.fromkeys([*there, *(_known(book, name)[0] for name in names)]))
    after = {**before, "group_ids": ids}
    if not ids:
        del after["group_ids"]
    return after


def names_written(written: str) -> list[str]:
    """The names of groups that stand in one text, parted by `;`."""
    parted = "".join(";" if sign in _PARTING else sign for sign in written)
    return [name.strip() for name in parted.split(";") if name.strip()]


def guards_of(book: Book, asked: Sequence[tuple[str, str]]) -> tuple[Edit, ...]:
    """The groups that `regrouped` puts customers into, as guards of its Change."""
    names = [
        n for field, written in asked if not field.endswith("-") for n in names_written(written)
    ]
    ids = dict.fromkeys(_known(book, name)[0] for name in names)
    return tuple(guard(TABLE, i, book.get(TABLE, i)) for i in ids)


def _without(customer_id: int, before: Doc, going: Collection[int], moment: Moment) -> Edit:
    rest = [i for i in ids_of(before) if i not in going]
    after = {**without_rev(before), "group_ids": rest, **_stamp(moment)}
    if not rest:
        del after["group_ids"]
    return Edit("customers", customer_id, before, after)


def _stamp(moment: Moment) -> dict[str, object]:
    return {"updated_at": stamp(moment.now)}


def _who(book: Book, ids: Sequence[int]) -> dict[str, object]:
    for customer_id in ids:
        if book.get("customers", customer_id) is None:
            raise Refused(
                say("Customer %(id)s is not there any more; look at the history.", id=customer_id)
            )
    if len(ids) != 1:
        return {"n": len(ids)}
    return {"name": text(book.get("customers", ids[0]) or {}, "name")}


def _known(book: Book, written: str) -> tuple[int, str]:
    found = named(book, written)
    if found is None:
        raise _unknown(book, written)
    return found


def _path(book: Book, written: str) -> str:
    """The name of a group, or of one that only has groups below it, as the book spells it."""
    found = named(book, written)
    if found is not None:
        return found[1]
    wanted = written.replace("／", ABOVE).strip().strip(ABOVE)
    for name in names_of(book).values():
        if wanted and is_in(wanted, name):
            return ABOVE.join(name.split(ABOVE)[: wanted.count(ABOVE) + 1])
    raise _unknown(book, written)


def _unknown(book: Book, written: str) -> Refused:
    names: Iterable[str] = names_of(book).values()
    near = get_close_matches(fold(written), {fold(name): name for name in names}, 1)
    if near:
        spelled = next(name for name in names_of(book).values() if fold(name) == near[0])
        return Refused(
            say("There is no group “%(group)s”; did you mean “%(near)s”?", group=written.strip(),
                near=spelled)
        )  # fmt: skip
    return Refused(
        say("There is no group “%(group)s”; group add makes one.", group=written.strip())
    )
