"""Makes the pictures of README and docs from the demo book: `python docs/make_pictures.py`.

They are SVG without remote fonts, so that looking at them tells nobody.
"""

import asyncio
import os
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

os.environ |= {"TEXTUAL_ANIMATIONS": "none", "COLORTERM": "truecolor", "TERM": "xterm-256color"}

from rich.terminal_theme import TerminalTheme
from svg import drawing

from tierdesk.cli.session import Session
from tierdesk.demo.place import make
from tierdesk.ui.app import TierdeskApp
from tierdesk.ui.launch import clerk_of, host_of

FOLDER = Path(__file__).parent / "pictures"
NOW = "2026-11-24T09:10"
ZONE = "Asia/Shanghai"
SCENES: dict[str, tuple[str, str, tuple[int, int], Sequence[str]]] = {
    "today-en": ("en", "dark", (120, 30), ("down", "down")),
    "today-zh": ("zh", "light", (100, 26), ("down",)),
    "log-en": ("en", "dark", (80, 24), ("enter", "i", *"wants a quote", "tab", *"fri")),
    "customers-zh": ("zh", "dusk", (120, 30), ("3", "slash", *"lk", "enter")),
    "card-en": ("en", "dark", (120, 36), ("o",)),
    "card-zh": ("zh", "tea", (100, 30), ("o", "tab", "tab", "tab")),
    "weights-en": ("en", "dark", (120, 32), ("4", *["down"] * 7, *["shift+right"] * 3)),
    "weights-zh": ("zh", "light", (120, 32), ("4", *["down"] * 7, *["shift+right"] * 3, "s")),
    "board-en": ("en", "dark", (120, 30), ("2", "right", "space", "down", "down")),
    "board-zh": ("zh", "tea", (100, 26), ("2", "right", "down", "m")),
    "palette-en": ("en", "high-contrast", (80, 24), ("ctrl+p", *"snooze")),
}
"""Name → (language, theme, size, keys)."""


async def until(app: TierdeskApp, condition: Callable[[], bool]) -> None:
    """Poll; the whole scene is given up after ten seconds."""
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0.02)


async def picture(name: str) -> None:
    """One scene to one file."""
    language, theme, size, keys = SCENES[name]
    with tempfile.TemporaryDirectory() as folder:
        book = make(Path(folder), datetime.fromisoformat(NOW).replace(tzinfo=ZoneInfo(ZONE)),
                    ZoneInfo(ZONE), "lihua")  # fmt: skip
        around = {"HOME": folder, "TZ": ZONE, "TIERDESK_OWNER": "lihua"}
        flags = {"data": str(book), "lang": language, "theme": theme, "now": NOW}
        host = host_of(Session(flags, around, writes=True))
        app = TierdeskApp(host, clerk_of(host))
        async with app.run_test(size=size) as pilot:
            await until(app, lambda: app.snapshot is not None)
            for key in keys:
                await pilot.press(key)
            await pilot.pause(0.5)
            lines = [list(line) for line in app.screen._compositor.render_strips()]
            FOLDER.mkdir(exist_ok=True)
            drawn = drawing(lines, size[0], background(app))
            (FOLDER / f"{name}.svg").write_text(drawn, encoding="utf-8")
            await asyncio.to_thread(app.clerk.stop)


def background(app: TierdeskApp) -> TerminalTheme:
    """The terminal that the theme imagines: its page and its text."""
    page = app.palette.style("", "page")
    colours = [colour.get_truecolor() if colour else None for colour in (page.bgcolor, page.color)]
    back, text = (tuple(colour) if colour else (0, 0, 0) for colour in colours)
    return TerminalTheme(back, text, [(0, 0, 0)] * 8)


if __name__ == "__main__":
    for scene in SCENES:
        asyncio.run(picture(scene))
        print(scene)
