"""The model files that docs/models.md shows are ones that work."""

import json
import re
from pathlib import Path

from tierdesk.scoring.buying.cuts import DEFAULT_CUTS, PARTS
from tierdesk.scoring.default_model import open_model
from tierdesk.scoring.model import faults_in, from_document
from tierdesk.scoring.valuemap import read_map
from tierdesk.scoring.variants import resolved

PAGE = (Path(__file__).parents[2] / "docs" / "models.md").read_text(encoding="utf-8")
WHOLE, RFM, VARIANT = (
    json.loads(found) for found in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
)


def test_the_whole_model_grades():
    assert faults_in(WHOLE) == ()
    assert from_document(WHOLE).weights() == {
        "size": 40,
        "position": 20,
        "touches": 30,
        "decision": 10,
    }


def test_the_variant_says_only_what_differs():
    read = resolved(VARIANT, open_model())
    assert read.scheme.thresholds == (("A", 70), ("B", 55), ("C", 35))
    assert [c.weight for c in read.criteria if c.key == "interest"] == [20]


def test_the_criterion_with_cut_points_is_sound():
    groups = [*WHOLE["groups"], {"key": "bought", "label": "Bought", "criteria": [RFM]}]
    assert faults_in(WHOLE | {"groups": groups}) == ()
    read = read_map(RFM["map"])
    assert read.cuts.monetary == (50, 200, 500, 2000)
    for part in PARTS:
        for point in getattr(DEFAULT_CUTS, part):
            assert f"{point:,.0f}" in PAGE


def test_every_kind_of_map_is_in_the_table():
    listed = re.findall(
        r"`(\w+)`",
        "".join(
            re.findall(r"^\| (`[^|]+) \|", PAGE.split("| map |")[1].split("##")[0], re.MULTILINE)
        ),
    )
    fields = {"lo": 1, "hi": 2, "table": {"a": 1}, "steps": [{"upto": 1, "value": 1}], "above": 0, "scale": 1,
              "points": {"mail": 1}, "saturation": 1}  # fmt: skip
    assert {read_map({"kind": kind, **fields}).kind for kind in listed} == {
        "enum", "bands", "linear", "log", "inverse", "bool", "decay_sum", "rfm",
    }  # fmt: skip
