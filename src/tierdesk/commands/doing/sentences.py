"""The sentence of each kind of change, as the history tells it. Filled with the change's args;
a verb that this version does not know (a newer one wrote it), or whose args are incomplete, is
shown by its id.
"""

import re
from collections.abc import Mapping
from datetime import date

from tierdesk.domain.change import Change
from tierdesk.domain.document import Doc, mapping, text, texts
from tierdesk.domain.labels import label
from tierdesk.domain.vocabulary import LABELS
from tierdesk.i18n.message import N_, Message, say
from tierdesk.pipeline import lost_reasons
from tierdesk.pipeline.exit_criteria import label as criterion
from tierdesk.pipeline.stage_presets import PRESET_NAMES, PRESETS
from tierdesk.scoring.part_wording import customers_in_words

SENTENCES: Mapping[str, str] = {
    "customer.add": N_("added %(name)s"),
    "customer.set": N_("changed %(fields)s of %(name)s"),
    "customer.park": N_("parked %(name)s (%(reason)s)"),
    "customer.unpark": N_("took %(name)s back from parking"),
    "customer.tier": N_("set the tier of %(name)s to %(tier)s (%(reason)s)"),
    "customer.untier": N_("left the tier of %(name)s to the model again"),
    "customer.remove": N_("removed %(name)s"),
    "customer.merge": N_("merged %(other)s into %(name)s"),
    "customer.part": N_("said that %(name)s and %(other)s are two"),
    "customer.unpart": N_("took back that %(name)s and %(other)s are two"),
    "book.repair": N_("repaired %(n)s values"),
    "touch.log": N_("logged a contact with %(name)s: %(result)s"),
    "follow_up.done": N_("done with %(name)s"),
    "follow_up.snooze": N_("put %(name)s off to %(day)s"),
    "follow_up.add": N_("planned %(name)s for %(day)s"),
    "follow_up.set": N_("changed %(fields)s of the follow-up with %(name)s"),
    "follow_up.remove": N_("removed the follow-up of %(day)s with %(name)s"),
    "contact.add": N_("added the contact %(what)s of %(name)s"),
    "contact.set": N_("changed %(fields)s of the contact %(what)s of %(name)s"),
    "contact.remove": N_("removed the contact %(what)s of %(name)s"),
    "need.add": N_("added the need “%(what)s” of %(name)s"),
    "need.set": N_("changed %(fields)s of the need “%(what)s” of %(name)s"),
    "need.remove": N_("removed the need “%(what)s” of %(name)s"),
    "deal.add": N_("added the deal %(what)s of %(name)s"),
    "deal.set": N_("changed %(fields)s of the deal %(what)s of %(name)s"),
    "deal.remove": N_("removed the deal %(what)s of %(name)s"),
    "deal.won": N_("won the deal %(what)s of %(name)s"),
    "deal.lost": N_("lost the deal %(what)s of %(name)s (%(loss)s)"),
    "deal.reopen": N_("reopened the deal %(what)s of %(name)s"),
    "contract.add": N_("added the contract %(what)s of %(name)s"),
    "contract.set": N_("changed %(fields)s of the contract %(what)s of %(name)s"),
    "contract.remove": N_("removed the contract %(what)s of %(name)s"),
    "payment.add": N_("entered %(what)s paid by %(name)s on %(day)s"),
    "payment.set": N_("changed %(fields)s of the payment of %(what)s by %(name)s"),
    "payment.remove": N_("removed the payment of %(what)s by %(name)s"),
    "deal.move": N_("moved %(name)s from %(source)s to %(target)s"),
    "stage.set": N_("changed %(fields)s of the stage %(stage)s"),
    "stage.add": N_("added the stage %(stage)s"),
    "stage.remove": N_("removed the stage %(stage)s"),
    "stage.rename": N_("gave stages other keys: %(old)s became %(new)s"),
    "stage.order": N_("put the stages in order: %(stages)s"),
    "stage.preset": N_("took the stages of the preset “%(preset)s”"),
    "task.done": N_("ticked “%(task)s” off for %(name)s"),
    "task.undone": N_("took the tick from “%(task)s” for %(name)s"),
    "criterion.done": N_("ticked %(criterion)s off for %(name)s"),
    "criterion.undone": N_("took the tick from %(criterion)s for %(name)s"),
    "template.add": N_("added the template “%(what)s”"),
    "template.set": N_("changed %(fields)s of the template “%(what)s”"),
    "template.start": N_("took in the starter set of templates: %(n)s"),
    "template.remove": N_("removed the template “%(what)s”"),
    "reason.add": N_("added “%(reason)s” to the reasons of losses"),
    "reason.remove": N_("took “%(reason)s” out of the reasons of losses"),
    "group.add": N_("added the group “%(group)s”"),
    "group.rename": N_("renamed the group “%(old)s” to “%(group)s”"),
    "group.remove": N_("removed the group “%(group)s”"),
    "group.put": N_("put %(name)s into the group “%(group)s”"),
    "group.take": N_("took %(name)s out of the group “%(group)s”"),
    "field.add": N_("defined the field “%(field)s”"),
    "field.set": N_("changed %(fields)s of the field “%(field)s”"),
    "field.rename": N_("gave the field “%(old)s” the key “%(field)s”"),
    "field.remove": N_("removed the definition of the field “%(field)s”"),
    "book.import": N_("imported %(file)s: %(created)s new, %(updated)s changed"),
    "view.save": N_("saved the view %(name)s"),
    "view.remove": N_("removed the view %(name)s"),
    "policy.set": N_("changed how tier %(tiers)s is treated: %(fields)s"),
    "model.publish": N_("published version %(version)s of the model for %(model)s (%(note)s)"),
    "model.rollback": N_(
        "rolled the model for %(model)s back to version %(old)s, as version %(version)s"
    ),
    "model.draft": N_("saved version %(version)s of the model for %(model)s as a draft"),
    "model.import": N_(
        "took in %(file)s as a draft, version %(version)s of the model for %(model)s"
    ),
    "model.drop": N_("dropped the draft %(version)s of the model for %(model)s"),
    "model.end": N_("ended version %(version)s of the model for %(model)s"),
}
_MANY: Mapping[str, str] = {
    "customer.set": N_("changed %(fields)s of %(n)s customers"),
    "customer.park": N_("parked %(n)s customers (%(reason)s)"),
    "customer.unpark": N_("took %(n)s customers back from parking"),
    "customer.tier": N_("set the tier of %(n)s customers to %(tier)s (%(reason)s)"),
    "customer.untier": N_("left the tiers of %(n)s customers to the model again"),
    "customer.remove": N_("removed %(n)s customers"),
    "customer.merge": N_("merged %(n)s customers into others"),
    "book.repair": N_("repaired %(n)s values"),
    "touch.log": N_("logged a contact with %(n)s customers: %(result)s"),
    "follow_up.done": N_("done with %(n)s customers"),
    "follow_up.snooze": N_("put %(n)s customers off to %(day)s"),
    "deal.move": N_("moved %(n)s customers to %(target)s"),
    "deals.move": N_("moved %(n)s deals to %(target)s"),
    "template.start": N_("took in the starter set of templates: %(n)s"),
    "stage.remove": N_("removed the stage %(stage)s; deals moved: %(n)s"),
    "group.remove": N_("removed the group “%(group)s” with %(n)s customers in it"),
    "group.put": N_("put %(n)s customers into the group “%(group)s”"),
    "group.take": N_("took %(n)s customers out of the group “%(group)s”"),
}
"""The sentences of changes to several customers at once; their args count them in `n`."""
_OF_STAGES = frozenset(("stage", "stages", "task"))
_PRESET_TEXTS = frozenset(
    words
    for preset in PRESETS.values()
    for stage in preset
    for words in (stage.label, *stage.tasks)
)
_FIELD = re.compile(r"%\((\w+)\)")
_PLAIN_LOG = N_("logged a contact with %(name)s")
_PLAIN_LOGS = N_("logged a contact with %(n)s customers")
STATES: Mapping[str, str] = {
    "done": "",
    "undone": N_("undone"),
    "dropped": N_("undone for good"),
}


