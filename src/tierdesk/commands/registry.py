"""All commands, in the order of the help page. A new verb is one file and one line here."""

from tierdesk.commands import (
    add,
    backup,
    board,
    check,
    clean,
    compact,
    completion,
    contact,
    contract,
    deal,
    demo,
    doctor,
    done,
    export,
    field,
    follow_up,
    grade,
    greetings,
    group,
    history,
    import_,
    keys,
    list_,
    log,
    may_ship,
    merge,
    model,
    move,
    need,
    park,
    pay,
    payment,
    policy,
    reason,
    redo,
    remind,
    remove,
    report,
    restore,
    set_,
    show,
    snooze,
    stage,
    task,
    template,
    themes,
    tier,
    today,
    undo,
    view,
    where,
)  # fmt: skip
from tierdesk.commands.spec import Command
from tierdesk.errors import Usage
from tierdesk.i18n.message import say

COMMANDS: tuple[Command, ...] = tuple(
    module.COMMAND
    for module in (
        today, list_, board, show, add, set_, log, done, snooze, move, task, park, tier, contact, need, deal,
        contract, pay, payment, may_ship, follow_up, remind, greetings, remove, merge, clean, group, field,
        view, grade, model, policy, stage, reason, template, report, import_,
        export, undo, redo, history, check, backup, restore, compact, where, demo, completion, doctor,
        keys, themes,
    )
)  # fmt: skip
_BY_NAME = {command.name: command for command in COMMANDS}


def find(name: str) -> Command:
    """The command of that name. Raises Usage that names the nearest one."""
    if name in _BY_NAME:
        return _BY_NAME[name]
    from difflib import get_close_matches

    near = get_close_matches(name, _BY_NAME, 1)
    if near:
        raise Usage(
            say("There is no command “%(name)s”; did you mean “%(near)s”?", name=name, near=near[0])
        )
    raise Usage(say("There is no command “%(name)s”; see tierdesk --help.", name=name))
