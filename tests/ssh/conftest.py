"""One sshd for all of these tests; skipped, saying what to install, where there is none."""

import sys
from pathlib import Path

for name in ("wire", "pty"):
    sys.path.insert(0, str(Path(__file__).parents[1] / name))

import pytest  # noqa: E402
from desk_in_terminal import Home, write_book  # noqa: E402
from secure_shell import Far, Line, Multiplexer, Server, missing  # noqa: E402


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """sshd on the loopback."""
    if reason := missing("sshd", "ssh", "ssh-keygen"):
        pytest.skip(reason)
    with Server(tmp_path_factory.mktemp("sshd")) as server:
        yield server


@pytest.fixture
def line(server):
    """The wire to it."""
    with Line(server) as line:
        yield line


@pytest.fixture(scope="session")
def remote_book(tmp_path_factory):
    """The folder of a book that is written once."""
    return write_book(tmp_path_factory.mktemp("remote"))


@pytest.fixture
def home(tmp_path, remote_book):
    """A person's folder on the far side."""
    return Home(tmp_path, remote_book)


@pytest.fixture
def far(home):
    """The desk on the far side."""
    return Far(home.folder, home.environment)


@pytest.fixture
def login(server, line, far):
    """Log in and have the desk, or another command, started."""

    def log_in(command: str | None = None, **how):
        return server.client(command or far.command, line.port, **how)

    return log_in


@pytest.fixture
def tmux(home):
    """A tmux server of the far side's own, with the settings it comes with."""
    if reason := missing("tmux"):
        pytest.skip(reason)
    with Multiplexer(home.folder) as tmux:
        yield tmux
