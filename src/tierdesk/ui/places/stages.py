"""Stages: the pipeline itself, edited. A list of stages with the playbook of the one under the cursor,
the page of one stage, the reasons of losses. Every edit is one change, made at once; undo takes it
back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.widget import Widget

from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines.line import Line, Paper
from tierdesk.ui.lines.stages import head
from tierdesk.ui.scrolling import Scrolling
from tierdesk.ui.stages.desk import StagesDesk
from tierdesk.ui.stages.listing import ListPage, ReasonsPage
from tierdesk.ui.widgets.canvas import LineBar, LineBlock
from tierdesk.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.ui.app import TierdeskApp
    from tierdesk.ui.stages.look import Look

_LOW = 18
"""Rows of the screen below which there is no room for the playbook."""


class Stages(Scrolling, StagesDesk):
    """The place."""

    chain: ClassVar[tuple[str, ...]] = ("stages", "list", "desk")

    def __init__(self, app: TierdeskApp) -> None:
        super().__init__(id="stages")
        self._app = app
        self.look: Look | None = None
        self.head, self.rows = LineBar(on="panel"), RowList(self._line)
        self.short = LineBlock(on="panel")
        self.pages = [ListPage(self)]
        self._come_for = ""
        self._came: tuple[str, int | None] = ("", None)

    def compose(self) -> ComposeResult:
        """Head, rows, the playbook."""
        yield self.head
        yield self.rows
        yield self.short

    @property
    def keyed(self) -> Widget:
        """The rows."""
        return self.rows

    @property
    def moving(self) -> RowList:
        """The rows."""
        return self.rows

    def can(self, action_id: str) -> bool:
        """q goes one page back as long as there is one."""
        if action_id == "desk.quit":
            return len(self.pages) > 1
        return super().can(action_id)

    def why_not(self, action_id: str) -> Message | None:
        """What is only read is not edited."""
        if action_id.startswith("stages."):
            snapshot = self.desktop.snapshot
            if snapshot is None or self.look is None:
                return self.desktop.why_unread()
            if snapshot.read_only and action_id not in ("stages.open", "stages.reasons"):
                return say("The book was opened read-only.")
            if snapshot.read_only and action_id == "stages.open" and len(self.pages) > 1:
                return say("The book was opened read-only.")
        return super().why_not(action_id)

    def entered(self) -> None:
        """The stage of whoever was selected beneath; where the cursor was, when only something that lay
        over it is closed."""
        beneath = self._app.shell.beneath(self.name_)
        snapshot, selected = self.desktop.snapshot, beneath.selected()
        came = (beneath.name_, selected)
        if (
            selected is not None
            and snapshot is not None
            and selected in snapshot.rows
            and came != self._came
        ):
            self._come_for = snapshot.rows[selected].stage.key
            del self.pages[1:]
        self._came = came
        self._ask()

    def take(self, snapshot: Snapshot) -> None:
        """The book changed."""
        self._ask()

    def repainted(self) -> None:
        """Language, theme or width changed."""
        self.stand()

    def _ask(self) -> None:
        from tierdesk.ui.stages.look import look

        if self.desktop.snapshot is not None:
            self.desktop.work("stages", look, self._looked)

    def _looked(self, look: Look) -> None:
        before = self.page.mark(self.rows.key) if self.look is not None else None
        self.look = look
        while len(self.pages) > 1 and not self.page.keys():  # what it was about is gone
            self.pages.pop()
        if self._come_for:
            keys = [stage.key for stage in look.stages]
            self.page.at = 1 + keys.index(self._come_for) if self._come_for in keys else None
            self._come_for = ""
            self.stand()
        else:
            self._painted()
            rows = self.page.keys()
            here = next((key for key in rows if key > 0 and self.page.mark(key) == before), None)
            if here is not None:
                self.rows.go(here)
        self.desktop.refresh_keys()

    def stand(self) -> None:
        """The page on top is another one."""
        page = self.page
        keys = page.keys() if self.look is not None else []
        first = next((key for key in keys if key > 0), None)
        self.rows.show(keys, key=page.at if page.at in keys else first, top=0)
        page.at = None
        self._painted()
        self.desktop.refresh_keys()

    def _painted(self) -> None:
        paper = self.head.paper(self.screen.size.width)
        self.head.show(head(self.page.title, self.page.told, paper))
        if self.look is not None:
            self.rows.show(self.page.keys())
        self.rows.refresh()
        self._paint_short()

    def _paint_short(self) -> None:
        size = self.screen.size
        found = self.page.in_short(self.rows.key, self.head.paper(size.width)) if self.look else []
        self.short.display = bool(found) and size.height >= _LOW
        self.short.show(found)

    def _line(self, key: int, paper: Paper, here: bool) -> Line:
        return self.page.line(key, paper, here) if self.look is not None else ()

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """The playbook follows."""
        event.stop()
        self._paint_short()

    def on_row_list_clicked(self, event: RowList.Clicked) -> None:
        """A second click opens the row."""
        event.stop()
        self._app.shell.do("stages.open")

    # verbs

    def do_stages_open(self) -> None:
        """The stage's page, or the row's value."""
        if self.rows.key is not None:
            self.page.open(self.rows.key)

    def do_stages_add(self) -> None:
        """One more."""
        self.page.add(self.rows.key)

    def do_stages_remove(self) -> None:
        """Take it out."""
        if self.rows.key is not None:
            self.page.remove(self.rows.key)

    def do_stages_down(self) -> None:
        """One place further down."""
        if self.rows.key is not None:
            self.page.shift(self.rows.key, 1)

    def do_stages_up(self) -> None:
        """One place further up."""
        if self.rows.key is not None:
            self.page.shift(self.rows.key, -1)

    def do_stages_preset(self) -> None:
        """Which preset; its stages take the deals over."""
        from tierdesk.pipeline.stage_presets import PRESET_NAMES

        choices = [(name, Message(label)) for name, label in PRESET_NAMES.items()]
        here = self.seen.preset if not self.seen.own else ""
        self.offer(say("stages of the preset"), choices, self._before_preset, here)

    def _before_preset(self, name: str) -> None:
        """Where deals go to other stages, say how many and where to before it is done."""

        def answer(told: Message | None) -> None:
            if told is None:
                self._take_preset(name)
                return
            choices = [("take", say("take the stages")), ("leave", say("leave all as it is"))]
            self.offer(say("move the deals"), choices,
                       lambda word: self._take_preset(name) if word == "take" else None,
                       why=say("%(what)s.", what=told))  # fmt: skip

        self.desktop.work("stages.ways", lambda room: _ways(room, name), answer)

    def _take_preset(self, name: str) -> None:
        from tierdesk.pipeline.stage_edits import preset

        self.make(lambda book, _: preset(book, name, {}))

    def do_stages_reasons(self) -> None:
        """The list of reasons; again, back from it."""
        if isinstance(self.page, ReasonsPage):
            self._back()
        else:
            self.open_page(ReasonsPage(self))

    def do_desk_back(self) -> None:
        """A page back, then away."""
        if len(self.pages) > 1:
            self._back()
        else:
            self.desktop.close()

    do_desk_quit = do_desk_back

    def _back(self) -> None:
        self.pages.pop()
        self.stand()


def _ways(room: Room, name: str) -> Message | None:
    from tierdesk.pipeline import stage_ways

    return stage_ways.told(stage_ways.transfers(room.desk.book, name, {}))
