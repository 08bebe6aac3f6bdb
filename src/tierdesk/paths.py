"""Where things live on this machine, after the XDG base directory specification.

Only computes paths; creates nothing.
"""

from collections.abc import Mapping
from pathlib import Path


def _base(environment: Mapping[str, str], variable: str, *fallback: str) -> Path:
    given = environment.get(variable, "")
    if given.startswith("/"):
        return Path(given) / "tierdesk"
    home = environment.get("HOME", "")
    return (Path(home) if home else Path.home()).joinpath(*fallback) / "tierdesk"


def data_file(environment: Mapping[str, str]) -> Path:
    """The book that is used when none is named."""
    return _base(environment, "XDG_DATA_HOME", ".local", "share") / "desk.json"


def configuration_file(environment: Mapping[str, str]) -> Path:
    """The user's own configuration."""
    return _base(environment, "XDG_CONFIG_HOME", ".config") / "config.toml"


def cache_folder(environment: Mapping[str, str]) -> Path:
    """What can be computed again: holidays."""
    return _base(environment, "XDG_CACHE_HOME", ".cache")
