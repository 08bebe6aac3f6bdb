"""Programs whose exports are told by their headings, and where those headings go that say something else there
than anywhere. It must not know a file's cells.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from tierdesk.exchange.synonyms import folded

_LEAST = 2
"""Headings of its own by which a program is told: one alone may be anybody's."""


class Program(NamedTuple):
    """`own` are headings that only this program writes, `fields` the FIELDs of headings."""

    name: str
    own: str
    fields: Mapping[str, str]


_BILLING = {
    "address": "Billing Street|Street|Mailing Street", "city": "Billing City|Mailing City",
    "country": "Billing Country|Mailing Country|BillingCountry|MailingCountry", "source": "Lead Source",
    "contact.phones": "Other Phone|Home Phone|Mobile", "contact.emails": "Secondary Email",
    "code": "Account ID|AccountId", "deal.code": "Opportunity ID", "deal.title": "Opportunity Name",
}  # fmt: skip
PROGRAMS = (
    Program("HubSpot",
            "Marketing contact status|Associated Company|Associated Company IDs|Associated Contact|"
            "Associated Contact IDs|Associated Deal|Associated Deal IDs|Company domain name|"
            "Primary Associated Company ID|Lifecycle Stage|Number of times contacted|Record ID|"
            "Record ID - Company|Record ID - Contact|Contact owner|Company owner|Create Date|"
            "Last Activity Date|Country/Region",
            {"code": "Record ID - Company", "name": "Associated Company|Company Name",
             "country": "Country/Region",
             "owner": "Company owner|Contact owner", "touch.at": "Last Contacted",
             "contact.phones": "Phone Number|Mobile Phone Number", "deal.owner": "Deal owner",
             "deal.opened_on": "Create Date", "deal.code": "Record ID - Deal"}),
    Program("Zoho CRM",
            "Account Owner.id|Account Name.id|Created By.id|Modified By.id|Contact Owner.id|Lead Owner.id|"
            "Deal Owner.id|Contact Name.id|Parent Account.id|Layout.id|Record Id|Tag|Owner.id",
            {**_BILLING, "tags": "Tag", "deal.owner": "Deal Owner", "deal.title": "Deal Name",
             "deal.expected_sign_on": "Closing Date", "employees": "Employees"}),
    Program("Salesforce",
            "Account ID|AccountId|Billing Street|Billing City|Billing State/Province|Billing Zip/Postal Code|"
            "Billing Country|BillingStreet|BillingCity|BillingCountry|Mailing Street|Mailing City|"
            "Mailing Country|Account Site|Fiscal Period|Fiscal Year|SystemModstamp|IsDeleted|"
            "Opportunity Owner|Rating",
            {**_BILLING, "deal.owner": "Opportunity Owner", "employees": "Employees|NumberOfEmployees",
             "annual_revenue": "AnnualRevenue", "deal.opened_on": "Created Date",
             "deal.probability": "Probability (%)"}),
    Program("Outlook",
            "E-mail Display Name|E-mail 2 Address|E-mail Type|E-mail Address|Business Street|Business City|"
            "Business Country/Region|Business Phone|Business Phone 2|Business Postal Code|Company Main Phone|"
            "Assistant's Phone|Car Phone|Home Country/Region",
            {"name": "Company", "contact.first_name": "First Name", "contact.last_name": "Last Name",
             "address": "Business Street", "city": "Business City", "country": "Business Country/Region",
             "contact.phones": "Business Phone|Business Phone 2|Mobile Phone|Home Phone|Home Phone 2|"
                               "Primary Phone|Other Phone|Company Main Phone",
             "contact.emails": "E-mail Address|E-mail 2 Address|E-mail 3 Address",
             "contact.address": "Home Street", "tags": "Categories"}),
    Program("Google Contacts",
            "E-mail 1 - Value|E-mail 1 - Type|E-mail 1 - Label|Phone 1 - Value|Phone 1 - Type|Phone 1 - Label|"
            "Organization 1 - Name|Organization 1 - Title|Group Membership|Address 1 - Country|"
            "Phonetic First Name|Organization Title|Organization Department",
            {"name": "Organization 1 - Name|Organization Name", "contact.name": "Name",
             "contact.first_name": "Given Name|First Name", "contact.last_name": "Family Name|Last Name",
             "contact.title": "Organization 1 - Title|Organization Title",
             "contact.phones": "Phone 1 - Value|Phone 2 - Value|Phone 3 - Value|Phone 4 - Value",
             "contact.emails": "E-mail 1 - Value|E-mail 2 - Value|E-mail 3 - Value",
             "address": "Address 1 - Street", "city": "Address 1 - City", "country": "Address 1 - Country",
             "tags": "Group Membership|Labels"}),
    Program("纷享销客",
            "生命状态|负责人主属部门|锁定状态|外部负责人|外部来源|成交状态|客户级别|最后跟进时间|最后成交时间|"
            "所属公海|相关团队|1级行业|负责人所在部门|归属部门",
            {"name": "客户名称", "industry": "1级行业", "owner": "负责人", "touch.at": "最后跟进时间",
             "contact.phones": "电话|手机1|手机2", "contact.emails": "邮件", "address": "详细地址",
             "order.on": "最后成交时间"}),
    Program("简道云",
            "提交人|提交时间|更新时间|数据ID|流程状态|当前节点|当前负责人|扩展字段|流程名称",
            {"owner": "提交人", "code": "数据ID"}),
)  # fmt: skip
"""Those that share headings with another one stand before it."""


def program_of(headers: Sequence[str]) -> str:
    """The program's name by the headings of a file, "" where none is told."""
    found = _told(tuple(headers))
    return found.name if found is not None else ""


def field_there(heading: str, headers: Sequence[str]) -> str:
    """The FIELD of a heading among those of the file, "" where its program has nothing to say of it."""
    found = _told(tuple(headers))
    return _fields(found.name).get(folded(heading), "") if found is not None else ""


@lru_cache(maxsize=8)
def _told(headers: tuple[str, ...]) -> Program | None:
    """The one most of whose own headings are there."""
    heads = {folded(header) for header in headers}
    counted = [(len(heads & {folded(w) for w in one.own.split("|")}), one) for one in PROGRAMS]
    most, found = max(counted, key=lambda pair: pair[0])
    return found if most >= _LEAST else None


@lru_cache(maxsize=len(PROGRAMS))
def _fields(name: str) -> Mapping[str, str]:
    fields = next(one.fields for one in PROGRAMS if one.name == name)
    return {folded(word): field for field, words in fields.items() for word in words.split("|")}
