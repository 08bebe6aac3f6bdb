"""The two pipelines that a book may start with: intent customers, and leads.

潜在 → 意向 → 洽谈 → 成交 → 维护 / 流失, and 线索收集 → 筛选 → 开发 → 转化 → 维护 / 流失. Figures
are defaults. The words are what people and other systems call a stage; a word of the one
preset finds its place in the other. It must not know deals.
"""

from collections.abc import Mapping

from tierdesk.i18n.message import N_
from tierdesk.pipeline.stage import Kind, Stage

_NEW = (
    "线索", "新线索", "新建", "初步接触", "初步沟通", "初访", "lead", "leads", "new", "new lead",
    "prospecting", "suspect", "subscriber", "target", "open", "first contact", "contact made",
    "appointment scheduled", "目标客户",
)  # fmt: skip
_SCREENED = ("screen", "screened", "qualifying", "初筛", "验证客户", "unqualified")
_QUALIFIED = (
    "qualified", "qualification", "qualified to buy", "qualified lead", "mql", "sql", "discovery",
    "需求确认", "需求分析", "确认需求", "有意向", "意向客户", "value proposition", "id decision makers",
    "needs analysis", "interest", "interested",
)  # fmt: skip
_ENGAGED = (
    "engaging", "engaged", "engagement", "working", "in progress", "nurturing", "develop",
    "presentation scheduled", "demo", "demo scheduled", "perception analysis", "跟进", "跟进中",
)  # fmt: skip
_PROPOSED = (
    "proposal", "proposal made", "proposal price quote", "proposition", "quote", "quoted",
    "quotation", "negotiation", "negotiations started", "negotiation review", "negotiating",
    "decision maker bought in", "contract sent", "commit", "报价", "方案", "方案报价", "方案/报价",
    "谈判", "商务谈判", "谈判审核", "谈判/复审", "招投标", "合同",
)  # fmt: skip
_WON = (
    "won", "win", "closed won", "close won", "converted", "conversion", "signed", "deal won",
    "customer", "赢单", "赢", "已赢单", "成交客户", "已成交", "签约", "已签约", "成单",
)  # fmt: skip
_MAINTAINED = (
    "maintenance", "maintained", "retention", "after sales", "customer success", "repeat",
    "售后", "客户维护", "复购", "老客户",
)  # fmt: skip
_LOST = (
    "lose", "loss", "closed lost", "close lost", "closed lost to competition", "deal lost", "dead",
    "disqualified", "abandoned", "churned", "输单", "输", "已输单", "丢单", "失败", "无效", "放弃",
    "流失客户",
)  # fmt: skip

GENERAL_WORDS: Mapping[Kind, tuple[str, ...]] = {
    "open": (), "won": ("成交", "转化", *_WON), "maintain": ("维护", *_MAINTAINED),
    "lost": ("流失", *_LOST),
}  # fmt: skip
"""Words that find the stage of a kind in any pipeline, a book's own included."""

