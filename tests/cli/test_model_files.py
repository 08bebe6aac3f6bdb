"""What a model's file says beside what can be read: unknown fields, presets, names of files."""

import json

import pytest

from tierdesk.scoring.default_model import open_model
from tierdesk.scoring.model import to_document
from tierdesk.scoring.schemes import PRESETS


@pytest.fixture
def file(tmp_path):
    """Write a document into a file; returns its path."""

    def write(doc, name="m.json"):
        path = tmp_path / name
        path.write_text(json.dumps({"schema": 1, **doc}), encoding="utf-8")
        return str(path)

    return write


def whole(edit=None):
    doc = json.loads(json.dumps(to_document(open_model())))
    if edit is not None:
        edit(doc)
    return doc


def heir(**rules):
    return {"industries": ["retail"], "inherits": True, **rules}


def misspelt(doc):
    doc["treshold"] = 1
    doc["scheme"]["treshold"] = doc["scheme"]["thresholds"]
    doc["groups"][0]["wieght"] = 3
    doc["groups"][0]["criteria"][0]["soruce"] = "x"
    doc["groups"][0]["criteria"][1]["map"]["othrewise"] = 1
    doc["groups"][1]["criteria"][1]["map"]["steps"][0]["up_to"] = 1
    doc["gates"][0]["aboev"] = 1
    doc["scheme"]["thresholds"][0]["form"] = 1


def test_every_field_that_nothing_reads_is_named(line, file):
    path = file(whole(misspelt))
    told = line("model", "check", path, "--json", code=1).json["faults"]
    assert told[1:] == [
        "potential: “wieght” is no field of a group; did you mean “weight”?",
        "size: “soruce” is no field of a criterion; did you mean “source”?",
        "industry_position: “othrewise” is no field of a value map “enum”; did you mean “otherwise”?",
        "decision_time: “up_to” is no field of a band; did you mean “upto”?",
        "do_not_contact: “aboev” is no field of a gate; did you mean “above”?",
        "“treshold” is no field of a scheme; did you mean “thresholds”?",
        "“form” is no field of a threshold; did you mean “from”?",
    ]
    assert told[0].startswith("“treshold” is no field of a model; known are kind, name, groups,")
    assert "“treshold” is no field" in line("model", "import", path, code=1).err


@pytest.mark.parametrize(("rules", "fault"), [
    ({"groups": [{"key": "intnet", "weight": 20}]},
     "The model that is inherited has no “intnet”; did you mean “intent”? A new part needs all its fields."),
    ({"groups": [{"key": "intent", "criteria": [{"key": "intrest", "weight": 20}]}]},
     "The model that is inherited has no “intrest”; did you mean “interest”? A new part needs all its fields."),
    ({"gates": [{"key": "qqq", "tier": "C"}]},
     "The model that is inherited has no “qqq”; a new part needs all its fields."),
    ({"scheme": {"thresholds": [{"tier": "E", "from": 5}]}},
     "The model that is inherited has no “E”; a new part needs all its fields."),
    ({"without": {"criteria": ["szie"]}},
     "The model that is inherited has no “szie”; did you mean “size”? A new part needs all its fields."),
    ({"without": {"criterion": ["size"]}}, "“criterion” is no field of “without”; did you mean “criteria”?"),
])  # fmt: skip
def test_a_variant_that_differs_from_nothing_is_told(line, file, rules, fault):
    told = line("model", "check", file(heir(**rules)), "--json", code=1).json["faults"]
    assert told == [fault]


def test_a_variant_that_differs_from_something_has_no_faults(line, file, tmp_path):
    rules = {"groups": [{"key": "intent", "unset": ["weight"], "criteria": [{"key": "interest", "weight": 20}]}],
             "without": {"gates": ["bad_debt"]}, "scheme": {"thresholds": [{"tier": "A", "from": 70}]}}  # fmt: skip
    path = file(heir(**rules))
    assert line("model", "check", path, "--json").json["ok"]
    line("model", "import", path)
    out = str(tmp_path / "out.json")
    line("model", "export", out, "--version", "2")
    assert line("model", "check", out, "--json").json["ok"]


@pytest.mark.parametrize("name", PRESETS)
def test_a_scheme_may_name_a_preset(line, file, name):
    lowest = PRESETS[name].scheme.lowest
    gates = {
        "gates": [
            {
                "key": "k",
                "label": "K",
                "effect": "veto",
                "tier": lowest,
                "source": "customer.bad_debt",
            }
        ]
    }
    path = file(whole() | gates | {"scheme": {"preset": name, "margin": 2}})
    line("model", "import", path)
    scheme = line("model", "show", "2", "--json").json["models"][0]["scheme"]
    assert (scheme["preset"], scheme["margin"]) == (name, 2)


