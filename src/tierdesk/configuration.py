"""What a user may set, and which source wins: flag > environment > file > default.

The file is TOML. A faulty file is reported with every fault named, never half applied.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tierdesk import paths
from tierdesk.errors import Usage, system_reason, toml_reason
from tierdesk.i18n.catalog import LANGUAGES
from tierdesk.i18n.message import Message, say

KEYS = ("data", "lang", "read_only", "owner", "date_order", "currency", "theme", "ascii")
_FLAGS = ("read_only", "ascii")
_BOOLEANS = {
    "1": True,
    "true": True,
    "yes": True,
    "0": False,
    "false": False,
    "no": False,
    "": False,
}
_ORDERS: tuple[Literal["ymd", "dmy", "mdy"], ...] = ("ymd", "dmy", "mdy")
_ALLOWED = {"lang": LANGUAGES, "date_order": _ORDERS}


@dataclass(frozen=True, slots=True)
class Configuration:
    """`data`: path of the book; `lang`: en or zh, "" for the locale's; `read_only`; `owner`: whose
    name new customers and history carry; `date_order`: how 1/12 is read; `currency`: of amounts
    that name none, in a book that has no base currency of its own; `theme`: of the screen, "" for
    the one that suits the terminal; `ascii`: no sign outside ASCII but in texts."""

    data: Path
    lang: str = ""
    read_only: bool = False
    owner: str = ""
    date_order: Literal["ymd", "dmy", "mdy"] = "ymd"
    currency: str = "CNY"
    theme: str = ""
    ascii: bool = False


def configure(flags: Mapping[str, object], environment: Mapping[str, str]) -> Configuration:
    """Put the sources together. Raises Usage for a value that no source may have."""
    chosen: dict[str, object] = {"data": paths.data_file(environment)}
    chosen |= _from_file(paths.configuration_file(environment))
    chosen |= _from_environment(environment)
    chosen |= {
        key: value for key, value in flags.items() if key in KEYS and value not in (None, "")
    }
    for key, allowed in _ALLOWED.items():
        if chosen.get(key) and chosen[key] not in allowed:
            raise _unfit(key, str(chosen[key]), allowed)
    currency = str(chosen.get("currency", "CNY"))
    if not re.fullmatch("[A-Za-z]{3}", currency):
        raise _unfit("currency", currency, ("CNY", "EUR", "USD", "…"))
    return Configuration(
        data=Path(str(chosen["data"])).expanduser(),
        lang=str(chosen.get("lang", "")),
        read_only=bool(chosen.get("read_only", False)),
        owner=str(chosen.get("owner", "")),
        date_order=next((o for o in _ORDERS if o == chosen.get("date_order")), "ymd"),
        currency=currency.upper(),
        theme=str(chosen.get("theme", "")),
        ascii=bool(chosen.get("ascii", False)),
    )


def _from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key in KEYS:
        value = environment.get(f"TIERDESK_{key.upper()}", "")
        if value and key in _FLAGS:
            if value.lower() not in _BOOLEANS:
                raise _unfit(f"TIERDESK_{key.upper()}", value, ("1", "0"))
            found[key] = _BOOLEANS[value.lower()]
        elif value:
            found[key] = value
    return found


def _from_file(path: Path) -> dict[str, object]:
    import tomllib

    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as fault:
        raise _unreadable(path, system_reason(fault)) from None
    except UnicodeDecodeError:
        raise _unreadable(path, say("its text is no UTF-8")) from None
    except tomllib.TOMLDecodeError as fault:
        raise _unreadable(path, toml_reason(fault)) from None
    faults = [key for key in read if key not in KEYS]
    faults += [k for k, v in read.items() if k in KEYS and not isinstance(v, _type_of(k))]
    if faults:
        raise Usage(
            say("The configuration file %(path)s has keys that are unknown or of the wrong kind: "
                "%(keys)s; known are %(known)s.", path=str(path), keys=faults, known=list(KEYS))
        )  # fmt: skip
    return read


def _unreadable(path: Path, why: Message) -> Usage:
    return Usage(
        say("The configuration file %(path)s cannot be read (%(why)s); mend it or move it away.",
            path=str(path), why=why)
    )  # fmt: skip


def _type_of(key: str) -> type:
    return bool if key in _FLAGS else str


def _unfit(key: str, value: str, allowed: tuple[str, ...]) -> Usage:
    return Usage(
        say("%(key)s cannot be “%(value)s”; choose one of %(choices)s.",
            key=key, value=value, choices=list(allowed))
    )  # fmt: skip
