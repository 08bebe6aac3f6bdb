"""Criteria and gates over fields that no customer has any more.

Such a criterion is not wrong, everybody's answer to it is just unknown; whoever looks at a model
should be told. It must not know weights or values.
"""

from tierdesk.domain.book import Book
from tierdesk.domain.document import mapping
from tierdesk.i18n.message import Message, say
from tierdesk.scoring.model import ScoringModel
from tierdesk.scoring.sources import CUSTOM


def lost_fields(book: Book, model: ScoringModel) -> tuple[Message, ...]:
    """A sentence for each criterion, condition and gate whose own field nobody has."""
    asked = [(c.key, c.source) for c in model.criteria]
    asked += [(c.key, c.applies_if.source) for c in model.criteria if c.applies_if]
    asked += [(gate.key, gate.source) for gate in model.gates]
    own = [(key, source.removeprefix(CUSTOM)) for key, source in asked if source.startswith(CUSTOM)]
    if not own:
        return ()
    missing = {name for _, name in own}
    for _, customer in book.rows("customers"):
        missing -= mapping(customer, "custom").keys()
        if not missing:
            return ()
    return tuple(
        say("No customer has the field “%(field)s”; “%(key)s” is unknown for everybody.", field=name,
            key=key)
        for key, name in dict.fromkeys(own) if name in missing
    )  # fmt: skip
