"""The closed word lists of the records, with the words that people and files use for them.

Each list maps the stored value to its accepted spellings (both languages, foreign systems'
terms); the stored value itself is always accepted. Labels for the screen are N_() marked.
"""

from collections.abc import Mapping
from unicodedata import normalize

from tierdesk.errors import Invalid
from tierdesk.i18n.message import N_, Message, say

Words = Mapping[str, tuple[str, ...]]

CHANNELS: Words = {
    "phone": ("call", "tel", "telephone", "电话", "致电"),
    "email": ("mail", "e-mail", "邮件", "电子邮件", "邮箱"),
    "visit": ("on-site", "拜访", "上门"),
    "meeting": ("meet", "demo", "会议", "面谈", "见面"),
    "wechat": ("weixin", "微信"),
    "sms": ("text", "短信"),
    "social": ("social media", "linkedin", "facebook", "whatsapp", "社交媒体", "社媒"),
    "letter": ("post", "信函", "信件"),
    "event": ("fair", "exhibition", "展会", "活动"),
    "other": ("其他", "其它"),
}
DIRECTIONS: Words = {
    "out": ("outbound", "outgoing", "去", "我方", "呼出", "去电", "我方主动"),
    "in": ("inbound", "incoming", "来", "客户", "呼入", "来电", "客户主动"),
}
RESULTS: Words = {
    "reached": ("r", "connected", "已联系", "接通", "联系上"),
    "no_answer": ("n", "no answer", "missed", "未接", "无人接听", "未接通"),
    "interested": ("i", "有意向", "感兴趣"),
    "needs_info": ("f", "needs info", "needs information", "需要资料", "要资料"),
    "objection": ("o", "异议", "有异议"),
    "promised": ("p", "promise", "已承诺", "约定"),
    "rejected": ("x", "refused", "拒绝", "已拒绝"),
    "complaint": ("c", "投诉"),
    "closed": ("d", "done", "完成", "已成交", "成交", "结束"),
}
POSITIONS: Words = {
    "leader": ("leading", "龙头", "领先", "领导者"),
    "major": ("主要", "重要", "大型"),
    "average": ("medium", "中等", "一般", "普通"),
    "minor": ("small", "小", "较小"),
    "unknown": ("未知", "不详", "?"),
}
KINDS: Words = {
    "company": ("business", "firm", "organisation", "organization", "b2b", "公司", "企业", "单位"),
    "person": ("individual", "consumer", "b2c", "个人"),
}
ROLES: Words = {
    "decision_maker": ("decision maker", "owner", "ceo", "决策人", "决策者", "老板", "总经理"),
    "influencer": ("影响者", "影响人"),
    "user": ("使用者", "使用人"),
    "buyer": ("purchaser", "采购", "采购人"),
    "gatekeeper": ("把关人", "前台"),
}
EVENTS: Words = {
    "opened": ("open", "opens", "email opened", "mail opened", "打开", "已打开", "阅读", "已读"),
    "clicked": ("click", "clicks", "link clicked", "email clicked", "点击", "已点击"),
    "visited": ("site visit", "page view", "pageview", "page viewed", "访问", "浏览"),
    "bounced": ("bounce", "hard bounce", "soft bounce", "退信", "退回"),
    "unsubscribed": ("unsubscribe", "opt out", "opted out", "退订", "已退订"),
}
_FIELDS: Mapping[str, str] = {
    "channel": N_("channel"), "direction": N_("direction"), "result": N_("result"),
    "position": N_("position in the industry"), "kind": N_("kind"), "role": N_("role"),
    "event": N_("kind of event"),
}  # fmt: skip
TIERS = ("A", "B", "C", "D")

LABELS: Mapping[str, str] = {
    "phone": N_("phone"), "email": N_("e-mail"), "visit": N_("visit"), "meeting": N_("meeting"),
    "wechat": N_("WeChat"), "sms": N_("SMS"), "social": N_("social media"),
    "letter": N_("letter"), "event": N_("event"), "other": N_("other"),
    "out": N_("outgoing"), "in": N_("incoming"),
    "reached": N_("reached"), "no_answer": N_("no answer"), "interested": N_("interested"),
    "needs_info": N_("needs information"), "objection": N_("objection"),
    "promised": N_("promised"), "rejected": N_("rejected"), "complaint": N_("complaint"),
    "closed": N_("closed"),
    "leader": N_("leader"), "major": N_("major"), "average": N_("average"),
    "minor": N_("minor"), "unknown": N_("unknown"),
    "company": N_("company"), "person": N_("person"),
    "decision_maker": N_("decision maker"), "influencer": N_("influencer"), "user": N_("user"),
    "buyer": N_("buyer"), "gatekeeper": N_("gatekeeper"),
    "opened": N_("mail opened"), "clicked": N_("link clicked"), "visited": N_("site visited"),
    "bounced": N_("mail bounced"), "unsubscribed": N_("unsubscribed"),
}  # fmt: skip


def choose(words: Words, written: str, field: str) -> str:
    """The stored value for what was written, by value, synonym or unique beginning.

    Raises Invalid naming the choices, in the reader's words, when nothing or more than one thing
    fits."""
    folded = normalize("NFKC", written).strip().casefold().replace("-", "_")
    for value, synonyms in words.items():
        if folded == value or folded.replace("_", "-") in synonyms or folded in synonyms:
            return value
        if folded.replace("_", " ") in synonyms:
            return value
    begins = [value for value in words if folded and value.startswith(folded)]
    if len(begins) == 1:
        return begins[0]
    raise Invalid(
        say("“%(text)s” cannot be the %(field)s; choose one of %(choices)s.",
            text=written, field=Message(_FIELDS.get(field, field)),
            choices=[Message(LABELS[value]) for value in words])
    )  # fmt: skip
