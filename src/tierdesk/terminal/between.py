"""What stands between the program and the person's terminal: ssh, tmux. The environment is an argument;
tmux is asked by its own command. Knows no screen and no customer.
"""

import subprocess
from collections.abc import Mapping
from typing import NamedTuple

YES, NO = frozenset(("1", "yes", "true", "on")), frozenset(("0", "no", "false", "off"))
_PATIENCE = 2.0
"""Seconds for tmux to answer."""
_TERMINAL = "#{client_termname} #{client_termfeatures}"


def is_remote(environment: Mapping[str, str]) -> bool:
    """Whether the line is an ssh's (inside tmux, too: the variables stay), unless TIERDESK_REMOTE
    says 1 or 0."""
    said = environment.get("TIERDESK_REMOTE", "").strip().lower()
    by_ssh = bool(environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"))
    return said in YES or (by_ssh and said not in NO)


def in_tmux(environment: Mapping[str, str]) -> bool:
    """Whether the program runs in a pane of tmux on this side."""
    return bool(environment.get("TMUX"))


def near_tmux(environment: Mapping[str, str]) -> bool:
    """Whether tmux runs on the near side of an ssh: the name of the terminal alone shows it."""
    return not in_tmux(environment) and environment.get("TERM", "").startswith(("tmux", "screen"))


class Attached(NamedTuple):
    """The terminal that tmux draws on: its name (TERM), and what tmux thinks that it can do."""

    name: str
    features: frozenset[str]

    @property
    def takes_copies(self) -> bool:
        """Whether tmux hands a buffer on to it."""
        return "clipboard" in self.features

    @property
    def setting(self) -> str:
        """The line of tmux's configuration that makes tmux do so."""
        return f"set -as terminal-features ',{self.name}:clipboard'"


def copied_by_tmux(data: bytes, environment: Mapping[str, str]) -> Attached | None:
    """Make the data a buffer of tmux, which sends it on to its terminal; None where tmux cannot be
    asked (older than 3.2, not installed on this side, not answering) or nobody looks at it."""
    said = _ask(
        environment, "load-buffer", "-w", "-", ";", "display-message", "-p", _TERMINAL, data=data
    )
    return _attached(said)


def attached_to(environment: Mapping[str, str]) -> Attached | None:
    """The terminal behind tmux; None where tmux cannot be asked, or nobody looks at it."""
    return _attached(_ask(environment, "display-message", "-p", _TERMINAL))


def escape_time(environment: Mapping[str, str]) -> int:
    """Milliseconds for which tmux holds Esc back; 0 where it cannot be asked."""
    said = _ask(environment, "show-options", "-sv", "escape-time") or ""
    return int(said) if said.isdecimal() else 0


def _attached(said: str | None) -> Attached | None:
    name, _, features = (said or "").partition(" ")
    return Attached(name, frozenset(features.split(","))) if name else None


def _ask(environment: Mapping[str, str], *words: str, data: bytes = b"") -> str | None:
    try:
        done = subprocess.run(
            ("tmux", *words), input=data, capture_output=True, check=False, env=dict(environment),
            timeout=_PATIENCE,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return None if done.returncode else done.stdout.decode("utf-8", "replace").strip()
