"""A scoring model in a file: out and in again the same, anything else refused in one sentence."""

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.append(str(Path(__file__).parents[1] / "scoring"))  # where models are invented
from model_samples import models

from tierdesk.errors import Refused, TierdeskError
from tierdesk.exchange.model_file import document_of, model_bytes, read_model
from tierdesk.scoring.default_model import open_model, signed_model
from tierdesk.scoring.model import from_document, to_document
from tierdesk.scoring.variants import resolved, sparse


@given(models())
def test_out_and_in_again_is_the_same_model(model):
    assert from_document(document_of(model_bytes(to_document(model)), "m.json")) == model


@given(
    st.sampled_from((open_model(), signed_model())),
    models(kind="open", industries=("x",), inherits=True),
)
def test_a_variant_goes_out_and_comes_in_as_what_differs(base, model):
    doc = document_of(model_bytes(sparse(model, base)), "m.json")
    assert doc == json.loads(json.dumps(sparse(model, base)))
    assert resolved(doc, base) == resolved(sparse(model, base), base)


def test_the_file_says_its_form_first_and_is_harmless_on_a_terminal():
    written = model_bytes({**to_document(open_model()), "name": "\x1b[2Jü客"})
    assert list(json.loads(written))[:2] == ["schema", "format"]
    assert b"\x1b" not in written
    assert "ü客" in written.decode()


TOML = """
schema = 1
kind = "open"
name = "From TOML"
[[groups]]
key = "g"
label = "G"
[[groups.criteria]]
key = "interest"
label = "Interest"
weight = 12
source = "customer.interest"
map = { kind = "linear", lo = 0, hi = 5 }
"""


def test_a_model_may_be_written_in_toml(tmp_path):
    path = tmp_path / "m.toml"
    path.write_text(TOML)
    assert from_document(read_model(path)).weights() == {"interest": 12}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_encodings_of_common_editors_are_read(encoding):
    data = json.dumps(
        {"schema": 1, "groups": [], "name": "展会客户评分模型，第二版"}, ensure_ascii=False
    ).encode(encoding)
    assert document_of(data, "m.json")["name"] == "展会客户评分模型，第二版"


@pytest.mark.parametrize("data, fault, code", [
    (b'{"schema": 2, "groups": []}', "was written by a newer tierdesk", 3),
    (b'{"schema": 99, "format": "tierdesk-model", "anything": 1}', "was written by a newer tierdesk", 3),
    (b'{"groups": []}', "does not say which form", 1),
    (b'{"schema": 0, "groups": []}', "does not say which form", 1),
    (b'{"schema": "1", "groups": []}', "does not say which form", 1),
    (b'{"schema": true, "groups": []}', "does not say which form", 1),
    (b'{"schema": 1}', "holds no scoring model", 1),
    (b'{"schema": 1, "format": "tierdesk-export", "customers": []}', "holds no scoring model", 1),
    (b"[]", "holds no scoring model", 1), (b"7", "holds no scoring model", 1),
    (b"", "cannot be read as a scoring model", 1), (b"{\n\n]", "line 3 is no JSON", 1),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "cannot be read as a scoring model", 1),
    (b"[" * 200_000, "cannot be read as a scoring model", 1),
    (b'{"groups": ' + b"9" * 5000 + b"}", "cannot be read as a scoring model", 1),
])  # fmt: skip
def test_what_is_no_model_is_refused_in_one_sentence(data, fault, code):
    with pytest.raises(TierdeskError) as failure:
        document_of(data, "m.json")
    assert fault in str(failure.value)
    assert "m.json" in str(failure.value)
    assert failure.value.exit_code == code


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(Refused, match="There is no file"):
        read_model(tmp_path / "none.json")
    with pytest.raises(Refused, match="is a folder"):
        read_model(tmp_path)


def test_toml_that_is_none_is_told(tmp_path):
    path = tmp_path / "m.toml"
    path.write_text("a = \n")
    with pytest.raises(TierdeskError, match=r"m\.toml cannot be read as a scoring model"):
        read_model(path)
