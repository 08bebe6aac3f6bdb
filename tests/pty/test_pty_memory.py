"""What the desk keeps in memory, looked at from outside."""

from pathlib import Path

from desk_in_terminal import ready


def test_the_desk_loads_no_openssl_even_for_what_it_saves(home):
    with home.desk() as session:
        ready(session)
        session.press("enter")
        session.quiet(0.3)
        session.press("r", "enter")
        session.wait_for("Logged", seconds=30)
        maps = Path(f"/proc/{session.pid}/maps").read_text()
        assert "_pydantic_core" in maps
        assert "libcrypto" not in maps
        assert "libssl" not in maps
