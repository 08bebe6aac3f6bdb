"""A store in memory behind the port, for tests of what stands on it. Not an engine."""

from collections.abc import Callable, Mapping

from tierdesk.domain.document import Doc
from tierdesk.i18n.message import Message, say
from tierdesk.store.port import Applied, ChangeSet, Conflict, Resolve, Stale


class Disk:
    """What several stores share."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, Doc]] = {}
        self.log: list[Applied] = []


class MemoryStore:
    """One session's view; `changes` hands out what the others committed."""

    def __init__(self, resolve: Resolve, disk: Disk | None = None) -> None:
        self.disk = disk or Disk()
        self.resolve = resolve
        self.readonly = False
        self.notes: list[Message] = []
        self._seen = 0
        self._view: dict[str, dict[str, Doc]] = {}

    def load(self, progress: Callable[[float], None] | None = None) -> int:
        self.changes()
        return self._seen

    def tables(self) -> Mapping[str, Mapping[str, Doc]]:
        return self._view

    def get(self, table: str, doc_id: int) -> Doc | None:
        return self._view.get(table, {}).get(str(doc_id))

    def commit(self, change: ChangeSet) -> Applied:
        stale = []
        for op in change.ops:
            current = self.disk.tables.get(op.table, {}).get(str(op.id))
            if (current["rev"] if current else 0) != op.expect:
                stale.append(Stale(op.table, op.id, op.expect, current))
        if stale:
            raise Conflict(say("somebody was faster"), stale)
        seq = len(self.disk.log) + 1
        ids: dict[int, int] = {}
        used: dict[str, int] = {}
        for op in change.ops:
            if op.id < 0:
                last = max(map(int, self.disk.tables.get(op.table, {})), default=0)
                ever = max(
                    (i for a in self.disk.log for t, i, _ in a.ops if t == op.table), default=0
                )
                ids[op.id] = used[op.table] = max(last, ever, used.get(op.table, 0)) + 1
        ops, before = [], []
        for op in change.ops:
            doc_id = ids.get(op.id, op.id)
            doc = op.doc and {**self.resolve(op.table, op.doc, ids), "rev": seq}
            table = self.disk.tables.setdefault(op.table, {})
            before.append(table.get(str(doc_id)))
            if doc is None:
                table.pop(str(doc_id), None)
            else:
                table[str(doc_id)] = doc
            ops.append((op.table, doc_id, doc))
        applied = Applied(seq, change.cid, "me", "", ops, before, ids)
        self.disk.log.append(applied)
        self.changes()
        return applied

    def changes(self) -> list[Applied]:
        new = self.disk.log[self._seen :]
        self._seen = len(self.disk.log)
        for applied in new:
            for table, doc_id, doc in applied.ops:
                rows = self._view.setdefault(table, {})
                if doc is None:
                    rows.pop(str(doc_id), None)
                else:
                    rows[str(doc_id)] = doc
        return new

    def maintain(self) -> None: ...

    def close(self, compact: bool = True) -> None: ...
