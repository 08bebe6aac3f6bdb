"""T: a text that fits, looked at, copied or made a mail of, and logged when it was sent."""

import pytest
from desk_rig import desk, fill, session
from test_desk_snapshots import assert_as_kept, painted

from tierdesk.pipeline.templates import added


@pytest.fixture
def book(tmp_path):
    made = {"created_at": "2026-01-01T00:00:00Z", "country": "DE", "owner": "li"}
    fill(
        tmp_path,
        customers=[{"name": "Acme", "city": "Kiel", **made}, {"name": "Beta", **made}],
        deals=[{"customer_id": 1, "stage": "prospect"}, {"customer_id": 2, "stage": "prospect"}],
        contacts=[{"customer_id": 1, "name": "Ann", "emails": ["ann@acme.example"]}, {"customer_id": 2, "name": "Bo"}],
    )  # fmt: skip
    session_desk = session(tmp_path).open_desk()
    session_desk.perform(lambda _: added({
        "name": "Visit", "stage": "prospect", "language": "en", "channel": "email",
        "subject": "To {customer}", "body": "{salutation}, a word from {city} [b]x[/b]",
    }))  # fmt: skip
    session_desk.close()
    return tmp_path


async def offered(screen, name="Acme"):
    await screen.press("3")
    screen.go(name)
    await screen.press("T")
    await screen.sees("Visit", "What we do, on two pages")


async def shown(screen, name="Acme"):
    await offered(screen, name)
    await screen.press("1")
    await screen.sees("copy", "mail file")


def touches(screen):
    return list(screen.book().get("touches", {}).values())


async def test_a_text_is_looked_at_copied_logged_and_taken_back(book):
    async with desk(book) as screen:
        await shown(screen)
        await screen.sees("To Acme: Dear Ann, a word from Kiel [b]x[/b]")
        assert_as_kept("templates-preview-en", await painted(screen))
        await screen.press("c")
        await screen.until(lambda: screen.app.clipboard, "copied")
        assert screen.app.clipboard == "To Acme\n\nDear Ann, a word from Kiel [b]x[/b]"
        await screen.sees("log it as sent?")
        assert touches(screen) == []
        await screen.press("l")
        await screen.quiet()
        (touch,) = touches(screen)
        assert (touch["channel"], touch["template_id"], touch["contact_id"]) == ("email", 1, 1)
        await screen.press("u")
        await screen.quiet()
        assert touches(screen) == []


async def test_a_mail_file_is_written_and_never_over_another(book):
    async with desk(book) as screen:
        for again in (False, True):
            await shown(screen)
            await screen.press("e")
            await screen.until(lambda: screen.foot.typing, "asked")
            screen.foot.entry.input.value = ""
            await screen.type(str(book / "a.eml"))
            await screen.press("enter")
            await screen.quiet()
            if again:
                assert screen.failed
                assert "exists already" in screen.said
            else:
                await screen.sees("The mail to Acme is written")
                await screen.press("n")
        assert b"To: Ann <ann@acme.example>" in (book / "a.eml").read_bytes()
        assert touches(screen) == []


async def test_what_lacks_is_named_and_no_mail_is_made_of_it(book):
    async with desk(book) as screen:
        await shown(screen, "Beta")
        await screen.sees("{city}", "nothing is known")
        await screen.press("m")
        await screen.quiet()
        assert screen.failed
        assert "nothing is known for {city}" in screen.said


async def test_marked_customers_get_a_mail_each_and_who_is_left_out_is_named(book):
    async with desk(book) as screen:
        await screen.press("3", "asterisk", "T")
        await screen.sees("Visit")
        await screen.press("1")
        await screen.sees(
            "1 customer can be written to", "left out: Beta (nothing is known for {city}"
        )
        await screen.press("f")
        await screen.until(lambda: screen.foot.typing, "asked")
        screen.foot.entry.input.value = ""
        await screen.type(str(book / "out"))
        await screen.press("enter")
        await screen.sees("log it as sent?")
        await screen.press("l")
        await screen.quiet()
        assert [path.name for path in (book / "out").iterdir()] == ["00001-Acme.eml"]
        assert [touch["customer_id"] for touch in touches(screen)] == [1]


async def test_the_way_speaks_chinese(book):
    async with desk(book) as screen:
        await screen.press("f2", "3")
        screen.go("Acme")
        await screen.press("T", "1")
        await screen.sees("复制", "邮件文件")
        assert_as_kept("templates-preview-zh", await painted(screen))
