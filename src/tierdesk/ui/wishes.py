"""What a place asks the desk to open: a form, on what and beginning where."""

from __future__ import annotations

from typing import NamedTuple


class FormWish(NamedTuple):
    """`form` is customer, contact, need, deal, loss, follow_up, contract, payment or quick_add;
    `doc_id` the document (for a need its place, for the customer its own id), None for a new one;
    `field` where to begin; `given` are texts of fields that a new one begins with."""

    form: str
    customer_id: int = 0
    doc_id: int | None = None
    field: str = ""
    given: tuple[tuple[str, str], ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether something is added."""
        return self.doc_id is None

    @property
    def kept_at(self) -> tuple[str, int]:
        """Under which place and number its draft is kept."""
        if self.doc_id is None:
            return f"form_{self.form}_new", self.customer_id
        if self.form == "need":
            return "form_need", self.customer_id * _NEEDS + self.doc_id
        return f"form_{self.form}", self.doc_id


_NEEDS = 10_000
"""More needs than a customer has."""