def test_thresholds_stand_over_those_of_a_preset_and_other_tiers_do_not(line, file):
    scheme = {"preset": "level", "thresholds": [{"tier": "A", "from": 80}]}
    line("model", "import", file(whole() | {"gates": [], "scheme": scheme}))
    shown = line("model", "show", "2", "--json").json["models"][0]["scheme"]
    assert shown["thresholds"] == [{"tier": "A", "from": 80.0}, {"tier": "B", "from": 45.0}]
    for strange, fault in (
        ({"preset": "levle"}, "“levle” is no tier scheme"),
        (
            {"preset": "level", "lowest": "D"},
            "The tier scheme “level” has the tiers A, B, C; leave out",
        ),
    ):
        path = file(whole() | {"gates": [], "scheme": strange})
        assert fault in line("model", "check", path, code=1).out


def test_a_name_that_says_toml_is_refused_for_writing(line, tmp_path):
    path = tmp_path / "m.toml"
    said = line("model", "export", str(path), code=1).err
    assert said == "tierdesk: A model is written as JSON; choose a name like m.json.\n"
    assert not path.exists()


def test_a_file_that_does_not_say_its_form_is_refused(line, tmp_path):
    path = tmp_path / "m.json"
    path.write_text(json.dumps(whole()))
    for word in ("check", "import"):
        assert "write “schema”: 1." in line("model", word, str(path), code=1).err


def test_a_kind_and_an_industry_are_not_passed_over(line, file):
    path = file(whole() | {"industries": ["Retail"]})
    for words in (("--industry", "steel"), ("--kind", "signed")):
        said = line("model", "import", path, *words, code=1).err
        assert said.startswith("tierdesk: m.json is for open deals") and said.count("\n") == 1
        assert (
            "m.json is for open deals"
            in line("model", "preview", "--draft", path, *words, code=1).err
        )
    line("model", "import", path, "--industry", "retail")
    assert "version 2 is for" in line("model", "show", "2", "--industry", "steel", code=1).err
    assert "no draft" in line("model", "publish", "--note", "x", "--industry", "steel", code=1).err
    rows = line("model", "versions", "--industry", "retail", "--json").json["versions"]
    assert [row["version"] for row in rows] == [2]
    note = "There is no variant for Nope; this is the model that grades it."
    for word in ("show", "check"):
        assert note in line("model", word, "--industry", "Nope").out
    assert "add --model and its number" in line("grade", "--kind", "signed", code=2).err


def published_scheme(line, file, scheme):
    gate = {"key": "k", "label": "K", "effect": "cap", "tier": "B", "source": "customer.bad_debt"}
    line("model", "import", file(whole() | {"gates": [gate], "scheme": scheme}))
    line("model", "publish", "--note", "other names")


def test_a_tier_is_found_by_the_name_that_the_scheme_gives_it(line, file):
    for name in ("Keen", "Cold"):
        line("add", name)
    line("tier", "Keen", "A", "--reason", "met")
    scheme = {"labels": {"A": "Gold", "B": "High value"}}
    published_scheme(line, file, scheme)
    for words in (["tier:Gold"], ["tier:gold"], ["tier:A"], ["等级：gold"]):
        assert [c["name"] for c in line("list", *words, "--json").json["customers"]] == ["Keen"]
        assert [c["name"] for c in line("grade", *words, "--json").json["customers"]] == ["Keen"]
    assert line("list", 'tier:"high value"', "--json").json["customers"] == []
    assert [c["name"] for c in line("list", "!tier:Gold", "--json").json["customers"]] == ["Cold"]
    assert "no tier" in line("list", "tier:Silver", code=2).err
    line("set", "city=Leeds", "--where", "tier:Gold")
    line("view", "save", "best", "tier:Gold")
    assert [c["name"] for c in line("list", "--view", "best", "--json").json["customers"]] == [
        "Keen"
    ]
    assert "no tier" in line("view", "save", "none", "tier:Silver", code=2).err


def test_a_preset_s_tiers_are_found_in_the_language_of_the_reader(line, file):
    line("add", "Keen")
    line("tier", "Keen", "A", "--reason", "met")
    published_scheme(line, file, {"preset": "value"})
    for words, lang in ((["tier:高价值"], "zh_CN.UTF-8"), (['tier:"high value"'], "zh_CN.UTF-8")):
        found = line("list", *words, "--json", LANG=lang).json["customers"]
        assert [c["name"] for c in found] == ["Keen"]


def test_a_tier_that_the_scheme_has_not_is_refused_by_hand(line, file):
    line("add", "Keen")
    published_scheme(line, file, {"preset": "level"})
    refusal = "“D” is no tier of the model that grades Keen; choose one of A, B, C."
    for words in (["tier", "Keen", "D", "--reason", "x"], ["tier", "Keen", "D"],
                  ["set", "Keen", "tier=D", "--reason", "x"]):  # fmt: skip
        assert line(*words, code=1).err == f"tierdesk: {refusal}\n"
    line("tier", "Keen", "C", "--reason", "x")
    line("tier", "Keen", "model")


def test_a_file_of_a_newer_version_is_told_as_a_document(line):
    path = line.folder / "newer.json"
    path.write_text('{"schema": 99, "format": "tierdesk-model", "groups": []}', encoding="utf-8")
    told = line("model", "check", str(path), "--json", code=3).json
    assert told["ok"] is False and "newer tierdesk" in told["faults"][0]
