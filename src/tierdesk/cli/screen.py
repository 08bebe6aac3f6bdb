"""The one way from the command line to the screen: `tierdesk` without a command, and `tierdesk demo`."""

import gc
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tierdesk import paths
from tierdesk.cli.session import Session
from tierdesk.errors import Refused
from tierdesk.i18n.message import say


def open_screen(
    flags: Mapping[str, object], environment: Mapping[str, str], *, demo: bool = False
) -> int:
    """Run the desk until the person leaves; returns the exit code. The demo is a throw-away copy in
    a private folder, and so is all that is remembered of it but for what went wrong."""
    if flags.get("json"):
        raise Refused(say("The screen prints no JSON; give a command, like tierdesk today --json."))
    gc.disable()  # until the first frame is out; the app enables it
    code = _run(flags, environment) if not demo else _DEMO
    return _run_demo(flags, environment) if code == _DEMO else code


_DEMO = -1
"""What a run answers when the person wants to see the demo."""


def _run(flags: Mapping[str, object], environment: Mapping[str, str]) -> int:
    from tierdesk.ui.launch import WANTS_DEMO, launch

    code = launch(Session(flags, environment, writes=True))
    return _DEMO if code == WANTS_DEMO else code


def _run_demo(flags: Mapping[str, object], environment: Mapping[str, str]) -> int:
    from tierdesk.demo.place import make
    from tierdesk.ui.launch import LOG, launch

    folder = Path(tempfile.mkdtemp(prefix="tierdesk-demo-"))
    try:
        own = {**environment, "XDG_STATE_HOME": str(folder), "XDG_CACHE_HOME": str(folder)}
        asked = Session(flags, own)
        book = make(folder, asked.moment.now, asked.moment.zone, asked.by)
        log = paths.state_folder(environment) / LOG
        return launch(Session({**flags, "data": str(book)}, own, writes=True), demo=True, log=log)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
