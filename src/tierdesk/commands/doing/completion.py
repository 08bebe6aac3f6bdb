"""Shell completion: prints the script that a shell's start-up file sources."""

from tierdesk.commands.spec import Front, Outcome, Values, text_of


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    return Outcome(raw=front.completion_script(text_of(values, "shell")))
