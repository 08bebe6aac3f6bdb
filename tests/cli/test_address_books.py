"""An address book of a phone, from the file to the book and back, on the command line."""

import csv
import json

CARDS = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=D5=C5;=CE=B0;;;
FN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=D5=C5=CE=B0
ORG;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=BA=EA=B4=EF=BF=C6=BC=BC
TEL;CELL:13800138000
BDAY:1604-05-12
END:VCARD
BEGIN:VCARD
VERSION:3.0
NOTE:nobody at all
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:李娜
ORG:宏达科技
EMAIL:lina@example.cn
IMPP:weixin:lina_88
NOTE:likes tea
URL:https://example.cn
END:VCARD
"""


def test_a_phones_cards_are_customers_with_contacts_and_one_undo(line, tmp_path):
    path = tmp_path / "phone.vcf"
    path.write_text(CARDS)
    dry = line("import", str(path), "--dry-run", "--json").json
    assert [(row["row"], row["outcome"]) for row in dry["rows"]] == [
        (1, "created"), (9, "rejected"), (13, "updated")]  # fmt: skip
    assert not line.tables()
    said = line("import", str(path), "--json").json
    assert (said["read"], said["created"], said["updated"], said["rejected"]) == (3, 1, 1, 1)
    assert [(p["row"], "names nobody" in p["message"]) for p in said["problems"]] == [(9, True)]
    tables = line.tables()
    (firm,) = map(dict, tables["customers"].values())
    assert firm["name"] == "宏达科技"
    people = [{k: v for k, v in doc if k != "customer_id"} for doc in tables["contacts"].values()]
    assert people == [
        {"name": "张伟", "phones": ["13800138000"], "birthday": {"month": 5, "day": 12}},
        {"name": "李娜", "emails": ["lina@example.cn"], "wechat": "lina_88",
         "notes": "likes tea\nurl: https://example.cn"},
    ]  # fmt: skip
    line("undo")
    assert not line.tables().get("customers") and not line.tables().get("contacts")


def test_refused_cards_can_be_mended_and_imported(line, tmp_path):
    path = tmp_path / "phone.vcf"
    path.write_text(CARDS)
    rejects = line("import", str(path), "--json").json["rejects"]
    file = tmp_path / "phone.rejects.csv"
    headings, cells = csv.reader(file.read_text("utf-8-sig").splitlines())
    assert rejects == str(file) and "nobody at all" in cells
    cells[headings.index("name")] = "Somebody"
    with file.open("w", newline="") as out:
        csv.writer(out).writerows([headings, cells])
    assert line("import", rejects, "--json").json["created"] == 1
    assert any(dict(doc)["name"] == "Somebody" for doc in line.tables()["customers"].values())


def test_the_same_cards_again_and_the_own_export_change_nothing(line, tmp_path):
    path, out = tmp_path / "phone.vcf", tmp_path / "out.vcf"
    path.write_text(CARDS)
    line("import", str(path))
    assert line("import", str(path), "--json").json["unchanged"] == 2
    told = line("export", str(out), "--json").json
    assert told["format"] == "vcf" and told["customers"] == 1
    again = line("import", str(out), "--json").json
    assert (again["read"], again["unchanged"], again["change_id"]) == (2, 2, None)


def test_the_format_beats_the_ending_and_an_unknown_one_is_refused(line, tmp_path):
    line("add", "Acme")
    line("export", str(tmp_path / "book.txt"), "--format", "vcf")
    assert (
        (tmp_path / "book.txt")
        .read_bytes()
        .startswith(b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Acme\r\n")
    )
    assert ".vcf" in line("export", str(tmp_path / "book.doc"), code=2).err


def test_a_file_of_cards_that_are_all_bad_leaves_with_one(line, tmp_path):
    path = tmp_path / "bad.vcf"
    path.write_text("BEGIN:VCARD\nEND:VCARD\n")
    said = line("import", str(path), "--json", code=1)
    assert json.loads(said.out)["rejected"] == 1


def test_a_version_is_of_vcards_alone(line, tmp_path):
    line("add", "Acme", "contact.name=Bo")
    path = tmp_path / "people.vcf"
    line("export", str(path), "--vcard", "4.0")
    assert path.read_text().startswith("BEGIN:VCARD\nVERSION:4.0\nFN:Bo")
    refused = line("export", str(tmp_path / "people.csv"), "--vcard", "4.0", code=2)
    assert ".vcf" in refused.err
    assert not (tmp_path / "people.csv").exists()
