"""Both languages to the last word: every sentence in the source has its translation, with the
same fields, and the catalogue holds nothing that the source does not say."""

import gettext
import re
from pathlib import Path

import pytest

babel = pytest.importorskip("babel.messages.extract", reason="the dev extra brings Babel")
from babel.messages.pofile import read_po  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "tierdesk"
CATALOGUE = SOURCE / "i18n" / "locale" / "zh_CN" / "LC_MESSAGES" / "tierdesk.po"
KEYWORDS = {"say": (1,), "say_n": (1, 2), "N_": (1,)}
FIELD = re.compile(r"%\((\w+)\)(?:[-+ #0]*\d*(?:\.\d+)?)([a-zA-Z])|%(%)")


def extracted() -> dict[str, str]:
    """Every marked sentence: singular → plural, "" where there is none."""
    found = {}
    for *_, message, _comments, _context in babel.extract_from_dir(
        str(SOURCE), [("**.py", "python")], keywords=KEYWORDS, comment_tags=()
    ):
        if isinstance(message, tuple):
            found[message[0]] = message[1]
        else:
            found[message] = ""
    return found


def catalogue():
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="zh_CN")


def fields(text: str) -> set[str]:
    return {name or "%" for name, _, _percent in FIELD.findall(text)}


def test_every_sentence_is_translated_and_none_is_fuzzy():
    translated = {}
    for message in catalogue():
        if message.id:
            singular = message.id[0] if isinstance(message.id, tuple) else message.id
            text = message.string[0] if isinstance(message.string, tuple) else message.string
            translated[singular] = "" if message.fuzzy else text
    wanted = set(extracted())
    assert sorted(wanted - {k for k, v in translated.items() if v}) == []
    assert sorted(set(translated) - wanted) == [], "sentences that nobody says any more"


def test_every_translation_has_the_fields_of_its_source():
    for message in catalogue():
        if not message.id:
            continue
        sources = message.id if isinstance(message.id, tuple) else (message.id,)
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        for text in texts:
            assert fields(text) <= fields(sources[-1]) | fields(sources[0]), text
            assert fields(sources[0]) - {"n"} <= fields(text) | {"n"}, text
            assert not re.search(r"%(?!\()", text.replace("%%", "")), text


def test_every_translation_differs_from_english_unless_it_is_a_name():
    alike = [
        m.id
        for m in catalogue()
        if m.id and m.string == m.id and re.search(r"[a-z]{3}", re.sub(r"%\(\w+\)s", "", str(m.id)))
    ]
    assert sorted(alike) == [], "not translated"


def test_the_compiled_catalogue_is_the_one_in_the_source():
    compiled = CATALOGUE.with_suffix(".mo")
    assert compiled.exists(), (
        "install the package (pip install -e .): its build compiles the catalogues"
    )
    with compiled.open("rb") as file:
        loaded = gettext.GNUTranslations(file)
    for message in catalogue():
        if message.id and not isinstance(message.id, tuple):
            assert loaded.gettext(message.id) == message.string


def test_no_sentence_is_built_with_an_f_string():
    pattern = re.compile(r"\b(?:say|say_n|N_)\(\s*f[\"']")
    faults = [str(p) for p in SOURCE.rglob("*.py") if pattern.search(p.read_text(encoding="utf-8"))]
    assert faults == []
