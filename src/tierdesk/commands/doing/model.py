"""The verb `model`: its first word names the file next door that does it."""

from importlib import import_module

from tierdesk.commands.spec import Front, Outcome, Values, text_of


def run(front: Front, values: Values) -> Outcome:
    """Perform the command: `model from-fields` is `model_from_fields.run`."""
    word = text_of(values, "what").replace("-", "_")
    module = import_module(f"tierdesk.commands.doing.model_{word}")
    outcome: Outcome = module.run(front, values)
    return outcome
