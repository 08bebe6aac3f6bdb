"""Rows that end in a bare carriage return, as old Macintosh programs write them: a line feed in
such a file is text, quoted or not, while the csv module takes both for the end of a row.

The line feeds are lent another character while the rows are cut. Knows no delimiter.
"""

_SPARE = range(0xE000, 0xF8FF)
"""Characters for private use; one that the text does not hold stands in for the line feed."""


def stand_in(text: str) -> str:
    """The character that may stand in for line feeds, "" when the rows of the text cannot end
    in a bare carriage return or when it holds no line feed."""
    if "\n" not in text or "\r" not in text or "\r\n" in text or text.endswith("\n"):
        return ""
    if _first_end(text) != "\r":
        return ""
    return next((chr(code) for code in _SPARE if chr(code) not in text), "")


def _first_end(text: str) -> str:
    """What ends the first row: the first line end that stands in no quotation marks."""
    quoted = False
    for char in text:
        if char == '"':
            quoted = not quoted
        elif char in "\r\n" and not quoted:
            return char
    return ""
