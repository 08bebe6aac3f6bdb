"""The sentence of each kind of change, as the history tells it. Filled with the change's args;
a verb that this version does not know (a newer one wrote it) is shown by its id.
"""

from collections.abc import Mapping

from tierdesk.domain.document import Doc, mapping, text
from tierdesk.domain.labels import label
from tierdesk.domain.vocabulary import LABELS
from tierdesk.i18n.message import N_, Message
from tierdesk.pipeline.stage_presets import PRESETS

SENTENCES: Mapping[str, str] = {
    "customer.add": N_("added %(name)s"),
    "customer.set": N_("changed %(fields)s of %(name)s"),
    "touch.log": N_("logged a contact with %(name)s: %(result)s"),
    "deal.move": N_("moved %(name)s from %(source)s to %(target)s"),
    "book.import": N_("imported %(file)s: %(created)s new, %(updated)s changed"),
}
_PLAIN_LOG = N_("logged a contact with %(name)s")
STATES: Mapping[str, str] = {
    "done": "",
    "undone": N_("undone"),
    "dropped": N_("undone for good"),
}


def sentence(entry: Doc) -> Message:
    """What a history entry says; words of closed lists are given as labels, so that the reader's
    catalogue translates them."""
    verb = text(entry, "verb")
    args = {name: _labelled(name, value) for name, value in mapping(entry, "args").items()}
    if verb == "touch.log" and not args.get("result"):
        return Message(_PLAIN_LOG, args)
    key = SENTENCES.get(verb)
    return Message(key, args) if key else Message("%(verb)s", {"verb": verb})


def _labelled(name: str, value: object) -> object:
    if name in ("source", "target"):
        stage = next((s for p in PRESETS.values() for s in p if s.key == value), None)
        return Message(stage.label) if stage else value
    if name == "result" and value in LABELS:
        return Message(LABELS[str(value)])
    if name == "fields" and isinstance(value, list):
        return [Message(label(str(field))) for field in value]
    return value
