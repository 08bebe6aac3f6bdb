"""The verb `view`: save a filter with its order under a name, list and remove such views."""

from tierdesk.commands.doing import views
from tierdesk.commands.spec import Front, Outcome, Values, changed, text_of, texts_of
from tierdesk.desk.tier_names import tier_names
from tierdesk.domain.book import Book
from tierdesk.domain.document import flag, text
from tierdesk.errors import Usage
from tierdesk.i18n.message import N_, Message, say
from tierdesk.search.query import parse

_NAME = N_("NAME")


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    action, name = text_of(values, "action"), text_of(values, "name")
    if action == "list":
        return _listed(front.desk.book)
    if not name.strip():
        raise Usage(say("%(what)s is missing; see --help.", what=Message(_NAME)))
    if action == "remove":
        receipt = front.desk.perform(lambda book: views.remove(book, name))
        return changed(receipt, say("Removed the view %(name)s.", name=name), name=name)
    query = " ".join(texts_of(values, "query"))
    parse(query, front.desk.moment, tier_names(front.desk.book))
    sort, screen = text_of(values, "sort"), text_of(values, "screen")
    descending = bool(values.get("reverse"))
    receipt = front.desk.perform(
        lambda book: views.save(book, name, query, sort, descending, screen)
    )
    if receipt.change_id is None:
        return changed(receipt, say("Nothing changed: it was so already."), name=name)
    return changed(receipt, say("Saved the view %(name)s.", name=name), name=name)


def _listed(book: Book) -> Outcome:
    rows = views.listed(book)
    documents = [
        {"name": text(doc, "name"), "query": text(doc, "query"), "sort": text(doc, "sort") or "score",
         "descending": flag(doc, "descending"), "screen": text(doc, "screen")}
        for _, doc in rows
    ]  # fmt: skip
    said = () if rows else (say("There is no saved view yet; save one with view save."),)
    return Outcome({"schema": 1, "views": documents}, said)
