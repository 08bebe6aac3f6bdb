"""What is known of the selected customer, beside a list and in the status line. It follows the
cursor: the clerk is asked for the newest selection only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tierdesk.desk.dossier import Dossier
    from tierdesk.desk.room import Room
    from tierdesk.ui.desktop import Desktop
    from tierdesk.ui.lines.line import Line, Paper
    from tierdesk.ui.widgets.line_pane import LinePane
    from tierdesk.ui.widgets.row_list import RowList


class Detailing:
    """Mixed into places with a RowList and a LinePane `detail`, which may not be shown."""

    if TYPE_CHECKING:
        detail: LinePane
        name_: ClassVar[str]
        display: bool

        @property
        def desktop(self) -> Desktop:
            """The desk."""
            ...

        @property
        def moving(self) -> RowList:
            """The rows, one of them selected."""
            ...

    timeline: LinePane | None = None
    """The third pane, where the place has one."""
    _dossier: Dossier | None = None

    def look(self) -> None:
        """Fetch what is known of the selected customer."""
        key = self.moving.key
        if key is None:
            self._take_dossier(None)
        else:
            self.desktop.work(f"{self.name_}.detail", lambda room: fetch(room, key),
                              self._take_dossier)  # fmt: skip

    def on_line_pane_sized(self, event: LinePane.Sized) -> None:
        """An answer may come before the pane is laid out, when nothing can be made for it."""
        event.stop()
        self.show_dossier()

    def show_dossier(self) -> None:
        """Say it again, in another width or language."""
        if not self.display:
            return
        dossier, desktop = self._dossier, self.desktop
        if dossier is None:
            self.detail.show([])
            if self.timeline is not None:
                self.timeline.show([])
            desktop.explain(())
            return
        from tierdesk.ui.lines.dossier import detail, why

        paper = self.detail.paper()
        desktop.explain(why(dossier, paper._replace(width=self.detail.app.size.width)))
        if self.detail.display and paper.width:
            self.detail.show(detail(dossier, paper))
        if self.timeline is not None and self.timeline.display and self.timeline.size.width:
            self.timeline.show(self._happened(dossier, self.timeline.paper()))

    def _happened(self, dossier: Dossier, paper: Paper) -> Sequence[Line]:
        from tierdesk.ui.lines.timeline import Look, timeline

        snapshot = self.desktop.snapshot
        stages = {stage.key: stage.title for stage in snapshot.stages} if snapshot else {}
        return timeline(dossier, Look(stages=stages), paper).lines

    def _take_dossier(self, dossier: Dossier | None) -> None:
        if dossier is not None and dossier.customer_id != self.moving.key:
            return  # the cursor has gone on, perhaps to nobody
        self._dossier = dossier
        self.show_dossier()


def fetch(room: Room, customer_id: int) -> Dossier | None:
    """The selected customer; on the clerk's thread."""
    from tierdesk.desk.dossier import dossier

    return dossier(room, customer_id)
