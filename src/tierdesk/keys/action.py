"""What one key can do, as a value."""

from typing import NamedTuple


class Action(NamedTuple):
    """`id` is stable (keymaps); `title` one or two words for the key bar, `help` a phrase for `?`,
    both marked texts; `keys` are the default keys with their full-width twins; `place` is the
    context in which they are heard; `fixed` keys stay bound whatever the user's keymap says;
    `shown` is the order on the key bar, 0 for not there."""

    id: str
    place: str
    title: str
    help: str
    keys: tuple[str, ...]
    shown: int = 0
    fixed: bool = False
