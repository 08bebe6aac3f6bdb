"""Countries: from what people write to an ISO code, and from the code to name, market region,
currency and time zone. The data are in `country_table`; it is read on the first question,
so that importing this costs nothing. Knows no customer.
"""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from tierdesk.errors import Invalid
from tierdesk.i18n.message import N_, say

REGIONS: Mapping[str, str] = {
    "north_america": N_("North America"), "latin_america": N_("Latin America"),
    "europe": N_("Europe"), "middle_east": N_("Middle East"), "africa": N_("Africa"),
    "asia": N_("Asia"), "oceania": N_("Oceania"),
}  # fmt: skip
_REGION_OF = {
    "021": "north_america",
    "005": "latin_america", "013": "latin_america", "029": "latin_america",
    "039": "europe", "151": "europe", "154": "europe", "155": "europe",
    "145": "middle_east",
    "011": "africa", "014": "africa", "015": "africa", "017": "africa", "018": "africa",
    "030": "asia", "034": "asia", "035": "asia", "143": "asia",
    "053": "oceania", "054": "oceania", "057": "oceania", "061": "oceania",
}  # fmt: skip
_OWN_REGION = {
    "EG": "middle_east", "IR": "middle_east", "CY": "europe",
    "AM": "asia", "AZ": "asia", "GE": "asia",
}  # fmt: skip
"""Where sales offices differ from the statisticians of M49."""

_ALIASES = {
    "US": "USA|U.S.|U.S.A.|America|United States of America|the States|美利坚合众国|美國",
    "GB": "UK|U.K.|Great Britain|Britain|England|Scotland|Wales|Northern Ireland|英格兰|英國",
    "CN": "PRC|P.R.C.|P.R. China|People's Republic of China|Mainland China|China Mainland|"
          "中国大陆|中华人民共和国|大陆|中國|中國大陸",
    "HK": "Hong Kong SAR|Hong Kong SAR China|Hongkong|Hong Kong China|中国香港|"
          "中国香港特别行政区|香港特别行政区",
    "MO": "Macau|Macao SAR|Macao SAR China|中国澳门|中国澳门特别行政区|澳門",
    "TW": "Taiwan China|Chinese Taipei|ROC|中国台湾|台灣|臺灣",
    "KR": "Korea|Republic of Korea|Korea South|Korea Republic of|ROK|大韩民国|南韩|韓國",
    "KP": "DPRK|Korea North|朝鲜民主主义人民共和国|北韩",
    "RU": "Russian Federation|俄国|俄联邦|俄羅斯", "FR": "法國", "JP": "Nippon|日本国",
    "DE": "Federal Republic of Germany|Deutschland|德國", "IT": "義大利", "AT": "Österreich",
    "AE": "UAE|U.A.E.|Emirates|阿联酋|阿聯酋", "SA": "KSA|沙特|沙烏地阿拉伯",
    "CZ": "Czech Republic|捷克共和国", "TR": "Turkey|Turkiye", "ES": "España", "BR": "Brasil",
    "NL": "Holland|The Netherlands|荷蘭", "IE": "Eire|Republic of Ireland|愛爾蘭",
    "CH": "Suisse|Schweiz|瑞士联邦", "ZA": "RSA|Republic of South Africa", "MX": "México",
    "VN": "Viet Nam", "IR": "Islamic Republic of Iran", "SY": "Syrian Arab Republic",
    "LA": "Lao PDR|Lao People's Democratic Republic", "MD": "Republic of Moldova",
    "TZ": "United Republic of Tanzania", "BO": "Plurinational State of Bolivia",
    "VE": "Bolivarian Republic of Venezuela", "MK": "Macedonia|FYROM|马其顿",
    "SZ": "Swaziland", "CV": "Cape Verde", "MM": "Burma|Myanmar (Burma)", "TL": "East Timor",
    "CI": "Ivory Coast|象牙海岸", "GM": "The Gambia", "BS": "The Bahamas",
    "CD": "DR Congo|DRC|Democratic Republic of the Congo|Zaire|刚果民主共和国",
    "CG": "Congo|Republic of the Congo|Congo-Brazzaville|刚果|刚果共和国",
    "BN": "Brunei Darussalam", "FM": "Federated States of Micronesia", "BA": "Bosnia",
    "PS": "Palestinian Territories|State of Palestine", "VA": "Holy See|Vatican",
    "MY": "馬來西亞|大马", "TH": "泰國", "PH": "The Philippines|菲律賓", "ID": "印尼",
    "AU": "澳洲", "NZ": "纽西兰|紐西蘭", "GS": "South Georgia and South Sandwich Islands",
}  # fmt: skip
_DROPPED = str.maketrans("", "", ".,'’‘`")


