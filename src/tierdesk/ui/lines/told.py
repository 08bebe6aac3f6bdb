"""What a verb did, in a sentence: of one customer by name, of several by their number. Languages count
in ways of their own, so that a name and a number never share a sentence.
"""

from __future__ import annotations

from tierdesk.i18n.message import Message, say, say_n


def moved(name: Message, n: int, stage: Message) -> Message:
    """To another stage."""
    if n == 1:
        return say("%(name)s is in %(stage)s now.", name=name, stage=stage)
    return say_n("%(n)s customer is in %(stage)s now.", "%(n)s customers are in %(stage)s now.", n,
                 stage=stage)  # fmt: skip


def parked(name: Message, n: int, *, back: bool) -> Message:
    """Put aside, or taken back."""
    if n == 1:
        return (
            say("%(name)s is back.", name=name) if back else say("%(name)s is parked.", name=name)
        )
    if back:
        return say_n("%(n)s customer is back.", "%(n)s customers are back.", n)
    return say_n("%(n)s customer is parked.", "%(n)s customers are parked.", n)


def tiered(name: Message, n: int, tier: str) -> Message:
    """Given a tier by hand; "" for the model's again."""
    if n == 1 and not tier:
        return say("The tier of %(name)s is the model's again.", name=name)
    if n == 1:
        return say("The tier of %(name)s is %(tier)s by hand.", name=name, tier=tier)
    if not tier:
        return say_n("The tier of %(n)s customer is the model's again.",
                     "The tiers of %(n)s customers are the model's again.", n)  # fmt: skip
    return say_n("%(n)s customer is %(tier)s by hand.", "%(n)s customers are %(tier)s by hand.", n,
                 tier=tier)  # fmt: skip


def removed(name: Message, n: int, key: str) -> Message:
    """Taken out of the book; `key` brings them back."""
    if n == 1:
        return say("%(name)s is removed; %(key)s takes it back.", name=name, key=key)
    return say_n("%(n)s customer is removed; %(key)s takes it back.",
                 "%(n)s customers are removed; %(key)s takes them back.", n, key=key)  # fmt: skip
