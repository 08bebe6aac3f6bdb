"""The name of a company or a person without what tells nobody apart: case, width, accents,
punctuation, legal form.

`Acme Co., Ltd.` and `ＡＣＭＥ Limited` are `acme`; 上海宏達機械有限公司 is 上海宏达机械. A key is for
finding candidates only: people decide whether they are one. It must not know customers.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from tierdesk.domain.folding import fold
from tierdesk.quality.characters import legal_forms, plain_han, without_accents

_BEHIND = frozenset(
    """inc incorporated corp corporation co company ltd limited llc llp lp plc gmbh mbh ag kg kgaa ohg
    gbr ug eg ek ev se sa sarl sas sasu snc sci eurl sprl srl spa scs sl slu sau bv nv vof cv oy oyj ab
    aps asa kft zrt nyrt doo dd ood eood sro spol sp oo zoo sia uab ou pte pty pvt private sdn bhd tbk
    ltda eireli rl kk gk group groupe gruppe holding holdings the""".split()
)
"""Legal forms behind a name, without dots. Not there: `as`, `ad`, `at`, `uk`, `us`, which are words
or places more often; `the` is, for `Palm, The`."""
_BETWEEN = frozenset("and und et y e de s r z o a".split())
"""What stands between parts of a form: `GmbH & Co. KG`, `S. de R.L. de C.V.`, `Sp. z o.o.`."""
_AND = frozenset(("and", "und", "et"))
_BEFORE = frozenset("the pt ooo ооо зао оао пао ао тов".split())
_HAN_FORM = re.compile(
    "(?:(?:集[团團])?(?:控股|股份)*(?:有限)?(?:[责責]任)?(?:总|總)?公司|集[团團](?:控股)?"
    "|(?:株式|有限|合同|合名|合资|合資)[会會]社|有限合伙|주식회사|유한회사)$"
)
_HAN_BEFORE = re.compile("^(?:(?:株式|有限|合同)[会會]社|주식회사|유한회사)(?=..)")
_BRACKETS = re.compile(r"[(\[【〔「〈《][^()\[\]【】〔〕「」〈〉《》]*[)\]】〕」〉》]")
_JOINED = re.compile(r"[.'’`´]")
_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+|(?<=第)[一二三四五六七八九十]+")
_LONGEST = 200
"""Characters of a name that are compared."""


class NameKey(NamedTuple):
    """A name in five strengths: `folded` as written, `plain` without accents and in simplified
    characters, `core` without its legal form, `sorted` the words of that in the order of the alphabet,
    `base` without what stands in brackets either. `numbers` are those in the name: two numbers are two
    shops."""

    folded: str
    plain: str
    core: str
    sorted: str
    base: str
    numbers: tuple[str, ...]


@lru_cache(maxsize=1024)
def name_key(name: str) -> NameKey:
    """The key of a name; empty parts for a name of punctuation."""
    folded = fold(name[:_LONGEST])
    plain = folded if folded.isascii() else plain_han(without_accents(folded))
    core = _words(plain)
    outside = _BRACKETS.sub(" ", plain) if "(" in plain or not plain.isascii() else plain
    base = core if outside is plain or outside == plain else _words(outside) or core
    return NameKey(
        folded,
        plain,
        " ".join(core),
        " ".join(sorted(core)),
        " ".join(base),
        tuple(_DIGITS.findall(folded)),
    )


def _words(plain: str) -> list[str]:
    words = _WORD.findall(_JOINED.sub("", plain))
    last = len(words)
    while last > 1 and (
        words[last - 1] in _BEHIND
        or words[last - 1] in legal_forms()
        or (last < len(words) and words[last - 1] in _BETWEEN)
    ):
        last -= 1
    first = 1 if last > 1 and words[0] in _BEFORE else 0
    kept = words[first : first + 1] + [w for w in words[first + 1 : last] if w not in _AND]
    if kept and not plain.isascii():
        kept[0] = _HAN_BEFORE.sub("", kept[0])
        left = _HAN_FORM.sub("", kept[-1])
        if len(left) > 1:
            kept[-1] = left
        elif not left and len(kept) > 1:
            del kept[-1]
    return kept
