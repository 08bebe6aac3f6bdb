"""Steps that the tests of the wire share: the small app in a terminal, and what it says."""

import sys
from pathlib import Path

from pty_session import PtySession

ROOT = Path(__file__).parents[2]
APP = [sys.executable, str(Path(__file__).with_name("tiny_app.py"))]


def tiny(log: Path, environment: dict[str, str | None] | None = None, **how: object) -> PtySession:
    wanted = {"PYTHONPATH": str(ROOT / "src"), "TINY_LOG": str(log)}
    return PtySession(APP, environment=wanted | (environment or {}), **how)


def ready(session: PtySession) -> None:
    session.wait_for("ready", "Nordwind")
    session.quiet(0.15)


def said(log: Path) -> list[str]:
    return log.read_text(encoding="utf-8").splitlines() if log.exists() else []


def wait_until_said(session: PtySession, log: Path, line: str) -> None:
    session.wait_until(lambda _: line in said(log), f"{line!r} in the log; it has {said(log)}")


def is_given_back(session: PtySession) -> bool:
    modes = session.screen.modes
    left = not session.screen.alternate and 25 in modes and 7 in modes
    left = left and session.screen.margins == (0, session.screen.rows - 1)
    return left and not modes & {1000, 1002, 1003, 1006, 2004} and session.modes_restored()
