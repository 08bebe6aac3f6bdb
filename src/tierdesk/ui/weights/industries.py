"""The industries that customers have, for a model of some of them: offered while they are typed, and no
others, since a model for nobody is a slip of the keys.

It must not know the screen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tierdesk.domain.document import Doc, text
from tierdesk.domain.folding import fold
from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say

_NAMED = 8
"""Industries that a sentence names."""


class Industries:
    """`names` as customers write them, the most frequent first; those of the models that are there
    (`modelled`) behind them."""

    def __init__(self, customers: Iterable[Doc], modelled: Iterable[str] = ()) -> None:
        counts = Counter(name for doc in customers if (name := text(doc, "industry").strip()))
        spelled: dict[str, str] = {}
        for name in (*(name for name, _ in counts.most_common()), *modelled):
            spelled.setdefault(fold(name), name)
        self._spelled = spelled
        self.names: Sequence[str] = tuple(spelled.values())

    def read(self, typed: str) -> tuple[str, ...]:
        """The industries of a text, parted by commas, each as customers write it. Raises Invalid for
        none at all and for one that nobody is of."""
        parts = [part for part in map(str.strip, _parted(typed)) if part]
        if not parts:
            raise Invalid(say("Name an industry as customers have it."))
        for part in parts:
            if fold(part) not in self._spelled:
                raise Invalid(self._unknown(part))
        return tuple(dict.fromkeys(self._spelled[fold(part)] for part in parts))

    def _unknown(self, part: str) -> Message:
        if not self.names:
            return say("No customer has an industry yet; enter it on their cards first.")
        return say("No customer is of the industry “%(name)s”; there are %(names)s.", name=part,
                   names=self.names[:_NAMED])  # fmt: skip

    def continued(self, typed: str) -> list[str]:
        """The text with its last part continued, the names that begin so first."""
        begun = _parted(typed)[-1]
        kept, part = typed[: len(typed) - len(begun)], fold(begun)
        taken = {fold(one) for one in _parted(kept)}
        found = [name for name in self.names if part in fold(name) and fold(name) not in taken]
        lead = " " if kept and begun[:1] in ("", " ") and kept[-1] == "," else ""
        return [kept + lead + name for name in
                sorted(found, key=lambda name: not fold(name).startswith(part))]  # fmt: skip


def _parted(typed: str) -> list[str]:
    return typed.replace("，", ",").replace("、", ",").split(",")
