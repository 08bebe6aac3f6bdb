"""Shell completion: prints the script that a shell's start-up file sources."""

from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    Param(
        "shell",
        N_("which shell"),
        "argument",
        required=True,
        metavar=N_("SHELL"),
        choices=("bash", "zsh", "fish"),
    ),
)
_HELP = N_(
    'For bash, put this into ~/.bashrc: eval "$(tierdesk completion bash)". Commands, options, '
    "customers, stages and fields are completed."
)

COMMAND = Command("app.completion", "completion", N_("print the completion script of a shell"),
                  doing("completion"), help=_HELP, params=_PARAMS)  # fmt: skip
