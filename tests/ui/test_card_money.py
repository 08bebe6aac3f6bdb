"""Money on the card: contracts and payments by forms, deals won, lost and opened again by a key."""

import pytest
from board_rig import moved_by_another
from desk_on_screen import at_work, fill, session
from desk_rig import opened

from tierdesk.commands.doing import edit
from tierdesk.domain.change import Change, Edit


def cny(units):
    return {"minor": units * 100, "currency": "CNY"}


@pytest.fixture
def book(tmp_path):
    fill(
        tmp_path,
        customers=[{"name": "宏达机械", "created_at": "2026-01-01T00:00:00Z"}],
        deals=[{"customer_id": 1, "stage": "negotiation", "title": "Lines", "amount": cny(100_000)},
               {"customer_id": 1, "stage": "lost", "status": "lost", "title": "Pilot",
                "lost_stage": "interested", "lost_reason": "price"}],
    )  # fmt: skip
    return tmp_path


def doc(folder, table, doc_id=1):
    desk = session(folder).open_desk()
    found = desk.book.get(table, doc_id)
    desk.close()
    return found


def agreed(folder, contract):
    desk = session(folder).open_desk()
    edit = Edit("contracts", -1, None, {"customer_id": 1, **contract})
    desk.apply(Change("contract.add", {"name": "x", "what": "y"}, (edit,)))
    desk.close()


async def deals(screen):
    screen.app.shell.open_card(1, (1,))
    card = await screen.until(
        lambda: screen.here.name_ == "card" and screen.here.known and screen.here, "the card"
    )
    while card.section != "deals":
        await screen.press("tab")
    return card


async def at(screen, key):
    for _ in range(40):
        stop = screen.here.stop()
        if stop is not None and stop.key == key:
            return
        await screen.press("j")
    raise AssertionError(f"no row {key}\n{screen.text()}")


async def filled(screen):
    form = await screen.until(lambda: screen.here.name_ == "form" and screen.here, "the form")
    await screen.until(lambda: form.filling is not None, "filled in")
    return form


async def typed(screen, texts):
    """The texts into the fields of those names."""
    form = await filled(screen)
    for name, text in texts.items():
        while form.filling.fields[form.row].name != name:
            await screen.press("down")
        await screen.type(text)
    return form


async def saved(screen):
    await screen.press("ctrl+s")
    await screen.until(lambda: screen.here.name_ == "card", "saved")


AGREED = {"amount": "100k", "signed_on": "2026-11-01", "first_payment_amount": "30k",
          "instalments": "30k 2026-12-01, 70k 2027-02-01"}  # fmt: skip


async def test_a_contract_is_added_on_its_deal_and_a_payment_entered(book):
    async with at_work(book) as screen:
        card = await deals(screen)
        await at(screen, "deal 1")
        await screen.press("a", "k")
        form = await typed(screen, AGREED)
        assert form.filling.texts["deal_id"] == "1"
        await screen.sees("2 instalments, ¥100,000 together")
        await saved(screen)
        made = doc(book, "contracts")
        assert (made["deal_id"], made["amount"], len(made["instalments"])) == (1, cny(100_000), 2)
        await screen.press("i")
        await typed(screen, {"amount": "20k", "paid_on": "2026-11-05"})
        await saved(screen)
        assert doc(book, "payments")["paid_on"] == "2026-11-05"
        await screen.until(lambda: "payment 1" in stops(card), "its own row")
        await screen.sees("paid ¥20,000", "first payment ¥10,000 short", "bonus on hold")
        await at(screen, "payment 1")
        await screen.press("x")
        await screen.until(lambda: "payment 1" not in stops(card), "removed")
        assert doc(book, "payments") is None
        await screen.press("u")
        await screen.until(lambda: "payment 1" in stops(card), "back")


def stops(card):
    return [stop.key for stop in card.sections["deals"].stops.values()]


async def test_what_does_not_fit_keeps_the_form_with_everything_in_it(book):
    async with at_work(book) as screen:
        await deals(screen)
        await screen.press("a", "k")
        form = await typed(screen, AGREED | {"instalments": "30k 2026-12-01"})
        await screen.press("ctrl+s")
        await screen.sees("The instalments add up to ¥30,000")
        assert screen.here is form and form.filling.texts["amount"] == "100k"
        assert doc(book, "contracts") is None


async def test_a_code_that_another_contract_has_is_refused_in_the_form(book):
    agreed(book, {"amount": cny(50), "code": "C-1"})
    async with at_work(book) as screen:
        await deals(screen)
        await screen.press("a", "k")
        form = await typed(screen, {"amount": "100k", "code": "c-1"})
        await screen.press("ctrl+s")
        await screen.sees("The customer has a contract with the code “c-1” already")
        assert screen.here is form and form.filling.texts["amount"] == "100k"
        assert doc(book, "contracts", 2) is None
        await screen.press("ctrl+u")
        await screen.type("C-2")
        await saved(screen)
        assert doc(book, "contracts", 2)["code"] == "C-2"
        await screen.press("u")
        await screen.until(lambda: doc(book, "contracts", 2) is None, "undone")


