"""vCards as rows: encodings, folds, broken cards, and what goes where."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.errors import Invalid, Usage
from tierdesk.exchange import vcard_lines
from tierdesk.exchange.reading import read_sheet
from tierdesk.exchange.source import Source, read_source
from tierdesk.exchange.vcard_in import read_vcards


def sheet_of(tmp_path, data: bytes | str, **kwargs):
    path = tmp_path / "book.vcf"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    source = read_source(path)
    assert source.kind == "vcard"
    return read_sheet(source, **kwargs)


def rows(tmp_path, data, **kwargs) -> list[dict[str, str]]:
    sheet = sheet_of(tmp_path, data, **kwargs)
    return [{h: c for h, c in zip(sheet.headers, r.cells, strict=True) if c} for r in sheet.rows]


def one(tmp_path, *lines: str, version: str = "3.0") -> dict[str, str]:
    data = "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])
    (row,) = rows(tmp_path, data)
    return row


def qp(text: str, encoding: str) -> bytes:
    return b"".join(b"=%02X" % byte for byte in text.encode(encoding))


def test_a_gbk_card_of_a_phone_in_quoted_printable(tmp_path):
    head = b";CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:"
    name = qp("张伟;单", "gbk")
    data = b"".join([
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nN", head, qp("张", "gbk"), b";", qp("伟", "gbk"), b"\r\n",
        b"FN", head, name[:9], b"=\r\n", name[9:], b"\r\nORG", head, qp("北京宏达科技有限公司", "gbk"),
        b"\r\nTEL;CELL:13800138000\r\nX-WECHAT:zhangwei88\r\nEND:VCARD\r\n",
    ])  # fmt: skip
    assert rows(tmp_path, data) == [{
        "name": "北京宏达科技有限公司", "contact.name": "张伟;单", "contact.phones": "13800138000",
        "contact.wechat": "zhangwei88",
    }]  # fmt: skip


def test_a_shift_jis_card_with_letters_whose_second_byte_is_a_backslash(tmp_path):
    card = (
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=SHIFT_JIS:表;太郎;;;\r\n"
        "FN;CHARSET=SHIFT_JIS:表 太郎\r\nORG;CHARSET=SHIFT_JIS:ソニー能登\\;本社;営業\r\n"
        "NOTE;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:"
    )
    note = qp("十日に会う。予算あり", "shift_jis")
    data = card.encode("shift_jis") + note + b"\r\nTEL:03-1234-5678\r\nEND:VCARD\r\n"
    assert rows(tmp_path, data) == [{
        "name": "ソニー能登;本社", "contact.name": "表 太郎", "contact.phones": "03-1234-5678",
        "contact.notes": "十日に会う。予算あり\ndepartment: 営業",
    }]  # fmt: skip


def test_raw_gbk_bytes_that_nothing_names(tmp_path):
    card = "BEGIN:VCARD\nVERSION:3.0\nN:王;小明;;;\nFN:王小明\nORG:上海远景贸易有限公司\nTEL:021-5555\nEND:VCARD\n"
    sheet = sheet_of(tmp_path, card.encode("gbk"))
    assert sheet.rows[0].cells[:1] == ("上海远景贸易有限公司",)
    assert any("gb18030" in str(note) for note in sheet.notes)


def test_an_encoding_that_is_named_but_not_meant(tmp_path):
    card = "BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=UTF-8:赵敏\nORG;CHARSET=UTF-8:广州南方电子有限公司\nEND:VCARD\n"
    (row,) = rows(tmp_path, card.encode("gbk"))
    assert (row["name"], row["contact.name"]) == ("广州南方电子有限公司", "赵敏")


def test_the_users_encoding_is_believed(tmp_path):
    data = "BEGIN:VCARD\nFN:Zoë Müller\nEND:VCARD\n".encode("cp850")
    assert rows(tmp_path, data, encoding="cp850")[0]["contact.name"] == "Zoë Müller"
    with pytest.raises(Usage, match="no encoding"):
        sheet_of(tmp_path, data, encoding="klingon")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_a_whole_file_in_another_form_of_unicode(tmp_path, encoding):
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:李娜\r\nTEL:1\r\nEND:VCARD\r\n"
    assert rows(tmp_path, card.encode(encoding))[0]["name"] == "李娜"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_in_quoted_printable(tmp_path, encoding):
    data = b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET=UTF-16;ENCODING=QUOTED-PRINTABLE:"
    data += qp("Li 李娜", encoding) + b"\r\nEND:VCARD\r\n"
    assert rows(tmp_path, data)[0]["name"] == "Li 李娜"


def test_a_fold_inside_a_character(tmp_path):
    name = "深圳市华强北电子有限公司".encode()
    data = (
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:x\r\nORG:"
        + name[:10]
        + b"\r\n "
        + name[10:]
        + b"\r\nEND:VCARD"
    )
    assert rows(tmp_path, data)[0]["name"] == "深圳市华强北电子有限公司"


def test_one_bad_card_never_takes_the_rest(tmp_path):
    good = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:%s\r\nEND:VCARD\r\n"
    data = (good % "First").encode() + (
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nNOTE:nobody\r\nEND:VCARD\r\n"
        b"BEGIN:VCARD\r\nFN:Cut\r\nPHOTO;ENCODING=b:iVBORw0KGgo\r\n"
    ) + (good % "Between").encode() + (
        b"BEGIN:VCARD\r\nFN;CHARSET=UTF-16;ENCODING=QUOTED-PRINTABLE:=81\r\nTEL:5\r\nEND:VCARD\r\n"
    ) + (good % "Last").encode()  # fmt: skip
    sheet = sheet_of(tmp_path, data)
    by_line = {row.number: (row.cells[0], str(row.fault or "")) for row in sheet.rows}
    assert [name for name, fault in by_line.values() if not fault] == [
        "First",
        "Cut",
        "Between",
        "Last",
    ]
    assert "names nobody" in by_line[5][1]
    assert "no encoding" in by_line[16][1]
    assert any("line 9" in str(note) and "END:VCARD" in str(note) for note in sheet.notes)


def test_what_was_wrapped_without_a_fold_belongs_to_the_line_before(tmp_path):
    row = one(tmp_path, "FN:A", "NOTE:first", "second line", "tomorrow", "TEL:1")
    assert row["contact.notes"] == "first\nsecond line\ntomorrow"


def test_a_soft_break_at_the_end_of_a_card(tmp_path):
    row = one(tmp_path, "FN:A", "NOTE;ENCODING=QUOTED-PRINTABLE:to be cut=", version="2.1")
    assert row["contact.notes"] == "to be cut"


def test_several_types_labels_and_the_preferred_first(tmp_path):
    row = one(
        tmp_path, "FN:A", "ORG:Acme;Sales;East", "TEL;WORK;VOICE:1111", "TEL;CELL;PREF:2222",
        "TEL;HOME;FAX:3333", "item1.TEL:4444", "item1.X-ABLabel:_$!<Assistant>!$_",
        "EMAIL;PREF=2:b@x.cn", "EMAIL;PREF=1:mailto:a@x.cn", "URL:http\\://x.cn",
        "ADR;TYPE=WORK:;;1 Road;Town;;;UK", "ADR;TYPE=HOME:;;2 Lane;Town;;;UK",
    )  # fmt: skip
    assert row["contact.phones"] == "2222; 1111; 4444"
    assert row["contact.emails"] == "a@x.cn; b@x.cn"
    assert row["contact.address"] == "1 Road, Town, UK"
    assert row["contact.notes"].split("\n") == [
        "department: Sales, East", "fax: 3333", "Assistant: 4444", "address (home): 2 Lane, Town, UK",
        "url: http://x.cn",
    ]  # fmt: skip


@pytest.mark.parametrize(("written", "read"), [
    ("1980-05-12", "1980-05-12"), ("19800512", "1980-05-12"), ("1955-07-19T00:00:00Z", "1955-07-19"),
    ("1604-05-12", "05-12"), ("--0512", "05-12"), ("--05-12", "05-12"), ("--0229", "02-29"),
    ("16040229", "02-29"),
])  # fmt: skip
def test_birthdays(tmp_path, written, read):
    assert one(tmp_path, "FN:A", f"BDAY:{written}")["contact.birthday"] == read


@pytest.mark.parametrize("written", ["1980-13-12", "circa 1800", "---12", "2023-02-29", "1985"])
def test_a_birthday_that_is_no_day_goes_to_the_notes(tmp_path, written):
    row = one(tmp_path, "FN:A", f"BDAY:{written}")
    assert "contact.birthday" not in row and row["contact.notes"] == f"bday: {written}"


@pytest.mark.parametrize("line", [
    "X-WECHAT:wx_1", "IMPP;X-SERVICE-TYPE=WeChat:x-apple:wx_1", "IMPP:weixin:wx_1",
    "IMPP;TYPE=wechat:wx_1", "X-WEIXIN:wx_1",
])  # fmt: skip
def test_wechat(tmp_path, line):
    assert one(tmp_path, "FN:A", line) == {
        "name": "A",
        "contact.name": "A",
        "contact.wechat": "wx_1",
    }


def test_another_messenger_goes_to_the_notes(tmp_path):
    assert (
        one(tmp_path, "FN:A", "IMPP;X-SERVICE-TYPE=Skype:skype:a.b")["contact.notes"]
        == "Skype: skype:a.b"
    )


def test_the_card_of_a_firm_is_no_person(tmp_path):
    row = one(tmp_path, "FN:Acme", "N:;;;;", "ORG:Acme", "TEL:1", "NOTE:big", "ADR:;;1 Road;;;;")
    assert row == {"name": "Acme", "contact.phones": "1", "notes": "big", "address": "1 Road"}
    assert one(tmp_path, "FN:Acme Ltd.", "KIND:org", version="4.0") == {"name": "Acme Ltd."}


def test_a_list_of_others_is_refused(tmp_path):
    data = "BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:Friends\nMEMBER:urn:uuid:1\nEND:VCARD\n"
    assert "list of others" in str(sheet_of(tmp_path, data).rows[0].fault)


def test_a_chinese_name_and_address_in_their_order(tmp_path):
    row = one(tmp_path, "N:欧阳;娜娜;;;", "ADR:;;建国路1号;北京市;北京市;100000;中国")
    assert row["contact.name"] == "欧阳娜娜"
    assert row["contact.address"] == "中国 北京市 建国路1号 100000"


def test_a_card_in_a_card_is_part_of_it(tmp_path):
    data = ("BEGIN:VCARD\nVERSION:2.1\nFN:Boss\nAGENT:\nBEGIN:VCARD\nFN:Agent\nEND:VCARD\nTEL:1\nEND:VCARD\n")  # fmt: skip
    (row,) = rows(tmp_path, data)
    assert row["name"] == "Boss" and row["contact.phones"] == "1"
    assert "Agent" in row["contact.notes"]


def test_limits_have_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(vcard_lines, "MOST_CARDS", 2)
    data = "BEGIN:VCARD\nFN:A\nEND:VCARD\n" * 3
    with pytest.raises(Exception, match="more than 2 cards; split it first"):
        sheet_of(tmp_path, data)


def test_a_property_of_a_megabyte_is_refused_with_its_card_alone(tmp_path):
    data = "BEGIN:VCARD\nFN:A\nNOTE:" + "x" * 2**20 + "y\nEND:VCARD\nBEGIN:VCARD\nFN:B\nEND:VCARD\n"
    first, second = sheet_of(tmp_path, data).rows
    assert "NOTE has 1048577 bytes" in str(first.fault) and second.fault is None


def test_cards_are_told_by_content_not_by_name(tmp_path):
    path = tmp_path / "contacts.csv"
    path.write_text("begin:vcard\nfn:A\nend:vcard\n")
    source = read_source(path)
    assert source.kind == "vcard" and "vCards" in str(source.notes[0])
    assert isinstance(source, Source)


def test_an_option_of_tables_is_refused(tmp_path):
    with pytest.raises(Usage, match="delimiter"):
        sheet_of(tmp_path, "BEGIN:VCARD\nFN:A\nEND:VCARD\n", delimiter=";")
    with pytest.raises(Usage, match="no sheets"):
        sheet_of(tmp_path, "BEGIN:VCARD\nFN:A\nEND:VCARD\n", sheet="x")


PIECES = [
    b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b"FN:A\r\n", b"N:;;;;\r\n", b"TEL;TYPE=:1\r\n", b"ORG:\\", b"\n ", b"=\r\n",
    b"NOTE;ENCODING=:x\r\n", b"NOTE;CHARSET=hex;ENCODING=QUOTED-PRINTABLE:=41=\r\n", b"ADR:;;;\r\n", b'TEL;X="',
    b"EMAIL;PREF=99999999999999999999:a\r\n", b"AGENT:\r\n", b"NOTE;ENCODING=b:AAA\r\n", b"BDAY:--0230\r\n",
    b"item1.X-ABLabel:_$!<\r\n", b"item1.TEL:2\r\n", b"KIND:\r\n", b"CATEGORIES:,,\\,\r\n", b"\xff\xfe", b"\x00",
]  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=8)), max_size=20))
def test_whatever_stands_in_a_file_is_rows_or_one_sentence(pieces):
    data = b"BEGIN:VCARD\r\n" + b"".join(pieces)
    try:
        sheet = read_vcards(Source(Path("x.vcf"), data, "vcard"))
    except Invalid as refusal:
        assert str(refusal.message)
        return
    assert all(len(row.cells) == len(sheet.headers) for row in sheet.rows)
    assert all(isinstance(cell, str) for row in sheet.rows for cell in row.cells)


def test_usual_labels_say_no_more_than_the_number(tmp_path):
    row = one(
        tmp_path,
        "FN:A",
        "item1.TEL:1",
        "item1.X-ABLabel:_$!<Mobile>!$_",
        "item2.TEL:2",
        "item2.X-ABLabel:Driver",
    )
    assert (row["contact.phones"], row["contact.notes"]) == ("1; 2", "Driver: 2")
