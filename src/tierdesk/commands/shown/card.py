"""The customer card as text."""

from collections.abc import Iterable, Mapping
from datetime import UTC

from tierdesk.commands.shown import playbook
from tierdesk.commands.shown.card_money import contract_lines, deal_lines, odds, warnings
from tierdesk.commands.shown.stage_names import stage_name
from tierdesk.domain import money
from tierdesk.domain.contactability import zone
from tierdesk.domain.countries import country_name
from tierdesk.domain.document import Doc, items, mapping, moment, number, text
from tierdesk.domain.labels import label
from tierdesk.domain.money import Money
from tierdesk.domain.rounding import enough, on_its_side
from tierdesk.domain.vocabulary import LABELS
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import N_, Message, say
from tierdesk.terminal.cells import fit
from tierdesk.terminal.clean import clean

_BAR = 20
_TITLES = {
    "fields": N_("Profile"), "contacts": N_("Contacts"), "deals": N_("Deals"),
    "touches": N_("Touches"), "events": N_("Opens, clicks, visits"),
    "contracts": N_("Contracts"), "playbook": N_("Playbook"),
}  # fmt: skip
_YES, _NO = N_("yes"), N_("no")
_ABOVE, _BELOW = N_("above the average: %(parts)s"), N_("below the average: %(parts)s")
_CLOSED = frozenset((
    "kind", "industry_position", "preferred_channel", "channel", "direction", "result", "role",
))  # fmt: skip
_LIFTS, _REASONABLE = 3, 40
_HIDDEN = frozenset(
    ("id", "rev", "name", "custom", "stood", "group_ids", "created_at", "updated_at")
)


def card(document: Doc, catalog: Catalog) -> list[str]:
    """Head, score with one bar a criterion, fields, deals, contacts, newest touches."""
    customer, summary, score = (mapping(document, k) for k in ("customer", "summary", "score"))
    head = f"{customer.get('id')}  {clean(text(customer, 'name'))}   {text(score, 'tier')}"
    scored = catalog.text(
        say("score %(value)s [%(low)s–%(high)s], %(known)s %% known; %(life)s; stage %(stage)s; next %(due)s",
            value=_whole(score, "value"), low=_whole(score, "low"), high=_whole(score, "high"),
            known=round(100 * (number(score, "completeness") or 0)), stage=summary.get("stage_label"),
            life=summary.get("lifecycle_label"),
            due=summary.get("next_due") or "–")
    )  # fmt: skip
    why = mapping(score, "kept").get("why")
    kept = [catalog.text(why)] if isinstance(why, Message) else []
    lines = [head, scored, *kept, *warnings(document, catalog), ""]
    lines += [_bar(c, catalog) for c in items(score, "contributions")]
    lines += _section(
        catalog(_TITLES["fields"]),
        _fields({**customer, "groups": document.get("groups") or []}, catalog),
    )
    lines += _section(
        catalog(_TITLES["contacts"]), (_contact(c, catalog) for c in items(document, "contacts"))
    )
    deals = (line for d in items(document, "deals") for line in deal_lines(d, catalog))
    lines += _section(catalog(_TITLES["deals"]), deals)
    lines += _section(catalog(_TITLES["contracts"]), contract_lines(document, catalog))
    lines += _section(
        catalog(_TITLES["playbook"]), playbook.lines(mapping(document, "playbook"), catalog, 0)
    )
    touches = sorted(items(document, "touches"), key=lambda t: text(t, "at"), reverse=True)
    lines += _section(catalog(_TITLES["touches"]), (_touch(t, catalog) for t in touches[:10]))
    events = (_event(one, catalog) for one in items(document, "events")[:10])
    lines += _section(catalog(_TITLES["events"]), events)
    return lines + _explained(mapping(document, "explain"), catalog)


def _whole(doc: Doc, key: str) -> str:
    limits = [number(one, "from") or 0 for one in items(doc, "thresholds")]
    return f"{on_its_side(number(doc, key) or 0, limits, 0):g}"


def _name(part: Doc, catalog: Catalog, key: str = "label") -> str:
    label = part.get(key)
    return catalog.text(label) if isinstance(label, Message) else ""


def _bar(part: Doc, catalog: Catalog) -> str:
    weight, points = number(part, "weight") or 0, number(part, "points") or 0
    known = part.get("value") is not None
    filled = round(_BAR * (number(part, "value") or 0)) if known else 0
    bar = "█" * filled + "░" * (_BAR - filled) if known else "?" * _BAR
    return f"  {fit(_name(part, catalog), 32)} {points:5.1f}/{weight:<4.3g} {bar}"


