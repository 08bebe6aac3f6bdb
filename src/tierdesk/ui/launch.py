"""The one door from the command line to the screen: look at the terminal, set the environment, then
import the screen library and run. Everything slow comes after the first paint.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING

from tierdesk.errors import Refused
from tierdesk.ui.wire.link import link_of, terminal_fault

if TYPE_CHECKING:
    from pathlib import Path

    from tierdesk.desk.board_digest import BoardDigest
    from tierdesk.desk.clerk import Clerk
    from tierdesk.desk.keepsakes import Keepsakes
    from tierdesk.ui.app import TierdeskApp
    from tierdesk.ui.host import Caller, Host


def launch(caller: Caller, *, demo: bool = False, log: Path | None = None) -> int:
    """Run the desk; returns the exit code. `log` is where faults of the program are noted, when not
    beside what is remembered. Raises Refused where the terminal cannot show it."""
    fault = terminal_fault(
        os.environ, sys.__stdin__, sys.__stdout__, sys.__stderr__,
        getattr(sys.__stderr__, "encoding", None),
    )  # fmt: skip
    if fault is not None:
        raise Refused(fault)
    link = link_of(os.environ)
    os.environ.update(link.environment(os.environ))
    host = host_of(caller, demo=demo, log=log)
    _without_ssl()
    from tierdesk.ui.app import TierdeskApp
    from tierdesk.ui.wire.driver import SafeLinuxDriver

    app = TierdeskApp(host, clerk_of(host), SafeLinuxDriver)
    app.run(mouse=link.mouse)
    if app.fault is not None:
        app.clerk.stop(_LAST_CHANCE)
        raise app.fault
    return WANTS_DEMO if app.wants_demo else app.return_code or 0


def _board_of(keepsakes: Keepsakes, cache: Path, caller: Caller) -> BoardDigest | None:
    """The board of last time, where the desk was left on it: no other screen needs it."""
    if keepsakes.state.screen != "pipeline":
        return None
    from tierdesk.desk import board_digest

    book, language = caller.configuration.data, caller.catalog.language
    return board_digest.load(cache, book, language, caller.today)


_LAST_CHANCE = 1.0
"""Seconds that the clerk is given again after something went wrong."""
WANTS_DEMO = -1
"""What `launch` returns when the person wants to see the demo book."""
LOG = "tierdesk.log"
"""In the state folder."""


def _without_ssl() -> None:
    """asyncio works without the `ssl` module and imports it all the same, which costs the start more
    than our own shell does; the desk opens no connection."""
    if "ssl" not in sys.modules:
        sys.modules["ssl"] = None  # type: ignore[assignment]
        import asyncio  # noqa: F401

        del sys.modules["ssl"]


def _without_openssl() -> None:
    """The library of the records imports `secrets`, which loads OpenSSL, 3 MB, for hashes that nobody
    asks for here. Python has the same ones of its own; built without them, it keeps OpenSSL's."""
    second = ("_sha2",) if sys.version_info >= (3, 12) else ("_sha256", "_sha512")
    own = all(map(find_spec, ("_md5", "_sha1", *second, "_sha3", "_blake2")))
    if own and "hashlib" not in sys.modules:
        sys.modules["_hashlib"] = None  # type: ignore[assignment]
        import hmac  # noqa: F401

        del sys.modules["_hashlib"]


def clerk_of(host: Host) -> Callable[[TierdeskApp], Clerk]:
    """How the app gets its clerk."""

    def make(app: TierdeskApp) -> Clerk:
        _without_openssl()
        from tierdesk.desk.clerk import Clerk
        from tierdesk.ui.upkeep import keep_digest, prepare

        return Clerk(
            host.caller.open_desk, app.post, on_loading=app.on_loading,
            on_snapshot=app.on_snapshot, on_failure=app.on_failure, prepare=prepare,
            keep=keep_digest(host, app), log=host.log,
        )  # fmt: skip

    return make


def host_of(caller: Caller, *, demo: bool = False, log: Path | None = None) -> Host:
    """Read what the user set; nothing of the book but its digest."""
    from tierdesk import paths
    from tierdesk.desk import digest
    from tierdesk.desk.keepsakes import Keepsakes
    from tierdesk.keys.keymap import load_keymap
    from tierdesk.theming.shelf import default_theme, read_shelf
    from tierdesk.ui.host import Host

    environment: Mapping[str, str] = caller.environment
    link = link_of(environment)
    book = caller.configuration.data
    keepsakes = Keepsakes(paths.state_folder(environment), book)
    shelf = read_shelf(
        paths.shipped_themes(), paths.themes_folder(environment),
        colourless="NO_COLOR" in environment,
    )  # fmt: skip
    chosen = caller.configuration.theme
    missing = shelf.missing(chosen)
    keymap = load_keymap(paths.keymap_file(environment))
    broken = keepsakes.load()
    today = caller.today
    return Host(
        caller, shelf, keymap, keepsakes,
        theme=chosen if chosen and not missing else default_theme(environment, remote=link.remote),
        link=link,
        ascii=caller.configuration.ascii,
        digest=digest.load(paths.cache_folder(environment), book, caller.catalog.language, today),
        board=_board_of(keepsakes, paths.cache_folder(environment), caller),
        absent=not book.exists(),
        demo=demo,
        reports=(
            *(f.message for f in shelf.faults), *keymap.faults, *(m for m in (missing, broken) if m),
        ),
        log=log or paths.state_folder(environment) / LOG,
    )  # fmt: skip
