"""A small app on the wire, for the tests: a list, an input, and ways to get stuck.

It says what happens to it in the file that TINY_LOG names, a line each. TINY_STOCK=paint leaves the
stock paint in place, TINY_STOCK=all the stock driver, too.
"""

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import ClassVar

if __name__ == "__main__":
    from tierdesk.ui.wire.link import link_of

    LINK = link_of(os.environ)
    os.environ.update(LINK.environment(os.environ))

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Input, Static

from tierdesk.ui.wire import changed_cells
from tierdesk.ui.wire.driver import SafeLinuxDriver
from tierdesk.ui.wire.signals import install

ROWS = 500
NAMES = ("宏达机械", "Nordwind GmbH", "青禾零售", "Kestrel Supplies", "乐行旅行社", "Café Zürich")
STOCK = os.environ.get("TINY_STOCK", "")


class Rows(ScrollView, can_focus=True):
    """The line API: a row is made when it is shown."""

    BINDINGS: ClassVar = [("down,j", "move(1)"), ("up,k", "move(-1)")]
    at = 0
    turn = 0

    def on_mount(self) -> None:
        self.show_vertical_scrollbar = False
        self.virtual_size = Size(0, ROWS)

    def action_move(self, by: int) -> None:
        before, self.at = self.at, max(0, min(ROWS - 1, self.at + by))
        top, height = round(self.scroll_offset.y), self.size.height
        if top <= self.at < top + height:
            for row in (before, self.at):
                self.refresh(Region(0, row - top, self.size.width, 1))
        else:
            self.refresh()
            y = self.at if self.at < top else self.at - height + 1
            self.scroll_to(y=y, animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        index, width = y + round(self.scroll_offset.y), self.size.width
        if index >= ROWS:
            return Strip.blank(width, self.rich_style)
        here = index == self.at
        style = self.rich_style + Style(bold=here, bgcolor="rgb(1,120,212)" if here else None)
        name = NAMES[(index + self.turn) % len(NAMES)]
        text = f"{'▌' if here else ' '}{index + 1:>4} {name}  due +{index % 9}d  ¥{index * 7}k"
        return Strip([Segment(text, style)]).adjust_cell_length(width, style)


class Tiny(App[None]):
    """Rows, an input, a line that says what was pressed."""

    CSS = """
    Rows { height: 1fr; scrollbar-size: 0 0; }
    Input { height: 1; border: none; padding: 0; }
    """
    BINDINGS: ClassVar = [
        ("i", "edit"), ("escape", "leave_input"), ("e", "editor"), ("f", "flood"), ("s", "stick"),
        ("q", "quit"), ("delete", "deleted"), ("c", "clip"), ("w", "shout"),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__(**({} if STOCK == "all" else {"driver_class": SafeLinuxDriver}))
        self.painter = None if STOCK else changed_cells.install(self)
        self.ticks = 0

    def compose(self) -> ComposeResult:
        yield Rows()
        yield Input(placeholder="log", select_on_focus=False)
        yield Static("ready", id="said", markup=False)

    def on_mount(self) -> None:
        self.query_one(Input).cursor_blink = False
        self.query_one(Rows).focus()
        if STOCK != "all":
            grace = float(os.environ.get("TINY_GRACE", "3"))
            self.departure = install(self, grace=grace)
        if "TINY_TICKS" in os.environ:
            self.set_interval(0.05, self.tick)
        if os.environ.get("TINY_FLOOD"):
            self.action_flood()

    def tick(self) -> None:
        self.ticks += 1
        Path(os.environ["TINY_TICKS"]).write_text(str(self.ticks))

    # what a departure asks

    def leave(self, code: int) -> None:
        note(f"kept on the loop: {self.query_one(Input).value}")
        self.exit(return_code=code)

    def keep(self) -> None:
        note("kept by the watchdog")
        if os.environ.get("TINY_KEEP") == "hangs":
            threading.Event().wait()

    def restore_terminal(self) -> None:
        if isinstance(self._driver, SafeLinuxDriver):
            self._driver.restore_terminal()

    def on_terminal_lost(self) -> None:
        note("lost")
        self.departure.begin(129)

    # keys

    def on_key(self, event: events.Key) -> None:
        note(f"key {event.key}")

    def on_paste(self, event: events.Paste) -> None:
        note(f"pasted {event.text!r}")

    def on_input_changed(self, event: Input.Changed) -> None:
        self.say(f"typed {event.value}")

    def action_edit(self) -> None:
        self.screen.set_focus(self.query_one(Input))

    def action_leave_input(self) -> None:
        self.say("escaped")
        self.screen.set_focus(self.query_one(Rows))

    def action_deleted(self) -> None:
        self.say("deleted")

    def action_clip(self) -> None:
        self.copy_to_clipboard("宏达 +86")

    def action_shout(self) -> None:
        os.write(2, b"\x1b[3;3Hforeign\r\n")
        changed_cells.forget(self)
        self.screen.refresh()

    def action_editor(self) -> None:
        with self.suspend(), self.departure.ignoring_interrupts():
            print("in the editor", flush=True)
            subprocess.run(
                ["sh", "-c", "stty -a | grep -q ' echo ' && read x && echo got $x"], check=False
            )
        self.say("back")

    def action_flood(self) -> None:
        self.set_interval(1 / 60, self.change_everything)

    def change_everything(self) -> None:
        rows = self.query_one(Rows)
        rows.turn += 1
        rows.refresh()

    def action_stick(self) -> None:
        note("stuck")
        while True:
            pass

    def say(self, text: str) -> None:
        self.query_one("#said", Static).update(text)


def note(text: str) -> None:
    if "TINY_LOG" in os.environ:
        with open(os.environ["TINY_LOG"], "a", encoding="utf-8") as file:
            file.write(text + "\n")


if __name__ == "__main__":
    app = Tiny()
    app.run(mouse=LINK.mouse)
    note(f"ended {app.return_code}")
    sys.exit(app.return_code or 0)
