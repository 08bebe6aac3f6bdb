"""What records are made of: dates and codes as they are stored, money, and the values inside.

Strict: a number is no text and a text no number. Unknown fields of a newer version are kept.
"""

from datetime import datetime
from json import dumps
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue

Id = int
DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
TIME = r"T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"


def _exists(written: str) -> str:
    """Raises ValueError for a day or time that no calendar has."""
    datetime.fromisoformat(written)
    return written


def _finite(value: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Raises ValueError for NaN and infinity, which JSON cannot hold."""
    dumps(value, allow_nan=False)
    return value


Exists = AfterValidator(_exists)
Custom = Annotated[dict[str, JsonValue], AfterValidator(_finite)]
IsoDate = Annotated[str, Field(pattern=f"^{DATE}$"), Exists]
IsoInstant = Annotated[str, Field(pattern=f"^{DATE}{TIME}$"), Exists]
Code3 = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Code2 = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Text = Annotated[str, Field(max_length=10_000_000)]
Tier = Literal["A", "B", "C", "D"]
Channel = Literal[
    "phone", "email", "visit", "meeting", "wechat", "sms", "social", "letter", "event", "other"
]
Result = Literal[
    "reached", "no_answer", "interested", "needs_info", "objection",
    "promised", "rejected", "complaint", "closed",
]  # fmt: skip


class Record(BaseModel):
    """What all records share: `rev` belongs to the store, unknown fields are kept."""

    model_config = ConfigDict(extra="allow", defer_build=True, strict=True)
    rev: int = 0


class Part(BaseModel):
    """A value inside a record."""

    model_config = ConfigDict(extra="allow", defer_build=True, strict=True)


class Amount(Part):
    """Money as stored: whole minor units of an ISO 4217 currency."""

    minor: int
    currency: Code3


class Price(Amount):
    """Money that cannot be below zero."""

    minor: Annotated[int, Field(ge=0)]


class Need(Part):
    """One need of a customer; strength 0 (latent) to 3 (urgent)."""

    text: Text
    strength: Annotated[int, Field(ge=0, le=3)] | None = None
    matched_product: Text | None = None


class Override(Part):
    """A tier set by hand, with its reason and the last day on which it holds."""

    tier: Tier
    reason: Text
    until: IsoDate | None = None


class Stood(Part):
    """The tier that a customer had by its points when somebody last changed something about it, and
    the day on which that first was so."""

    tier: Tier
    since: IsoDate


class Parking(Part):
    """Why a customer was put aside (搁置/公海), and since when."""

    since: IsoDate
    reason: Text


class Birthday(Part):
    """A birthday; without a year when it is not known; by the solar or the lunar calendar."""

    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=31)]
    year: int | None = None
    calendar: Literal["solar", "lunar"] = "solar"
    leap: bool = False
