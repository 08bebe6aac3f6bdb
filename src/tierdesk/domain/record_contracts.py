"""The records of what was agreed and what was paid, as pydantic models."""

from typing import Annotated

from pydantic import Field

from tierdesk.domain.record_parts import Amount, Id, IsoDate, Part, Price, Record, Text


class Instalment(Part):
    """One payment that a contract asks for."""

    due_on: IsoDate
    amount: Price


class Contract(Record):
    """合同."""

    customer_id: Id
    deal_id: Id | None = None
    code: Text | None = None
    signed_on: IsoDate | None = None
    amount: Price
    first_payment_amount: Price | None = None
    terms: Text | None = None
    ends_on: IsoDate | None = None
    discount: Annotated[float, Field(ge=0, le=100)] | None = None
    discount_reason: Text | None = None
    instalments: list[Instalment] = Field(default_factory=list)


class Payment(Record):
    """回款."""

    contract_id: Id
    paid_on: IsoDate
    amount: Amount
    method: Text | None = None
