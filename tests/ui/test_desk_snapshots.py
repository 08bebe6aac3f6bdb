"""What every place looks like with the demo book, as text, in both languages and two sizes. Look at the
difference before a file is written anew: TIERDESK_SNAPSHOTS=write does that."""

import difflib
import os
from pathlib import Path

import pytest
from desk_rig import demo_book, desk

KEPT = Path(__file__).parent / "snapshots"
PLACES = [
    ("today", ()), ("snooze", ("z", "+", "3", "d")), ("stage", ("escape", "m")), ("log", ("escape", "enter")),
    ("log_text", ("r", "o", "k")), ("card", ("escape", "o")), ("profile", ("tab",)), ("edit", ("q", "e")),
    ("customers", ("escape", "3")), ("marked", ("space", "space", "j", "space")), ("weights", ("comma", "4")),
    ("board", ("2", "l")), ("board_stage", ("m",)),
    ("insight", ("escape", "5")), ("history", ("1", "d", "U")), ("help", ("escape", "?")), ("palette", ("escape", "ctrl+p")),
    ("command", ("escape", ":", "s", "h", "o", "w", "space")), ("filter", ("escape", "/", "t", "i", "e", "r", ":", "A")),
]  # fmt: skip
"""Each with the keys that lead there from the one before."""


def assert_as_kept(name: str, text: str) -> None:
    file = KEPT / f"{name}.txt"
    if os.environ.get("TIERDESK_SNAPSHOTS") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    kept = file.read_text(encoding="utf-8") if file.exists() else ""
    difference = difflib.unified_diff(
        kept.splitlines(), text.splitlines(), "kept", "now", lineterm=""
    )
    assert text == kept, f"{file.name} differs\n" + "\n".join(difference)


async def painted(screen) -> str:
    """The screen at rest: four looks in a row, each after everything was answered, see the same. What
    is known of a row reaches its place over several messages. Blanks at the ends of lines do not
    count."""
    looks: list[list[str]] = []
    while len(looks) < 4:
        await screen.quiet()
        lines = [line.rstrip() for line in screen.lines()]
        looks = [*looks, lines] if not looks or looks[-1] == lines else [lines]
    return "\n".join(looks[-1]) + "\n"


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_every_place_reads_as_kept(tmp_path, language, size):
    demo_book(tmp_path)
    async with desk(tmp_path, size=size, lang=language) as screen:
        for name, keys in PLACES:
            await screen.press(*keys)
            if name == "weights":  # on a thread of its own
                await screen.until(lambda: screen.here.tried, "the saved draft is tried")
            assert_as_kept(f"{name}_{language}_{size[0]}", await painted(screen))


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_whole_board_reads_as_kept(tmp_path, language):
    demo_book(tmp_path)
    async with desk(tmp_path, size=(200, 60), lang=language) as screen:
        await screen.press("2", "l", "space", "j")
        assert_as_kept(f"board_{language}_200", await painted(screen))
        await screen.press("l", "l", "l", "l", "c")
        assert_as_kept(f"board_folded_{language}_200", await painted(screen))


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_beginning_reads_as_kept(tmp_path, monkeypatch, language):
    monkeypatch.chdir(tmp_path)
    async with desk(tmp_path, lang=language, data="desk.json") as screen:
        assert_as_kept(f"first_run_{language}_80", await painted(screen))
        (tmp_path / "in.csv").write_text(
            "name,country\nNeu GmbH,DE\n张三商贸,CN\n", encoding="utf-8"
        )
        await screen.press("i", *"in.csv", "enter")
        assert_as_kept(f"preview_{language}_80", await painted(screen))
