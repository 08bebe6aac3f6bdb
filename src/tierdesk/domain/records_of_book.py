"""The records of what a book holds beside its customers: products, people, rates, settings, views,
models, policies, and which files were taken in. How they are checked is told in `records`.
"""

from typing import Annotated, Literal

from pydantic import Field

from tierdesk.domain.record_parts import (
    Amount,
    Code2,
    Code3,
    Custom,
    Id,
    IsoDate,
    IsoInstant,
    Record,
    Text,
)

Days = Annotated[int, Field(ge=1, le=36_500)]
Percent = Annotated[int | float, Field(ge=0, le=100)]


class Product(Record):
    """产品."""

    name: Annotated[str, Field(min_length=1)]
    code: Text | None = None
    series: Text | None = None
    price: Amount | None = None
    custom: Custom = Field(default_factory=dict)


class Person(Record):
    """员工: somebody who owns customers."""

    name: Annotated[str, Field(min_length=1)]
    manager: Text | None = None
    office: Text | None = None
    custom: Custom = Field(default_factory=dict)


class Group(Record):
    """分组: customers put together as somebody likes, named by a path (`VIP/华东`)."""

    name: Annotated[str, Field(min_length=1, max_length=1_000, pattern=r"\S")]


class CustomField(Record):
    """自定义字段: what people want to know of customers, beyond what every book has."""

    key: Annotated[str, Field(min_length=1, max_length=1_000, pattern=r"\S")]
    name: Text | None = None
    type: Literal["text", "number", "money", "date", "yes_no", "choice"] = "text"
    choices: list[Text] = Field(default_factory=list)
    unit: Text | None = None


class FxRate(Record):
    """One dated rate: one unit of `currency` in units of `base`, as decimal text."""

    currency: Code3
    base: Code3
    on: IsoDate
    rate: Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+)?$")]


class Setting(Record):
    """The book's own settings, one document."""

    base_currency: Code3 = "CNY"
    capacity: Annotated[int, Field(ge=0)] = 12
    country: Code2 = "CN"
    stage_preset: Text | None = None
    stage_order: list[Text] = Field(default_factory=list)


class View(Record):
    """A filter with its order, kept under a name (`list --view`, the list on the screen)."""

    name: Annotated[str, Field(min_length=1, max_length=1_000, pattern=r"\S")]
    query: Text | None = None
    sort: Text | None = None
    descending: bool = False
    screen: Text | None = None


class ScoringModel(Record):
    """评分模型: a version of the rules that grade; a variant keeps only what differs. What its
    groups, gates and scheme may hold is checked where they are read (`scoring.model`)."""

    kind: Literal["open", "signed"] = "open"
    name: Text | None = None
    version: Annotated[int, Field(ge=1)] = 1
    status: Literal["draft", "active", "archived"] = "draft"
    parent: int | None = None
    note: Text | None = None
    author: Text | None = None
    industries: list[Text] = Field(default_factory=list)
    inherits: bool = False
    groups: list[Custom] = Field(default_factory=list)
    gates: list[Custom] = Field(default_factory=list)
    scheme: Custom = Field(default_factory=dict)
    without: dict[str, list[Text]] = Field(default_factory=dict)
    created_at: IsoInstant | None = None
    published_at: IsoInstant | None = None
    archived_at: IsoInstant | None = None
    migration: dict[str, dict[str, int]] = Field(default_factory=dict)


class TierPolicy(Record):
    """等级策略: how a tier is treated, by the fields that differ from the default. How they go together is
    checked where they are read (`triage.policy`)."""

    tier: Literal["A", "B", "C", "D"]
    ideal_days: Days | None = None
    max_days: Days | None = None
    signed_ideal_days: Days | None = None
    signed_max_days: Days | None = None
    reply_hours: Annotated[int | float, Field(gt=0)] | None = None
    capacity_share: Percent | None = None
    discount_limit: Percent | Text | None = None
    treatment: Text | None = None


class NotDuplicate(Record):
    """Two customers that look alike and are two, as somebody said."""

    one_id: Id
    other_id: Id
    at: IsoInstant | None = None
    by: Text | None = None


class Import(Record):
    """Which rows of a file were taken in, as digests of 16 hexadecimal digits side by side, and
    under which heading a field stood where that is not its own name."""

    file: Text | None = None
    kind: Text | None = None
    at: IsoInstant
    columns: dict[str, Text] = Field(default_factory=dict)
    rows: Text


class AnyRecord(Record):
    """A document of a table that this version keeps but has no rules for yet."""
