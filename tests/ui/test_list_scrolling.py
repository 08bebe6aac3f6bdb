"""How far a list scrolls at its edge: by single lines where the terminal moves the others, by half a
page where all of them are painted again."""

from types import SimpleNamespace

import pytest
from textual.app import App
from textual.containers import Horizontal
from textual.widgets import Static

from tierdesk.i18n.catalog import Catalog
from tierdesk.ui.lines.line import Span
from tierdesk.ui.widgets.row_list import RowList


class Lists(App):
    CSS = "RowList { width: 1fr; } #beside { width: 10; }"

    def __init__(self, *, remote: bool, beside: bool) -> None:
        super().__init__()
        self.head_only, self.catalog, self.glyphs = remote, Catalog("en"), None
        style = self.console.get_style("none")
        self.palette = SimpleNamespace(style=lambda role, on: style, in_true_colours=True)
        self.rows = RowList(lambda key, paper, here: (Span(f"row {key}"),))
        self.beside = beside

    def compose(self):
        with Horizontal():
            yield self.rows
            if self.beside:
                yield Static("beside", id="beside")


@pytest.mark.parametrize(
    ("remote", "beside", "lines"), [(True, False, 1), (False, False, 11), (True, True, 11)]
)
async def test_at_the_edge_a_list_scrolls_as_far_as_is_cheap(remote, beside, lines):
    app = Lists(remote=remote, beside=beside)
    async with app.run_test(size=(80, 20)):
        app.rows.show(range(1, 100))
        app.rows.move(19)
        assert app.rows.top == 0
        app.rows.move(1)
        assert (app.rows.key, app.rows.top) == (21, lines)
        app.rows.go(app.rows.rows[app.rows.top])
        before = app.rows.top
        app.rows.move(-1)
        assert before - app.rows.top == (1 if lines == 1 else min(before, 11))


async def test_over_a_slow_link_half_a_page_scrolls_by_that_and_a_leap_shows_what_is_around():
    app = Lists(remote=True, beside=False)
    async with app.run_test(size=(80, 20)):
        app.rows.show(range(1, 100))
        app.rows.move(19)
        app.rows.move(app.rows.half_page())
        assert app.rows.top == 10
        app.rows.go(60)
        assert app.rows.top == 50