class _Country(NamedTuple):
    alpha3: str
    english: str
    chinese: str
    subregion: str
    currency: str
    zone: str


def find_country(written: str) -> str:
    """The ISO 3166 alpha-2 code (XK for Kosovo) of a country by code of two or three letters,
    English or Chinese name, or a usual other name. Raises Invalid, with the nearest name when
    one is near."""
    code = _by_name().get(_folded(written)) if len(written) <= _LONGEST else None
    if code is not None:
        return code
    shown = written if len(written) <= _LONGEST else written[:_LONGEST] + "…"
    near = _nearest(written)
    if near:
        raise Invalid(
            say("“%(text)s” is no country that tierdesk knows; did you mean %(name)s (%(code)s)?",
                text=shown, name=near, code=_by_name()[_folded(near)])
        )  # fmt: skip
    raise Invalid(
        say("“%(text)s” is no country that tierdesk knows; write its name or its two-letter code.",
            text=shown)
    )  # fmt: skip


def country_name(code: str, lang: str) -> str:
    """The short name in English or, for a language that begins with zh, in Chinese; a code that
    is no country is its own name."""
    country = _countries().get(code)
    if country is None:
        return code
    return country.chinese if lang.startswith("zh") else country.english


def region(code: str) -> str:
    """The market region, a key of `REGIONS`; "" for none (Antarctica, an unknown code)."""
    country = _countries().get(code)
    subregion = country.subregion if country else ""
    return _OWN_REGION.get(code) or _REGION_OF.get(subregion, "")


def zone_of(code: str) -> str | None:
    """The IANA zone whose clock the whole country shows; None where there are several clocks."""
    country = _countries().get(code)
    return country.zone or None if country else None


def currency_of(code: str) -> str | None:
    """The ISO 4217 code of what is paid with there."""
    country = _countries().get(code)
    return country.currency or None if country else None


_LONGEST = 80
"""Characters: no country's name is longer."""


@lru_cache(maxsize=1)
def _countries() -> Mapping[str, _Country]:
    from tierdesk.domain.country_table import TABLE

    split = (line.split("|") for line in TABLE.splitlines())
    return {code: _Country(*rest) for code, *rest in split}


@lru_cache(maxsize=1)
def _by_name() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for code, country in _countries().items():
        names = (code, country.alpha3, country.english, country.chinese)
        found |= {_folded(name): code for name in names}
    for code, others in _ALIASES.items():
        found |= {_folded(name): code for name in others.split("|")}
    return found


def _folded(written: str) -> str:
    """Compared without case, accents, points, hyphens, and whether "and" is a word or a sign."""
    plain = unicodedata.normalize("NFKD", written.replace("&", " and ").replace("-", " "))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(letters.casefold().translate(_DROPPED).split())


def _nearest(written: str) -> str:
    """The nearest name as it is written in the table, or ""."""
    if not written.strip() or len(written) > _LONGEST:
        return ""
    from difflib import get_close_matches

    folded = _folded(written)
    near = get_close_matches(folded, _by_name(), 1, 0.75) if len(folded) > 2 else []
    if not near:
        return ""
    country = _countries()[_by_name()[near[0]]]
    return country.english if near[0].isascii() else country.chinese
