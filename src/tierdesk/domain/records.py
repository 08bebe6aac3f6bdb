"""The records as pydantic models: what a document of each table may hold. Customers and what belongs
to them stand here, what the book holds beside them in `records_of_book`.

A document is validated when it is written, never when the book is loaded (`validation`).
Absent means unknown: a field that is None or empty is not stored.
"""

from typing import Annotated, Literal

from pydantic import Field

from tierdesk.domain.record_contracts import Contract, Payment
from tierdesk.domain.record_parts import (
    DATE,
    TIME,
    Amount,
    Birthday,
    Channel,
    Code2,
    Code3,
    Custom,
    Exists,
    Id,
    IsoDate,
    IsoInstant,
    Need,
    Override,
    Parking,
    Record,
    Result,
    Stood,
    Text,
)
from tierdesk.domain.records_of_book import (
    AnyRecord,
    CustomField,
    FxRate,
    Group,
    Import,
    NotDuplicate,
    Person,
    Product,
    ScoringModel,
    Setting,
    TierPolicy,
    View,
)
from tierdesk.domain.records_of_pipeline import LostReason, Stage, StageMove, TaskDone, Template


class Customer(Record):
    """客户: a company or a person, prospective or signed."""

    name: Annotated[str, Field(min_length=1, max_length=10_000_000, pattern=r"\S")]
    code: Text | None = None
    aliases: list[Text] = Field(default_factory=list)
    kind: Literal["company", "person"] = "company"
    industry: Text | None = None
    company_nature: Text | None = None
    founded_on: IsoDate | None = None
    main_business: Text | None = None
    employees: Annotated[int, Field(ge=0)] | None = None
    annual_revenue: Amount | None = None
    market_share: Annotated[float, Field(ge=0, le=100)] | None = None
    industry_position: Literal["leader", "major", "average", "minor", "unknown"] | None = None
    country: Code2 | None = None
    city: Text | None = None
    address: Text | None = None
    timezone: Text | None = None
    language: Text | None = None
    currency: Code3 | None = None
    source: Text | None = None
    source_id: Id | None = None
    referrer_id: Id | None = None
    owner: Text | None = None
    tags: list[Text] = Field(default_factory=list)
    group_ids: list[Id] = Field(default_factory=list)
    key_account: bool = False
    needs: list[Need] = Field(default_factory=list)
    habits: list[Text] = Field(default_factory=list)
    decision_structure: Text | None = None
    purchase_traits: Text | None = None
    regional_notes: Text | None = None
    interest: Annotated[int, Field(ge=0, le=5)] | None = None
    budget: Amount | None = None
    decision_by: IsoDate | None = None
    willingness: Annotated[int, Field(ge=0, le=5)] | None = None
    preferred_channel: Channel | None = None
    do_not_contact: bool = False
    out_of_market: bool = False
    bad_debt: bool = False
    credit_limit: Amount | None = None
    tier_override: Override | None = None
    stood: Stood | None = None
    parked: Parking | None = None
    notes: Text | None = None
    custom: Custom = Field(default_factory=dict)
    created_at: IsoInstant | None = None
    updated_at: IsoInstant | None = None
    verified_on: IsoDate | None = None


class Contact(Record):
    """联系人: a person at a customer."""

    customer_id: Id
    name: Text | None = None
    title: Text | None = None
    role: Literal["decision_maker", "influencer", "user", "buyer", "gatekeeper"] | None = None
    phones: list[Text] = Field(default_factory=list)
    emails: list[Text] = Field(default_factory=list)
    wechat: Text | None = None
    birthday: Birthday | None = None
    address: Text | None = None
    notes: Text | None = None
    custom: Custom = Field(default_factory=dict)


class Deal(Record):
    """商机. `customer_id` is absent for a deal whose customer is not known yet."""

    customer_id: Id | None = None
    code: Text | None = None
    title: Text | None = None
    amount: Amount | None = None
    expected_profit: Amount | None = None
    expected_sign_on: IsoDate | None = None
    stage: Text
    stage_since: IsoInstant | None = None
    probability_override: Annotated[float, Field(gt=0, lt=100)] | None = None
    products: list[Text] = Field(default_factory=list)
    owner: Text | None = None
    status: Literal["open", "won", "lost"] = "open"
    discount: Annotated[float, Field(ge=0, le=100)] | None = None
    discount_reason: Text | None = None
    lost_reason: Text | None = None
    lost_kind: Text | None = None
    lost_cause: Text | None = None
    lost_stage: Text | None = None
    opened_on: IsoDate | None = None
    closed_on: IsoDate | None = None
    checked: list[Text] = Field(default_factory=list)
    tasks_done: list[TaskDone] = Field(default_factory=list)
    history: list[StageMove] = Field(default_factory=list)
    custom: Custom = Field(default_factory=dict)


class Touch(Record):
    """跟进记录, append-only: a correction is a new entry that points at the old."""

    customer_id: Id
    deal_id: Id | None = None
    contact_id: Id | None = None
    at: IsoInstant
    zone: Text | None = None
    channel: Channel = "phone"
    direction: Literal["out", "in"] = "out"
    content: Text | None = None
    result: Result | None = None
    minutes: Annotated[int, Field(ge=0)] | None = None
    cost: Amount | None = None
    next_step: Text | None = None
    next_on: IsoDate | None = None
    template_id: Id | None = None
    corrects: Id | None = None
    by: Text | None = None
    custom: Custom = Field(default_factory=dict)


class FollowUp(Record):
    """待跟进: the next planned contact. `promised`: the time was given to the customer."""

    customer_id: Id
    due_at: Annotated[str, Field(pattern=f"^{DATE}({TIME})?$"), Exists]
    kind: Text | None = None
    note: Text | None = None
    promised: bool = False
    original_due: Text | None = None
    snoozed_until: IsoDate | None = None
    snooze_count: Annotated[int, Field(ge=0)] = 0
    snooze_reason: Text | None = None


class Order(Record):
    """订单: feeds RFM."""

    customer_id: Id
    code: Text | None = None
    on: IsoDate
    amount: Amount | None = None
    profit: Amount | None = None
    products: list[Text] = Field(default_factory=list)
    custom: Custom = Field(default_factory=dict)


class Event(Record):
    """行为: what somebody was seen to do, as imported from a mail tool or a site. It is no contact."""

    customer_id: Id
    contact_id: Id | None = None
    type: Literal["opened", "clicked", "visited", "bounced", "unsubscribed"]
    at: IsoInstant
    source: Text | None = None
    subject: Text | None = None
    custom: Custom = Field(default_factory=dict)


__all__ = ["RECORDS", "AnyRecord"]

RECORDS: dict[str, type[Record]] = {
    "customers": Customer, "contacts": Contact, "deals": Deal, "touches": Touch,
    "follow_ups": FollowUp, "orders": Order, "events": Event, "contracts": Contract, "payments": Payment,
    "products": Product, "people": Person, "fx_rates": FxRate, "settings": Setting,
    "imports": Import, "views": View, "scoring_models": ScoringModel, "stages": Stage,
    "templates": Template, "lost_reasons": LostReason, "tier_policies": TierPolicy,
    "not_duplicates": NotDuplicate,
    "groups": Group,
    "custom_fields": CustomField,
}  # fmt: skip