def _section(title: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return ["", title, *(f"  {line}" for line in found)] if found else []


def _fields(customer: Doc, catalog: Catalog) -> list[str]:
    own = [
        (catalog(label(name)), name, value)
        for name, value in customer.items()
        if name not in _HIDDEN and value != []
    ]
    custom = [(clean(name), "", value) for name, value in mapping(customer, "custom").items()]
    return [
        catalog.text(
            say("%(field)s: %(value)s", field=shown, value=shown_value(value, catalog, name))
        )
        for shown, name, value in [*own, *custom]
    ]


def shown_value(value: object, catalog: Catalog, field: str = "") -> str:
    """A stored value as a person reads it."""
    if isinstance(value, dict) and {"minor", "currency"} <= value.keys():
        found = money.read({"m": value}, "m")
        return catalog.money(found) if isinstance(found, Money) else ""
    if isinstance(value, dict):
        if "text" in value:
            return clean(str(value["text"]))
        return str(catalog.value([f"{catalog(label(str(k)))} {shown_value(v, catalog, str(k))}"
                                  for k, v in value.items()]))  # fmt: skip
    if isinstance(value, list):
        return str(catalog.value([shown_value(part, catalog, field) for part in value]))
    if isinstance(value, bool):
        return catalog(_YES if value else _NO)
    if field == "stage":
        return catalog(stage_name(clean(str(value))))
    if field == "country":
        return country_name(str(value), catalog.language)
    return (
        catalog(LABELS[str(value)]) if field in _CLOSED and value in LABELS else clean(str(value))
    )


def _contact(contact: Doc, catalog: Catalog) -> str:
    role = text(contact, "role")
    parts = [text(contact, "name"), text(contact, "title"), catalog(LABELS.get(role, role))]
    parts += [str(v) for key in ("phones", "emails") for v in _listed(contact, key)]
    parts += [text(contact, "wechat"), _birthday(mapping(contact, "birthday"), catalog)]
    return "  ".join(clean(part) for part in parts if part)


def _birthday(birthday: Doc, catalog: Catalog) -> str:
    if not birthday:
        return ""
    day = f"{birthday.get('month'):02}-{birthday.get('day'):02}"
    if birthday.get("calendar") == "lunar":
        return catalog.text(say("birthday %(day)s by the lunar calendar", day=day))
    return catalog.text(say("birthday %(day)s", day=day))


def _listed(doc: Doc, key: str) -> list[object]:
    value = doc.get(key)
    return value if isinstance(value, list) else []


def _touch(touch: Doc, catalog: Catalog) -> str:
    at = moment(touch, "at")
    local = at.astimezone(zone(text(touch, "zone")) or UTC) if at else None
    labels = [
        text(touch, "channel") or "phone",
        text(touch, "direction") or "out",
        text(touch, "result"),
    ]
    named = [catalog(LABELS.get(label, label)) for label in labels if label]
    when = f"{local:%Y-%m-%d %H:%M}" if local else "–"
    return f"{when}  {catalog.value(named)}  {clean(text(touch, 'content'))}".rstrip()


def _event(event: Doc, catalog: Catalog) -> str:
    """What was seen, when, in which mail; the time is the reader's as `show` gives it."""
    kind = text(event, "type")
    parts = [
        catalog(LABELS.get(kind, kind)),
        clean(text(event, "subject")),
        clean(text(event, "source")),
    ]
    return f"{clean(text(event, 'at'))[:16].replace('T', ' ')}  " + " · ".join(
        part for part in parts if part
    )


def _explained(found: Doc, catalog: Catalog) -> list[str]:
    if not found:
        return []
    lines = [""]
    for key, sentence in (("strongest", _ABOVE), ("weakest", _BELOW)):
        parts = [f"{_name(d, catalog)} {number(d, 'points') or 0:+.1f}" for d in items(found, key)]
        lines += [catalog.text(Message(sentence, {"parts": parts}))] if parts else []
    lines += [catalog.text(odds(one)) for one in items(found, "odds")]
    question = _name(found, catalog, "next_question_label")
    if question:
        lines.append(catalog.text(say("next best question: %(what)s", what=question)))
    unknown = {text(one, "criterion"): one for one in items(found, "find_out")}
    lifts = [_lift(d, unknown, catalog) for d in items(found, "lifts_to_a")]
    near = [lift for lift in lifts if lift][:_LIFTS]
    return lines + (
        [
            catalog.text(
                say(
                    "one of these would lift it to %(tier)s: %(lifts)s",
                    tier=found.get("best_tier"),
                    lifts=near,
                )
            )
        ]
        if near
        else []
    )


def _lift(lever: Doc, unknown: Mapping[str, Doc], catalog: Catalog) -> str:
    """One way to an A in words; "" for a weight that would have to more than double."""
    value, weight = number(lever, "value"), number(lever, "weight")
    asked = unknown.get(text(lever, "criterion"))
    if value is not None and asked is not None:
        return catalog.text(
            say("find out %(criterion)s: up to +%(points)s points", criterion=_name(asked, catalog),
                points=f"{number(asked, 'points') or 0:.1f}".removesuffix(".0"))
        )  # fmt: skip
    if value is not None:
        return catalog.text(
            say("%(what)s %(n)s higher", what=_name(lever, catalog), n=f"{enough(100 * value):g} %")
        )
    if weight is None or abs(weight) > _REASONABLE:
        return ""
    return catalog.text(
        say("weight of %(what)s %(n)s", what=_name(lever, catalog), n=f"{enough(weight):+g}")
    )
