"""Three sessions on one file against a plain dict, in any order Hypothesis can think of."""

import os
import shutil
import tempfile

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from store_story import NAME, change, opened, plain_tables

from tierdesk.store.port import Conflict, Op
from tierdesk.store.tiny import commit as writing
from tierdesk.store.tiny.journal import frame
from tierdesk.store.tiny.state import revision

WHO = st.integers(0, 2)
NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
QUIET = settings(
    max_examples=120,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)


class Sessions(RuleBasedStateMachine):
    """`model`: {id: document}; `last`: (session, applied) of a change that may be undone."""

    @initialize()
    def start(self):
        self.folder = tempfile.mkdtemp(
            prefix="tierdesk-model-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None
        )
        self.path = os.path.join(self.folder, NAME)
        self.stores = [opened(self.path) for _ in range(3)]
        self.heard, self.base = [[], [], []], [{}, {}, {}]
        self.model, self.seq, self.last = {}, 0, None
        self.sent, self.folds = None, 0

    def written(self, who, key, doc, applied):
        self.seq += 1
        assert applied.seq == self.seq
        self.heard[who].append(applied)
        if doc is None:
            del self.model[key]
        else:
            self.model[key] = {**doc, "rev": applied.seq}
        self.last = (who, applied)

    def customers(self, who):
        return self.stores[who].tables().get("customers", {})

    @rule(who=WHO, name=NAMES)
    def insert(self, who, name):
        self.folds = 0
        self.sent = change(Op("customers", -1, 0, {"name": name}))
        applied = self.stores[who].commit(self.sent)
        key = str(applied.ids[-1])
        assert key not in self.model
        self.written(who, key, {"name": name}, applied)

    @precondition(lambda self: self.sent)
    @rule(who=WHO)
    def send_again(self, who):
        applied = self.stores[who].commit(self.sent)
        assert applied.cid == self.sent.cid and applied.seq <= self.seq

    @precondition(lambda self: self.model)
    @rule(who=WHO, name=NAMES, data=st.data())
    def update(self, who, name, data):
        key = data.draw(st.sampled_from(sorted(self.model)))
        seen = self.customers(who).get(key)
        ops = [Op("customers", int(key), revision(seen), {"name": name})]
        ops.append(Op("touches", -1, 0, {"customer_id": int(key)}))
        try:
            applied = self.stores[who].commit(change(*ops))
        except Conflict as conflict:
            assert seen != self.model[key]
            assert conflict.items[0].current == self.model[key]
        else:
            assert seen == self.model[key]
            self.written(who, key, {"name": name}, applied)

    @precondition(lambda self: self.model)
    @rule(who=WHO, data=st.data())
    def delete(self, who, data):
        key = data.draw(st.sampled_from(sorted(self.model)))
        self.heard[who] += self.stores[who].changes()
        op = Op("customers", int(key), self.model[key]["rev"], None)
        self.written(who, key, None, self.stores[who].commit(change(op)))

    @precondition(lambda self: self.last and len(self.last[1].ops) == 1)
    @rule()
    def undo(self):
        who, applied = self.last
        (table, number, doc), before = applied.ops[0], applied.before[0]
        key, self.last = str(number), None
        self.heard[who] += self.stores[who].changes()
        try:
            undone = self.stores[who].commit(change(Op(table, number, revision(doc), before)))
        except Conflict:
            assert self.model.get(key) != doc
            return
        self.written(who, key, before, undone)
        self.last = None

    @rule(who=WHO, off_lock=st.booleans())
    def compact(self, who, off_lock):
        before = self.stores[who].session.gen
        self.stores[who].compact(off_lock)
        self.folded(self.stores[who].session.gen - before)

    def folded(self, generations):
        """A retry is recognised as far back as the two journals reach."""
        self.folds += generations
        if self.folds > 1:
            self.sent = None

    @rule(who=WHO)
    def look(self, who):
        """What was told, each change once and in order, leads to what is there."""
        self.heard[who] += self.stores[who].changes()
        told = sorted(self.heard[who], key=lambda applied: applied.seq)
        assert len({applied.seq for applied in told}) == len(told)
        mirror = dict(self.base[who])
        for applied in told:
            for table, number, doc in applied.ops:
                if table == "customers" and doc is None:
                    del mirror[str(number)]
                elif table == "customers":
                    mirror[str(number)] = doc
        assert self.customers(who) == mirror == self.model

    def fresh(self, who):
        self.stores[who] = opened(self.path)
        self.heard[who], self.base[who] = [], dict(self.customers(who))
        assert self.customers(who) == self.model
        assert not [note for note in self.stores[who].notes if "unfinished" not in str(note)]

    @rule(who=WHO, fold=st.booleans())
    def reopen(self, who, fold):
        self.stores[who].close(compact=fold)
        self.folded(int(fold))
        self.fresh(who)

    @precondition(lambda self: self.seq)
    @rule(who=WHO, length=st.integers(1, 40))
    def die_in_the_middle_of_a_line(self, who, length):
        store = self.stores[who]
        store.commit(change(Op("marks", -1, 0, {})))
        self.seq += 1
        os.write(store.session.jfd, frame(b'{"seq":1,"prev":"00000000"}')[:-2][:length])
        store.session.close_files()
        self.fresh(who)
        self.last = None

    @invariant()
    def a_plain_tinydb_opens_it(self):
        if getattr(self, "seq", 0):
            plain_tables(self.path)

    def teardown(self):
        if not hasattr(self, "stores"):
            return
        try:
            for store in self.stores:
                store.close()
            final = opened(self.path)
            assert final.tables().get("customers", {}) == self.model
            final.close()
            if self.seq:
                assert plain_tables(self.path).get("customers", {}) == self.model
        finally:
            shutil.rmtree(self.folder)


def test_three_sessions_agree_with_a_plain_dict():
    run_state_machine_as_test(Sessions, settings=QUIET)


def test_the_model_catches_a_store_without_the_revision_check(monkeypatch):
    monkeypatch.setattr(writing, "stale", lambda book, ops: [])
    with pytest.raises((AssertionError, ExceptionGroup)):
        run_state_machine_as_test(Sessions, settings=settings(QUIET, phases=[Phase.generate]))
