"""Texts that programs stumble over, in every place of the running desk: as names, notes, tags, contacts and
logged words, typed and pasted. Nothing of them acts, hides the rest, or shears a column."""

from itertools import cycle

import pytest
from desk_rig import desk, fill, kept
from hostile_texts import HARMFUL, known_bad_texts
from rich.cells import cell_len
from textual import events

OWN = [
    "[VIP] [/] [@click=app.quit]x[/]", "[bold red]not bold[/bold red]", "$name ${HOME} %(x)s %s {0}",
    "\x1b[2J\x1b]52;c;aGk=\x07gone", "a\r\nb\tc", "\u202eevil\u202c", "\u2067rtl\u2069", "👩‍👧‍👦" * 4, "❤️🏽",
    "e" + "\u0301" * 50, "﷽ ﷽", "ก็" * 30, "宏" * 80, "x" * 300, "'; drop table customers; --", "`rm -rf /`",
    "\u200b\u200dinvisible\ufeff", "../../etc/passwd", "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "：？／",
    "\x9b31mc1", "ﾊﾝｶｸ ＡＢＣ", "A\u0085B\u2028C\u2029D",
]  # fmt: skip


def book(folder, texts):
    """A customer for every text, which stands in all its fields."""
    customers, contacts, touches, deals, plans = [], [], [], [], []
    for n, text in enumerate(texts, 1):
        customers.append({"name": text, "created_at": "2026-01-01T00:00:00Z", "country": "CN", "notes": text,
                          "tags": [text], "industry": text, "source": text, "owner": text, "city": text,
                          "habits": [text], "custom": {"own": text}, "needs": [{"text": text}]})  # fmt: skip
        contacts.append({"customer_id": n, "name": text, "title": text, "notes": text})
        touches.append({"customer_id": n, "at": "2026-11-01T02:00:00Z", "content": text, "by": text,
                        "next_step": text, "result": "reached"})  # fmt: skip
        deals.append({"customer_id": n, "title": text, "stage": "prospect", "opened_on": "2026-10-01",
                      "stage_since": "2026-10-01T00:00:00Z", "products": [text]})  # fmt: skip
        plans.append({"customer_id": n, "due_at": "2026-11-20", "note": text})
    fill(
        folder,
        customers=customers,
        contacts=contacts,
        touches=touches,
        deals=deals,
        follow_ups=plans,
    )


TYPED = frozenset((0xFE0F,))
"""What a keyboard of emoji sends; it stands in the line that is typed, and is part of no column."""


def sound(screen, but=frozenset()):
    """The screen is whole: every line as wide as it, nothing on it that acts on a terminal."""
    lines, width = screen.lines(), screen.shell.size.width
    assert len(lines) == screen.shell.size.height
    for line in lines:
        assert cell_len(line) == width, repr(line)
        assert not (HARMFUL - but) & set(map(ord, line)), repr(line)


TOUR = [(), ("o",), ("tab",), ("tab",), ("tab",), ("tab",), ("tab",), ("q",), ("e",), ("escape",), ("enter",),
        ("r",), ("escape",), ("m",), ("escape",), ("t",), ("escape",), ("z",), ("escape",), ("y",), ("2",), ("l",), ("m",), ("escape",), ("3",),
        ("1",)]  # fmt: skip


def packed(folder):
    """Few customers who hold all the texts: four each, in every field that a card shows."""
    customers, contacts, touches, deals, plans = [], [], [], [], []
    for n in range(1, len(OWN) // 4 + 1):
        texts = OWN[4 * n - 4 : 4 * n]
        one = cycle(texts)
        customers.append({
            "name": next(one), "created_at": "2026-01-01T00:00:00Z", "country": "CN", "notes": "\n".join(texts),
            "tags": texts, "industry": next(one), "source": next(one), "owner": next(one), "city": next(one),
            "habits": texts, "custom": {str(i): text for i, text in enumerate(texts)},
            "needs": [{"text": text, "matched_product": text} for text in texts], "regional_notes": next(one),
        })  # fmt: skip
        for text in texts:
            contacts.append({"customer_id": n, "name": text, "title": text, "notes": text})
            touches.append(
                {"customer_id": n, "at": "2026-11-01T02:00:00Z", "content": text, "by": text}
            )
            deals.append({"customer_id": n, "title": text, "stage": "prospect", "opened_on": "2026-10-01",
                          "stage_since": "2026-10-01T00:00:00Z", "products": [text]})  # fmt: skip
        plans.append({"customer_id": n, "due_at": "2026-11-20", "note": next(one)})
    fill(
        folder,
        customers=customers,
        contacts=contacts,
        touches=touches,
        deals=deals,
        follow_ups=plans,
    )


async def test_hostile_texts_go_through_every_place_of_the_desk(tmp_path):
    packed(tmp_path)
    async with desk(tmp_path, size=(140, 36)) as screen:
        assert len(screen.names()) == len(OWN) // 4
        for customer_id in range(1, len(OWN) // 4 + 1):
            screen.here.rows.go(customer_id)
            for keys in TOUR:
                await screen.press(*keys)
                await screen.quiet()
                sound(screen, TYPED if screen.here.name_ == "form" else frozenset())
        await screen.press("U", "q", "ctrl+p", "escape", "?", "q", "u")
        assert screen.app.is_running


@pytest.mark.parametrize("width", [40, 80])
async def test_hostile_texts_shear_no_narrow_screen(tmp_path, width):
    book(tmp_path, OWN)
    async with desk(tmp_path, size=(width, 24)) as screen:
        for keys in (("G",), ("g",), ("3",), ("G",), ("enter",), ("tab",), ("tab",)):
            await screen.press(*keys)
            await screen.quiet()
            sound(screen)


async def test_names_are_shown_literally(tmp_path):
    names = ["[VIP] [/] x", "[@click=app.quit]y[/]", "%(name)s {0} $x", "\\[b]"]
    book(tmp_path, names)
    async with desk(tmp_path, size=(120, 24)) as screen:
        await screen.sees(*names)
        for name in names:
            screen.go(name)
            await screen.press("d")
            await screen.sees(f"Done with {name}; next by the cadence")


async def test_a_paste_is_text_where_a_text_is_typed_and_nothing_anywhere_else(tmp_path):
    book(tmp_path, ["宏达机械", "Nordwind"])
    before = kept(tmp_path)
    async with desk(tmp_path) as screen:
        for pasted in OWN:
            screen.app.post_message(events.Paste(pasted))
            await screen.quiet()
            assert screen.here.name_ == "today"
            assert not screen.foot.asking
            assert kept(tmp_path) == before
            await screen.press("enter", "r")
            screen.app.screen.focused.post_message(events.Paste(pasted))
            await screen.quiet()
            typed = screen.foot.logging.texts[0]
            assert typed, "what can be read of it arrives"
            assert not (HARMFUL - TYPED) & set(map(ord, typed))
            sound(screen, TYPED)
            await screen.press("enter")
            assert screen.said.startswith("Logged for"), screen.said
            await screen.press("u")
            assert kept(tmp_path) == before


async def test_hostile_words_typed_anywhere_are_words(tmp_path):
    book(tmp_path, ["宏达机械", "Nordwind"])
    async with desk(tmp_path, size=(100, 24)) as screen:
        for text, opening in zip(OWN, cycle(("/", ":", "z", "ctrl+p")), strict=False):
            typed = [char for char in text if char.isprintable()][:40]
            await screen.press(opening)
            screen.send(*typed)
            await screen.heard()
            await screen.press("tab", "enter")
            await screen.quiet()
            sound(screen, TYPED)
            while screen.foot.asking or len(screen.shell.stack) > 1 or screen.here.filter:
                await screen.press("escape")
        assert len(kept(tmp_path)["customers"]) == 2


@pytest.mark.realdata
async def test_every_known_bad_text_goes_through_the_lists(tmp_path):
    texts = [text for text in known_bad_texts() if text.strip()]
    fill(tmp_path, customers=[{"name": text[:400], "created_at": "2026-01-01T00:00:00Z", "notes": text[:400],
                               "tags": [text[:60]]} for text in texts])  # fmt: skip
    async with desk(tmp_path, size=(120, 50)) as screen:
        for place in ("1", "3"):
            await screen.press(place, "g")
            await screen.until(lambda: len(screen.names()) == len(texts), "everybody")
            before = None
            while screen.here.moving.top != before:
                before = screen.here.moving.top
                sound(screen)
                await screen.press("pagedown", "pagedown")
                await screen.quiet()
            await screen.press("G")
            assert screen.selected == screen.names()[-1]