async def test_who_pays_a_contract_that_somebody_else_has_paid_meanwhile_is_told(book):
    agreed(book, {"amount": cny(100), "code": "C-1", "signed_on": "2026-11-01"})
    async with at_work(book) as screen:
        await deals(screen)
        await at(screen, "contract 1")
        await screen.press("i")
        form = await typed(screen, {"amount": "60", "method": "transfer"})
        paid_by_another(book, "70")
        await screen.press("ctrl+s")
        await screen.sees(
            "¥130 would be paid of a contract of ¥100, which is ¥30 too much",
            "The last payment, ¥70 of", "was entered by wu",
        )  # fmt: skip
        assert screen.here is form
        assert (form.filling.texts["amount"], form.filling.texts["method"]) == ("60", "transfer")
        assert doc(book, "payments", 2) is None
        while form.filling.fields[form.row].name != "amount":
            await screen.press("up")
        await screen.press("ctrl+u")
        await screen.type("30")
        await saved(screen)
        assert [doc(book, "payments", n)["amount"] for n in (1, 2)] == [cny(70), cny(30)]
        assert doc(book, "payments", 2)["method"] == "transfer"
        await screen.press("u")
        await screen.until(lambda: doc(book, "payments", 2) is None, "undone")
        assert doc(book, "payments")["amount"] == cny(70), "theirs stays"


async def test_who_pays_a_contract_that_somebody_else_has_removed_is_told(book):
    agreed(book, {"amount": cny(100), "code": "C-1"})
    async with at_work(book) as screen:
        await deals(screen)
        await at(screen, "contract 1")
        await screen.press("i")
        form = await typed(screen, {"amount": "60"})
        other = opened(book, "wu")
        target, seen = edit.Target(1, "contract", 1), other.book.get("contracts", 1)
        other.perform(lambda now: edit.removal(now, target, seen, other.moment))
        other.close()
        await screen.press("ctrl+s")
        await screen.sees("The contract C-1 of 宏达机械 was removed by wu; look at the history.")
        assert screen.here is form
        assert form.filling.texts["amount"] == "60"
        assert doc(book, "payments") is None


def paid_by_another(folder, amount, by="wu"):
    """Somebody else enters a payment on the contract 1, in a session of their own."""
    other = opened(folder, by)
    target = edit.Target(1, "payment")
    wanted = {"amount": amount, "contract_id": "1"}
    other.perform(lambda book: edit.change(book, target, {}, wanted, other.moment))
    other.close()


async def test_of_several_contracts_the_one_under_the_cursor_is_paid(book):
    agreed(book, {"amount": cny(50), "code": "C-1"})
    agreed(book, {"amount": {"minor": 5_000, "currency": "EUR"}, "code": "C-2"})
    async with at_work(book) as screen:
        await deals(screen)
        await at(screen, "contract 2")
        await screen.press("i")
        form = await typed(screen, {"amount": "20"})
        assert form.filling.texts["contract_id"] == "2"
        await screen.sees("€20")
        await saved(screen)
        paid = doc(book, "payments")
        assert (paid["contract_id"], paid["amount"]) == (2, {"minor": 2_000, "currency": "EUR"})


async def test_without_a_contract_nothing_can_be_paid(book):
    async with at_work(book) as screen:
        await deals(screen)
        await screen.press("i")
        await screen.sees("No contract yet")
        await screen.press("a", "p")
        await screen.sees("No contract yet")


async def test_a_deal_is_won_with_a_reason_and_what_is_missing_is_said(book):
    async with at_work(book) as screen:
        await deals(screen)
        await at(screen, "deal 1")
        await screen.press("W")
        await screen.sees("give a reason to move anyway")
        await screen.type("on the phone")
        await screen.press("enter")
        await screen.sees("won the deal Lines of 宏达机械", "won, not signed: no contract")
        assert doc(book, "deals")["status"] == "won"
        await screen.press("W")
        await screen.sees("won already")


async def test_a_deal_is_lost_for_a_reason_of_the_books_list(book):
    async with at_work(book) as screen:
        await deals(screen)
        await at(screen, "deal 1")
        await screen.press("X")
        await screen.sees("too expensive", "another reason")
        await screen.press("1")
        await screen.type("no local stock")
        await screen.press("enter")
        await screen.sees("lost the deal Lines of 宏达机械 (too expensive)")
        lost = doc(book, "deals")
        assert (lost["status"], lost["lost_reason"], lost["lost_kind"], lost["lost_cause"]) == (
            "lost", "price", "price", "no local stock")  # fmt: skip
        await screen.press("u")
        await screen.until(lambda: "status" not in doc(book, "deals"), "undone")


