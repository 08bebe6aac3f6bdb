"""A table kept as the lines of the data file: a document is parsed when somebody asks for it.

Parsed, a touch takes two and a half times its line, and fifty thousand of them were a fifth of
the screen's memory, though it shows a dozen. A change puts documents over the lines, which stay
as they were read. It must not know files; where a line lies is found once, at loading.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import (
    ItemsView,
    Iterable,
    Iterator,
    Mapping,
    MutableMapping,
    Sequence,
    ValuesView,
)
from itertools import accumulate
from typing import cast

from tierdesk.domain.document import Doc
from tierdesk.domain.lazy_table import OWNER, LazyTable, key_of
from tierdesk.store.tiny.codec import dumps
from tierdesk.store.tiny.codec import loads_for_a_look as loads

_BEGINNING = re.compile(
    rb'"([1-9][0-9]{0,17})":\{(?:"%s":([1-9][0-9]{0,17})[,}])?' % OWNER.encode()
)
"""Id and, where the document begins with it, owner: no name comes twice in what we wrote."""
_BATCH = 256
"""Lines that are parsed at once by whoever reads the whole table."""
_QUOTES, _COMMA = len('"":'), len(",\n")
Row = tuple[int, Doc]


class Lines:
    """Where the lines of a table lie in `raw`, which never changes: ids with the starts of their
    lines, and `places` of the lines in the order of `owners` (0: the document must be asked)."""

    __slots__ = ("ids", "owners", "places", "raw", "starts")

    def __init__(
        self, raw: bytes, ids: Sequence[int], starts: Sequence[int], owners: Sequence[int]
    ) -> None:
        places = sorted(range(len(ids)), key=owners.__getitem__)
        self.raw, self.ids, self.starts = raw, _packed(ids), _packed([*starts, len(raw) + 1])
        self.owners, self.places = _packed([owners[place] for place in places]), _packed(places)

    def __len__(self) -> int:
        return len(self.ids)

    def place(self, doc_id: int) -> int:
        """Which line, −1 for none."""
        place = bisect_left(self.ids, doc_id)
        return place if place < len(self.ids) and self.ids[place] == doc_id else -1

    def json(self, place: int) -> bytes:
        """The document of a line as it stands there."""
        start = self.starts[place] + _QUOTES + len(str(self.ids[place]))
        return self.raw[start : self.starts[place + 1] - _COMMA]

    def doc(self, place: int) -> Doc:
        """The document of a line."""
        return cast(Doc, loads(self.json(place)))

    def docs(self, places: Sequence[int]) -> Iterable[Doc]:
        """The documents of lines."""
        raw, starts = self.raw, self.starts
        lines = b",".join([raw[starts[place] : starts[place + 1] - _COMMA] for place in places])
        return cast(dict[str, Doc], loads(b"{" + lines + b"}")).values() if lines else ()

    def owned(self, owner: int) -> Sequence[int]:
        """The lines of one owner, in the order of ids."""
        first = bisect_left(self.owners, owner)
        return self.places[first : bisect_right(self.owners, owner, first)]

    def all(self) -> Iterator[tuple[str, Doc]]:
        """Every document by its id, some hundred parsed at a time."""
        for place in range(0, len(self), _BATCH):
            last = min(place + _BATCH, len(self))
            lines = self.raw[self.starts[place] : self.starts[last] - _COMMA]
            yield from cast(dict[str, Doc], loads(b"{" + lines + b"}")).items()

    def naming(self, field: str) -> list[int]:
        """The lines in which a name stands, at whatever depth."""
        sought, found, at = dumps(field) + b":", [], 0
        while (at := self.raw.find(sought, at)) >= 0:
            found.append(bisect_right(self.starts, at) - 1)
            at = self.starts[found[-1] + 1]
        return found


class LineTable(LazyTable, MutableMapping[str, Doc]):
    """A table over lines. `_over` holds the documents that changes wrote since, None for one that
    is gone; `_found` those that lines cannot be asked about, by owner."""

    __slots__ = ("_count", "_found", "_lines", "_over")

    def __init__(self, lines: Lines) -> None:
        self._lines, self._count = lines, len(lines)
        self._over: dict[int, Doc | None] = {}
        self._found: dict[object, set[int]] | None = None

    def __copy__(self) -> "LineTable":
        made = LineTable(self._lines)
        made._over, made._count = dict(self._over), self._count
        return made

    def __len__(self) -> int:
        return self._count

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and is_id(key) and self._has(int(key))

    def __iter__(self) -> Iterator[str]:
        over = dict(self._over)
        yield from (str(i) for i in self._lines.ids if not over or over.get(i, ()) is not None)
        yield from (str(i) for i in self._added(over))

    def __getitem__(self, key: str) -> Doc:
        doc = self._read(int(key)) if is_id(key) else None
        if doc is None:
            raise KeyError(key)
        return doc

    def __setitem__(self, key: str, doc: Doc) -> None:
        doc_id = int(key)
        self._count += not self._has(doc_id)
        self._file(doc_id, doc)

    def __delitem__(self, key: str) -> None:
        if key not in self:
            raise KeyError(key)
        doc_id = int(key)
        self._count -= 1
        self._file(doc_id, None)
        if self._lines.place(doc_id) < 0:
            del self._over[doc_id]

    def items(self) -> ItemsView[str, Doc]:
        """As of any mapping; parsed by the hundred."""
        return _Items(self)

    def values(self) -> ValuesView[Doc]:
        """As of any mapping; parsed by the hundred."""
        return _Values(self)

    def grouped(self, owners: Iterable[object]) -> dict[object, list[Row]]:
        """See `LazyTable`; the lines of all of them are parsed at once."""
        lines = self._lines
        if self._found is None:
            self._found = self._sorted_out()
        mine = [(owner, self._places(owner)) for owner in dict.fromkeys(owners)]
        docs = iter(lines.docs([place for _, places in mine for place in places]))
        found: dict[object, list[Row]] = {}
        ids = lines.ids
        for owner, places in mine:
            rows = list(zip([ids[place] for place in places], docs, strict=False))
            others = self._found.get(owner)
            if others:
                rows += [(one, doc) for one in others if (doc := self._read(one)) is not None]
                rows.sort(key=_id)
            if rows:
                found[owner] = rows
        return found

    def _places(self, owner: object) -> Sequence[int]:
        """The lines of an owner that no change lies over."""
        if owner.__class__ is not int:
            return ()
        lines, over = self._lines, self._over
        places = lines.owned(owner) if owner else ()
        return [place for place in places if lines.ids[place] not in over] if over else places

    def holding(self, field: str) -> Iterator[Row]:
        """See `LazyTable`."""
        lines, over = self._lines, dict(self._over)
        for place in lines.naming(field):
            doc_id = lines.ids[place]
            if doc_id not in over and field in (doc := lines.doc(place)):
                yield doc_id, doc
        yield from ((i, doc) for i, doc in over.items() if doc is not None and field in doc)

    def json(self, key: str) -> bytes:
        """A document as it is written, without parsing one that never changed."""
        place = -1 if int(key) in self._over else self._lines.place(int(key))
        return dumps(self[key]) if place < 0 else self._lines.json(place)

    def parsed(self) -> Iterator[tuple[str, Doc]]:
        """Every document by its id."""
        over = dict(self._over)
        for key, doc in self._lines.all():
            now = over.get(int(key), doc) if over else doc
            if now is not None:
                yield key, now
        for doc_id in self._added(over):
            yield str(doc_id), cast(Doc, over[doc_id])

    def _added(self, over: Mapping[int, Doc | None]) -> Iterator[int]:
        return (i for i, doc in over.items() if doc is not None and self._lines.place(i) < 0)

    def _has(self, doc_id: int) -> bool:
        if doc_id in self._over:
            return self._over[doc_id] is not None
        return self._lines.place(doc_id) >= 0

    def _read(self, doc_id: int) -> Doc | None:
        if doc_id in self._over:
            return self._over[doc_id]
        place = self._lines.place(doc_id)
        return None if place < 0 else self._lines.doc(place)

    def _sorted_out(self) -> dict[object, set[int]]:
        """The written documents by owner, and those whose line does not begin with theirs."""
        found: dict[object, set[int]] = {}
        lines, over = self._lines, self._over
        named = [place for place in lines.owned(0) if lines.ids[place] not in over]
        rows = zip(map(lines.ids.__getitem__, named), lines.docs(named), strict=True)
        for doc_id, doc in (*rows, *over.items()):
            if doc is not None:
                found.setdefault(key_of(doc, OWNER), set()).add(doc_id)
        return found

    def _file(self, doc_id: int, doc: Doc | None) -> None:
        """Another document, or none, in the place of what is there."""
        if self._found is not None:
            before = self._read(doc_id)
            if before is not None:
                self._found.get(key_of(before, OWNER), set()).discard(doc_id)
            if doc is not None:
                self._found.setdefault(key_of(doc, OWNER), set()).add(doc_id)
        self._over[doc_id] = doc


class _Items(ItemsView[str, Doc]):
    def __init__(self, table: LineTable) -> None:
        super().__init__(table)
        self.table = table

    def __iter__(self) -> Iterator[tuple[str, Doc]]:
        return self.table.parsed()


class _Values(ValuesView[Doc]):
    def __init__(self, table: LineTable) -> None:
        super().__init__(table)
        self.table = table

    def __iter__(self) -> Iterator[Doc]:
        return (doc for _, doc in self.table.parsed())


class Reading:
    """Lines that come piece by piece."""

    def __init__(self) -> None:
        self._ids: list[int] = []
        self._starts: list[int] = []
        self._owners: list[int] = []

    def take(self, raw: bytes, start: int, end: int) -> bool:
        """Whole lines between two offsets; False when they are not as a snapshot writes them."""
        lines = raw[start : end - 1].split(b"\n")
        found = [line for line in map(_BEGINNING.match, lines) if line is not None]
        if len(found) < len(lines):
            return False
        self._ids += [int(line[1]) for line in found]
        self._owners += [int(line[2] or 0) for line in found]
        self._starts += accumulate([len(line) + 1 for line in lines[:-1]], initial=start)
        return True

    def table(self, raw: bytes, start: int, end: int) -> LineTable:
        """The table of all lines taken, which lie between the two offsets."""
        starts = [at - start for at in self._starts]
        return LineTable(Lines(raw[start:end], self._ids, starts, self._owners))


def is_id(key: str) -> bool:
    """Does this text name a document: a whole number from 1, written without leading zeros?"""
    return key.isascii() and key.isdigit() and key[0] != "0" and len(key) <= 18


def _id(row: Row) -> int:
    return row[0]


def _packed(numbers: Sequence[int]) -> "array[int]":
    """As few bytes a number as all of them allow."""
    code = "I" if max(numbers, default=0) >> 32 == 0 else "Q"
    return array(code, numbers)
