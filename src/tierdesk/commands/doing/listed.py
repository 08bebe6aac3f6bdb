"""The customers as `list` shows them, by a saved view and the other way round too."""

from tierdesk.commands.doing import list_
from tierdesk.commands.doing.numbers import whole
from tierdesk.commands.doing.views import wanted
from tierdesk.commands.spec import Front, Outcome, Values, text_of, texts_of
from tierdesk.domain.document import flag, text


def run(front: Front, values: Values) -> Outcome:
    """Perform the command. What is given beside a view narrows it, or orders it otherwise."""
    name, reverse = text_of(values, "view"), bool(values.get("reverse"))
    if name:
        _, view = wanted(front.desk.book, name)
        sort = text_of(values, "sort")
        stored = text(view, "sort") if text(view, "sort") in list_.SORTS else ""
        query = [text(view, "query"), *texts_of(values, "query")]
        reverse = reverse != (flag(view, "descending") and not sort)
        values = {**values, "sort": sort or stored, "query": [part for part in query if part]}
    if not reverse:
        return list_.run(front, values)
    outcome = list_.run(front, {**values, "limit": None})
    rows = outcome.document["customers"]
    turned = rows[::-1] if isinstance(rows, list) else []
    limit = whole(text_of(values, "limit"), "--limit", len(turned))
    return outcome._replace(document={**outcome.document, "customers": turned[:limit]})
