"""The verb `report`: its first word names the file next door that makes the report."""

from importlib import import_module

from tierdesk.commands.spec import Front, Outcome, Values, text_of


def run(front: Front, values: Values) -> Outcome:
    """Perform the command: `report rfm` is `report_rfm.run`."""
    word = text_of(values, "report").replace("-", "_")
    module = import_module(f"tierdesk.commands.doing.report_{word}")
    outcome: Outcome = module.run(front, values)
    return outcome
