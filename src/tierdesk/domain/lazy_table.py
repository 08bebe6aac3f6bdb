"""What rules may ask of a table whose documents are read only when somebody wants them.

To the reader it is a table like any other; the two questions below are those that would
otherwise make it read every document. It must not know where the documents lie.
"""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tierdesk.domain.document import Doc

OWNER = "customer_id"
"""The field by which documents of a lazy table are found."""
_KEYS = frozenset((int, str, type(None)))


class LazyTable(Mapping[str, Doc]):
    """Documents by id as text. Every reading makes a document anew: equal, never the same."""

    __slots__ = ()

    @abstractmethod
    def grouped(self, owners: Iterable[object]) -> Mapping[object, list[tuple[int, Doc]]]:
        """(id, document) of those whose `OWNER` is one of these, in the order of ids, by owner;
        None finds those that name nobody. An owner of nothing is left out."""

    def owned(self, owner: object) -> Sequence[tuple[int, Doc]]:
        """Those of one owner."""
        return self.grouped((owner,)).get(owner, ())

    @abstractmethod
    def holding(self, field: str) -> Iterator[tuple[int, Doc]]:
        """(id, document) of those that have a top-level field."""


def key_of(doc: Doc, field: str) -> object:
    """What an index files a document under: a number, a text, or None for anything else."""
    value = doc.get(field)
    return value if value.__class__ in _KEYS else None