def sentence(entry: Doc) -> Message:
    """What a history entry says; words of closed lists are given as labels, so that the reader's
    catalogue translates them."""
    verb = text(entry, "verb")
    table = "contacts" if verb.startswith("contact.") else ""
    given = mapping(entry, "args")
    args = {
        name: _labelled(name, value, table) for name, value in given.items() if name != "labels"
    }
    args |= _own_stages(given, mapping(given, "labels"))
    if verb.startswith("reason."):
        args = {"reason": lost_reasons.title(text(given, "reason"))} if "reason" in given else {}
    many = "n" in args and "name" not in args
    key = (_MANY if many else SENTENCES).get(verb, "")
    if verb == "touch.log" and not args.get("result"):
        key = _PLAIN_LOGS if many else _PLAIN_LOG
    whole = bool(key) and all(name in args for name in _FIELD.findall(key))
    return Message(key, args) if whole else Message("%(verb)s", {"verb": verb})


def sentence_of(change: Change) -> Message:
    """What the history will say of a change."""
    return sentence({"verb": change.verb, "args": dict(change.args)})


def called_as(what: object) -> object:
    """What something is called in a sentence: its name, or the stage of a deal that has none."""
    if not isinstance(what, dict):
        return what
    stage = text(what, "stage")
    return say("in %(stage)s", stage=_labelled("target", stage, "")) if stage else "–"


def _labelled(name: str, value: object, table: str) -> object:
    if name in ("source", "target"):
        stage = next((s for p in PRESETS.values() for s in p if s.key == value), None)
        return Message(stage.label) if stage else value
    if name == "what":
        return called_as(value)
    if name == "loss" and isinstance(value, str):
        return lost_reasons.title(value)
    if name in _OF_STAGES:
        return (
            [_preset_text(one) for one in value] if isinstance(value, list) else _preset_text(value)
        )
    if name == "preset":
        return Message(PRESET_NAMES.get(str(value), str(value)))
    if name == "criterion":
        return criterion(str(value))
    if name == "result" and value in LABELS:
        return Message(LABELS[str(value)])
    if name == "fields" and isinstance(value, list):
        return [Message(label(str(field), table)) for field in value]
    if name == "day" and isinstance(value, str):
        return _day(value)
    if name == "model" and isinstance(value, dict):
        return customers_in_words(text(value, "kind"), texts(value, "industries"))
    return value


def _own_stages(given: Doc, labels: Doc) -> dict[str, object]:
    """Stages of the book's own as they were called then."""
    ends = {name: text(labels, str(given.get(name))) for name in ("source", "target")}
    return {name: _preset_text(label) for name, label in ends.items() if label}


def _preset_text(value: object) -> object:
    """A text of a preset in the reader's language; a person's own as it was written."""
    known = value if isinstance(value, str) else ""
    return Message(known) if known in _PRESET_TEXTS else value


def _day(written: str) -> object:
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return written
