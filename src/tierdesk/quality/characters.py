"""Characters and words that are written in several ways, made one for comparison: accents, traditional
characters, legal forms of firms. It must not know what a text means or where it comes from.

The tables are those of opencc and cleanco, loaded when the first text needs them.
"""

from collections.abc import Callable
from functools import cache
from unicodedata import combining, normalize

from tierdesk.search.pinyin import has_han

_KEPT = "\u3099\u309a"
"""The marks of Japanese: か and が are two letters."""
_ALSO = str.maketrans("锺鉅甯牠妳徵嶽菸麵麪", "钟巨宁它你征岳烟面面")
"""Variants that opencc leaves or turns into what nobody writes."""
_LEAST = 3
_WORDS = frozenset("ans cpt fie fop gie kht mb sal ses stg teo vat".split())
"""Legal forms that are words or names more often."""


def without_accents(folded: str) -> str:
    """Letters without what stands over and under them."""
    parts = normalize("NFD", folded)
    if parts == folded:
        return folded
    return normalize("NFC", "".join(c for c in parts if not combining(c) or c in _KEPT))


def plain_han(folded: str) -> str:
    """The text in simplified characters; one without Han characters as it is."""
    return _simplified()(folded).translate(_ALSO) if has_han(folded) else folded


@cache
def legal_forms() -> frozenset[str]:
    """Words of three letters or more, without dots, that are legal forms behind a name somewhere."""
    from cleanco.termdata import terms_by_type

    every = (form.replace(".", "") for forms in terms_by_type.values() for form in forms)
    return frozenset(w for w in every if w.isalpha() and len(w) >= _LEAST) - _WORDS


@cache
def _simplified() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert
