"""The verb `policy`: show how tiers are treated, and change it field by field."""

from collections.abc import Sequence

from tierdesk.commands.doing import assignments
from tierdesk.commands.doing.sentences import sentence_of
from tierdesk.commands.spec import Front, Outcome, Values, changed, text_of, texts_of
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change
from tierdesk.domain.document import text
from tierdesk.errors import Invalid, Usage
from tierdesk.i18n.message import N_, Message, say
from tierdesk.triage import policy_edits
from tierdesk.triage.policy import TIERS, policies_of

_TIER = N_("TIER")


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    word, words = text_of(values, "tier"), texts_of(values, "fields")
    if text_of(values, "action") == "show":
        return _shown(front.desk.book, _tier(word) if word else "", words)
    if not word:
        raise Usage(say("%(what)s is missing; see --help.", what=Message(_TIER)))
    tier, fields = _tier(word), _fields(words)
    made: list[Change] = []

    def rule(book: Book) -> Change:
        made.append(policy_edits.change(book, {tier: fields}))
        return made[-1]

    receipt = front.desk.perform(rule)
    return changed(receipt, told(made[-1]), tier=tier)


def told(change: Change) -> Message:
    """What came of it."""
    if change.empty:
        return say("Nothing changed: it was so already.")
    return say("Saved: %(what)s.", what=sentence_of(change))


def _tier(word: str) -> str:
    try:
        return policy_edits.tier_in(word)
    except Invalid as fault:
        raise Usage(fault.message) from None


def _fields(words: Sequence[str]) -> policy_edits.Fields:
    """The fields that are given. Raises Usage for words that are none, Invalid for their values."""
    known = {name: name for name in policy_edits.FIELDS}
    pairs = assignments.split(words, known=known)
    if not pairs:
        raise Usage(say("Nothing to set; write FIELD=VALUE, like ideal_days=5."))
    return {name: policy_edits.read(name, value) for name, value in pairs}


def _shown(book: Book, tier: str, words: Sequence[str]) -> Outcome:
    if words:
        raise Usage(say("There are more words than %(command)s takes; put a text in quotation marks.",
                        command="policy show"))  # fmt: skip
    policies = policies_of(book)
    rows = [policy_edits.doc_of(one, policies) for one in TIERS if not tier or one == tier]
    documents = [{**row, "treatment": Message(text(row, "treatment"))} for row in rows]
    return Outcome({"schema": 1, "policies": documents}, view="policies")
