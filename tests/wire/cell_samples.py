"""Texts as cells, for the tests."""

from rich.color import ColorSystem
from rich.segment import Segment

from tierdesk.ui.wire.cells import Cell, Cells, Laid
from tierdesk.ui.wire.sgr import Looks


def cells_of(text: str) -> list[Cell]:
    return laid(text).cells


def laid(text: str) -> Laid:
    return Cells(Looks(ColorSystem.TRUECOLOR)).of([Segment(text)])
