"""What is done with a text that is asked for in the foot line. It must not know what it is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Asked(NamedTuple, Generic[T]):
    """`made` makes a value of the text or raises Invalid, `tried` shows it (None: the text is no
    value), `taken` keeps the text, `left` gives it up."""

    made: Callable[[str], T]
    tried: Callable[[T | None], None]
    taken: Callable[[str], object]
    left: Callable[[], None]
