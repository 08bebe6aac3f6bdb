"""The starter set: texts for each stage, for the treatment of each tier and for usual occasions, in English
and Chinese, that a book can take in and then make its own.

They are written to customers: their language is the customer's, not the reader's, so that no
catalogue translates them. It must not know anything.
"""

_STAGES = (
    ("Introduction", "prospect", "", "", "en", "email", "What we do for firms like {customer}",
     "{salutation|Dear Sir or Madam},\n\nhere is on two pages who we are and what we do for firms like "
     "{customer}. May I call you this week for ten minutes to hear what you need?\n\nKind regards\n{owner}"),
    ("公司介绍", "prospect", "", "", "zh", "wechat", "公司和产品介绍",
     "{salutation|您好}！我是{owner}。这是两页纸的公司和产品介绍，第二页讲的就是像{customer}这样的客户怎么用。"
     "这周哪天方便，我给您打十分钟电话，听听您这边的需求？"),
    ("Details and a case", "interested", "", "", "en", "email", "How others did it",
     "{salutation|Dear Sir or Madam},\n\nattached are the details{if product} of {product}{end} and "
     "a case close "
     "to yours: before, after, what it cost and when it paid off. By when do you want to decide, and who "
     "else should see this?\n\nKind regards\n{owner}"),
    ("资料和案例", "interested", "", "", "zh", "wechat", "详细资料和案例",
     "{salutation|您好}！附上{product|产品}的详细资料和一个同行案例：做之前、做之后、花了多少、多久回本。"
     "您这边大概什么时候定？还需要给哪位看？"),
    ("Quote and terms", "negotiation", "", "", "en", "email", "Our quote for {deal|your project}",
     "{salutation|Dear Sir or Madam},\n\nour quote{if amount} of {amount}{end} lists every item on "
     "its own line; "
     "payment can be made in instalments.{if sign_date} You wanted to sign by {sign_date}.{end} "
     "What is still in "
     "the way?\n\nKind regards\n{owner}"),
    ("报价和条款", "negotiation", "", "", "zh", "wechat", "{deal|项目}的报价和合同条款",
     "{salutation|您好}！报价{if amount}（{amount}）{end}分项写清了，付款可以分期。"
     "{if sign_date}按您说的，计划{sign_date}签约。{end}还有哪一条需要我当面解释？"),
    ("Thanks and onboarding", "won", "", "", "en", "email", "Thank you, and how we go on",
     "{salutation|Dear Sir or Madam},\n\nthank you for your order. These are the next steps, the "
     "dates and the "
     "people who look after {customer}; I am there for all questions.\n\nKind regards\n{owner}"),
    ("感谢和交接", "won", "", "", "zh", "wechat", "感谢合作，接下来的安排",
     "{salutation|您好}！感谢{customer}的信任。接下来的步骤、时间和对接人都在这里，"
     "有任何问题直接找我，{owner}。"),
    ("Care", "maintain", "", "", "en", "email", "How is it going?",
     "{salutation|Dear Sir or Madam},\n\nhow do you get on with {product|it}? If something is amiss "
     "we will see to "
     "it; if a new need has come up I will bring what fits.\n\nKind regards\n{owner}"),
    ("使用回访", "maintain", "", "", "zh", "wechat", "回访",
     "{salutation|您好}！{product|产品}最近用得怎么样？有不顺的地方我来解决；有新的需求，"
     "我给您带合适的方案。"),
    ("Win-back", "lost", "", "", "en", "email", "What has changed since",
     "{salutation|Dear Sir or Madam},\n\nsince we last spoke we have changed what you missed then. "
     "May I show you "
     "in a quarter of an hour whether it fits {customer} now?\n\nKind regards\n{owner}"),
    ("赢回", "lost", "", "", "zh", "wechat", "我们改进了什么",
     "{salutation|您好}！上次您提到的问题我们已经改进了。方便的话，"
     "我用一刻钟给您看看现在是否适合{customer}。"),
)  # fmt: skip

