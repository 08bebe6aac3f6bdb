"""What a command is: one value that every front door reads (command line, help, completion,
later keys, palette and the `:` line). Importing it must stay cheap: no record, no store.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from tierdesk.i18n.message import N_, Message

if TYPE_CHECKING:
    from pathlib import Path

    from tierdesk.configuration import Configuration
    from tierdesk.desk.desk import Desk, Receipt
    from tierdesk.domain.moment import Moment

Values = Mapping[str, object]
_NOTHING: Mapping[str, object] = {}
Completion = Literal[
    "", "customer", "stage", "file", "field", "command", "view", "tier",
    "contact_field", "need_field", "deal_field", "follow_up_field", "contract_field",
    "payment_field",
    "policy_field", "stage_word", "lost_reason", "lost_kind", "template_field",
    "group", "own_field", "own_field_fact",
]  # fmt: skip


class Front(Protocol):
    """What a command may ask of the front door that runs it."""

    configuration: Configuration

    @property
    def desk(self) -> Desk:
        """The open desk; opened at the first use, once."""
        ...

    @property
    def moment(self) -> Moment:
        """The moment of this call."""
        ...

    def sentence(self, message: Message) -> str:
        """A message in the reader's language."""
        ...

    def progress(self, share: float) -> None:
        """Tell whoever waits how far long work is, 0 to 1."""
        ...

    environment: Mapping[str, str]

    @property
    def places(self) -> Mapping[str, Path]:
        """Where things are: data, journal, lock, backup, configuration, cache."""
        ...

    def completion_script(self, shell: str) -> str:
        """What a shell sources to complete the words of this program."""
        ...


class Param(NamedTuple):
    """One argument or option. `help` and `metavar` are marked texts; `many` takes the rest."""

    name: str
    help: str = ""
    kind: Literal["argument", "option", "flag"] = "option"
    metavar: str = ""
    many: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()
    complete: Completion = ""


JSON = Param("json", N_("print one JSON document instead of text"), "flag")
"""What any command takes wherever its outcome is printed."""


class Outcome(NamedTuple):
    """`document` is what --json prints (Message, Money and dates inside are rendered by the
    front door), `said` what is told to a person, `talk` what goes to stderr beside it, `raw` a
    text for another program that is printed as it is, `view` the module of `commands.shown` whose
    `lines` show the document, "" for the command's own."""

    document: Mapping[str, object] = _NOTHING
    said: tuple[Message, ...] = ()
    talk: tuple[Message, ...] = ()
    exit_code: int = 0
    raw: str = ""
    view: str = ""


class Command(NamedTuple):
    """One verb. `id` is stable (keymaps, history); `name` is the word on the command line;
    `reading` are the first words with which a changing verb changes nothing."""

    id: str
    name: str
    title: str
    run: Callable[[Front, Values], Outcome]
    help: str = ""
    params: tuple[Param, ...] = ()
    changes: bool = False
    reading: tuple[str, ...] = ()


def doing(name: str) -> Callable[[Front, Values], Outcome]:
    """The `run` of `commands.doing.NAME`, imported when it is first called."""

    def run(front: Front, values: Values) -> Outcome:
        module = import_module(f"tierdesk.commands.doing.{name}")
        perform: Callable[[Front, Values], Outcome] = module.run
        return perform(front, values)

    return run


def changed(receipt: Receipt, *said: Message, **more: object) -> Outcome:
    """The outcome of a changing verb."""
    document = {"schema": 1, "change_id": receipt.change_id, "revision": receipt.revision, **more}
    return Outcome(document, said)


def text_of(values: Values, name: str) -> str:
    """An option's or argument's text, "" when it was not given."""
    value = values.get(name)
    return value if isinstance(value, str) else ""


def texts_of(values: Values, name: str) -> list[str]:
    """The texts of an argument that takes many."""
    value = values.get(name)
    return [v for v in value if isinstance(v, str)] if isinstance(value, list | tuple) else []
