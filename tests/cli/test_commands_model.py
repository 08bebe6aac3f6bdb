"""The verb `model` from the command line: looked at, checked, exchanged, published, taken back."""

import json

import pytest

from tierdesk.scoring.default_model import open_model
from tierdesk.scoring.model import to_document


@pytest.fixture
def model(tmp_path):
    """Write the default model, edited, into a file; returns its path."""

    def write(name="m.json", **edit):
        doc = {"schema": 1, **json.loads(json.dumps(to_document(open_model())))}
        for key, weight in edit.pop("weights", {}).items():
            next(c for g in doc["groups"] for c in g["criteria"] if c["key"] == key)["weight"] = (
                weight
            )
        path = tmp_path / name
        path.write_text(json.dumps(doc | edit), encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def book(line):
    """Three customers whose tier hangs on interest."""
    for name, interest in (("Keen", 5), ("Lukewarm", 3), ("Cold", 0)):
        line("add", name, f"interest={interest}", "willingness=3", "budget=200k CNY", "country=CN")
    return line


def statuses(line):
    return {
        (v["version"], v["kind"]): v["status"]
        for v in line("model", "versions", "--json").json["versions"]
    }


def tiers(line):
    return {c["name"]: (c["tier"], c["score"]) for c in line("list", "--json").json["customers"]}


def test_points_are_those_of_the_screen_whatever_they_add_up_to(line, tmp_path):
    file = tmp_path / "heavier.json"
    line("model", "export", "--kind", "open", str(file))
    document = json.loads(file.read_text())
    document["groups"][0]["weight"] = 60
    file.write_text(json.dumps(document))
    line("model", "import", str(file))
    said = line("model", "show", "--version", "2").out
    assert "all points add up to 120; beside them what they count of 100" in said
    assert any(
        "Potential" in row and row.split()[1:] == ["60.0", "50.0", "%"] for row in said.splitlines()
    )
    [shown] = line("model", "show", "--version", "2", "--json").json["models"]
    size = shown["groups"][0]["criteria"][0]
    assert (shown["total"], size["points"], size["share"]) == (120, 15, 12.5)


def test_a_new_book_shows_its_two_models_and_what_can_be_asked(line):
    shown = line("model", "show", "--json").json
    assert [(m["version"], m["kind"], m["status"]) for m in shown["models"]] == [
        (1, "open", "active"), (1, "signed", "active"),
    ]  # fmt: skip
    criteria = [c for g in shown["models"][0]["groups"] for c in g["criteria"]]
    assert sum(c["share"] for c in criteria) == pytest.approx(100)
    assert "customer.interest" in [s["key"] for s in shown["sources"]]
    said = line("model", "show", "--kind", "open").out
    assert "Degree of interest" in said and "Version 1 for open deals, in force" in said
    assert "demoted only 3 points under a threshold and after 7 days in the tier" in said
    assert "signed" not in said.split("source of a criterion")[0]


MORE_INTEREST = [
    "Degree of interest, points of the total: 12 → 23.08",
    "Decision time, points of the total: 12 → 4.62",
    "Willingness to cooperate, points of the total: 6 → 2.31",
]
"""An own weight of 60 in a group of 30: the neighbours give way."""


def test_from_a_file_to_the_scores_and_back(book, model):
    """Raise one weight, see who would move, publish, undo, redo, go back."""
    before = tiers(book)
    told = book(
        "model", "import", model(weights={"interest": 60}), "--note", "interest decides", "--json"
    ).json
    assert told["version"] == 2
    assert tiers(book) == before
    dry = book("model", "publish", "2", "--dry-run", "--json").json
    assert dry["dry_run"] and [str(d) for d in dry["differences"]] == MORE_INTEREST
    assert tiers(book) == before
    done = book("model", "publish", "--json").json
    after = tiers(book)
    assert after["Keen"][1] > before["Keen"][1] and after["Cold"][1] < before["Cold"][1]
    moved = {(a, b): n for a, row in done["migration"].items() for b, n in row.items()}
    assert sum(moved.values()) == 3
    assert sum(n for (a, b), n in moved.items() if a != b) == sum(
        before[name][0] != after[name][0] for name in before
    )
    assert done["migration"] == dry["migration"]
    assert "published version 2 of the model for open deals (" in book("history").out
    book("undo")
    assert (tiers(book), statuses(book)[2, "open"]) == (before, "draft")
    book("redo")
    assert (tiers(book), statuses(book)[2, "open"]) == (after, "active")
    book("model", "rollback")
    assert tiers(book) == before
    assert statuses(book) == {
        (1, "open"): "archived", (1, "signed"): "active", (2, "open"): "archived", (3, "open"): "active",
    }  # fmt: skip
    book("undo")
    assert tiers(book) == after


def test_each_change_of_a_model_is_undone_to_the_last_byte(book, model):
    states, verbs = [book.tables()], [
        ("import", model(weights={"interest": 60})), ("publish", "--note", "x"), ("rollback",),
        ("import", model("r.json", industries=["retail"], inherits=True, groups=[], gates=[], scheme={})),
        ("publish", "--note", "shops"), ("import", model(weights={"size": 1})), ("drop", "5"),
    ]  # fmt: skip
    for verb in verbs:
        book("model", *verb)
        states.append(book.tables())
    for state in states[-2::-1]:
        book("undo")
        assert book.tables() == state
    for state in states[1:]:
        book("redo")
        assert book.tables() == state


def test_check_names_every_fault_and_exits_with_1(line, model):
    bad = model(
        weights={"size": -1, "interest": "much"},
        scheme={"thresholds": [{"tier": "A", "from": 20}, {"tier": "B", "from": 30}]}, kind="both",
    )  # fmt: skip
    told = line("model", "check", bad, "--json", code=1).json
    assert (told["ok"], len(told["faults"])) == (False, 4)
    said = line("model", "check", bad, code=1).out
    assert all(fault in said for fault in told["faults"])
    assert line("model", "check", model(), "--json").json["ok"] is True
    assert line("model", "check").out == "version 1 has no faults.\n"


FAULTS = [
    ({"weights": dict.fromkeys([c.key for c in open_model().criteria], 0)}, 1),
    ({"weights": {"interest": -1}}, 1), ({"weights": {"interest": "x"}}, 1),
    ({"weights": {"interest": float("nan")}}, 1),
    ({"scheme": {"thresholds": [{"tier": "A", "from": 50}, {"tier": "B", "from": 60}]}}, 1),
    ({"groups": []}, 1), ({"kind": "x"}, 1), ({"schema": 2}, 3), ({"format": "x"}, 1),
    ({"industries": [], "inherits": True}, 1),
]  # fmt: skip


def test_all_weights_zero_is_one_sentence_in_check_and_import(line, model):
    zero = model(weights=dict.fromkeys([c.key for c in open_model().criteria], 0))
    sentence = "All weights are zero; give at least one criterion some weight."
    assert line("model", "check", zero, "--json", code=1).json["faults"] == [sentence]
    assert line("model", "import", zero, code=1).err == f"tierdesk: m.json: {sentence}\n"


@pytest.mark.parametrize(("edit", "code"), FAULTS)
def test_a_bad_file_is_refused_in_one_sentence_and_nothing_changes(book, model, edit, code):
    before, scores = book.tables(), tiers(book)
    said = book("model", "import", model(**edit), code=code)
    assert said.err.count("\n") == 1 and said.err.startswith("tierdesk: ")
    assert not said.out
    assert (book.tables(), tiers(book)) == (before, scores)


def test_overlapping_bands_are_refused_by_name(book, tmp_path):
    doc = {"schema": 1, **to_document(open_model())}
    doc["groups"][1]["criteria"][1]["map"]["steps"][1]["upto"] = 30
    (tmp_path / "b.json").write_text(json.dumps(doc))
    said = book("model", "import", str(tmp_path / "b.json"), code=1)
    assert "decision_time" in said.err and "overlap" in said.err


def test_a_criterion_whose_field_is_gone_is_told_and_grades_as_unknown(book, tmp_path):
    doc = {"schema": 1, **to_document(open_model())}
    doc["groups"][3]["criteria"].append(
        {
            "key": "shoe",
            "label": "Shoe",
            "weight": 5,
            "source": "custom.shoe",
            "map": {"kind": "linear", "lo": 1, "hi": 9},
        }
    )
    (tmp_path / "s.json").write_text(json.dumps(doc))
    path = str(tmp_path / "s.json")
    note = "No customer has the field “shoe”; “shoe” is unknown for everybody."
    checked = book("model", "check", path, "--json").json
    assert (checked["ok"], checked["notes"]) == (True, [note])
    assert note in book("model", "import", path).out
    assert book("model", "import", path, "--json").json["notes"] == [note]
    book("model", "drop", "3")
    previewed = book("model", "preview", "--json").json
    assert previewed["notes"] == [note]
    assert note in book("model", "preview").out
    assert book("model", "publish", "--note", "x", "--dry-run", "--json").json["notes"] == [note]
    assert note in book("model", "publish", "--note", "x").out
    book("undo")
    assert book("model", "publish", "--note", "x", "--json").json["notes"] == [note]
    assert note in book("model", "show").out
    book("set", "1", "custom.shoe=7")
    assert book("model", "check", "--json").json["notes"] == []


def test_export_and_import_give_the_same_model_as_a_draft(book, model, tmp_path):
    book("model", "import", model(weights={"interest": 60}))
    book("model", "publish", "--note", "x")
    out = str(tmp_path / "out.json")
    assert json.loads(book("model", "export").out) == {
        **json.loads(book("model", "export", "--version", "2").out)
    }
    book("model", "export", out)
    assert "replace it with --force" in book("model", "export", out, code=1).err
    assert "--kind open or --kind signed" in book("model", "show", "1", code=1).err
    book("model", "export", out, "--force")
    assert "grade alike" in book("model", "diff", out, "2").out
    told = book("model", "import", out, "--json").json
    assert told["differences"] == []
    assert statuses(book)[3, "open"] == "draft"
    assert book("model", "export", str(tmp_path / "desk.json"), "--force", code=1).err


def test_a_model_may_come_as_toml(book, tmp_path):
    path = tmp_path / "m.toml"
    path.write_text(
        'schema=1\nkind="signed"\n[[groups]]\nkey="g"\nlabel="G"\n[[groups.criteria]]\nkey="a"\nlabel="A"\nweight=1\n'
        'source="orders.amount"\nmap={kind="log",lo=1000,hi=100000}\n'
    )
    book("model", "import", str(path))
    shown = book("model", "show", "--version", "2", "--json").json["models"][0]
    assert (shown["kind"], shown["status"], shown["groups"][0]["criteria"][0]["share"]) == (
        "signed",
        "draft",
        100,
    )


def test_differences_are_told_in_words(book, model):
    book("model", "import", model(weights={"interest": 60}))
    told = book("model", "diff", "1", "2", "--json").json
    assert told["differences"] == MORE_INTEREST
    assert [one["criterion"] for one in told["weights"]] == [
        "interest", "decision_time", "willingness"
    ]  # fmt: skip
    interest, decision, _ = told["weights"]
    assert interest["own"] == {"old": 12, "new": 60} and decision["own"] == {"old": 12, "new": 12}
    assert interest["points"] == {"old": 12, "new": pytest.approx(30 * 60 / 78)}
    assert sum(one["points"]["new"] for one in told["weights"]) == pytest.approx(30)
    assert (told["old"]["version"], told["new"]["version"], told["new"]["status"]) == (
        1,
        2,
        "draft",
    )
    for words in (["2"], ["--version", "2"], ["--draft", model(weights={"interest": 60})]):
        assert book("model", "diff", *words, "--json").json["differences"] == told["differences"]
    assert "grade alike" in book("model", "diff", "2", "2").out


def test_a_variant_grades_its_industry_and_ends(book, model):
    book("set", "2", "industry=retail")
    before = tiers(book)
    doc = {
        "groups": [{"key": "intent", "criteria": [{"key": "interest", "weight": 90}]}],
        "gates": [],
        "scheme": {},
    }
    book("model", "import", model(industries=["Retail"], inherits=True, **doc))
    book("model", "publish", "--note", "shops")
    after = tiers(book)
    assert {name for name in before if before[name] != after[name]} == {"Lukewarm"}
    shown = book("model", "show", "--industry", "retail", "--json").json["models"]
    assert [(m["version"], m["industries"], m["inherits"]) for m in shown] == [
        (2, ["Retail"], True)
    ]
    assert book("model", "show", "--industry", "steel", "--json").json["models"][0]["version"] == 1
    book("model", "drop", "2")
    assert tiers(book) == before
    book("undo")
    assert tiers(book) == after


@pytest.mark.parametrize(("words", "code"), [
    (["model"], 2), (["model", "fly"], 2), (["model", "import"], 2), (["model", "drop"], 2),
    (["model", "show", "9"], 1), (["model", "show", "x"], 2), (["model", "show", "1"], 1),
    (["model", "diff", "1", "9", "--kind", "open"], 1), (["model", "diff", "a", "b", "c"], 2),
    (["model", "publish"], 1), (["model", "publish", "1", "--kind", "open"], 1), (["model", "rollback"], 1),
    (["model", "rollback", "1", "--kind", "open"], 1), (["model", "drop", "1", "--kind", "open"], 1),
    (["model", "import", "none.json"], 1), (["model", "check", "none.json"], 1),
    (["model", "versions", "more"], 2),
])  # fmt: skip
def test_what_cannot_be_is_refused_in_one_sentence(book, words, code):
    before = book.tables()
    said = book(*words, code=code)
    assert said.err.count("\n") == 1
    assert book.tables() == before


def test_a_model_without_a_note_is_not_published(book, model):
    book("model", "import", model(weights={"interest": 60}))
    assert "note" in book("model", "publish", code=1).err
    assert statuses(book)[2, "open"] == "draft"


def test_several_drafts_are_named(book, model):
    book("model", "import", model(weights={"interest": 60}))
    book("model", "import", model(weights={"interest": 70}))
    assert "2, 3" in book("model", "publish", "--note", "x", code=1).err
    book("model", "publish", "3", "--note", "x")
    assert statuses(book)[3, "open"] == "active"


def test_a_draft_keeps_its_number_unless_a_higher_one_holds(book, model):
    for weight in (50, 60, 70):
        book("model", "import", model(weights={"interest": weight}))
    assert "Draft" not in book("model", "publish", "3", "--note", "x").out
    assert statuses(book)[3, "open"] == "active"
    renumbered = "Draft 2 is version 5 now."
    dry = book("model", "publish", "2", "--note", "x", "--dry-run", "--json").json
    assert (dry["version"], dry["notes"]) == (5, [renumbered])
    assert renumbered in book("model", "publish", "2", "--note", "x").out
    assert statuses(book)[5, "open"] == "active" and (2, "open") not in statuses(book)


def test_reading_words_change_nothing_in_a_read_only_session(book, model, tmp_path):
    path = model(weights={"interest": 60})
    before = {p.name: p.read_bytes() for p in tmp_path.glob("desk.json*")}
    for words in (["show"], ["versions"], ["check", path], ["diff", path], ["export"]):
        book("--read-only", "model", *words)
    for words in (["import", path], ["publish", "--note", "x"], ["rollback"], ["drop", "2"]):
        assert "read-only" in book("--read-only", "model", *words, code=1).err
    book("--read-only", "model", "import", path, "--dry-run")
    assert {p.name: p.read_bytes() for p in tmp_path.glob("desk.json*")} == before


def test_a_broken_version_in_the_book_does_not_hide_the_others(book, tmp_path):
    """Somebody edited the table with other tools: that version is told, the rest works."""
    from tierdesk.domain.references import resolve
    from tierdesk.store.engines import open_store
    from tierdesk.store.port import ChangeSet, Op

    store = open_store(tmp_path / "desk.json", readonly=False, resolve=resolve, who="x")
    store.load()
    store.commit(
        ChangeSet(
            (Op("scoring_models", -1, 0, {"version": 5, "status": "draft", "groups": []}),), "x"
        )
    )
    store.close()
    said = book("model", "versions")
    assert "Version 5 cannot grade: All weights are zero" in said.err
    assert (1, "open") in statuses(book)
    assert "Version 5 cannot grade" in book("model", "show", "5", code=1).err


def test_a_saved_draft_is_tried_on_what_is_decided_after_it(book, model):
    book("model", "import", model(weights={"interest": 60}), "--note", "interest decides")
    assert "0 outcomes so far (0 won, 0 lost)" in book("model", "versions").out
    later = ("--now", "2026-12-02T10:00")
    book("move", "Keen", "won", "--reason", "signed on the spot", *later)
    book("move", "Cold", "lost", "--reason", "price", *later)
    before = book.tables()
    found = book("model", "versions", "--json", *later).json["versions"]
    assert [v["challenge"] and v["challenge"]["verdict"] for v in found] == ["too_few", None, None]
    tried = found[0]["challenge"]
    assert (tried["against"], tried["n_won"], tried["n_lost"], tried["enough"]) == (1, 1, 1, False)
    assert book("model", "show", "--json", *later).json["challengers"] == [tried]
    assert book("model", "show", "2", "--json", *later).json["challengers"] == [tried]
    assert book("model", "show", "--kind", "signed", "--json").json["challengers"] == []
    assert "至今 2 个结果（1 赢、1 输）" in book("model", "show", "2", "--lang", "zh", *later).out
    assert book.tables() == before, "nothing of it is kept"
