"""What people named stays as they wrote it, in every language; Chinese has its own signs and spaces."""

import pytest

from tierdesk.domain.labels import label
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import Message, Verbatim, say
from tierdesk.pipeline.stage import KINDS
from tierdesk.scoring.default_model import open_model
from tierdesk.scoring.model import from_document, to_document
from tierdesk.scoring.part_wording import map_in_words
from tierdesk.scoring.valuemap import Bands

ZH = Catalog("zh")


@pytest.mark.parametrize("name", ["contact", "month", "label", "yes"])
def test_a_name_of_ones_own_is_no_label(name):
    assert ZH(name) != name
    assert ZH(Verbatim(name)) == name
    assert ZH.text(Message(Verbatim(name))) == name
    assert ZH(label(f"custom.{name}")) == name


def test_a_label_of_the_program_is_translated_still():
    assert ZH(label("month")) == "月"


def test_criteria_over_fields_of_ones_own_keep_their_names_and_others_their_labels():
    doc = to_document(open_model())
    doc["groups"].append({"key": "own", "label": "Own", "criteria": [
        {"key": "month", "label": "month", "weight": 1, "source": "custom.month", "map": {"kind": "bool"}},
    ]})  # fmt: skip
    model = from_document(doc)
    labels = {c.key: ZH.text(Message(c.label)) for c in model.criteria}
    assert labels["month"] == "month" and labels["interest"] != "Degree of interest"
    assert from_document(to_document(model)) == model


def test_chinese_spaces_and_separators():
    assert ZH.text(say("Outcomes: %(won)s won, %(lost)s lost; weights of %(model)s", won=1, lost=2,
                       model=say("version %(version)s", version=1))).endswith("版本 1 的权重")  # fmt: skip
    steps = Bands(((5.0, 1.0), (9.0, 0.5)), 0.0)
    assert "≤ 5：1、≤ 9：0.5" in ZH.text(map_in_words(steps))
    refused = say(
        "“%(kind)s” is no kind of stage; choose one of %(choices)s.", kind="x", choices=list(KINDS)
    )
    assert "、".join(KINDS) in ZH.text(refused)
