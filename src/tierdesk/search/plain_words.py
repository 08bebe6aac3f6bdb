"""Plain words of a query: where they look, and what they accept.

A word is looked for in names, aliases, the code, contacts' names, e-mail addresses and telephone
numbers; written with letters it also finds names in Han characters by their pinyin. Both the
matcher of the command line and the screen's index ask here, so that they agree.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from tierdesk.domain.book import Row
from tierdesk.domain.document import Doc, text, texts
from tierdesk.domain.folding import fold
from tierdesk.search.pinyin import has_han, pattern_of, syllables

# Control characters that folding leaves alone and that nobody can type into a filter.
_FIELD, _REST, _PHONES = "\0", "\1", "\2"
_NOT_DIGITS = re.compile("[^0-9]+")
_NUMBER = re.compile(r"[0-9+\-().#*/ ]+")
_SHORT = 2
"""Digits that are too few to look for in telephone numbers: nearly all would answer."""


class Texts(NamedTuple):
    """What plain words look into: `written`, the folded names, then code and addresses, then the
    digits of the numbers; `keys`, the syllables of the names in Han characters, "" without any."""

    written: str
    keys: str


class Word(NamedTuple):
    """A plain word, prepared: folded; the `digits` of something that may be a telephone number,
    "" otherwise; the `pattern` that finds it in keys, None when letters cannot mean a name."""

    folded: str
    digits: str
    pattern: re.Pattern[str] | None

    def in_written(self, written: str) -> bool:
        """Whether the texts hold the word as it stands."""
        if self.is_plain:
            return self.folded in written
        end = written.rfind(_PHONES)
        if 0 <= written.find(self.folded) < end:
            return True
        return len(self.digits) > _SHORT and self.digits in written[end:]

    @property
    def is_plain(self) -> bool:
        """Whether the word may stand anywhere in the texts: it is no number, or one of so many
        digits and nothing else that the telephone numbers are asked too."""
        return not self.digits or (self.digits == self.folded and len(self.digits) > _SHORT)

    def in_keys(self, keys: str) -> bool:
        """Whether the word spells a name."""
        return self.pattern is not None and keys != "" and self.pattern.search(keys) is not None

    def continues(self, shorter: "Word") -> bool:
        """Whether everybody who holds this word also holds the shorter one."""
        if not self.folded.startswith(shorter.folded) or (self.pattern and not shorter.pattern):
            return False
        return not self.digits or len(self.digits) <= _SHORT or len(shorter.digits) > _SHORT


@lru_cache(maxsize=64)
def word_of(typed: str) -> Word:
    """The word as it is looked for."""
    folded = fold(typed)
    digits = _NOT_DIGITS.sub("", folded) if _NUMBER.fullmatch(folded) else ""
    return Word(folded, digits, pattern_of(folded))


def written_of(customer: Doc, contacts: Sequence[Row]) -> str:
    """The folded texts of one customer, parted so that no word can reach over two of them."""
    names = [text(customer, "name")]
    rest = [text(customer, "code")]
    if "aliases" in customer:
        names += texts(customer, "aliases")
    phones = []
    for _, contact in contacts:
        names.append(text(contact, "name"))
        rest += texts(contact, "emails")
        phones += texts(contact, "phones")
    folded = fold(_FIELD.join(names) + _REST + _FIELD.join(rest))
    digits = [_NOT_DIGITS.sub("", fold(phone)) for phone in phones]
    return folded + _PHONES + _FIELD.join(digits)


def keys_of(written: str) -> str:
    """The keys of the names in `written`."""
    if not has_han(written):
        return ""
    names = written[: written.rfind(_REST)].split(_FIELD)
    return "\n".join(filter(None, map(syllables, names)))
