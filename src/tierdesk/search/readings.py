"""How names are read where the dictionary's first reading is not theirs: surnames, and characters
that names of people, places and companies read in a second way.

Facts of the language and nothing else: what keys are made of them is not known here. Readings
are plain letters, ü as v; the dictionary's own first reading always counts beside them.
"""

from collections.abc import Mapping

SURNAMES: Mapping[str, str] = {
    "万俟": "mo qi", "萬俟": "mo qi", "尉迟": "yu chi", "尉遲": "yu chi", "澹台": "tan tai",
    "澹臺": "tan tai", "子车": "zi ju", "子車": "zi ju", "乐正": "yue zheng", "樂正": "yue zheng",
    "句龙": "gou long", "句龍": "gou long",
    "卜": "bu", "仇": "qiu", "翟": "zhai", "覃": "qin", "缪": "miao", "繆": "miao", "盖": "ge",
    "蓋": "ge", "区": "ou", "區": "ou", "员": "yun", "員": "yun", "句": "gou", "折": "she",
    "召": "shao", "隗": "wei", "能": "nai", "阚": "kan", "乜": "nie", "繁": "po", "洗": "xian",
    "秘": "bi", "祭": "zhai", "黑": "he", "谌": "shen", "諶": "shen", "洞": "tong", "佴": "nai",
}  # fmt: skip
"""Readings at the beginning of a name; a surname of two characters goes before one of one."""

ALSO: Mapping[str, str] = {
    "长": "chang", "長": "chang", "行": "hang", "厦": "xia", "廈": "xia", "重": "chong",
    "乐": "yue", "樂": "yue", "调": "tiao", "調": "tiao", "会": "kuai", "會": "kuai", "都": "du",
    "传": "zhuan", "傳": "zhuan", "佛": "fo", "率": "shuai", "弹": "tan", "彈": "tan",
    "参": "shen", "參": "shen", "似": "si", "什": "shi", "朝": "zhao", "藏": "zang", "车": "ju",
    "車": "ju", "柏": "bo", "堡": "pu", "提": "di", "单": "shan", "單": "shan", "晟": "sheng",
    "茜": "xi", "莞": "wan", "番": "pan", "蚌": "beng", "六": "lu", "铅": "yan", "鉛": "yan",
    "莘": "xin", "陂": "pi", "蔚": "yu", "泌": "bi", "削": "xiao", "轧": "zha", "着": "zhuo",
    "纤": "qian", "模": "mu", "校": "jiao", "宿": "xiu", "种": "chong", "種": "chong",
    "给": "ji", "給": "ji", "阿": "e", "强": "jiang", "省": "xing", "差": "chai", "便": "pian",
    "系": "ji", "圈": "juan", "奇": "ji", "露": "lou", "盛": "cheng",
    "降": "xiang", "角": "jue", "觉": "jiao", "覺": "jiao", "薄": "bo", "壳": "qiao", "咖": "ga",
    "扎": "za", "扁": "pian", "粘": "nian", "仔": "zi", "娜": "nuo", "颉": "xie", "曾": "zeng",
    "劲": "jing", "勁": "jing", "虹": "jiang", "将": "qiang", "落": "lao", "蔓": "wan",
    "瀑": "bao", "期": "ji", "塞": "se", "数": "shuo", "巷": "hang", "解": "xie", "查": "zha",
    "朴": "piao", "尉": "yu", "得": "dei", "合": "ge", "和": "huo", "识": "zhi", "郗": "chi",
    "石": "dan", "红": "gong", "晁": "zhao", "邪": "ye",
}  # fmt: skip
"""Second readings wherever the character stands: 长沙, 银行, 厦门, 重庆, 音乐, 空调, 会计."""
