"""Line widgets keep their strips themselves: they show what the library would have made of the same
lines, in every theme, with a frame and without, and their size is that of the library.
"""

from desk_rig import demo_book, desk
from textual._styles_cache import StylesCache
from textual.widget import Widget

from tierdesk.ui.widgets.canvas import Canvas


def of_the_library(widget, crop):
    """The strips as the library's own cache makes them, with all of its filters."""
    strips = StylesCache().render_widget(widget, crop)
    for one in widget.app.get_line_filters():
        strips = [strip.apply_filter(one, widget.background_colors[1]) for strip in strips]
    return strips


def parts(strips):
    return [(strip.simplify()._segments, strip.cell_length) for strip in strips]


async def test_the_same_strips_as_the_librarys_in_every_theme(tmp_path):
    demo_book(tmp_path)
    async with desk(tmp_path, size=(120, 36)) as one:
        framed, bare, worn = set(), set(), set()
        for _ in one.app.shelf.themes:
            await one.press("f3")
            worn.add(one.app.palette.theme.name)
            for screen in "1", "2", "3":
                await one.press(screen)
                await one.quiet()
                for widget in one.app.screen.query("*"):
                    if not isinstance(widget, Canvas) or not widget.region:
                        continue
                    (framed if widget.styles.gutter else bare).add(type(widget).__name__)
                    whole = widget.region.size.region
                    for crop in (whole, whole.shrink((0, 3, 0, 2)), whole.crop_size((9, 1))):
                        assert parts(widget.render_lines(crop)) == parts(
                            of_the_library(widget, crop)
                        )
                    assert widget.size == Widget.size.fget(widget)
        assert worn == {theme.name for theme in one.app.shelf.themes}
        assert {"LinePane"} <= framed
        assert {"RowList", "BoardGrid", "LineBar", "LineBlock"} <= bare


async def test_a_line_is_made_again_when_it_is_to_be_painted_again_and_at_another_width(tmp_path):
    demo_book(tmp_path)
    async with desk(tmp_path) as one:
        await one.press("3")
        await one.quiet()
        rows = one.here.moving
        whole = rows.region.size.region
        first = rows.render_lines(whole)
        assert all(a is b for a, b in zip(first, rows.render_lines(whole), strict=True))
        rows.repaint_line(1)
        again = rows.render_lines(whole)
        assert [a is b for a, b in zip(first, again, strict=True)][:3] == [True, False, True]
        await one.pilot.resize_terminal(100, 24)
        await one.quiet()
        wide = rows.render_lines(rows.region.size.region)
        assert {strip.cell_length for strip in wide} == {rows.region.width} != {80}
