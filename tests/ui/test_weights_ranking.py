"""Weights by an order that is given by hand: rows moved up and down, the weights live beside them."""

import pytest
from desk_rig import opened
from weights_rig import counts, fill_book, place, row_of, to, typed, weights

from tierdesk.scoring.drafting import with_weights
from tierdesk.scoring.versions import published
from tierdesk.ui.weights.ranking import RankingPage


@pytest.fixture
def book(tmp_path):
    fill_book(tmp_path)
    return tmp_path


def draft(screen):
    return place(screen).drafting.model


def ranking(screen):
    page = place(screen).page
    assert isinstance(page, RankingPage)
    return page


def groups(model):
    weights_ = model.weights()
    return {g.key: round(sum(weights_[c.key] for c in g.criteria), 1) for g in model.groups}


async def test_an_order_is_given_and_its_weights_are_seen_before_they_are_taken(book):
    async with weights(book) as screen:
        before = counts(screen)
        await to(screen, "intent")
        await screen.press("W", "2")
        assert ranking(screen).order.parts == ("potential", "intent", "engagement", "need")
        await screen.sees("the groups by rank", "1. Potential", "4. Need", "esc drops them")
        await screen.press("end", "shift+up", "shift+up", "right")
        assert ranking(screen).order.parts == ("need", "potential", "intent", "engagement")
        assert groups(place(screen).model) == {
            "need": 40, "potential": 30, "intent": 20, "engagement": 10,
        }  # fmt: skip
        assert place(screen).effects.shown is place(screen).model  # in the frame of the key
        assert place(screen).rows.key == 1 and counts(screen) != before
        await screen.sees("1. Need", "40", "+30")
        assert not place(screen).drafting.changed
        await screen.press("enter")
        assert groups(draft(screen))["need"] == 40 == row_of(screen, "need").weight
        assert len(place(screen).drafting.back) == 1
        await screen.press("u")
        assert not place(screen).drafting.changed and counts(screen) == before


async def test_escape_drops_the_order_and_the_preview_is_the_drafts_again(book):
    async with weights(book) as screen:
        before = counts(screen)
        await screen.press("W", "3", "J", "J", "shift+down")
        assert ranking(screen).order.parts == ("intent", "engagement", "need", "potential")
        assert counts(screen) != before
        await screen.press("J")
        assert screen.failed and screen.said == "It is the last already."
        await screen.press("escape")
        assert place(screen).page is place(screen).outline
        assert counts(screen) == before and not place(screen).drafting.changed


async def test_a_rank_is_typed_and_steps_of_the_order_are_undone(book):
    async with weights(book) as screen:
        await to(screen, "size")
        await screen.press("W", "2")
        assert len(ranking(screen).order.parts) == 5
        first = ranking(screen).order.parts
        await screen.press("=")
        await typed(screen, "9")
        await screen.press("enter")
        assert screen.said == "Type a rank from 1 to 5."
        await typed(screen, "4")
        await screen.press("enter")
        second = (*first[1:4], first[0], first[4])
        assert ranking(screen).order.parts == second and place(screen).rows.key == 4
        assert place(screen).effects.shown is place(screen).model is not draft(screen)
        await screen.press("u")
        assert ranking(screen).order.parts == first
        await screen.press("ctrl+r")
        assert ranking(screen).order.parts == second
        await screen.press("=", "enter")
        assert place(screen).trial is not None
        await screen.press("enter")
        own = {c.key: c.weight for c in draft(screen).groups[0].criteria}
        assert [own[key] for key in second] == pytest.approx([40 * n / 15 for n in (5, 4, 3, 2, 1)],
                                                             abs=0.01)  # fmt: skip


async def test_those_that_weigh_alike_are_level_until_one_is_given_a_rank(book):
    async with weights(book) as screen:
        await to(screen, "size")
        await screen.press("W", "2")
        await screen.sees("1. Company size", "1. Purchasing power", "3. Industry position")

        def own():
            return {c.key: c.weight for c in place(screen).model.groups[0].criteria}

        assert own()["size"] == own()["purchasing_power"] == pytest.approx(12, abs=0.01)
        await screen.press("right")
        assert not screen.failed
        assert own()["size"] > own()["purchasing_power"]
        assert own()["size"] == pytest.approx(13.33, abs=0.01)
        await screen.press("right")
        assert screen.said == "It is the first already."
        await screen.press("u")
        assert own()["size"] == own()["purchasing_power"]
        await screen.press("j", "=")
        await typed(screen, "2")
        await screen.press("enter")
        assert own()["size"] > own()["purchasing_power"], "a typed rank is given, too"
        assert own()["background"] == own()["expected_profit"]


