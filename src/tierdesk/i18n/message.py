"""A sentence as a value: the English source and its arguments, not yet in any language.

Rules return messages; only a front door turns them into text, so nothing in here may
read a locale, a catalogue or the environment.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Message:
    """An English source sentence with `%(name)s` fields and the values that fill them; without
    values it is a plain label, in which a per cent sign stands for itself.

    A value may be a str, int, float, date, datetime, Money or another Message: the
    catalogue formats each in the reader's language. `plural` and `n` choose a form.
    """

    key: str
    args: Mapping[str, object] = field(default_factory=dict)
    plural: str = ""
    n: int = 1

    def __str__(self) -> str:
        """The English sentence, for logs and test output; users get the catalogue's."""
        shown = {
            name: ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
            for name, value in self.args.items()
        }
        pattern = self.plural if self.plural and self.n != 1 else self.key
        return pattern % shown if shown else pattern


class Verbatim(str):
    """A name that a person gave, where labels are looked up: no catalogue translates it, though
    it may read like a label that the program knows."""

    __slots__ = ()


def say(key: str, /, **args: object) -> Message:
    """A sentence; the extractor reads the literal first argument."""
    return Message(key, args)


def say_n(singular: str, plural: str, n: int, /, **args: object) -> Message:
    """A sentence that counts: `n` picks the form and is also the field `%(n)s`."""
    return Message(singular, {"n": n, **args}, plural, n)


def N_(key: str) -> str:  # noqa: N802 - gettext's own name for "mark, do not translate"
    """Mark a literal for the extractor and return it unchanged (tables of labels)."""
    return key
