"""What the filter reads of somebody's row in a list.

Whoever grades customers need not be known here: any rows with these fields will do.
"""

from typing import Protocol


class StageFacts(Protocol):
    """What a stage is called, its kind: open, won, maintain or lost; names of it that mean another
    stage, folded, are `ceded`."""

    @property
    def key(self) -> str: ...  # noqa: D102
    @property
    def label(self) -> str: ...  # noqa: D102
    @property
    def words(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def ceded(self) -> frozenset[str]: ...  # noqa: D102


class Listing(Protocol):
    """What was derived from a customer. Ordinals number the reader's dates, 0 for never, and
    `due_ordinal` means nothing unless `eligible`; `completeness` lies between 0 and 1; `owes`
    is in whole units of the base currency, None when some of it has no exchange rate."""

    @property
    def tier(self) -> str: ...  # noqa: D102
    @property
    def score(self) -> float: ...  # noqa: D102
    @property
    def completeness(self) -> float: ...  # noqa: D102
    @property
    def certain(self) -> bool: ...  # noqa: D102
    @property
    def signed(self) -> bool: ...  # noqa: D102
    @property
    def parked(self) -> bool: ...  # noqa: D102
    @property
    def eligible(self) -> bool: ...  # noqa: D102
    @property
    def due_ordinal(self) -> int: ...  # noqa: D102
    @property
    def contact_ordinal(self) -> int: ...  # noqa: D102
    @property
    def owes(self) -> float | None: ...  # noqa: D102
    @property
    def stage(self) -> StageFacts: ...  # noqa: D102
