"""The tier schemes to choose from, as data: how many tiers, from how many points, and by what
names people know them.

Tiers stay the letters A to D everywhere (policies, badges); a scheme may carry other names for
them. It must not know customers.
"""

from collections.abc import Mapping
from typing import NamedTuple

from tierdesk.domain.document import Doc, items, mapping, text
from tierdesk.errors import Invalid
from tierdesk.i18n.message import N_, Message, say
from tierdesk.scoring.model import Scheme

_FOUR = (("A", 75.0), ("B", 55.0), ("C", 35.0))
_THREE = (("A", 70.0), ("B", 45.0))


class Preset(NamedTuple):
    """A scheme under a stable name; `label` is its English source."""

    name: str
    label: str
    scheme: Scheme


def _preset(name: str, label: str, labels: Mapping[str, str]) -> Preset:
    four = len(labels) == len(_FOUR) + 1 or name == "abcd"
    thresholds, lowest = (_FOUR, "D") if four else (_THREE, "C")
    return Preset(name, label, Scheme(thresholds, lowest, labels=tuple(labels.items())))


PRESETS: Mapping[str, Preset] = {
    preset.name: preset
    for preset in (
        _preset("abcd", N_("A, B, C, D"), {}),
        _preset("abc", N_("A, B, C"), {}),
        _preset("level", N_("high, middle, low"),
                {"A": N_("high level"), "B": N_("middle level"), "C": N_("low level")}),
        _preset("value", N_("high, medium and low value"),
                {"A": N_("high value"), "B": N_("medium value"), "C": N_("low value")}),
        _preset("potential", N_("high value, potential, ordinary, low value"),
                {"A": N_("high value"), "B": N_("potential customer"),
                 "C": N_("ordinary customer"), "D": N_("low value")}),
        _preset("signing", N_("signed, target, prospect"),
                {"A": N_("signing customer"), "B": N_("target customer"),
                 "C": N_("prospective customer")}),
    )
}  # fmt: skip


def preset_of(name: str) -> Preset:
    """The preset of that name. Raises Invalid that names the choices."""
    if name not in PRESETS:
        raise Invalid(
            say("“%(name)s” is no tier scheme; choose one of %(choices)s.", name=name,
                choices=list(PRESETS))
        )  # fmt: skip
    return PRESETS[name]


def preset_filled(doc: Doc) -> tuple[Doc, tuple[Message, ...]]:
    """A model's document with the preset that its scheme names written out, and what is wrong with
    that; thresholds of the scheme's own stand over those of the preset."""
    scheme = mapping(doc, "scheme")
    own = {key: value for key, value in scheme.items() if key != "preset"}
    if scheme.get("preset") is None:
        return ({**doc, "scheme": own}, ()) if "preset" in scheme else (doc, ())
    try:
        name, _, preset = preset_of(str(scheme["preset"]))
    except Invalid as fault:
        return {**doc, "scheme": own}, (fault.message,)
    given = {text(step, "tier"): step.get("from") for step in items(own, "thresholds")}
    steps = [{"tier": tier, "from": given.get(tier, least)} for tier, least in preset.thresholds]
    filled = {"labels": dict(preset.labels), "lowest": preset.lowest, **own}
    if isinstance(own.get("thresholds", []), list):
        filled["thresholds"] = steps
    faults: tuple[Message, ...] = ()
    if not given.keys() <= dict(preset.thresholds).keys() or filled["lowest"] != preset.lowest:
        faults = (say("The tier scheme “%(name)s” has the tiers %(tiers)s; leave out “preset” for "
                      "others.", name=name, tiers=list(preset.tiers)),)  # fmt: skip
    return {**doc, "scheme": filled}, faults


def preset_name(scheme: Scheme) -> str:
    """The preset with these tiers and names, whatever its thresholds; "" for a scheme of one's
    own."""
    for preset in PRESETS.values():
        if (preset.scheme.tiers, preset.scheme.labels) == (scheme.tiers, scheme.labels):
            return preset.name
    return ""


def tier_label(scheme: Scheme, tier: str) -> Message:
    """What people call a tier: its other name, else its letter."""
    return Message(dict(scheme.labels).get(tier, tier))
