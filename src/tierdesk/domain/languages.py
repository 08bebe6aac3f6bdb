"""Languages as people write them: a code, with or without a region (`zh`, `pt-BR`), or a name in English,
in Chinese or in the language itself.

The table was made with Babel 2.18 (CLDR 48) from the codes of ISO 639-1; it is read on the first
question. Knows no customer.
"""

import re
from collections.abc import Mapping
from functools import cache

from tierdesk.domain.folding import fold

_TABLE = """\
aa Afar|阿法尔语|Qafar; ab Abkhazian|阿布哈西亚语|Аԥсшәа; ae Avestan|阿维斯塔语; af Afrikaans|南非荷兰语
ak Akan|阿肯语; am Amharic|阿姆哈拉语|አማርኛ; an Aragonese|阿拉贡语|aragonés; ar Arabic|阿拉伯语|العربية
as Assamese|阿萨姆语|অসমীয়া; av Avaric|阿瓦尔语; ay Aymara|艾马拉语
az Azerbaijani|阿塞拜疆语|azərbaycan; ba Bashkir|巴什基尔语|башҡорт
be Belarusian|白俄罗斯语|беларуская; bg Bulgarian|保加利亚语|български; bi Bislama|比斯拉马语
bm Bambara|班巴拉语|bamanakan; bn Bangla|孟加拉语|বাংলা; bo Tibetan|藏语|བོད་སྐད་
br Breton|布列塔尼语|brezhoneg; bs Bosnian|波斯尼亚语|bosanski; ca Catalan|加泰罗尼亚语|català
ce Chechen|车臣语|нохчийн; ch Chamorro|查莫罗语; co Corsican|科西嘉语|corsu; cr Cree|克里语
cs Czech|捷克语|čeština; cu Church Slavic|教会斯拉夫语|церковнослове́нскїй
cv Chuvash|楚瓦什语|чӑваш чӗлхи; cy Welsh|威尔士语|Cymraeg; da Danish|丹麦语|dansk
de German|德语|Deutsch; dv Divehi|迪维希语|ދިވެހިބަސް; dz Dzongkha|宗卡语|རྫོང་ཁ
ee Ewe|埃维语|eʋegbe; el Greek|希腊语|Ελληνικά; en English|英语; eo Esperanto|世界语
es Spanish|西班牙语|español; et Estonian|爱沙尼亚语|eesti; eu Basque|巴斯克语|euskara
fa Persian|波斯语|فارسی; ff Fula|富拉语|Pulaar; fi Finnish|芬兰语|suomi; fj Fijian|斐济语
fo Faroese|法罗语|føroyskt; fr French|法语|français; fy Western Frisian|西弗里西亚语|Frysk
ga Irish|爱尔兰语|Gaeilge; gd Scottish Gaelic|苏格兰盖尔语|Gàidhlig; gl Galician|加利西亚语|galego
gn Guarani|瓜拉尼语|avañe’ẽ; gu Gujarati|古吉拉特语|ગુજરાતી; gv Manx|马恩语|Gaelg; ha Hausa|豪萨语
he Hebrew|希伯来语|עברית; hi Hindi|印地语|हिन्दी; ho Hiri Motu|希里莫图语
hr Croatian|克罗地亚语|hrvatski; ht Haitian Creole|海地克里奥尔语|Kreyòl Ayisyen
hu Hungarian|匈牙利语|magyar; hy Armenian|亚美尼亚语|հայերեն; hz Herero|赫雷罗语
ia Interlingua|国际语|interlingua; id Indonesian|印度尼西亚语|Indonesia; ie Interlingue|国际文字（E）
ig Igbo|伊博语|Asụsụ Igbo; ii Sichuan Yi|凉山彝语|ꆈꌠꉙ; ik Inupiaq|伊努皮克语; io Ido|伊多语
is Icelandic|冰岛语|íslenska; it Italian|意大利语|italiano; iu Inuktitut|因纽特语|ᐃᓄᒃᑎᑐᑦ
ja Japanese|日语|日本語; jv Javanese|爪哇语|Jawa; ka Georgian|格鲁吉亚语|ქართული; kg Kongo|刚果语
ki Kikuyu|吉库尤语|Gĩgĩkũyũ; kj Kuanyama|宽亚玛语; kk Kazakh|哈萨克语|қазақ тілі
kl Kalaallisut|格陵兰语|kalaallisut; km Khmer|高棉语|ខ្មែរ; kn Kannada|卡纳达语|ಕನ್ನಡ
ko Korean|韩语|한국어; kr Kanuri|卡努里语; ks Kashmiri|克什米尔语|کٲشُر
ku Kurdish|库尔德语|kurdî (kurmancî); kv Komi|科米语; kw Cornish|康沃尔语|kernewek
ky Kyrgyz|吉尔吉斯语|кыргызча; la Latin|拉丁语|Latina; lb Luxembourgish|卢森堡语|Lëtzebuergesch
lg Ganda|卢干达语|Luganda; li Limburgish|林堡语; ln Lingala|林加拉语|lingála; lo Lao|老挝语|ລາວ
lt Lithuanian|立陶宛语|lietuvių; lu Luba-Katanga|鲁巴加丹加语|Tshiluba; lv Latvian|拉脱维亚语|latviešu
mg Malagasy|马拉加斯语; mh Marshallese|马绍尔语; mi Māori|毛利语; mk Macedonian|马其顿语|македонски
ml Malayalam|马拉雅拉姆语|മലയാളം; mn Mongolian|蒙古语|монгол; mr Marathi|马拉地语|मराठी
ms Malay|马来语|Melayu; mt Maltese|马耳他语|Malti; my Burmese|缅甸语|မြန်မာ; na Nauru|瑙鲁语
nb Norwegian Bokmål|书面挪威语|norsk bokmål; nd North Ndebele|北恩德贝勒语|isiNdebele
ne Nepali|尼泊尔语|नेपाली; ng Ndonga|恩东加语; nl Dutch|荷兰语|Nederlands
nn Norwegian Nynorsk|挪威尼诺斯克语|norsk nynorsk; no Norwegian|挪威语|norsk
nr South Ndebele|南恩德贝勒语|isiNdebele; nv Navajo|纳瓦霍语|Diné Bizaad; ny Nyanja|齐切瓦语
oc Occitan|奥克语|occitan; oj Ojibwa|奥吉布瓦语; om Oromo|奥罗莫语|Oromoo; or Odia|奥里亚语|ଓଡ଼ିଆ
os Ossetic|奥塞梯语|ирон; pa Punjabi|旁遮普语|ਪੰਜਾਬੀ; pi Pali|巴利语; pl Polish|波兰语|polski
ps Pashto|普什图语|پښتو; pt Portuguese|葡萄牙语|português; qu Quechua|克丘亚语|Runasimi
rm Romansh|罗曼什语|rumantsch; rn Rundi|隆迪语|Ikirundi; ro Romanian|罗马尼亚语|română
ru Russian|俄语|русский; rw Kinyarwanda|卢旺达语|Ikinyarwanda; sa Sanskrit|梵语|संस्कृत भाषा
sc Sardinian|萨丁语|sardu; sd Sindhi|信德语|سنڌي; se Northern Sami|北方萨米语|davvisámegiella
sg Sango|桑戈语|Sängö; sh Serbo-Croatian|塞尔维亚-克罗地亚语; si Sinhala|僧伽罗语|සිංහල
sk Slovak|斯洛伐克语|slovenčina; sl Slovenian|斯洛文尼亚语|slovenščina; sm Samoan|萨摩亚语
sn Shona|绍纳语|chiShona; so Somali|索马里语|Soomaali; sq Albanian|阿尔巴尼亚语|shqip
sr Serbian|塞尔维亚语|српски; ss Swati|斯瓦蒂语|siSwati; st Southern Sotho|南索托语|Sesotho
su Sundanese|巽他语|Basa Sunda; sv Swedish|瑞典语|svenska; sw Swahili|斯瓦希里语|Kiswahili
ta Tamil|泰米尔语|தமிழ்; te Telugu|泰卢固语|తెలుగు; tg Tajik|塔吉克语|тоҷикӣ; th Thai|泰语|ไทย
ti Tigrinya|提格利尼亚语|ትግርኛ; tk Turkmen|土库曼语|türkmen dili; tl Tagalog|他加禄语
tn Tswana|茨瓦纳语|Setswana; to Tongan|汤加语|lea fakatonga; tr Turkish|土耳其语|Türkçe
ts Tsonga|聪加语|Xitsonga; tt Tatar|鞑靼语|татар; tw Twi|契维语; ty Tahitian|塔希提语
ug Uyghur|维吾尔语|ئۇيغۇرچە; uk Ukrainian|乌克兰语|українська; ur Urdu|乌尔都语|اردو
uz Uzbek|乌兹别克语|o‘zbek; ve Venda|文达语|Tshivenḓa; vi Vietnamese|越南语|Tiếng Việt
vo Volapük|沃拉普克语; wa Walloon|瓦隆语|walon; wo Wolof|沃洛夫语; xh Xhosa|科萨语|IsiXhosa
yi Yiddish|意第绪语|ייִדיש; yo Yoruba|约鲁巴语|Èdè Yorùbá; za Zhuang|壮语|Vahcuengh; zh Chinese|中文
zu Zulu|祖鲁语|isiZulu
"""
"""`code name|name|…`, several a line."""
_ALSO = ("Mandarin|普通话|国语|國語|华语|汉语|漢語|简体中文|繁体中文|繁體中文|Cantonese|粤语|粵語|广东话|"
         "Taiwanese|闽南语|Farsi|Flemish|Castilian|Tagalog|Filipino|bokmål|Hochdeutsch|"
         "Serbo-Croatian|Brazilian Portuguese")  # fmt: skip
