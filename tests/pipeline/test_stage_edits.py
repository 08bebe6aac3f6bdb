"""Stages edited: one Change each, no deal left behind, histories that only grow, and the way back."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment
from tierdesk.domain.validation import validated
from tierdesk.errors import Invalid, Refused, TierdeskError
from tierdesk.pipeline import stage_edits, stage_ways
from tierdesk.pipeline.stage_fields import FIELDS, default_of, read, stated, with_fields, written
from tierdesk.pipeline.stages import PRESETS, find_stage, missing_kind, stages_of

NOW = Moment(datetime(2026, 11, 24, 9, tzinfo=UTC))


class Shelf:
    """Tables in memory to which Changes are made, and from which they are taken back."""

    def __init__(self, **tables):
        self.tables = {
            name: {str(n): doc for n, doc in enumerate(docs, 1)} for name, docs in tables.items()
        }
        self.done = []

    @property
    def book(self):
        return Book(self.tables)

    def make(self, change):
        turned = []
        for edit in change.edits:
            table = self.tables.setdefault(edit.table, {})
            number = edit.id
            if number < 0:
                number = 1 + max((int(key) for key in table), default=0)
                assert edit.before is None
            assert table.get(str(number)) == edit.before
            turned.append((edit.table, number, edit.before))
            self._put(edit.table, number, edit.after)
        self.done.append(turned)
        return change

    def undo(self):
        for table, number, before in reversed(self.done.pop()):
            self._put(table, number, before)

    def _put(self, table, number, doc):
        if doc is None:
            self.tables[table].pop(str(number), None)
        else:
            self.tables[table][str(number)] = validated(table, doc)

    def keys(self):
        return [stage.key for stage in stages_of(self.book)]

    def state(self):
        return {table: dict(docs) for table, docs in self.tables.items() if docs}


def deal(stage, **more):
    return {"customer_id": 1, "stage": stage, **more}


def moved(source, target):
    return {"source": source, "target": target, "at": "2026-11-01T08:00:00Z"}


def test_a_first_change_copies_the_preset_and_its_undo_brings_it_back():
    shelf = Shelf()
    shelf.make(stage_edits.changed(shelf.book, "prospect", {"rot_days": 7}))
    assert shelf.keys() == [stage.key for stage in PRESETS["intent"]]
    assert stages_of(shelf.book)[0].rot_days == 7
    assert shelf.tables["settings"]["1"]["stage_order"] == shelf.keys()
    shelf.undo()
    assert shelf.state() == {}


def test_a_label_changes_and_the_key_stays():
    shelf = Shelf(deals=[deal("prospect")])
    change = shelf.make(stage_edits.changed(shelf.book, "prospect", {"label": "Erstkontakt"}))
    assert not any(edit.table == "deals" for edit in change.edits)
    assert find_stage("erstkontakt", stages_of(shelf.book)).key == "prospect"
    assert find_stage("潜在", stages_of(shelf.book)).key == "prospect"


@pytest.mark.parametrize(("key", "fields", "fault"), [
    ("prospect", {"probability": 0}, "between 0 and 100"),
    ("prospect", {"probability": 100}, "between 0 and 100"),
    ("won", {"probability": 90}, "won is 100"), ("lost", {"rot_days": 9}, "rot"),
    ("prospect", {"rot_days": 0}, "one or more"), ("prospect", {"rot_days": 99_999}, "at most"),
    ("prospect", {"label": "won"}, "called that already"),
    ("prospect", {"label": "Negotiation"}, "called that already"),
    ("prospect", {"label": "洽谈"}, "called that already"),
])  # fmt: skip
def test_what_a_stage_cannot_be_is_refused(key, fields, fault):
    with pytest.raises(Invalid, match=fault):
        stage_edits.changed(Shelf().book, key, fields)


@pytest.mark.parametrize(("field", "typed", "value"), [
    ("probability", "40 %", 40), ("probability", "12,5", 12.5), ("rot_days", "１４", 14),
    ("gate", "硬", "hard"), ("gate", "SOFT", "soft"), ("tasks", "a; b；c;a", ("a", "b", "c")),
    ("exit_criteria", "the budget，quote sent、deal.amount,contract read",
     ("budget", "quote_sent", "deal.amount", "contract read")),
    ("label", "  x\x1b[31m ", "x[31m"), ("goal", " ", None),
])  # fmt: skip
def test_a_field_is_read_as_people_type_it(field, typed, value):
    assert read(field, typed) == value


@pytest.mark.parametrize(("field", "typed"), [("probability", "x"), ("rot_days", "2.5"), ("gate", "?"),
                                              ("tasks", ";".join(map(str, range(60))))])  # fmt: skip
def test_a_field_that_cannot_be_read_is_refused(field, typed):
    with pytest.raises(Invalid):
        read(field, typed)


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_written_is_read_back_and_nothing_is_the_default(field):
    for stage in (*PRESETS["intent"], *PRESETS["leads"]):
        typed = written(field, stage)
        value = stated(stage)[field]
        assert read(field, typed) == (value if typed else None)
        assert typed or value in (None, "", ())
        assert stated(with_fields(stage, {field: None}))[field] == stated(default_of(stage))[field]


def test_a_new_stage_stands_among_the_open_ones_between_its_neighbours():
    shelf = Shelf()
    shelf.make(stage_edits.added(shelf.book, "Demo", {}, before="negotiation"))
    assert shelf.keys()[1:4] == ["interested", "demo", "negotiation"]
    assert stages_of(shelf.book)[2].probability == 45
    shelf.make(stage_edits.added(shelf.book, "award", {"label": "Zuschlag", "probability": 90}))
    assert shelf.keys()[3:6] == ["negotiation", "award", "won"]
    for name in ("demo", "Zuschlag", "two words", "x" * 50, "", "a=b"):
        with pytest.raises(TierdeskError):
            stage_edits.added(shelf.book, name, {})
    with pytest.raises(Refused, match="among the open ones"):
        stage_edits.added(shelf.book, "late", {}, before="maintain")


def test_a_stage_in_use_is_not_removed_but_with_its_deals():
    shelf = Shelf(
        deals=[deal("interested"), deal("interested", status="lost"), deal("won", status="won")]
    )
    with pytest.raises(
        Refused, match=r"2 deals stand in Interested; .*--to STAGE.*prospect, negotiation"
    ):
        stage_edits.removed(shelf.book, "interested", NOW)
    with pytest.raises(Refused, match="would close them"):
        stage_edits.removed(shelf.book, "interested", NOW, to="lost")
    before = shelf.state()
    shelf.make(stage_edits.removed(shelf.book, "interested", NOW, to="negotiation", by="li"))
    one, two, _ = shelf.tables["deals"].values()
    assert (one["stage"], one["stage_since"]) == ("negotiation", "2026-11-24T09:00:00Z")
    assert one["history"] == [{"source": "interested", "target": "negotiation",
                               "at": "2026-11-24T09:00:00Z", "by": "li"}]  # fmt: skip
    assert two == deal("negotiation", status="lost"), (
        "a closed deal keeps its outcome and its history"
    )
    shelf.undo()
    assert shelf.state() == before


def test_the_deals_of_a_stage_do_not_go_to_the_stage_that_goes():
    shelf = Shelf(deals=[deal("interested"), deal("gone")])
    with pytest.raises(Refused, match="Interested is the stage that goes"):
        stage_edits.removed(shelf.book, "interested", NOW, to="interested")
    with pytest.raises(Refused, match="no stage “gone”"):
        stage_edits.removed(shelf.book, "gone", NOW, to="gone")


@pytest.mark.parametrize("name", ["deal.amont", "customer.contry", "custom.aera", "custom.nothing"])
def test_a_criterion_on_a_field_that_nobody_can_fill_is_refused_with_the_nearest(name):
    shelf = Shelf(customers=[{"name": "A", "custom": {"area": "x"}}])
    near = {"deal.amont": "deal.amount", "customer.contry": "customer.country"}.get(
        name, "custom.area"
    )
    fields = {"exit_criteria": ("budget", name), "gate": "hard"}
    with pytest.raises(Invalid, match=rf"no field “{name}”.*{near}"):
        stage_edits.changed(shelf.book, "prospect", fields)
    with pytest.raises(Invalid, match="no field"):
        stage_edits.added(shelf.book, "demo", fields)
    shelf.make(
        stage_edits.changed(shelf.book, "prospect", {"exit_criteria": (near, "contract read")})
    )
    shelf.tables["customers"] = {}
    shelf.make(stage_edits.changed(shelf.book, "prospect", {"exit_criteria": (near, "more read")}))


@pytest.mark.parametrize("key", ["won", "maintain", "lost"])
def test_a_stage_that_every_pipeline_needs_stays(key):
    with pytest.raises(Refused, match="stays"):
        stage_edits.removed(Shelf().book, key, NOW)


def test_the_last_open_stage_stays():
    shelf = Shelf()
    for key in ("prospect", "interested"):
        shelf.make(stage_edits.removed(shelf.book, key, NOW))
    with pytest.raises(Refused, match="only open stage"):
        stage_edits.removed(shelf.book, "negotiation", NOW)
    with pytest.raises(Refused, match="no stage"):
        stage_edits.removed(shelf.book, "prospect", NOW)


def test_deals_that_were_left_behind_are_moved_by_their_stages_key():
    shelf = Shelf(deals=[deal("gone")])
    shelf.make(stage_edits.removed(shelf.book, "gone", NOW, to="prospect"))
    assert shelf.tables["deals"]["1"]["stage"] == "prospect"


@pytest.mark.parametrize("keys", [
    {"prospect": "interested", "interested": "prospect"},
    {"prospect": "interested", "interested": "negotiation", "negotiation": "prospect"},
    {"prospect": "kontakt"}, {"won": "auftrag"}, {"lost": "verloren", "maintain": "pflege"},
])  # fmt: skip
def test_keys_change_all_at_once_and_carry_deals_histories_and_templates(keys):
    history = [moved("prospect", "interested"), moved("interested", "lost")]
    lost = deal("lost", status="lost", lost_stage="interested", history=history,
                tasks_done=[{"stage": "prospect", "task": "Screen", "at": "2026-11-01T08:00:00Z"}])  # fmt: skip
    shelf = Shelf(deals=[lost, deal("prospect")], templates=[{"stage": "prospect", "body": "x"}])
    before = shelf.state()
    shelf.make(stage_edits.renamed(shelf.book, keys))
    now = {key: keys.get(key, key) for key in ("prospect", "interested", "lost")}
    after, other = shelf.tables["deals"].values()
    assert (after["stage"], after["lost_stage"], other["stage"]) == (
        now["lost"],
        now["interested"],
        now["prospect"],
    )
    assert [(e["source"], e["target"]) for e in after["history"]] == [
        (now["prospect"], now["interested"]), (now["interested"], now["lost"])
    ]  # fmt: skip
    assert after["tasks_done"][0]["stage"] == now["prospect"]
    assert shelf.tables["templates"]["1"]["stage"] == now["prospect"]
    assert len(set(shelf.keys())) == 6
    shelf.undo()
    assert shelf.state() == before


@pytest.mark.parametrize("keys", [{"prospect": "won"}, {"prospect": "x", "interested": "x"}, {"mars": "x"},
                                  {"prospect": "two words"}])  # fmt: skip
def test_keys_that_cannot_be_are_refused(keys):
    with pytest.raises(TierdeskError):
        stage_edits.renamed(Shelf().book, keys)


def test_open_stages_are_put_in_order():
    shelf = Shelf()
    shelf.make(stage_edits.ordered(shelf.book, ["negotiation", "prospect"]))
    assert shelf.keys() == ["negotiation", "prospect", "interested", "won", "maintain", "lost"]
    assert stage_edits.ordered(shelf.book, ["negotiation"]).empty
    with pytest.raises(Refused, match="behind the open"):
        stage_edits.ordered(shelf.book, ["won"])


def test_a_preset_takes_every_deal_to_its_place():
    shelf = Shelf(deals=[deal("prospect"), deal("interested"), deal("negotiation"), deal("won", status="won"),
                         deal("lost", status="lost", history=[moved("negotiation", "lost")])])  # fmt: skip
    before = shelf.state()
    shelf.make(stage_edits.preset(shelf.book, "leads", {}))
    docs = list(shelf.tables["deals"].values())
    assert [doc["stage"] for doc in docs] == [
        "lead",
        "screening",
        "development",
        "conversion",
        "lost",
    ]
    assert docs[4]["history"][0]["source"] == "development"
    assert shelf.keys()[0] == "lead"
    shelf.undo()
    assert shelf.state() == before


@pytest.mark.parametrize("first", ["intent", "leads"])
def test_to_the_other_preset_and_back_loses_nothing(first):
    open_ = [stage.key for stage in PRESETS[first] if stage.kind == "open"]
    ends = {"won": "won", "lost": "lost"}
    deals = [
        {"stage": stage.key, "lost_stage": open_[1],
         **({"status": ends[stage.kind]} if stage.kind in ends else {}),
         "history": [{"source": open_[0], "target": stage.key, "at": "2026-11-01T09:00:00Z"}],
         "tasks_done": [{"stage": stage.key, "task": "Screen", "at": "2026-11-01T09:00:00Z"}]}
        for stage in PRESETS[first]
    ]  # fmt: skip
    shelf = Shelf(deals=deals, settings=[{"stage_preset": first}],
                  templates=[{"name": key, "stage": key, "body": "x"} for key in open_])  # fmt: skip
    before = shelf.state()
    for name in ("leads", "intent") if first == "intent" else ("intent", "leads"):
        shelf.make(stage_edits.preset(shelf.book, name, {}))
        assert shelf.state() != before or name == first
    assert shelf.state() == before


def test_a_preset_tells_how_many_deals_go_where():
    shelf = Shelf(deals=[deal("prospect"), deal("negotiation"), deal("negotiation"), deal("won", status="won"),
                         deal("lost", status="lost")])  # fmt: skip
    found = stage_ways.transfers(shelf.book, "leads", {})
    assert [(n, old.key, new.key) for n, old, new in found] == [
        (1, "prospect", "lead"), (2, "negotiation", "development"), (1, "won", "conversion"),
    ]  # fmt: skip
    assert str(stage_ways.told(found)) == (
        "1 deal: Prospect → Lead collection; 2 deals: Negotiation → Development; 1 deal: Won → Conversion"
    )
    shelf.make(stage_edits.preset(shelf.book, "leads", {}))
    assert stage_ways.transfers(shelf.book, "leads", {}) == ()
    back = stage_ways.transfers(shelf.book, "intent", {})
    assert [(n, old.key, new.key) for n, old, new in back] == [
        (1, "lead", "prospect"), (2, "development", "negotiation"), (1, "conversion", "won"),
    ]  # fmt: skip
    assert stage_ways.told(()) is None


def test_a_stage_of_another_name_tells_its_deals_too():
    shelf = Shelf(deals=[deal("negotiation")])
    shelf.make(stage_edits.changed(shelf.book, "negotiation", {"label": "Quoted"}))
    (one,) = stage_ways.transfers(shelf.book, "intent", {})
    assert (one.deals, str(one.source.title), str(one.target.title)) == (1, "Quoted", "Negotiation")


def test_a_stage_of_ones_own_leads_where_one_says():
    shelf = Shelf(deals=[deal("pilot")])
    shelf.make(stage_edits.added(shelf.book, "pilot", {}))
    with pytest.raises(Refused, match=r"pilot with its 1 deal has no counterpart.*pilot=STAGE"):
        stage_edits.preset(shelf.book, "leads", {})
    with pytest.raises(Refused, match="own kind"):
        stage_edits.preset(shelf.book, "leads", {"pilot": "won"})
    shelf.make(stage_edits.preset(shelf.book, "leads", {"pilot": "development"}))
    assert shelf.tables["deals"]["1"]["stage"] == "development"
    assert shelf.tables["stages"] == {}
    with pytest.raises(Invalid, match="no preset"):
        stage_edits.preset(shelf.book, "mars", {})


def test_faulty_stages_are_exchanged_for_a_preset():
    docs = [stage_edits.to_document(stage) for stage in PRESETS["intent"][:5]]
    shelf = Shelf(stages=[*docs, {"key": "odd"}], deals=[deal("interested")])
    with pytest.raises(Invalid, match="stage preset intent|between 0 and 100"):
        stages_of(shelf.book)
    shelf.make(stage_edits.preset(shelf.book, "intent", {}))
    assert shelf.keys()[-1] == "lost"
    shelf = Shelf(stages=docs)
    with pytest.raises(Invalid, match="stage preset intent"):
        stages_of(shelf.book)


def test_a_model_that_grades_by_the_stage_goes_on_doing_so():
    def model(table):
        criterion = {"key": "s", "source": "deal.stage", "map": {"kind": "enum", "table": table}}
        return {
            "groups": [{"key": "g", "criteria": [criterion, {"key": "o", "source": "x"}]}],
            "version": 2,
        }

    shelf = Shelf(scoring_models=[model({"prospect": 0.2, "interested": 0.6})])
    shelf.make(
        stage_edits.renamed(shelf.book, {"prospect": "interested", "interested": "prospect"})
    )
    assert shelf.tables["scoring_models"]["1"] == model({"interested": 0.2, "prospect": 0.6})


def test_two_documents_of_one_key_become_one_at_the_next_change():
    docs = [stage_edits.to_document(stage) for stage in PRESETS["intent"]]
    shelf = Shelf(stages=[*docs, {**docs[0], "goal": "second"}])
    assert len(stages_of(shelf.book)) == 6
    shelf.make(stage_edits.changed(shelf.book, "won", {"goal": "x"}))
    assert len(shelf.tables["stages"]) == 6


def test_fields_of_a_newer_version_stay():
    docs = [{**stage_edits.to_document(stage), "colour": "red"} for stage in PRESETS["intent"]]
    shelf = Shelf(stages=docs)
    shelf.make(stage_edits.changed(shelf.book, "prospect", {"gate": "hard"}))
    assert shelf.tables["stages"]["1"]["colour"] == "red"
    shelf.make(stage_edits.changed(shelf.book, "prospect", {"gate": None}))
    assert "hard" not in shelf.tables["stages"]["1"]


NAMES = st.sampled_from(
    ["prospect", "interested", "negotiation", "a", "b", "c", "won", "lost", "lead", "screening"]
)


@st.composite
def steps(draw):
    kind = draw(st.sampled_from(["add", "remove", "rename", "order", "preset", "set"]))
    if kind == "rename":
        return kind, draw(st.dictionaries(NAMES, NAMES, min_size=1, max_size=3))
    if kind == "order":
        return kind, draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    return kind, (draw(NAMES), draw(NAMES))


def perform(book, kind, what):
    match kind:
        case "add":
            return stage_edits.added(book, what[0], {})
        case "remove":
            return stage_edits.removed(book, what[0], NOW, to=what[1])
        case "rename":
            return stage_edits.renamed(book, what)
        case "order":
            return stage_edits.ordered(book, what)
        case "preset":
            return stage_edits.preset(book, "leads" if what[0] < "l" else "intent", {})
        case _:
            return stage_edits.changed(book, what[0], {"label": what[1] + "!", "gate": "hard"})


@settings(max_examples=60, deadline=None)
@given(st.lists(steps(), max_size=8))
def test_no_sequence_of_edits_leaves_a_deal_behind_and_undo_is_the_way_back(sequence):
    deals = [deal(stage.key, status={"won": "won", "maintain": "won", "lost": "lost"}.get(stage.kind, "open"))
             for stage in PRESETS["intent"]]  # fmt: skip
    shelf = Shelf(deals=[validated("deals", doc) for doc in deals])
    states, made = [shelf.state()], 0
    for kind, what in sequence:
        lengths = [len(doc.get("history", ())) for doc in shelf.tables["deals"].values()]
        outcomes = [doc.get("status") for doc in shelf.tables["deals"].values()]
        try:
            shelf.make(perform(shelf.book, kind, what))
        except TierdeskError:
            continue
        made += 1
        states.append(shelf.state())
        keys = shelf.keys()
        assert len(set(keys)) == len(keys)
        assert missing_kind(stages_of(shelf.book)) is None
        assert all(doc["stage"] in keys for doc in shelf.tables["deals"].values())
        assert [doc.get("status") for doc in shelf.tables["deals"].values()] == outcomes
        grown = [len(doc.get("history", ())) for doc in shelf.tables["deals"].values()]
        assert all(now >= before for now, before in zip(grown, lengths, strict=True))
    for state in reversed(states[:-1]):
        shelf.undo()
        assert shelf.state() == state
    assert made == len(states) - 1
