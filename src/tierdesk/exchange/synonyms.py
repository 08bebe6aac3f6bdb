"""The words by which people and other programs head a column, in English and Chinese.

Two kinds: words that mean one field anywhere, and bare words (`title`, `date`, `金额`) whose
meaning depends on what a row of the file is.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

NEXT = (
    "next contact|next contact date|next on|next call|下次联系|下次联系时间|下次联系日期|下次跟进|"
    "下次跟进时间|下次跟进日期"
)
"""The next contact: of a customer it is a plan, of a contact that took place its own field."""
ANYWHERE: Mapping[str, str] = {
    "name": "customer|customer name|client|client name|account|account name|company|company name|"
            "organisation|organization|organization name|客户|客户名称|客户名|客户姓名|公司|公司名称|"
            "公司名|单位名称|企业名称|客戶|客戶名稱|公司名稱",
    "code": "customer id|customer code|customer no|customer number|account id|account number|"
            "client id|cust id|客户编号|客户代码|客户id|会员编号|客戶編號",
    "aliases": "alias|aliases|short name|also known as|别名|简称",
    "kind": "customer type|client type|客户类型",
    "industry": "industry|sector|vertical|行业|所属行业|產業|行業|业种|業種",
    "company_nature": "company nature|ownership|company type|公司性质|企业性质|单位性质",
    "founded_on": "founded|founded on|founded in|year founded|established|year established|"
                  "founding date|成立时间|成立日期|成立年份",
    "main_business": "main business|business|主营业务|主要业务|经营范围",
    "employees": "employees|employee count|number of employees|headcount|no of employees|员工数|"
                 "员工人数|人数|公司人数|企业规模人数",
    "annual_revenue": "annual revenue|revenue|turnover|annual turnover|年营业额|营业额|年收入|年营收|营收",
    "market_share": "market share|市场份额|市场占有率",
    "industry_position": "industry position|market position|行业地位",
    "country": "country|nation|country region|国家|国别|国家地区|國家",
    "city": "city|town|城市|所在城市|市",
    "address": "address|street|street address|地址|详细地址|公司地址|联系地址",
    "timezone": "timezone|time zone|时区",
    "language": "language|preferred language|语言|语种",
    "currency": "currency|currency code|币种|货币|幣別",
    "source": "source|lead source|channel source|来源|客户来源|线索来源|来源渠道",
    "owner": "owner|account owner|company owner|lead owner|contact owner|"
    "account manager|sales rep|salesperson|sales agent|assigned to|"
             "assignee|负责人|业务员|销售|销售员|客户经理|跟进人|所有者|归属人",
    "tags": "tags|tag|labels|标签",
    "groups": "group|groups|customer group|customer groups|分组|客户分组|群组|客户群组",
    "key_account": "key account|关键客户|重点客户|大客户",
    "needs": "needs|need|pain points|requirements|需求|客户需求|痛点",
    "habits": "habits|习惯",
    "decision_structure": "decision structure|决策结构",
    "purchase_traits": "purchase traits|购买特征|采购特点|采购特征",
    "regional_notes": "regional notes|地区特点",
    "interest": "interest|interest level|兴趣|兴趣程度|意向程度|意向度",
    "budget": "budget|预算|采购预算|預算",
    "decision_by": "decision by|decision date|decide by|决策时间|决策日期",
    "willingness": "willingness|购买意愿|合作意愿|意愿",
    "preferred_channel": "preferred channel|preferred contact|contact preference|偏好渠道|首选联系方式",
    "do_not_contact": "do not contact|dnc|opt out|勿扰|不再联系|不要联系",
    "out_of_market": "out of market",
    "bad_debt": "bad debt|坏账",
    "credit_limit": "credit limit|信用额度",
    "notes": "notes|note|remarks|remark|comment|comments|备注|说明|備註",
    "verified_on": "verified on|last verified|核实日期",
    "tierdesk_id": "tierdesk id",
    "contact.name": "contact|contact name|contact person|primary contact|联系人|联系人姓名|聯絡人",
    "contact.first_name": "first name|given name|名字",
    "contact.last_name": "last name|family name|surname|姓氏",
    "contact.title": "contact title|job title|position|职务|职位|聯絡人職稱",
    "contact.role": "contact role|decision role|联系人角色|决策角色|角色",
    "contact.phones": "phone|phones|telephone|tel|mobile|cell|cellphone|phone number|mobile phone|"
                      "mobile number|contact phone|contact phone number|work phone|电话|手机|手机号|"
                      "手机号码|联系电话|电话号码|座机|電話|手機",
    "contact.emails": "email|emails|mail|email address|contact email|邮箱|电子邮箱|电子邮件|邮件|郵箱",
    "contact.wechat": "wechat|weixin|wechat id|微信|微信号",
    "contact.birthday": "birthday|birth date|date of birth|dob|生日|出生日期",
    "contact.address": "contact address|home address|家庭住址|家庭地址",
    "contact.notes": "contact notes|联系人备注",
    "deal.code": "opportunity id|opportunity number|deal id|deal code|商机编号|商机id",
    "deal.title": "deal|deal title|deal name|opportunity|opportunity name|商机|商机名称|项目名称|项目",
    "deal.amount": "deal amount|deal value|opportunity amount|opportunity value|expected amount|"
                   "预计金额|商机金额|预计成交金额|成交金额|预期金额",
    "deal.expected_profit": "expected profit|预计利润|预计贡献利润|预期利润",
    "deal.expected_sign_on": "expected sign date|expected sign on|expected signing date|sign date|"
                             "expected close|expected close date|expected closing date|预计签约日|"
                             "预计签约时间|预计签约日期|预计成交日期|预计成交时间|预计签单日期",
    "deal.stage": "stage|deal stage|sales stage|pipeline stage|opportunity stage|阶段|销售阶段|"
                  "商机阶段|客户阶段|階段",
    "deal.status": "deal status|opportunity status|lead status|线索状态|客户状态",
    "deal.probability": "probability|win probability|赢率|概率|成交概率",
    "deal.owner": "deal owner|opportunity owner|商机负责人",
    "deal.lost_reason": "lost reason|loss reason|reason lost|流失原因|输单原因",
    "deal.opened_on": "opened on|engage date|open date|deal created|商机创建日期",
    "deal.closed_on": "close date|closed on|closed date|date closed|成交日期|关闭日期|结单日期",
    "deal.products": "deal products",
    "touch.at": "touch at|touch date|contact date|last contact|last contacted|last contact date|"
                "contacted on|call date|activity date|跟进时间|跟进日期|联系时间|联系日期|最近联系|"
                "最近跟进时间|上次联系|沟通时间",
    "touch.channel": "touch channel|contact channel|contact method|跟进方式|沟通方式|联系渠道",
    "touch.direction": "touch direction|direction|方向",
    "touch.result": "touch result|call result|contact result|跟进结果|沟通结果|联系结果",
    "touch.content": "touch content|call notes|contact summary|跟进内容|沟通内容|跟进记录",
    "touch.minutes": "minutes|duration minutes|时长分钟|时长",
    "touch.cost": "touch cost",
    "touch.next_step": "next step|next action|下一步|下一步计划|下步计划",
    "touch.by": "contacted by|跟进人员",
    "follow_up.due_at": "follow up|follow up at|follow up on|follow up date|follow up due|"
                        "next follow up|next follow up date|待跟进|待跟进日期|计划跟进时间|" + NEXT,
    "follow_up.note": "follow up note|follow up task|跟进计划|待办",
    "order.code": "order id|order no|order number|order code|invoice|invoice no|invoice number|"
                  "订单号|订单编号|发票号",
    "order.on": "order date|ordered on|invoice date|purchase date|last order date|订单日期|下单日期|"
                "下单时间|购买日期|购买时间",
    "order.amount": "order amount|order total|order value|订单金额|购买金额|订单总额",
    "order.profit": "order profit|订单利润",
    "order.products": "order products",
    "order.quantity": "quantity|qty|数量",
    "order.price": "unit price|单价",
    "product.name": "product name|产品名称|商品名称",
    "product.code": "product code|product id|sku|产品编号|商品编号",
    "product.series": "series|product series|product family|product line|系列|产品系列",
    "product.price": "sales price|list price|售价|标价",
    "person.name": "employee name|staff name|员工|员工姓名",
    "person.manager": "manager|supervisor|上级|主管|经理",
    "person.office": "regional office|office|办事处|分公司",
    "rate.rate": "rate|exchange rate|fx rate|汇率",
    "rate.base": "base|base currency|quote currency|本位币|基准货币",
}  # fmt: skip

BARE: Mapping[str, Mapping[str, str]] = {
    "customers": {
        "name": "name|full name|名称|姓名|名字", "code": "code|id|no|record id|编号|代码|编码",
        "kind": "type|kind|类型", "contact.title": "title", "deal.status": "status|状态",
        "deal.amount": "amount|value|金额", "order.products": "ordered products",
        "contact.role": "role", "deal.products": "product|products|产品|意向产品",
    },
    "deals": {
        "deal.title": "name|title|subject|名称|标题", "deal.code": "code|id|no|编号|代码",
        "deal.amount": "amount|value|close value|price|total|金额", "deal.owner": ANYWHERE["owner"],
        "deal.currency": ANYWHERE["currency"], "deal.status": "status|状态",
        "deal.products": "product|products|产品|产品名称|product name",
        "deal.opened_on": "created|created on|created date|date|start date|创建日期|创建时间|日期",
        "deal.expected_profit": "profit|利润",
    },
    "orders": {
        "order.code": "code|id|no|order|编号|单号", "order.on": "date|on|日期|时间",
        "order.amount": "amount|total|total amount|value|sales|金额|总额|总金额",
        "order.currency": ANYWHERE["currency"], "order.profit": "profit|利润",
        "order.products": "product|products|item|items|description|product name|产品|商品|产品名称|商品名称",
        "order.price": "price|价格", "name": "name|姓名",
    },
    "touches": {
        "touch.at": "at|date|time|when|datetime|日期|时间",
        "touch.channel": "channel|type|method|via|渠道|方式|联系方式|类型",
        "touch.result": "result|outcome|status|结果|状态", "touch.by": ANYWHERE["owner"] + "|by|user",
        "touch.content": "content|text|summary|subject|notes|note|remarks|description|内容|备注|记录|摘要",
        "name": "name|名称", "touch.next_on": "next|next date|follow up|follow up date|next follow up|" + NEXT,
    },
    "contacts": {
        "contact.name": "name|full name|姓名|名字", "contact.title": "title|职称",
        "contact.role": "role", "contact.notes": ANYWHERE["notes"], "contact.address": "address|地址",
    },
    "products": {
        "product.name": "name|product|title|item|名称|产品|商品", "product.code": "code|id|no|编号|代码",
        "product.series": "category|family|line|类别|分类", "product.currency": ANYWHERE["currency"],
        "product.price": "price|unit price|amount|价格|单价",
    },
    "people": {"person.name": ANYWHERE["owner"] + "|name|full name|employee|姓名|名称|contact name"},
    "events": {
        "event.type": "type|event|event type|action|activity|类型|事件|事件类型|行为|动作",
        "event.at": "at|date|time|when|timestamp|datetime|event time|event date|日期|时间|发生时间",
        "event.source": "source|campaign|campaign name|list|tool|来源|活动|群发任务",
        "event.subject": "subject|title|email subject|主题|邮件主题|标题",
        "name": "customer|name|名称",
    },
    "rates": {
        "rate.currency": "currency|from|code|currency code|币种|货币|外币", "rate.on": "date|on|day|日期",
        "rate.base": "to", "rate.rate": "value",
    },
}  # fmt: skip

MARKS: Mapping[str, str] = {
    "rates": "rate|exchange rate|fx rate|汇率",
    "events": "event|event type|event time|event date|campaign|campaign name|email subject|timestamp|事件|"
              "事件类型|发生时间|行为|群发任务",
    "deals": "opportunity id|opportunity|opportunity name|deal|deal name|deal stage|deal title|deal id|"
             "close value|close date|商机|商机名称|商机编号|商机阶段",
    "orders": "order id|order no|order number|order date|invoice no|invoice|invoice date|invoice number|"
              "order amount|quantity|unit price|订单号|订单编号|订单日期|订单金额|下单日期|下单时间",
    "touches": "direction|outcome|call date|call result|touch date|activity date|跟进时间|跟进内容|"
               "跟进结果|跟进方式|沟通内容|channel|result|content",
    "products": "product|product name|sku|sales price|list price|series|产品名称|产品|售价|系列",
    "people": "sales agent|manager|regional office|employee name|员工姓名|员工|主管",
    "contacts": "first name|last name|given name|family name|job title|email|phone|mobile|"
                "姓名|职务|手机",
    "customers": "industry|sector|employees|revenue|annual revenue|country|city|address|interest|budget|"
                 "行业|国家|城市|地址|预算|意向程度|客户来源|contact|contact name|联系人",
}  # fmt: skip
"""Headings that tell what a row of the file is."""

_NOISE = re.compile(r"[^\w]|_")
_UNIT = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\dA-Za-z_]+")


@cache
def folded(heading: str) -> str:
    """A heading without case, width, spaces, punctuation and what stands in brackets."""
    text = unicodedata.normalize("NFKC", heading[:200])
    return _NOISE.sub("", _UNIT.sub("", text).casefold()) or _NOISE.sub("", text.casefold())


def tokens(heading: str) -> tuple[str, ...]:
    """The words of a heading; camelCase is taken apart, Chinese stays in one piece."""
    text = _UNIT.sub("", unicodedata.normalize("NFKC", heading[:200]))
    return tuple(word.casefold() for word in _WORDS.findall(text))


@cache
def anywhere() -> Mapping[str, str]:
    """Folded heading -> field, for words that mean one field wherever they stand."""
    return _index(ANYWHERE)


@cache
def bare(kind: str) -> Mapping[str, str]:
    """Folded heading -> field, for words that depend on the kind of file."""
    return _index(BARE[kind])


@cache
def marks(kind: str) -> frozenset[str]:
    """Folded headings that speak for a kind of file."""
    return frozenset(folded(word) for word in MARKS[kind].split("|"))


@cache
def _known() -> frozenset[str]:
    return frozenset(anywhere()).union(*(bare(kind) for kind in BARE))


def is_known_heading(text: str) -> bool:
    """True for a word that heads a column of some kind of file."""
    return folded(text) in _known()


def _index(words: Mapping[str, str]) -> dict[str, str]:
    return {folded(word): target for target, joined in words.items() for word in joined.split("|")}
