"""Working days by country from the package `holidays`, remembered between runs.

Importing the package costs 600 ms, so each (country, year, package version) is worked out
once and kept as a small file; the package is imported on a miss only. It knows no rule of
the desk, and reads no environment: the folder is an argument. A cache that cannot be read or
written is no failure, the answer is worked out again.
"""

import json
import os
import re
from contextlib import suppress
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path

from tierdesk.domain.moment import weekdays_only

_CODE = re.compile(r"[A-Z]{2}")
_INSTALLED = re.compile(r"holidays-([\w.]+)\.dist-info$")
_SUBSTITUTED = "CN"
"""The country whose working weekends are announced year by year."""


class HolidayCache:
    """An `IsWorking`: `cache(day, country)`. Weekends and public holidays are as the package
    says, China's make-up working days included; a country that it does not know, or no country
    at all, works on weekdays."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._years: dict[tuple[str, int], str] = {}
        self._version: str | None = None

    def __call__(self, day: date, country: str) -> bool:
        """Is it a working day there? Under a microsecond once the year is known."""
        year = self._years.get((country, day.year)) or self._year(country, day.year)
        return year[day.timetuple().tm_yday - 1] == "1"

    def provisional(self, country: str, year: int) -> bool:
        """True for a year of China whose make-up days are not announced yet: the statutory
        holidays are known, the exchanged weekends are not."""
        if country != _SUBSTITUTED:
            return False
        return not any(self(day, country) for day in _days(year) if not weekdays_only(day, country))

    def _year(self, country: str, year: int) -> str:
        """365 or 366 characters, "1" for a working day."""
        known = _CODE.fullmatch(country) is not None
        found = self._read(country, year) if known else None
        if found is None:
            found = _worked_out(country, year) if known else _weekdays(country, year)
            if known:
                self._write(country, year, found)
        self._years[country, year] = found
        return found

    def _path(self, country: str, year: int) -> Path | None:
        if self._version is None:
            self._version = _package_version()
        if self._folder is None or not self._version:
            return None
        return self._folder / f"working-days-{country}-{year}-{self._version}.json"

    def _read(self, country: str, year: int) -> str | None:
        path = self._path(country, year)
        if path is None:
            return None
        try:
            read = json.loads(path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return None
        working = read.get("working") if isinstance(read, dict) else None
        if not isinstance(working, str) or len(working) != len(_days(year)):
            return None
        return working if set(working) <= {"0", "1"} else None

    def _write(self, country: str, year: int, working: str) -> None:
        """Whole or not at all: another process may read at this moment."""
        import tempfile

        path = self._path(country, year)
        if path is None:
            return
        text = json.dumps({"country": country, "year": year, "working": working}) + "\n"
        with suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".working-days-", dir=path.parent)
            try:
                with os.fdopen(handle, "w", encoding="ascii") as file:
                    file.write(text)
                Path(name).replace(path)
            except OSError:
                Path(name).unlink(missing_ok=True)


def _days(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range(366 if _leap(year) else 365)]


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _weekdays(country: str, year: int) -> str:
    return "".join("01"[weekdays_only(day, country)] for day in _days(year))


def _worked_out(country: str, year: int) -> str:
    from holidays import country_holidays

    try:
        known = country_holidays(country, years=year)
    except NotImplementedError:
        return _weekdays(country, year)
    return "".join("01"[known.is_working_day(day)] for day in _days(year))


def _package_version() -> str:
    """From the name of the folder that installers leave beside the package: importing the
    package, or importlib.metadata, is what the cache saves. "" when there is no such package."""
    spec = find_spec("holidays")
    if spec is None or spec.origin is None:
        return ""
    site = Path(spec.origin).parent.parent
    found = [m[1] for p in site.glob("holidays-*.dist-info") if (m := _INSTALLED.match(p.name))]
    return found[0] if len(found) == 1 else _version_by_metadata()


def _version_by_metadata() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("holidays")
    except PackageNotFoundError:
        return ""
