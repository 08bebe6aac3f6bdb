"""The verb `group`: free groups of customers listed, added, renamed, removed, filled and emptied."""

from tierdesk.commands.doing.making import made, told
from tierdesk.commands.doing.selection import chosen, make
from tierdesk.commands.spec import Front, Outcome, Values, text_of, texts_of
from tierdesk.domain import groups
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change
from tierdesk.errors import Usage
from tierdesk.i18n.message import N_, Message, say

_GROUP, _NAME = N_("GROUP"), N_("NAME")


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    action, name = text_of(values, "action"), text_of(values, "group")
    words = texts_of(values, "words")
    if action == "list":
        return _listed(front.desk.book)
    if not name.strip():
        raise Usage(say("%(what)s is missing; see --help.", what=Message(_GROUP)))
    if action in ("put", "take"):
        return _moved(front, values, action, name)
    if action == "rename":
        if not words:
            raise Usage(say("%(what)s is missing; see --help.", what=Message(_NAME)))
        new = " ".join(words)
        return made(front, values, lambda book: groups.renamed(book, name, new),
                    group=groups.name_in(new))  # fmt: skip
    if words:
        raise Usage(
            say(
                "“%(text)s” is one word too many; put the name of a group in quotes.", text=words[0]
            )
        )
    if action == "add":
        return made(
            front, values, lambda book: groups.added(book, name), group=groups.name_in(name)
        )
    return made(front, values, lambda book: _removed(front, values, book, name), group=name.strip())


def _removed(front: Front, values: Values, book: Book, name: str) -> Change:
    try:
        return groups.removed(book, name, front.desk.moment, anyway=bool(values.get("yes")))
    except groups.HasMembers as refusal:
        raise groups.HasMembers(
            say("%(why)s Give --yes to remove it all the same: they are taken out of it, and undo brings "
                "everything back.", why=refusal.message)
        ) from None  # fmt: skip


def _moved(front: Front, values: Values, action: str, name: str) -> Outcome:
    desk = front.desk
    selection = chosen(front, texts_of(values, "words"), text_of(values, "where"), values)
    changes: list[Change] = []

    def rule(book: Book) -> Change:
        moved = groups.put if action == "put" else groups.taken
        changes.append(moved(book, name, selection.ids, desk.moment))
        return changes[-1]

    return make(front, values, selection, rule, told=lambda _: (told(changes[-1]),),
                more=lambda _: {"group": changes[-1].args["group"]})  # fmt: skip


def _listed(book: Book) -> Outcome:
    found = groups.groups_of(book)
    rows = [
        {"group_id": one.id, "group": one.name, "customers": one.customers, "whole": one.whole}
        for one in found
    ]
    said = () if found else (say("There is no group yet; add one with group add."),)
    return Outcome({"schema": 1, "groups": rows}, said, view="groups")
