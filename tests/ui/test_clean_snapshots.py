"""What the pages of Clean and a merge look like with the demo book, as text, in both languages and two
sizes. TIERDESK_SNAPSHOTS=write writes them anew; look at the difference."""

import pytest
from desk_rig import demo_book, desk
from test_desk_snapshots import assert_as_kept, painted


@pytest.mark.parametrize("size", [(80, 24), (200, 60)], ids=["80x24", "200x60"])
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_every_page_reads_as_kept(tmp_path, language, size):
    demo_book(tmp_path)
    async with desk(tmp_path, size=size, lang=language) as screen:
        await screen.press("6")
        place = screen.here
        await screen.until(lambda: place.pages.found is not None, "the book was looked at")
        assert_as_kept(f"clean_duplicates_{language}_{size[0]}", await painted(screen))
        await screen.press("enter")
        await screen.until(lambda: place.merge is not None, "side by side")
        assert_as_kept(f"clean_merge_{language}_{size[0]}", await painted(screen))
        await screen.press("enter")
        assert_as_kept(f"clean_confirm_{language}_{size[0]}", await painted(screen))
        await screen.press("escape", "escape")
        for page in ("faults", "missing", "stale", "health"):
            await screen.press("tab")
            assert_as_kept(f"clean_{page}_{language}_{size[0]}", await painted(screen))
