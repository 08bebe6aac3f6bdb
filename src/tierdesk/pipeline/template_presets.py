"""The built-in texts of each stage, in English and Chinese, for whoever has none of their own yet.

They are written to customers: their language is the customer's, not the reader's, so that no
catalogue translates them. It must not know anything.
"""

USUAL: tuple[tuple[tuple[str, ...], str, str, str, str], ...] = (
    (("prospect", "lead", "screening"), "en", "email", "What we do, on two pages",
     "Dear {contact}, here is who we are and what we do for firms like {customer}, on two pages. "
     "May I call you this week for ten minutes to hear what you need?"),
    (("prospect", "lead", "screening"), "zh", "wechat", "公司和产品介绍",
     "{contact} 您好，这是两页纸的公司和产品介绍，第二页是像{customer}这样的客户怎么用的。"
     "这周方便给您打个电话，听听您这边的需求吗？"),
    (("interested",), "en", "email", "How others did it",
     "Dear {contact}, attached are the details and a case close to yours: before, after, what it cost "
     "and when it paid off. By when do you want to decide, and who else should see this?"),
    (("interested",), "zh", "wechat", "详细资料和案例",
     "{contact} 您好，附上详细资料和一个同行案例：做之前、做之后、花了多少、多久回本。您这边大概什么时候定？"
     "还需要给哪位看？"),
    (("development",), "en", "email", "Details, a case and our quote for {deal}",
     "Dear {contact}, attached are the details, a case close to yours and our quote. Which item should "
     "we talk about first?"),
    (("development",), "zh", "wechat", "资料、案例和报价",
     "{contact} 您好，资料、同行案例和报价都在附件里。您想先从哪一项谈起？"),
    (("negotiation",), "en", "email", "Our quote for {deal}",
     "Dear {contact}, our quote of {amount} lists every item on its own line; payment can be made in "
     "instalments. What is still in the way of a signature?"),
    (("negotiation",), "zh", "wechat", "报价和合同条款",
     "{contact} 您好，报价 {amount} 分项写清了，付款可以分期。还有哪一条需要我当面解释？"),
    (("won", "conversion"), "en", "email", "Thank you, and how we go on",
     "Dear {contact}, thank you for your order. These are the next steps, the dates and the people who "
     "look after {customer}; I am there for all questions."),
    (("won", "conversion"), "zh", "wechat", "感谢合作，接下来的安排",
     "{contact} 您好，感谢信任。接下来的步骤、时间和对接人都在这里，有任何问题直接找我。"),
    (("maintain",), "en", "email", "How is it going?",
     "Dear {contact}, how do you get on with it? If something is amiss we will see to it; if a new need "
     "has come up I will bring something that fits."),
    (("maintain",), "zh", "wechat", "回访",
     "{contact} 您好，最近用得怎么样？有不顺的地方我来解决；有新的需求，我给您带合适的方案。"),
    (("lost",), "en", "email", "What has changed since",
     "Dear {contact}, since we last spoke we have changed what you missed then. May I show you in a "
     "quarter of an hour whether it fits now?"),
    (("lost",), "zh", "wechat", "我们改进了什么",
     "{contact} 您好，上次您提到的问题我们已经改进了。方便的话，我用一刻钟给您看看现在是否合适。"),
)  # fmt: skip
"""(stages, language, channel, subject, body)."""
