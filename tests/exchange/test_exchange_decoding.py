"""Bytes become text without guessing in silence, or are refused with their line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tierdesk.errors import Invalid, Usage
from tierdesk.exchange.decoding import decode

CHINESE = "客户名称,行业,联系人\n北京某某科技有限公司,软件,张三\n上海机械制造有限公司,制造业,李四\n"
SAMPLES = {
    "gb18030": CHINESE,
    "big5": "客戶名稱,行業,聯絡人\n台北資訊股份有限公司,軟體,王小明\n高雄機械,製造,陳先生\n",
    "shift_jis": "会社名,業種,担当者\n株式会社東京,製造業,田中太郎\nトヨタ自動車,自動車,佐藤\n",
    "euc_jp": "会社名,業種,担当者\nトヨタ自動車のディーラー,サービス,さとうたろう\n",
    "cp1252": "name,city\nCafé Müller,Köln\nÅsa,Malmö\n",
    "cp1251": "имя,город\nООО Ромашка,Москва\nИван,Казань\n",
    "utf-16-le": CHINESE,
    "utf-16-be": CHINESE,
}


@pytest.mark.parametrize("encoding", SAMPLES)
def test_encodings_that_spreadsheets_write_are_detected_and_told(encoding):
    decoded = decode(SAMPLES[encoding].encode(encoding))
    assert decoded.text == SAMPLES[encoding]
    assert "it was read as" in str(decoded.notes[0])


@pytest.mark.parametrize(
    "text", ["name,city\n张三,Beijing\n", "name,city\n李四,上海\n", "姓名\n王五\n"]
)
def test_a_very_short_gbk_list_is_not_taken_for_japanese_or_korean(text):
    assert decode(text.encode("gbk")).text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-8"])
def test_marked_and_plain_unicode_needs_no_note(encoding):
    decoded = decode(CHINESE.encode(encoding))
    assert (decoded.text, decoded.notes) == (CHINESE, [])


def test_one_accent_in_a_long_ascii_file_is_western():
    assert decode(b"id,name\n" + b"1,x\n" * 5000 + b"2,\xa9\n").text.endswith("2,©\n")


def test_chinese_far_behind_ascii_is_found():
    text = "id,name\n" + "1,plain ascii name here\n" * 20_000 + "2,北京某某科技有限公司\n"
    assert decode(text.encode("gbk")).text == text


def test_a_broken_utf8_file_is_refused_with_the_line():
    data = ("name\n" + "张三\n" * 20).encode() + b"\xff\xfe broken\n"
    with pytest.raises(Invalid, match=r"Line 22 holds bytes that are not UTF-8"):
        decode(data)


def test_a_named_encoding_beats_the_guess():
    assert decode("é".encode("cp1252"), "cp1251").text == "й"


def test_a_named_encoding_that_does_not_fit_is_refused_with_the_line():
    with pytest.raises(Invalid, match="Line 2"):
        decode("a\né\n".encode("cp1252"), "utf-8")


@pytest.mark.parametrize("name", ["klingon", "base64", "rot13", "hex", "\0"])
def test_an_encoding_that_does_not_exist_is_a_usage_error(name):
    with pytest.raises(Usage):
        decode(b"x", name)


def test_replacement_characters_are_told_as_earlier_damage():
    assert "2 replacement" in str(decode("a\ufffdb\ufffd".encode()).notes[0])


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    try:
        decode(data)
    except Invalid as refusal:
        assert str(refusal).startswith("Line ")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=200))
def test_utf8_is_read_as_it_is(text):
    assert decode(text.encode()).text == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    "data",
    [
        b"name\nA\xff\xfe\n",
        b"name\n\xc3\x28\n",
        b"name\nAcme\x80\x81\xfe\xff\n",
        b"\xff\xfa\xfb,\xf0\n",
    ],
)
def test_bytes_that_are_no_text_are_refused_instead_of_read_as_rubbish(data):
    with pytest.raises(Invalid, match="give its encoding"):
        decode(data)


def test_a_few_broken_bytes_among_a_few_chinese_names_are_damage():
    with pytest.raises(Invalid, match="Line 3"):
        decode("name\n张三\n".encode() + b"\xff\xfe\n")


def test_the_line_of_the_damage_is_named_whatever_the_line_ends():
    with pytest.raises(Invalid, match="Line 3"):
        decode("name\r张三\r".encode() + b"\xff\xfe\r")