@pytest.mark.parametrize("keys", [("X", "1", "enter"), ("W",)])
async def test_who_ends_a_deal_that_somebody_else_has_moved_is_told(book, keys):
    async with at_work(book) as screen:
        await deals(screen)
        await at(screen, "deal 1")
        await screen.press(*keys[:-1])
        moved_by_another(book, 1, "prospect")
        await screen.press(keys[-1])
        await screen.sees("宏达机械 was moved to Prospect by wu meanwhile; nothing else was moved.")
        assert doc(book, "deals")["stage"] == "prospect"


async def test_what_was_said_of_a_loss_is_corrected_and_the_deal_opened_again(book):
    async with at_work(book) as screen:
        await deals(screen)
        await at(screen, "deal 2")
        await screen.press("X")
        form = await filled(screen)
        assert form.filling.texts["lost_reason"] == "too expensive"
        await screen.press("ctrl+u")
        await screen.type("the boss left")
        await saved(screen)
        lost = doc(book, "deals", 2)
        assert (lost["status"], lost["lost_reason"], "history" in lost) == (
            "lost",
            "the boss left",
            False,
        )
        await screen.press("O")
        await screen.sees("reopened the deal Pilot")
        assert doc(book, "deals", 2)["stage"] == "interested"
        await screen.press("O")
        await screen.sees("open already")


async def test_a_discount_above_the_limit_asks_why_and_the_reason_is_kept(book):
    async with at_work(book) as screen:
        await deals(screen)
        await at(screen, "deal 1")
        await screen.press("e")
        await typed(screen, {"discount": "90"})
        await screen.press("ctrl+s")
        await screen.sees("say why 90 %")
        await screen.type("last one of its kind")
        await screen.press("enter")
        await screen.until(lambda: screen.here.name_ == "card", "saved")
        assert doc(book, "deals")["discount_reason"] == "last one of its kind"


async def test_the_card_speaks_both_languages(book):
    agreed(book, {"amount": cny(50), "signed_on": "2026-11-01"})
    async with at_work(book) as screen:
        await deals(screen)
        await screen.press("f2")
        await screen.sees("合同", "应收", "奖金暂缓", "太贵")


async def test_keys_behind_a_loss_wait_for_the_deal_that_is_lost(book):
    async with at_work(book) as screen:
        await deals(screen)
        await at(screen, "deal 1")
        screen.send("X", "1", "enter", "O")
        await screen.sees("reopened the deal Lines of 宏达机械")
        assert "status" not in doc(book, "deals")


@pytest.fixture
def successful(tmp_path):
    """An open deal, and an older one that is won, signed and paid in full."""
    fill(
        tmp_path,
        customers=[{"name": "宏达机械", "created_at": "2026-01-01T00:00:00Z"}],
        deals=[{"customer_id": 1, "stage": "won", "status": "won", "title": "Hall",
                "stage_since": "2026-02-01T09:00:00Z", "closed_on": "2026-02-01"},
               {"customer_id": 1, "stage": "negotiation", "title": "Lines"}],
    )  # fmt: skip
    agreed(tmp_path, {"deal_id": 1, "amount": cny(100), "signed_on": "2026-02-01",
                      "first_payment_amount": cny(100)})  # fmt: skip
    paid_by_another(tmp_path, "100")
    return tmp_path


async def card_of(screen):
    screen.app.shell.open_card(1, (1,))
    await screen.until(lambda: screen.here.name_ == "card" and screen.here.known, "the card")


async def test_a_second_press_corrects_the_loss_and_loses_no_older_success(successful):
    async with at_work(successful) as screen:
        await card_of(screen)
        await screen.press("X", "1", "enter")
        await screen.sees("lost the deal Lines of 宏达机械")
        await screen.press("X")
        form = await filled(screen)
        assert form.filling.texts["lost_reason"] == "too expensive"
        assert (form.wish.form, form.wish.doc_id) == ("loss", 2)
    async with at_work(successful) as screen:  # also when the card is opened again
        await card_of(screen)
        await screen.press("X")
        assert (await filled(screen)).wish.doc_id == 2
    assert doc(successful, "deals")["status"] == "won"


async def test_a_won_deal_is_asked_about_before_it_is_lost(successful):
    async with at_work(successful) as screen:
        await deals(screen)
        await at(screen, "deal 1")
        await screen.press("X")
        await screen.sees("The deal Hall is won, and its contract is paid in full (¥100).")
        await screen.press("enter", "k")
        assert doc(successful, "deals")["status"] == "won"
        await screen.press("X", "x")
        await screen.sees("too expensive")
        await screen.press("1", "enter")
        await screen.sees("lost the deal Hall of 宏达机械")
        assert doc(successful, "deals")["status"] == "lost"


async def test_a_signature_that_does_not_count_yet_says_why_on_its_own_line(book):
    async with at_work(book) as screen:
        await deals(screen)
        await at(screen, "deal 1")
        await screen.press("a", "k")
        await typed(screen, {"amount": "100k", "signed_on": "2026-11-01"})
        await saved(screen)
        await screen.sees("No first payment is agreed",
                          "signed 11-01; counts as signed once a first payment is agreed")  # fmt: skip
        assert "not signed" not in screen.text()
        await screen.press("f2")
        await screen.sees("签于 11-01")