_CHINESE = (
    "Mandarin|普通话|国语|國語|华语|汉语|漢語|简体中文|繁体中文|繁體中文|Cantonese|粤语|粵語|广东话"
)
_TAG = re.compile(r"([a-z]{2})(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)
_PARTS = re.compile(r"[,，;；、/|&+]|\band\b|和")
_BESIDE = re.compile(r"[(（].*[)）]")


def known(text: str) -> bool:
    """Whether a text names a language, or several of them side by side."""
    parts = [part.strip() for part in _PARTS.split(_BESIDE.sub("", text))]
    return any(parts) and all(_one(part) for part in parts if part)


def code_of(text: str) -> str:
    """The code of two letters of the first language that a text names, "" for none."""
    for part in _PARTS.split(_BESIDE.sub("", text)):
        tag = _TAG.fullmatch(part.strip())
        found = tag[1].casefold() if tag is not None else _codes().get(fold(part), "")
        if found:
            return found
    return ""


def _one(text: str) -> bool:
    tag = _TAG.fullmatch(text)
    return fold(text) in _words() or (tag is not None and tag[1].casefold() in _words())


@cache
def _codes() -> Mapping[str, str]:
    """Codes by the names of their languages."""
    found = dict.fromkeys((fold(word) for word in _CHINESE.split("|")), "zh")
    for entry in _TABLE.replace("\n", "; ").split("; "):
        code, _, names = entry.partition(" ")
        found |= {fold(name): code for name in names.split("|") if name}
    found |= {name[:-1] + "文": code for name, code in found.items() if name.endswith("语")}
    return found


@cache
def _words() -> frozenset[str]:
    found = {fold(word) for word in _ALSO.split("|")}
    for entry in _TABLE.replace("\n", "; ").split("; "):
        code, _, names = entry.partition(" ")
        found |= {fold(code), *(fold(name) for name in names.split("|") if name)}
    # written without its last sign a Chinese name of a language is one, too: 德 is not, 德文 is
    found |= {name[:-1] + "文" for name in found if name.endswith("语")}
    found.discard("")
    return frozenset(found)
