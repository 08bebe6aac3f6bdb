"""The entry of the program. `tierdesk` and `tierdesk demo` with nothing but global options go to the
screen at once: reading them with the whole command line would cost the first paint a tenth.
"""

import gc
import os
import sys
from collections.abc import Mapping, Sequence


def main() -> None:
    """Run and leave with the exit code."""
    gc.disable()  # a command lives for a moment: collecting would only cost time
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    words = sys.argv[1:]
    asked = None if os.environ.get("_TIERDESK_COMPLETE") else screen_words(words)
    if asked is None:
        from tierdesk.cli.app import run

        status = run(words, os.environ)
    else:
        status = _show(*asked)
    os._exit(status)  # taking a book of 10,000 customers apart again would cost a tenth of a second


def screen_words(words: Sequence[str]) -> tuple[dict[str, object], bool] | None:
    """(flags, demo) when the words ask for the screen and are plain to read; None: whatever else
    they are, the command line says it."""
    from tierdesk.cli.options import GLOBAL

    kinds = {f"--{param.name.replace('_', '-')}": param for param in GLOBAL}
    flags: dict[str, object] = {}
    left, demo = list(words), False
    while left:
        word, equals, value = left.pop(0).partition("=")
        param = kinds.get(word)
        if word == "demo" and not equals and not demo:
            demo = True
        elif param is None or param.name in ("help", "version", "json"):
            return None
        elif param.kind == "flag":
            flags[param.name] = True
            if equals:
                return None
        elif equals or (left and not left[0].startswith("-")):
            flags[param.name] = value if equals else left.pop(0)
            if param.choices and flags[param.name] not in param.choices:
                return None
        else:
            return None
    return flags, demo


def _show(flags: Mapping[str, object], demo: bool) -> int:
    """The screen; a failure is one sentence on stderr."""
    from tierdesk.cli.screen import open_screen
    from tierdesk.cli.streams import talk
    from tierdesk.errors import TierdeskError
    from tierdesk.i18n.catalog import Catalog, language_of

    language = str(flags.get("lang") or os.environ.get("TIERDESK_LANG", ""))
    catalog = Catalog(language if language in ("en", "zh") else language_of(os.environ))
    try:
        return open_screen(flags, os.environ, demo=demo)
    except TierdeskError as failure:
        talk(failure.message, catalog)
        return failure.exit_code
    except KeyboardInterrupt:
        return 130
