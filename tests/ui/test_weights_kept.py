"""The rule of demotion on the Weights screen: it is edited, and the preview follows each figure."""

import pytest
from desk_rig import fill
from weights_rig import counts, customers, field, place, to_field, typed, weights

LONG_AGO, LATELY = "2026-08-01", "2026-11-22"


@pytest.fixture
def book(tmp_path):
    """Everybody was an A once, one half of them until a few days ago."""
    docs = [
        doc | {"stood": {"tier": "A", "since": LATELY if at % 2 else LONG_AGO}}
        for at, doc in enumerate(customers())
    ]
    fill(tmp_path, customers=docs)
    return tmp_path


async def set_to(screen, label, text):
    await to_field(screen, label)
    await screen.press("=")
    await typed(screen, text)
    await screen.press("enter")
    await screen.quiet()


MARGIN, HOLD = "demoted only so many points below", "and after so many days in the tier"


async def test_a_margin_and_days_move_customers_while_they_are_edited(book):
    async with weights(book) as screen:
        held = counts(screen)["A"]
        assert held >= 12, "those of late are held"
        await screen.press("T")
        await set_to(screen, MARGIN, "40")
        glance = place(screen).effects.effect.glance
        assert counts(screen)["A"] > held and glance.moved > 0
        assert all(after <= before for (before, after), n in glance.matrix.items() if n)
        assert len(place(screen).movers.rows) == glance.moved
        await set_to(screen, MARGIN, "0")
        await set_to(screen, HOLD, "0")
        assert counts(screen)["A"] < held
        await set_to(screen, HOLD, "365")
        assert counts(screen) == {"A": 24, "B": 0, "C": 0, "D": 0}
        assert field(screen, MARGIN) < field(screen, HOLD)


@pytest.mark.parametrize("lang, said", [("en", "kept at A: "), ("zh", "保留 A 级：")])
async def test_the_customer_in_sight_is_told_to_be_kept(book, lang, said):
    async with weights(book, lang=lang) as screen:
        await screen.press("T")
        label = {"en": MARGIN, "zh": "低于起点多少分才降级"}[lang]
        at = next(
            n for n, one in enumerate(place(screen).page.fields(), 1)
            if screen.app.catalog.text(one.label).strip() == label
        )  # fmt: skip
        place(screen).rows.go(at)
        await screen.laid_out()
        await screen.press("=")
        await typed(screen, "40")
        await screen.press("enter")
        await screen.quiet()
        shown = "".join(s.text for line in place(screen).seen.lines for s in line)
        shown += "".join(s.text for line in place(screen).third.lines for s in line)
        assert said.replace(" ", "") in shown.replace(" ", "")
