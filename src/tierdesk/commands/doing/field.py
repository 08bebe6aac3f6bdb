"""The verb `field`: the fields that people define for customers, listed, added, changed, renamed, removed."""

from collections.abc import Sequence

from tierdesk.commands.doing.making import made
from tierdesk.commands.spec import Front, Outcome, Values, text_of, texts_of
from tierdesk.domain import own_fields
from tierdesk.domain.book import Book
from tierdesk.errors import Usage
from tierdesk.i18n.message import N_, Message, say

_NAME, _KEY = N_("NAME"), N_("KEY")


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    action, name = text_of(values, "action"), text_of(values, "field").strip()
    words = texts_of(values, "facts")
    if action == "list":
        return _listed(front.desk.book)
    if not name:
        raise Usage(say("%(what)s is missing; see --help.", what=Message(_NAME)))
    if action == "rename":
        if len(words) != 1:
            raise Usage(say("%(what)s is missing; see --help.", what=Message(_KEY)))
        moment = front.desk.moment
        return made(front, values, lambda book: own_fields.renamed(book, name, words[0], moment),
                    field=own_fields.key_in(words[0]))  # fmt: skip
    if action == "remove":
        if words:
            raise Usage(say("“%(text)s” is one word too many; see --help.", text=words[0]))
        return made(front, values, lambda book: own_fields.removed(book, name), field=name)
    facts = _facts(words)
    if action == "set":
        if not facts:
            raise Usage(say("Nothing to set; write FIELD=VALUE, like unit=km."))
        return made(front, values, lambda book: own_fields.changed(book, name, facts), field=name)
    key = own_fields.key_in(name)
    given = {"name": name, **facts}
    return made(front, values, lambda book: own_fields.added(book, key, given), field=key)


def _facts(words: Sequence[str]) -> dict[str, str]:
    """What is said of a definition, by its name. Raises Usage."""
    facts = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or name not in own_fields.FIELDS:
            raise Usage(
                say("“%(text)s” says nothing of a field; write one of %(choices)s.", text=word,
                    choices=[f"{one}=…" for one in own_fields.FIELDS])
            )  # fmt: skip
        facts[name] = value
    return facts


def _listed(book: Book) -> Outcome:
    defined, rest = own_fields.used(book)
    rows: list[dict[str, object]] = [
        {"key": f.key, "name": f.name, "type": f.kind, "choices": list(f.choices), "unit": f.unit,
         "defined": True, "customers": n}
        for f, n in defined
    ]  # fmt: skip
    rows += [
        {"key": key, "name": key, "type": None, "choices": [], "unit": "", "defined": False, "customers": n}
        for key, n in sorted(rest.items())
    ]  # fmt: skip
    said = () if rows else (say("There is no field yet; define one with field add."),)
    return Outcome({"schema": 1, "fields": rows}, said, view="own_fields")
