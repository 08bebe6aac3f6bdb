"""What the places of templates are called, in both languages, and what they stand for with a customer.

Values are written for the customer: days and amounts as its language writes them. It must not know
how a template is written, nor who sends it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from tierdesk.domain.book import Case, Row
from tierdesk.domain.contracts import standings
from tierdesk.domain.document import EMPTY, Doc, day, mapping, text, texts
from tierdesk.domain.folding import fold
from tierdesk.domain.moment import Moment
from tierdesk.domain.money import Money, read
from tierdesk.errors import Refused
from tierdesk.i18n.message import N_, say
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.stage_presets import labels

PLACES: Mapping[str, tuple[str, str]] = {
    "customer": ("客户", N_("name of the customer")),
    "contact": ("联系人", N_("name of the contact")),
    "salutation": ("称呼", N_("how the contact is greeted")),
    "title": ("职务", N_("title of the contact")),
    "owner": ("负责人", N_("owner")),
    "stage": ("阶段", N_("stage")),
    "tier": ("等级", N_("tier")),
    "deal": ("商机", N_("title of the deal")),
    "product": ("产品", N_("product")),
    "amount": ("金额", N_("amount")),
    "city": ("城市", N_("city")),
    "contract": ("合同", N_("code of the contract")),
    "occasion": ("场合", N_("occasion")),
    "today": ("今天", N_("today")),
    "sign_date": ("预计签约日", N_("expected sign date")),
    "next_date": ("下次联系", N_("day of the next planned contact")),
}
"""Name -> (name in Chinese, what it stands for)."""
NAMES: Mapping[str, str] = {
    written: name for name, (chinese, _) in PLACES.items() for written in (name, chinese)
}
"""Every name that a place goes by."""
OCCASIONS: Mapping[str, tuple[str, str]] = {
    "birthday": ("birthday", "生日"), "spring_festival": ("Chinese New Year", "春节"),
    "mid_autumn": ("Mid-Autumn Festival", "中秋节"), "new_year": ("New Year", "元旦"),
    "christmas": ("Christmas", "圣诞节"), "overdue": ("payment", "付款"),
    "anniversary": ("anniversary", "周年"), "win_back": ("win-back", "回访"),
}  # fmt: skip
"""Usual occasions with what they are called to a customer in English and Chinese; any other word is
an occasion, too."""
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
_COURTESY = frozenset(("mr", "ms", "mrs", "miss", "dr", "prof", "sir", "madam"))
_RESPECT = ("先生", "女士", "小姐", "老师", "总", "经理", "主任", "院长", "校长", "厂长", "店长", "处长",
            "科长", "部长", "董事长", "医生", "教授", "博士", "工程师", "主管", "总监")  # fmt: skip


class About(NamedTuple):
    """Beyond the facts of the customer: where it stands, whom and what the text is for. `person` None
    for whoever decides; `owner` who writes where the customer has no owner."""

    stage: Stage | None = None
    tier: str = ""
    occasion: str = ""
    language: str = "en"
    owner: str = ""
    person: Row | None = None


def occasion_of(written: str) -> str:
    """The usual occasion of that word in either language, else the word itself."""
    wanted = fold(written)
    for key, names in OCCASIONS.items():
        if wanted in (fold(key), fold(key.replace("_", " ")), *map(fold, names)):
            return key
    return written


def people_of(case: Case, field: str = "") -> list[Row]:
    """The contacts, those who decide first; with a `field` before them all those who have something in it."""
    rows = sorted(case.contacts, key=lambda row: text(row[1], "role") != "decision_maker")
    if field:
        rows.sort(key=lambda row: not (texts(row[1], field) or text(row[1], field)))
    return rows


def person_meant(case: Case, written: str) -> Row:
    """The contact of that name or number. Raises Refused that names those there are."""
    wanted = fold(written)
    named = [(row, text(row[1], "name")) for row in case.contacts]
    for fits in (str.__eq__, str.startswith):
        hits = [row for row, name in named if wanted and fits(fold(name), wanted)]
        if len(hits) == 1:
            return hits[0]
    by_number = [row for row, _ in named if str(row[0]) == written.removeprefix("#")]
    if by_number:
        return by_number[0]
    name, there = text(case.customer, "name"), [name for _, name in named if name]
    if not there:
        raise Refused(say("%(name)s has no contact; see tierdesk contact add.", name=name))
    raise Refused(
        say("“%(text)s” is no contact of %(name)s; choose one of %(choices)s.",
            text=written, name=name, choices=there)
    )  # fmt: skip


def values_of(case: Case, deal: Doc | None, moment: Moment, about: About) -> dict[str, str]:
    """What the places stand for with this customer; those without a value are left out."""
    language, doc = about.language, deal or EMPTY
    person = about.person[1] if about.person else _decider(people_of(case))
    name = text(person, "name")
    if not name and text(case.customer, "kind") == "person":
        name = text(case.customer, "name")
    amount = read(doc, "amount")
    contract = case.contracts[-1][1] if case.contracts else EMPTY
    if about.occasion == "overdue":
        contract, amount = _owed(case, moment)
    plans = sorted(text(plan, "due_at") for _, plan in case.follow_ups)
    ahead = [plan for plan in plans if plan[:10] >= moment.today.isoformat()]
    sign_on = day(doc, "expected_sign_on")
    following = day({"at": ahead[0]}, "at") if ahead else None
    found = {
        "customer": text(case.customer, "name"), "contact": name,
        "salutation": _salutation(person, name, language), "title": text(person, "title"),
        "owner": text(case.customer, "owner") or about.owner,
        "stage": _stage(about.stage, language), "tier": about.tier, "deal": text(doc, "title"),
        "product": next(iter(texts(doc, "products")), ""), "amount": _amount(amount) if amount else "",
        "city": text(case.customer, "city"), "contract": text(contract, "code"),
        "occasion": _occasion(about.occasion, language), "today": written_day(moment.today, language),
        "sign_date": written_day(sign_on, language) if sign_on else "",
        "next_date": written_day(following, language) if following else "",
    }  # fmt: skip
    return {name: value for name, value in found.items() if value.strip()}


def written_day(on: date, language: str) -> str:
    """A day as the language writes it in a letter; ISO where that is not known."""
    if language == "en":
        return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"
    if language == "zh":
        return f"{on.year}年{on.month}月{on.day}日"
    return on.isoformat()


def _owed(case: Case, moment: Moment) -> tuple[Doc, Money | None]:
    """The contract that is overdue longest, and by how much: a reminder names no other sum."""
    found = standings(case, moment.today, moment.rates)
    late = [
        (one, doc) for (_, doc), (_, one) in zip(case.contracts, found, strict=True) if one.overdue.minor > 0
    ]  # fmt: skip
    if not late:
        return EMPTY, None
    owed, contract = max(late, key=lambda pair: pair[0].overdue_days)
    return contract, owed.overdue


def _decider(people: Sequence[Row]) -> Doc:
    return next((doc for _, doc in people if text(doc, "name")), EMPTY)


def _salutation(person: Doc, name: str, language: str) -> str:
    """As the contact wants to be greeted, else by its title where that is one of courtesy."""
    own = mapping(person, "custom")
    stated = text(own, "salutation") or text(own, "称呼")
    title = text(person, "title").strip()
    if stated or not name:
        return stated
    if language == "zh":
        return f"{name}{title}您好" if title.endswith(_RESPECT) else f"{name}您好"
    if language == "en":
        courteous = fold(title).rstrip(".") in _COURTESY
        return f"Dear {title} {name}" if courteous else f"Dear {name}"
    return name


def _stage(stage: Stage | None, language: str) -> str:
    if stage is None:
        return ""
    names = labels(stage)
    return names[-1] if language == "zh" else names[0]


def _occasion(occasion: str, language: str) -> str:
    known = OCCASIONS.get(occasion)
    return known[language == "zh"] if known else occasion


def _amount(amount: Money) -> str:
    """`23,500 CNY`, `99.50 EUR`."""
    whole, _, part = f"{amount.major:,f}".partition(".")
    return f"{whole}.{part} {amount.currency}" if part.strip("0") else f"{whole} {amount.currency}"
