"""The only place that reads the system's clock and time zone; rules get both as arguments."""

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tierdesk.errors import Usage
from tierdesk.i18n.message import say

_LOCALTIME = Path("/etc/localtime")


def system_zone(environment: Mapping[str, str]) -> tzinfo:
    """The user's zone by name (TZ, else the system's), so that past days keep their own offset;
    a fixed offset where the system names none."""
    name = environment.get("TZ", "").lstrip(":")
    if not name and _LOCALTIME.is_symlink():
        _, _, name = str(_LOCALTIME.resolve()).partition("/zoneinfo/")
    try:
        return ZoneInfo(name) if name else datetime.now().astimezone().tzinfo or UTC
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return datetime.now().astimezone().tzinfo or UTC


def read_now(given: str | None, zone: tzinfo) -> datetime:
    """`--now` as an aware instant, else the clock's; without an offset it is the user's time."""
    if not given:
        return datetime.now(UTC)
    try:
        read = datetime.fromisoformat(given)
    except ValueError:
        raise Usage(
            say("“%(text)s” is not a time; write --now like 2026-11-24 or 2026-11-24T09:30.",
                text=given)
        ) from None  # fmt: skip
    return read if read.tzinfo else read.replace(tzinfo=zone)
