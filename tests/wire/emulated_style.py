"""How a cell of the emulated terminal looks, and what a style sequence (SGR) makes of it."""

from typing import NamedTuple

_OFF = {21: (1,), 22: (1, 2), 23: (3,), 24: (4, 21), 25: (5, 6), 27: (7,), 28: (8,), 29: (9,),
        54: (51, 52), 55: (53,)}  # fmt: skip


class Style(NamedTuple):
    """SGR codes that are on; colours as their codes, empty for the terminal's own."""

    attributes: frozenset[int] = frozenset()
    fore: str = ""
    back: str = ""


def styled(style: Style, params: str) -> Style:
    """The style after `CSI params m`."""
    codes = [int(code or 0) for code in params.replace(":", ";").split(";")]
    attributes, fore, back = set(style.attributes), style.fore, style.back
    while codes:
        code = codes.pop(0)
        if code in (38, 48):
            count = 2 if codes[0] == 5 else 4
            colour, codes = ";".join(map(str, (code, *codes[:count]))), codes[count:]
            fore, back = (colour, back) if code == 38 else (fore, colour)
        elif code == 0:
            attributes, fore, back = set(), "", ""
        elif 30 <= code <= 39 or 90 <= code <= 97:
            fore = "" if code == 39 else str(code)
        elif 40 <= code <= 49 or 100 <= code <= 107:
            back = "" if code == 49 else str(code)
        elif code in _OFF and code != 21:
            attributes -= set(_OFF[code])
        else:
            attributes.add(code)
    return Style(frozenset(attributes), fore, back)
