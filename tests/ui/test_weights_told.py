"""What the Weights screen tells: sensitivity in the weights that are shown, errors by label, the last
action undone first, sentences that fit and go with their page."""

import pytest
from weights_rig import fill_book, place, row_of, to, typed, weights


@pytest.fixture
def book(tmp_path):
    fill_book(tmp_path)
    return tmp_path


async def test_sensitivity_is_told_in_the_weights_that_are_shown(book):
    async with weights(book) as screen:
        await to(screen, "potential")
        await screen.press("=")
        await typed(screen, "80")
        await screen.press("enter", "s")
        await screen.quiet()
        told = place(screen)
        own, shown = row_of(screen, "size").own, row_of(screen, "size").weight
        assert (own, shown) == (10, 20)
        raw = _raw(told, "size")
        flips = told.effects.reaches["size"]
        whole = sum(c.weight for c in told.model.groups[0].criteria)
        for mine, theirs in ((flips.fall, raw.fall), (flips.rise, raw.rise)):
            if theirs is not None:
                counts = 80 * (own + theirs.by) / (whole + theirs.by)
                assert shown + mine.by == pytest.approx(counts)
        assert raw.fall or raw.rise


def _raw(desk, key):
    from tierdesk.scoring.whole.reach import reach_of

    return next(one for one in reach_of(desk.effects.panel, desk.model) if one.key == key)