_TIERS = (
    ("A: visit", "", "A", "", "en", "email", "May I come to see you?",
     "{salutation|Dear Sir or Madam},\n\nI would like to come to {city|you} to hear in person how "
     "we can serve "
     "{customer} better. Would one of the next two weeks suit you? Whatever you need before goes first with "
     "us.\n\nKind regards\n{owner}"),
    ("A 级：登门拜访", "", "A", "", "zh", "wechat", "登门拜访",
     "{salutation|您好}！我想到{city|贵司}当面拜访，听听我们还能怎样把{customer}服务得更好。"
     "最近两周您哪天方便？在那之前有任何需要，我们优先处理。"),
    ("B: targeted offer", "", "B", "", "en", "email", "Something that fits {customer}",
     "{salutation|Dear Sir or Madam},\n\nsince we last spoke something has come up that fits what you told me"
     "{if product}, beside {product}{end}. Shall I send you the page on it, or call you?\n\nKind "
     "regards\n{owner}"),
    ("B 级：专属推荐", "", "B", "", "zh", "wechat", "给您的推荐",
     "{salutation|您好}！按您上次说的需求，我们有一个适合{customer}的方案和一项增值服务。"
     "我先发一页介绍，还是给您打个电话？"),
    ("C: news of the season", "", "C", "", "en", "email", "What is new, and this season's offers",
     "{salutation|Dear Sir or Madam},\n\nattached are our news and this season's offers. If one of them suits "
     "{customer}, a line is enough.\n\nKind regards\n{owner}"),
    ("C 级：新品和活动", "", "C", "", "zh", "email", "新品和本期活动",
     "{salutation|您好}！附上我们的新品资料和本期优惠活动。有适合{customer}的，回复一句就行。\n\n{owner}"),
    ("D: news by mail", "", "D", "", "en", "email", "Our news",
     "{salutation|Dear Sir or Madam},\n\nour news, on one page. If you would rather not get them any more, a "
     "line is enough.\n\nKind regards\n{owner}"),
    ("D 级：群发资讯", "", "D", "", "zh", "email", "最新资讯",
     "{salutation|您好}！附上一页最新资讯。如果不想再收到，回复一句即可。\n\n{owner}"),
)  # fmt: skip

_OCCASIONS = (
    ("Birthday wishes", "", "", "birthday", "en", "email", "Happy birthday",
     "{salutation},\n\nhappy birthday, and a good year ahead! No business today.\n\n{owner}"),
    ("生日祝福", "", "", "birthday", "zh", "wechat", "生日快乐",
     "{salutation}！祝您生日快乐，身体健康，万事顺意。今天不谈公事。{owner}"),
    ("New Year wishes", "", "", "new_year", "en", "email", "A happy New Year",
     "{salutation|Dear Sir or Madam},\n\nthank you for the past year. We wish you and all at "
     "{customer} a happy "
     "New Year.\n\n{owner}"),
    ("元旦祝福", "", "", "new_year", "zh", "sms", "元旦快乐",
     "{salutation|您好}！感谢{customer}一年来的信任，祝您元旦快乐，新年顺利。{owner}"),
    ("Chinese New Year wishes", "", "", "spring_festival", "en", "email", "Happy Chinese New Year",
     "{salutation|Dear Sir or Madam},\n\nour offices are closed over the Chinese New Year; for "
     "{customer} I can be "
     "reached all the time. Happy New Year!\n\n{owner}"),
    ("春节祝福", "", "", "spring_festival", "zh", "sms", "新春快乐",
     "{salutation|您好}！祝您和{customer}全体同仁新春快乐，阖家幸福，万事如意。{owner}"),
    ("中秋祝福", "", "", "mid_autumn", "zh", "sms", "中秋快乐",
     "{salutation|您好}！月圆人团圆，祝您和家人中秋快乐。{owner}"),
    ("Season's greetings", "", "", "christmas", "en", "email", "Season's greetings",
     "{salutation|Dear Sir or Madam},\n\na merry Christmas and quiet days to you and all at "
     "{customer}.\n\n{owner}"),
    ("Instalment due", "", "", "overdue", "en", "email", "Instalment of {contract|our contract}",
     "{salutation|Dear Sir or Madam},\n\nan instalment of {amount} under {contract|our contract} "
     "has fallen due. "
     "If anything is missing on our side, tell me and you will have it today.\n\nKind regards\n{owner}"),
    ("到期款提醒", "", "", "overdue", "zh", "wechat", "付款提醒",
     "{salutation|您好}！{if contract}合同 {contract} {end}有一期款 {amount} 已到期，"
     "麻烦您看看流程走到哪一步了，"
     "需要我补材料就说。{owner}"),
    ("A year together", "", "", "anniversary", "en", "email", "One more year together",
     "{salutation|Dear Sir or Madam},\n\none more year with {customer}: thank you. What should we "
     "do better in the "
     "next?\n\nKind regards\n{owner}"),
    ("合作周年", "", "", "anniversary", "zh", "wechat", "合作周年",
     "{salutation|您好}！我们与{customer}的合作又满一年了，谢谢您。新的一年，您最希望我们改进哪一点？{owner}"),
)  # fmt: skip

FIELDS = ("name", "stage", "tier", "occasion", "language", "channel", "subject", "body")
STARTER: tuple[tuple[str, str, str, str, str, str, str, str], ...] = (
    *_STAGES,
    *_TIERS,
    *_OCCASIONS,
)
"""Values of `FIELDS`, "" for any."""
