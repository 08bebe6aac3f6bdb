"""Fields that a person vouches for: kept although they look as if they knew the outcome.

It must not know how a leak is found.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say
from tierdesk.scoring.learning.leaks import Leak
from tierdesk.scoring.sources import CUSTOM


class Parted(NamedTuple):
    """Leaks that stay leaks, and those that are kept."""

    leaks: tuple[Leak, ...]
    kept: tuple[Leak, ...]

    @property
    def said(self) -> tuple[Message, ...]:
        """One sentence for each that is kept."""
        return tuple(
            say("Kept, as you said: %(field)s. %(why)s", field=leak.name, why=leak.why)
            for leak in self.kept
        )


def parted(leaks: Iterable[Leak], keep: Collection[str]) -> Parted:
    """The leaks by whether one of the words in `keep` names them."""
    found = tuple(leaks)
    kept = tuple(leak for leak in found if _named(leak.name, leak.field) & set(keep))
    return Parted(tuple(leak for leak in found if leak not in kept), kept)


def ensure_known(keep: Iterable[str], known: Sequence[tuple[str, str]]) -> None:
    """Raises Invalid for a word that names none of the (name, field) pairs."""
    names = {word for pair in known for word in _named(*pair)}
    for word in keep:
        if word not in names:
            raise Invalid(
                say("There is no field “%(name)s” to keep; there are %(fields)s.", name=word,
                    fields=[name for name, _ in known])
            )  # fmt: skip


def _named(name: str, field: str) -> set[str]:
    return {name, field, field.removeprefix(CUSTOM)}
