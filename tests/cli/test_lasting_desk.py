"""What a desk that is kept open holds differently from one that a command opens."""

from tierdesk.cli.session import Session
from tierdesk.store.tiny.line_table import LineTable


def tables(line, progress):
    """The tables of the home's book, opened by the screen (with `progress`) or a command."""
    desk = Session({}, line.environment, writes=False).open_desk(progress)
    found = dict(desk.store.tables())
    desk.close(compact=False)
    return found


def test_the_screen_keeps_contacts_and_touches_as_lines_and_a_command_parses_them(line):
    line("add", "宏达机械", "contact.name=王伟")
    line("log", "宏达机械", "报价")
    line("compact")
    seen = []
    kept, parsed = tables(line, seen.append), tables(line, None)
    assert seen
    assert kept == parsed
    lazy = {name for name, table in kept.items() if isinstance(table, LineTable)}
    assert lazy == {"contacts", "touches"}
    assert not any(isinstance(table, LineTable) for table in parsed.values())