_PROSPECT = Stage(
    "prospect", N_("Prospect"), "open", 10, 30, N_("Attract and qualify"),
    (N_("Record the source"), N_("Screen"), N_("Find the decision structure")),
    ("contactable", "industry", "size", "need_known"),
    N_("Product and company introduction"),
    ("潜在", "潜在客户", "线索收集", "collection", "收集", "screening", "筛选", *_NEW, *_SCREENED),
)  # fmt: skip
_INTERESTED = Stage(
    "interested", N_("Interested"), "open", 30, 21,
    N_("Confirm need, budget and decision time"),
    (N_("Need interview"), N_("Match a product"), N_("Send a case")),
    ("budget", "decision_date", "decision_maker", "need_strength"), N_("Details and cases"),
    ("意向", "development", "开发", *_QUALIFIED, *_ENGAGED),
)  # fmt: skip
_NEGOTIATION = Stage(
    "negotiation", N_("Negotiation"), "open", 60, 14, N_("Demo, quote and terms"),
    (N_("Demo"), N_("Quotation"), N_("Answer objections"), N_("Payment options")),
    ("quote_sent", "objections_answered", "expected_sign_date"),
    N_("Quote and contract terms"), ("洽谈", *_PROPOSED),
)  # fmt: skip
_WON_STAGE = Stage(
    "won", N_("Won"), "won", 100, None, N_("Contract and first payment"),
    (N_("Sign"), N_("Collect the first payment"), N_("Hand over and train")), ("signed",),
    N_("Thanks and onboarding"), GENERAL_WORDS["won"],
)  # fmt: skip
_MAINTAIN = Stage(
    "maintain", N_("Maintain"), "maintain", None, None,
    N_("Paid in full, buying again, referring"),
    (N_("Revisit checklist"), N_("Survey"), N_("Find a new need"), N_("Ask for a referral")), (),
    N_("Care, new products, holidays"), GENERAL_WORDS["maintain"],
)  # fmt: skip
_LOST_STAGE = Stage(
    "lost", N_("Lost"), "lost", 0, None, N_("Learn"),
    (N_("Say why, which kind and when"), N_("Find the root cause"), N_("Set a win-back date")),
    ("reason_given",), N_("Win-back"), GENERAL_WORDS["lost"],
)  # fmt: skip
_COLLECTION = Stage(
    "lead", N_("Lead collection"), "open", 5, 30, N_("Collect leads"),
    (N_("Record the source"), N_("Record a way to get in touch")), ("contactable",),
    N_("Product and company introduction"),
    ("线索收集", "收集", "collection", "prospect", "潜在", "潜在客户", *_NEW),
)  # fmt: skip
_SCREENING = Stage(
    "screening", N_("Screening"), "open", 15, 21, N_("Apply the tier criteria"),
    (N_("Screen"), N_("Find the decision structure")), ("industry", "size", "need_known"),
    N_("Product and company introduction"), ("筛选", "意向", *_SCREENED, *_QUALIFIED),
)  # fmt: skip
_DEVELOPMENT = Stage(
    "development", N_("Development"), "open", 45, 14,
    N_("Confirm need and budget, agree on an offer"),
    (N_("Need interview"), N_("Send a case"), N_("Demo"), N_("Quotation")),
    ("budget", "decision_date", "decision_maker", "need_strength", "quote_sent",
     "expected_sign_date"),
    N_("Details, cases and quote"), ("开发", "洽谈", *_ENGAGED, *_PROPOSED),
)  # fmt: skip
_CONVERSION = Stage(
    "conversion", N_("Conversion"), "won", 100, None, N_("Contract and first payment"),
    (N_("Sign"), N_("Collect the first payment"), N_("Hand over and train")), ("signed",),
    N_("Thanks and onboarding"), GENERAL_WORDS["won"],
)  # fmt: skip

PRESETS: Mapping[str, tuple[Stage, ...]] = {
    "intent": (_PROSPECT, _INTERESTED, _NEGOTIATION, _WON_STAGE, _MAINTAIN, _LOST_STAGE),
    "leads": (_COLLECTION, _SCREENING, _DEVELOPMENT, _CONVERSION, _MAINTAIN, _LOST_STAGE),
}
PRESET_NAMES: Mapping[str, str] = {"intent": N_("intent customers"), "leads": N_("leads")}
"""What a preset is called."""
LABELS = frozenset(stage.label for preset in PRESETS.values() for stage in preset)
"""What the catalogue knows."""
_PAIRS = (("prospect", "lead"), ("interested", "screening"), ("negotiation", "development"))
COUNTERPARTS: Mapping[str, str] = dict((*_PAIRS, *((leads, intent) for intent, leads in _PAIRS)))
"""{key of an open stage: key of that in its place in the other preset}: there and back leads every deal to
where it stood."""


def labels(stage: Stage) -> tuple[str, ...]:
    """What a stage is called on the screen, in either language: a label of a preset is translated."""
    known = next((one for p in PRESETS.values() for one in p if one.label == stage.label), None)
    return (stage.label, *known.words[:1]) if known is not None else (stage.label,)
