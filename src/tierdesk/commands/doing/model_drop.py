"""`model drop`: a draft gone, or the variant for an industry ended."""

from tierdesk.commands.doing.model_meant import version_meant, words_of
from tierdesk.commands.doing.sentences import sentence_of
from tierdesk.commands.spec import Front, Outcome, Values, changed, text_of
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change
from tierdesk.errors import Usage
from tierdesk.i18n.message import N_, Message, say
from tierdesk.scoring.versions import draft_dropped, variant_ended

_VERSION = N_("VERSION")


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    desk = front.desk
    words = words_of(values, 0, 1)
    word = text_of(values, "version") or (words[0] if words else "")
    if not word:
        raise Usage(say("%(what)s is missing; see --help.", what=Message(_VERSION)))
    made: list[Change] = []

    def rule(book: Book) -> Change:
        version = version_meant(book, word, values)
        ends = version.model.status == "active" and version.model.industries
        made.append(
            variant_ended(book, version, now=desk.moment.now)
            if ends
            else draft_dropped(book, version)
        )
        return made[-1]

    if values.get("dry_run"):
        what = sentence_of(rule(desk.book))
        document = {"schema": 1, "dry_run": True, "version": made[-1].args["version"]}
        return Outcome(document, (what, say("Nothing was changed: this was a dry run.")))
    receipt = desk.perform(rule)
    said = say("Saved: %(what)s.", what=sentence_of(made[-1]))
    return changed(receipt, said, version=made[-1].args["version"])
