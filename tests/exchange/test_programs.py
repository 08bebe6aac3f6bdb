"""Exports of other programs are told by their headings, and their columns go where they belong."""

import pytest

from tierdesk.exchange.columns import map_columns
from tierdesk.exchange.fields import FIELDS
from tierdesk.exchange.programs import PROGRAMS, program_of
from tierdesk.exchange.sheet import Sheet, SheetRow

EXPORTS = {
    "HubSpot": (
        {"Record ID": "1", "First Name": "Ann", "Last Name": "Lee", "Email": "a@x.io", "Phone Number": "+49 30 1",
         "Contact owner": "li", "Marketing contact status": "", "Associated Company": "Neu GmbH",
         "Country/Region": "Germany"},
        {"Associated Company": "name", "Contact owner": "owner", "Country/Region": "country",
         "Phone Number": "contact.phones"},
    ),
    "Salesforce": (
        {"Account ID": "001", "Account Name": "Neu GmbH", "Billing Street": "Weg 1", "Billing City": "Berlin",
         "Billing Country": "Germany", "Account Owner": "li", "Industry": "Steel"},
        {"Account ID": "code", "Account Name": "name", "Billing City": "city", "Billing Country": "country"},
    ),
    "Zoho CRM": (
        {"Record Id": "zcrm_1", "Account Owner.id": "z1", "Account Owner": "li", "Account Name": "Neu GmbH",
         "Billing City": "Berlin", "Billing Country": "Germany", "Created By.id": "z2", "Tag": "vip"},
        {"Account Name": "name", "Billing City": "city", "Tag": "tags", "Account Owner": "owner"},
    ),
    "Outlook": (
        {"First Name": "Ann", "Last Name": "Lee", "Company": "Neu GmbH", "Business Street": "Weg 1",
         "Business City": "Berlin", "Business Phone": "+49 30 1", "E-mail Address": "a@x.io",
         "E-mail 2 Address": "b@x.io"},
        {"Company": "name", "Business City": "city", "Business Phone": "contact.phones",
         "E-mail 2 Address": "contact.emails"},
    ),
    "Google Contacts": (
        {"Given Name": "Ann", "Family Name": "Lee", "E-mail 1 - Value": "a@x.io", "Phone 1 - Value": "+49 30 1",
         "Organization 1 - Name": "Neu GmbH", "Organization 1 - Title": "CEO"},
        {"Organization 1 - Name": "name", "Organization 1 - Title": "contact.title",
         "E-mail 1 - Value": "contact.emails", "Phone 1 - Value": "contact.phones"},
    ),
    "纷享销客": (
        {"客户名称": "张三商贸", "负责人": "li", "生命状态": "正常", "锁定状态": "未锁定", "最后跟进时间": "2026-11-02",
         "1级行业": "零售"},
        {"客户名称": "name", "最后跟进时间": "touch.at", "1级行业": "industry"},
    ),
    "简道云": (
        {"公司名称": "张三商贸", "手机": "13800138000", "提交人": "li", "提交时间": "2026-11-02", "更新时间": "2026-11-03"},
        {"公司名称": "name", "提交人": "owner", "手机": "contact.phones"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("program", EXPORTS)
def test_a_program_is_told_and_its_columns_find_their_fields(program):
    cells, wanted = EXPORTS[program]
    assert program_of(tuple(cells)) == program
    sheet = Sheet(tuple(cells), [SheetRow(2, tuple(cells.values()))])
    found = {column.header: column.target for column in map_columns(sheet).columns}
    assert {header: found[header] for header in wanted} == wanted


@pytest.mark.parametrize("headers", [(), ("name", "city"), ("客户名称", "负责人", "电话"),
                                     ("Account Name", "Billing City", "Phone")])  # fmt: skip
def test_what_anybody_writes_is_no_program(headers):
    assert program_of(headers) == ""


def test_every_field_of_a_program_is_one():
    for program in PROGRAMS:
        assert set(program.fields) <= set(FIELDS)
