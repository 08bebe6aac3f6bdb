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


def state_folder(environment: Mapping[str, str]) -> Path:
    """What is remembered between two runs and cannot be computed: places on the screen, drafts."""
    return _base(environment, "XDG_STATE_HOME", ".local", "state")


def keymap_file(environment: Mapping[str, str]) -> Path:
    """The user's own keys."""
    return configuration_file(environment).with_name("keys.toml")


def themes_folder(environment: Mapping[str, str]) -> Path:
    """The user's own themes."""
    given = environment.get("TIERDESK_THEMES", "")
    return Path(given) if given else configuration_file(environment).with_name("themes")


def shipped_themes() -> Path:
    """The themes that came with the program: in its package, in a checkout beside `src`."""
    package = Path(__file__).parent
    packed = package / "themes"
    return packed if packed.is_dir() else package.parents[1] / "themes"
