"""The verb `report`: its first word names the file next door that makes the report."""

from importlib import import_module

from tierdesk.commands.report import TAKES
from tierdesk.commands.spec import Front, Outcome, Values, text_of
from tierdesk.errors import Usage
from tierdesk.i18n.message import say

_EVERY = frozenset(("report", "as_of"))


def run(front: Front, values: Values) -> Outcome:
    """Perform the command: `report rfm` is `report_rfm.run`. Raises Usage for an option that this
    report does not know."""
    word = text_of(values, "report")
    options = {name for report in TAKES.values() for name in report}
    for name in sorted(options - TAKES[word] - _EVERY):
        if values.get(name):
            raise Usage(
                say("report %(report)s takes no %(option)s; see report --help.",
                    report=word, option=f"--{name.replace('_', '-')}")
            )  # fmt: skip
    module = import_module(f"tierdesk.commands.doing.report_{word.replace('-', '_')}")
    outcome: Outcome = module.run(front, values)
    return outcome