async def test_a_draft_that_is_undone_beneath_is_ranked_anew(book):
    async with weights(book) as screen:
        await to(screen, "size")
        place(screen).edit(lambda model: with_weights(model, {"size": 60}))
        await screen.press("W", "2")
        whole = sum(c.weight for c in draft(screen).groups[0].criteria)
        shown = sum(c.weight for c in place(screen).model.groups[0].criteria)
        assert whole == 90 and shown == pytest.approx(90, abs=0.05)
        await screen.press("u")
        shown = sum(c.weight for c in place(screen).model.groups[0].criteria)
        assert not place(screen).drafting.changed and shown == pytest.approx(40, abs=0.05)
        await screen.press("escape")
        place(screen).edit(lambda model: with_weights(model, {"size": 5}))
        await screen.press("u", "W", "3")
        assert len(ranking(screen).order.parts) == 5


async def test_the_order_outlives_a_look_at_a_card_and_a_change_of_the_book(book):
    async with weights(book) as screen:
        await screen.press("W", "2", "J")
        order, model = ranking(screen).order.parts, place(screen).model
        await screen.press("tab", "enter")
        await screen.until(lambda: screen.here.name_ == "card", "the card is there")
        await screen.press("escape")
        await screen.until(lambda: screen.here.name_ == "weights", "back")
        assert ranking(screen).order.parts == order and groups(place(screen).model) == groups(model)
        other = opened(book)
        other.perform(lambda b: _renamed(b))
        await screen.quiet()
        assert ranking(screen).order.parts == order and groups(place(screen).model) == groups(model)


async def test_another_model_in_force_is_ranked_as_it_is(book):
    async with weights(book) as screen:
        await to(screen, "size")
        await screen.press("W", "2")
        await published_by_another(screen, book, {"size": 60})
        assert draft(screen).version == 2 and not place(screen).drafting.changed
        own = {c.key: c.weight for c in place(screen).model.groups[0].criteria}
        assert sum(own.values()) == pytest.approx(90, abs=0.05)
        await screen.press("enter")
        assert {c.key: c.weight for c in draft(screen).groups[0].criteria} == own


async def published_by_another(screen, folder, weights_):
    """Somebody else publishes the model with other weights."""
    other = opened(folder, "wu")
    model = with_weights(draft(screen), weights_)
    other.perform(
        lambda b: published(b, model, note="x", author="wu", now=other.moment.now, migration={})
    )
    other.close()
    await screen.until(lambda: draft(screen).version == 2, "it is heard of")
    await screen.quiet()


def _renamed(book):
    from tierdesk.domain.change import Change, Edit

    key, doc = next(iter(book.rows("customers")))
    return Change(
        "customer.edit", {"name": "x"}, (Edit("customers", key, doc, {**doc, "name": "x"}),)
    )


async def test_nothing_is_ranked_where_there_is_one_or_nothing_to_weigh(book):
    async with weights(book) as screen:
        model = draft(screen)
        need = model.groups[-1]
        place(screen).edit(lambda _: _with_last(model, criteria=need.criteria[:1]))
        await to(screen, need.criteria[0].key)
        await screen.press("W", "2")
        assert screen.failed and screen.said == "There is only one; nothing to rank."
        nothing = tuple(c._replace(weight=0) for c in need.criteria)
        place(screen).edit(lambda _: _with_last(model, criteria=nothing, weight=None))
        await to(screen, "need")
        await screen.press("W", "2")
        assert "need" not in ranking(screen).order.parts, "nothing in it takes a weight"
        await screen.press("enter")
        assert groups(draft(screen)) == {"potential": 45, "intent": 30, "engagement": 15, "need": 0}


def _with_last(model, **fields):
    from dataclasses import replace

    return replace(model, groups=(*model.groups[:-1], model.groups[-1]._replace(**fields)))


@pytest.mark.parametrize("size", [(120, 36), (60, 20), (40, 12)])
async def test_ranks_are_read_in_chinese_at_every_width(book, size):
    async with weights(book, size, lang="zh") as screen:
        await to(screen, "size")
        await screen.press("W", "3")
        await screen.sees("1. 公司规模")
