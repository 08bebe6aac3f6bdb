"""Customer text on its way to a terminal: nothing in it may act, hide or reorder.

The stored text is never changed; only its display is. Escape sequences are made harmless by
dropping the control characters that start them, not by guessing where they end, so that
nothing readable is lost.
"""

from functools import cache


@cache
def _table() -> dict[int, str | None]:
    """What `clean` does to each character that is not printable: spaces for line breaks and
    tabs, nothing for controls, direction marks, tags and invisible fillers, and U+FFFD for
    lone surrogates."""
    dropped = [
        *range(0x20), 0x7F, *range(0x80, 0xA0), 0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F,
        *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, *range(0xFFF9, 0xFFFC),
        *range(0xE0000, 0xE0080),
    ]  # fmt: skip
    table: dict[int, str | None] = dict.fromkeys(dropped)
    table |= dict.fromkeys((0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), " ")
    return table | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def clean(text: str) -> str:
    """One line of harmless text; ZWJ and ZWNJ stay (emoji, Persian and Indic scripts)."""
    return text if text.isprintable() else text.translate(_table())


def visible(text: str) -> str:
    """As many characters as the text has, none of which acts: a sign for each that would."""
    return text if text.isprintable() else "".join(clean(char) or "\ufffd" for char in text)
