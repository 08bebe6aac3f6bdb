"""JSON text that may be shown on a terminal: exact as data, harmless as characters.

One set for everything that is written as JSON. Nothing in here knows what a document means.
"""

import json
import re

_SUSPECT = re.compile(
    "[^\n\x20-\x7e\u00a1-\u00ac\u00ae-\u02af\u3001-\u30ff\u4e00-\u9fff\uff01-\uff5e]"
)


def escaped_json(text: str) -> str:
    """JSON text (line breaks between its parts stay) in which every character that is not
    printable is an escape: controls, direction marks, invisible fillers, odd spaces, lone
    surrogates. It parses to the same document."""
    return text if text.isprintable() else _SUSPECT.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    return char if char.isprintable() else json.dumps(char)[1:-1]
