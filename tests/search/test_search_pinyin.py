"""Names in Han characters are found by the letters that people type for them."""

import csv
import os
from itertools import product
from pathlib import Path
from unicodedata import combining, normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tierdesk.search import pinyin
from tierdesk.search.pinyin import has_han, pattern_of, syllables
from tierdesk.search.readings import ALSO, SURNAMES

FOLDER = Path(os.environ.get("TIERDESK_REALDATA", Path(__file__).parents[3] / "shared" / "data"))
TABLE = FOLDER / "cjk_names" / "surname_pinyin.csv"
HAN = st.sampled_from("张王李赵欧阳单重长行厦吕女南恩安西乐查曾仇区鑫一丁宏达机械")


def finds(typed, name):
    pattern = pattern_of(typed)
    return pattern is not None and pattern.search(syllables(name)) is not None


@pytest.mark.parametrize(("typed", "name"), [
    ("zsf", "张三丰"), ("zhangsf", "张三丰"), ("zhsf", "张三丰"), ("zhangsanfeng", "张三丰"), ("zsanf", "张三丰"),
    ("sanfeng", "张三丰"), ("sf", "张三丰"), ("zhangsanf", "张三丰"), ("f", "张三丰"),
    ("zengguofan", "曾国藩"), ("cengguofan", "曾国藩"), ("zgf", "曾国藩"), ("shanxiongxin", "单雄信"),
    ("ychj", "尉迟敬"), ("yuchijing", "尉迟敬"), ("weichijing", "尉迟敬"), ("moqiy", "万俟咏"), ("oyxiu", "欧阳修"),
    ("cqyh", "重庆银行"), ("chongqingyinhang", "重庆银行"), ("csgs", "长沙公司"), ("xiamen", "厦门"),
    ("lv", "吕布"), ("lu", "吕布"), ("lü", "吕布"), ("lyu", "吕布"), ("ly", "吕布"), ("lyubu", "吕布"), ("lvb", "吕布"),
    ("nvxie", "女鞋"), ("nuxie", "女鞋"), ("nyuxie", "女鞋"), ("lve", "略"), ("lue", "略"), ("jvzi", "橘子"),
    ("xi'an", "西安"), ("xian", "西安"), ("xian", "先"), ("abcmy", "abc贸易"), ("mylimited", "贸易 limited"),
    ("jixie12hao", "机械12号"), ("jx12h", "机械12号"), ("j1h", "机12号"), ("hdjx", "宏達機械"), ("hdjx", "鸿达-机械"),
    ("guangdongshenzhennanshankejiyuanchuangxin", "广东深圳南山科技园创新"),
])  # fmt: skip
def test_letters_that_find_a_name(typed, name):
    assert finds(typed, name)


@pytest.mark.parametrize(("typed", "name"), [
    ("hang", "张"), ("zf", "张三丰"), ("zsfx", "张三丰"), ("sanz", "张三丰"), ("ang", "王"), ("wangli", "王伟"),
    ("guangdongshenzhennanshanksjyuan", "广东深圳南山科技园"), ("zeng", "李"), ("x" * 100, "西" * 100),
    ("张", "张"), ("12", "12号"), ("zhang san", "张三"), ("", "张"), ("zs", "zhang san"),
])  # fmt: skip
def test_letters_that_do_not_find_a_name(typed, name):
    assert not finds(typed, name)


def test_names_without_han_characters_have_no_key():
    assert (
        syllables("siemens ag") == syllables("müller") == syllables("") == syllables("한국") == ""
    )
    assert not has_han("かな")


def test_a_character_nobody_reads_does_not_hide_the_others():
    assert finds("sz", "𬍛三章")


def spelled(key, readings=0):
    """Syllables of a key, of each the reading of that number or the last."""
    out, token = [], ""
    for letter in key + "A":
        if letter.isupper() and token and not token.endswith("|"):
            out.append(token.lower().split("|"))
            token = ""
        token += letter
    return [choices[min(readings, len(choices) - 1)] for choices in out]


@given(st.lists(HAN, min_size=1, max_size=6), st.data())
def test_any_beginnings_of_neighbouring_syllables_find_the_name(characters, data):
    name = "".join(characters)
    read = spelled(syllables(name), data.draw(st.integers(0, 2)))
    assert len(read) == len(name)
    first = data.draw(st.integers(0, len(read) - 1))
    last = data.draw(st.integers(first + 1, len(read)))
    typed = "".join(part[: data.draw(st.integers(1, len(part)))] for part in read[first:last])
    assert finds(typed, name)


