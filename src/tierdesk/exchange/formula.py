"""Text that a spreadsheet would run as a formula, made harmless in CSV and given back.

`guarded` and `unguarded` are inverse for every text: a text that would be taken for a formula,
or that already looks guarded, gets one apostrophe in front; reading takes exactly one away.
The characters are those of OWASP's CSV injection page and of ASVS 1.2.10, with the full-width
forms that a Chinese spreadsheet folds.
"""

import re

_STARTS = "[=+\\-@\\t\\r\\n\\0＝＋－＠]"
_RISKY = re.compile("'*\\s*" + _STARTS)
_GUARDED = re.compile("'+\\s*" + _STARTS)


def guarded(text: str) -> str:
    """The text as a CSV cell that no spreadsheet runs."""
    return "'" + text if _RISKY.match(text) else text


def unguarded(text: str) -> str:
    """The text of a CSV cell, without the apostrophe that `guarded` put there."""
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text
