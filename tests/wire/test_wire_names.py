"""The private names of textual that the wire leans on. If one of these fails after an upgrade, look
at the change before anything else; `changed_cells` falls back to the stock paint by itself."""

import asyncio
import inspect
from pathlib import Path

import pytest
import textual
from rich.text import Text
from textual._compositor import ChopsUpdate, Compositor, LayoutUpdate
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.screen import Screen

from tierdesk.ui.wire import changed_cells


def test_nothing_that_the_paint_needs_is_missing():
    assert changed_cells.missing(App()) == []


def test_updates_are_those_that_are_understood():
    assert "ChopsUpdate(chops, spans, chop_ends)" in inspect.getsource(
        Compositor.render_partial_update
    )
    assert "LayoutUpdate(render_strips, screen_region)" in inspect.getsource(
        Compositor.render_full_update
    )
    assert "app._display(self, update)" in inspect.getsource(Screen._compositor_refresh)
    assert ChopsUpdate([], [], []).spans == []
    assert LayoutUpdate.__init__ is not ChopsUpdate.__init__


def test_the_driver_has_what_it_overrides_and_uses():
    for name in (
        "start_application_mode", "stop_application_mode", "suspend_application_mode",
        "resume_application_mode", "disable_input", "close", "write", "process_message",
        "_get_terminal_size", "_patch_lflag", "_patch_iflag", "SignalResume", "send_message",
    ):  # fmt: skip
        assert hasattr(LinuxDriver, name), name
    source = inspect.getsource(LinuxDriver.__init__) + inspect.getsource(Driver.__init__)
    for name in (
        "attrs_before",
        "_must_signal_resume",
        "_auto_restart",
        "_loop",
        "_app",
        "_mouse",
        "_size",
    ):
        assert f"self.{name}" in source, name


def test_the_parser_gives_keys_and_clicks():
    parser = XTermParser()
    assert [key.key for key in parser._sequence_to_key_events("\x1b[A", False)] == ["up"]
    assert parser.parse_mouse_code("\x1b[<0;1;1M") is not None


def test_asyncio_says_whether_anything_is_ready():
    async def look() -> bool:
        return hasattr(asyncio.get_running_loop(), "_ready")

    assert asyncio.run(look())


@pytest.mark.parametrize("name", ["_display", "_sync_available"])
def test_without_a_name_the_stock_paint_stays(monkeypatch, name):
    app = App()
    if name in vars(app):
        monkeypatch.delattr(app, name)
    else:
        monkeypatch.delattr(App, name)
    assert changed_cells.install(app) is None
    assert "_display" not in vars(app)
    changed_cells.forget(app)


def test_with_other_parameters_the_stock_paint_stays(monkeypatch):
    monkeypatch.setattr(ChopsUpdate, "__init__", lambda self, chops, spans: None)
    assert changed_cells.install(App()) is None


def test_what_was_installed_can_be_removed():
    app = App()
    painter = changed_cells.install(app)
    assert painter is not None
    assert vars(app)["_display"] == painter.display
    changed_cells.remove(app)
    assert "_display" not in vars(app)
    changed_cells.remove(app)


async def test_a_headless_app_is_painted_as_ever():
    app = App()
    changed_cells.install(app)
    async with app.run_test() as pilot:
        app._display(app.screen, Text("anything"))
        await pilot.pause()


def test_the_version_is_one_that_was_measured():
    assert textual.__version__.startswith("8."), Path(textual.__file__)
