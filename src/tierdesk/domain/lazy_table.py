"""What rules may ask of a table whose documents are read only when somebody wants them.

To the reader it is a table like any other; the two questions below are those that would
otherwise make it read every document. It must not know where the documents lie.
"""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import overload

from tierdesk.domain.document import Doc

Row = tuple[int, Doc]
OWNER = "customer_id"
"""The field by which documents of a lazy table are found."""
_KEYS = frozenset((int, str, type(None)))


class LazyTable(Mapping[str, Doc]):
    """Documents by id as text. Every reading makes a document anew: equal, never the same."""

    __slots__ = ()

    @abstractmethod
    def grouped(self, owners: Iterable[object]) -> Mapping[object, list[Row]]:
        """(id, document) of those whose `OWNER` is one of these, in the order of ids, by owner;
        None finds those that name nobody. An owner of nothing is left out."""

    def owned(self, owner: object) -> Sequence[Row]:
        """Those of one owner."""
        return self.grouped((owner,)).get(owner, ())

    @abstractmethod
    def holding(self, field: str) -> Iterator[Row]:
        """(id, document) of those that have a top-level field."""


class Block:
    """What belongs to some owners, read together when the first of them is looked at."""

    __slots__ = ("_owners", "_rows", "_table")

    def __init__(self, table: LazyTable, owners: Sequence[object]) -> None:
        self._table, self._owners = table, owners
        self._rows: Mapping[object, Sequence[Row]] | None = None

    def of(self, owner: object) -> Sequence[Row]:
        """(id, document) of one of them, in the order of ids."""
        if self._rows is None:
            self._rows = self._table.grouped(self._owners)
        return self._rows.get(owner, ())


class Later(Sequence[Row]):
    """What belongs to one owner of a block, as a sequence that is read when it is looked at."""

    __slots__ = ("_block", "_owner")

    def __init__(self, block: Block, owner: object) -> None:
        self._block, self._owner = block, owner

    def __len__(self) -> int:
        return len(self._block.of(self._owner))

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        return self._block.of(self._owner)[at]

    def __iter__(self) -> Iterator[Row]:
        return iter(self._block.of(self._owner))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


def key_of(doc: Doc, field: str) -> object:
    """What an index files a document under: a number, a text, or None for anything else."""
    value = doc.get(field)
    return value if value.__class__ in _KEYS else None
