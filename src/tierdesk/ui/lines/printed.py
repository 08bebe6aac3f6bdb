"""A page of printed lines: headings at the left edge, what belongs to them indented; what is too long goes
on below, further in. It must not know what they say.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from tierdesk.ui.lines.line import ASCII, Line, Paper, Role, Span, folded, shown

_HANGING = 4
_PLAIN = str.maketrans({"→": ASCII.arrow, "·": ASCII.dot, "…": ASCII.ellipsis, "–": ASCII.minus})


def page(printed: Sequence[str], paper: Paper, *, headings: int = 1_000_000) -> list[Line]:
    """The lines for a screen of that width, no sentence cut; only the first `headings` of those at the
    edge stand out."""
    lines: list[Line] = []
    for line in printed:
        text = shown(line)
        if paper.glyphs == ASCII:
            text = text.translate(_PLAIN)
        bare = text.lstrip(" ")
        inset = len(text) - len(bare) + 1
        heading = inset == 1 and headings > 0
        headings -= heading
        role: Role = "strong" if heading else ""
        if cell_len(bare) + inset < paper.width:
            lines.append((Span(" " * inset + bare, role),))
            continue
        hanging = inset + (_HANGING if inset > 1 else 0)
        first, *rest = folded(bare, max(8, paper.width - hanging - 1))
        lines.append((Span(" " * inset + first, role),))
        lines += [(Span(" " * hanging + part, role),) for part in rest]
    return lines
