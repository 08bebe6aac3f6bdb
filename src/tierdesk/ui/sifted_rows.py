"""Rows that are filtered and marked: what the keys and the cursor mean for both at once. It must not know
what a row shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierdesk.ui.filtering import Filtering
from tierdesk.ui.marking import Marking

if TYPE_CHECKING:
    from tierdesk.ui.widgets.board_grid import BoardGrid
    from tierdesk.ui.widgets.row_list import RowList


class SiftedRows(Filtering, Marking):
    """Mixed into places with a RowList or a BoardGrid. `look` is called when another row is selected,
    `marked` when the head should tell something else."""

    if TYPE_CHECKING:

        def look(self) -> None:
            """Another row is selected."""
            ...

    def do_desk_back(self) -> None:
        """The range first, then the filter."""
        if not self.end_range():
            super().do_desk_back()

    def on_row_list_moved(self, event: RowList.Moved | BoardGrid.Moved) -> None:
        """Another row is selected: the range reaches there, the detail follows."""
        event.stop()
        if self.marks.anchor is not None:
            self.stretch()
        self.look()

    def on_row_list_sized(self, event: RowList.Sized | BoardGrid.Sized) -> None:
        """The head tells what is in sight; an order may come before the rows are laid out, when no names
        of columns can be made for it."""
        event.stop()
        self.marked()

    on_board_grid_sized = on_row_list_sized