def reference(typed, key_syllables):
    """The rule in its plainest form: is there a way to part the letters into beginnings of
    neighbouring syllables?"""

    def from_(place, rest):
        if not rest:
            return True
        if place == len(key_syllables):
            return False
        return any(
            from_(place + 1, rest[cut:])
            for choice in key_syllables[place]
            for cut in range(1, len(rest) + 1)
            if choice.startswith(rest[:cut])
        )

    return any(from_(start, typed) for start in range(len(key_syllables)))  # fmt: skip


@given(st.lists(st.sampled_from("张三南恩安西重长行欧"), min_size=1, max_size=4),
       st.text(alphabet="zhangsexiocd", min_size=1, max_size=6))  # fmt: skip
@settings(max_examples=300)
def test_the_pattern_accepts_what_the_plain_rule_accepts(characters, typed):
    name = "".join(characters)
    choices = [list(dict.fromkeys((a, b))) for a, b in
               zip(spelled(syllables(name)), spelled(syllables(name), 1), strict=True)]  # fmt: skip
    assert finds(typed, name) is reference(typed, choices)


@given(
    st.lists(HAN, min_size=1, max_size=5),
    st.text(alphabet="zhangsivulyn'1", min_size=1, max_size=8),
)
def test_a_letter_more_never_finds_somebody_else(characters, typed):
    name = "".join(characters)
    if finds(typed, name) and pattern_of(typed[:-1]):
        assert finds(typed[:-1], name)


def test_a_name_of_one_repeated_syllable_costs_no_more_than_its_length():
    """南南南… against nannannan…x: every syllable may be parted in two ways."""
    assert not finds("nan" * 19 + "x", "南" * 5000)
    assert finds("nan" * 8, "南" * 5000)


def test_the_dictionary_file_of_pypinyin_is_what_the_package_says():
    """A canary: when it fails, the slow way through the package is taken."""
    from_file = dict(pinyin._from_file())
    package = {code: reading for code, reading in pinyin._from_package() if 0x3400 <= code < 0xA000}
    assert len(package) > 20_000
    assert package.items() <= from_file.items()


def test_without_its_file_the_package_is_asked(monkeypatch):
    usual = pinyin._dictionary()
    monkeypatch.setattr(pinyin, "find_spec", lambda name: None)
    assert list(pinyin._from_file()) == []
    assert pinyin._dictionary.__wrapped__() == usual


def test_tables_of_readings_hold_readings_that_the_dictionary_knows():
    from pypinyin.pinyin_dict import pinyin_dict

    def known(character):
        return [pinyin._without_tone(r) for r in pinyin_dict[ord(character)].split(",")]

    for surname, reading in SURNAMES.items():
        assert len(reading.split()) == len(surname)
    old = {"黑", "谌", "諶", "萬"}  # readings that only the surname has
    for character, reading in [
        *ALSO.items(),
        *((c, r) for c, r in SURNAMES.items() if len(c) == 1),
    ]:
        assert character in old or reading in known(character)[: len(known(character))]
        assert known(character)[0] != reading, character


def without_tones(reading):
    parts = normalize(
        "NFC", "".join(c for c in normalize("NFD", reading) if not combining(c) or c == "\u0308")
    )
    return parts.replace("ü", "v").split()


@pytest.mark.realdata
def test_all_492_surnames_are_found_by_initials_and_full_pinyin():
    if not TABLE.exists():
        pytest.skip(f"real data is not there: {TABLE}")
    with TABLE.open(encoding="utf-8") as file:
        surnames = [
            (row["surname"], without_tones(row["reading_pinyin_pro"]))
            for row in csv.DictReader(file)
        ]
    assert len(surnames) == 492
    missed = [
        (surname, typed)
        for surname, read in surnames
        for given_name in ("伟",)
        for typed in typings(read, spelled(syllables(given_name)))
        if not finds(typed, surname + given_name)
    ]
    assert not missed


def typings(surname, given_name):
    """Initials, all letters, and the mixtures of both."""
    for parts in product(*[(part[0], part) for part in (*surname, *given_name)]):
        yield "".join(parts)
