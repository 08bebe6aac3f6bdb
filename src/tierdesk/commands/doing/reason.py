"""The verb `reason`: the list that the reason of a lost deal is chosen from."""

from tierdesk.commands.doing.making import made
from tierdesk.commands.doing.stage_documents import reason
from tierdesk.commands.spec import Front, Outcome, Values, text_of, texts_of
from tierdesk.errors import Invalid, Usage
from tierdesk.i18n.message import say
from tierdesk.pipeline import lost_reasons


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    action, words = text_of(values, "action"), " ".join(texts_of(values, "words")).strip()
    if action == "list":
        rows = [reason(one) for one in lost_reasons.reasons_of(front.desk.book)]
        return Outcome({"schema": 1, "reasons": rows}, view="reasons")
    if not words:
        raise Usage(say("Say which reason, in a few words."))
    if action == "remove":
        return made(front, values, lambda book: lost_reasons.removed(book, words), reason=words)
    try:
        kind = lost_reasons.kind_in(text_of(values, "kind"))
    except Invalid as fault:
        raise Usage(fault.message) from None
    return made(front, values, lambda book: lost_reasons.added(book, words, kind), reason=words)
