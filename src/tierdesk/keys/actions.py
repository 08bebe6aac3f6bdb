"""The table of everything a key can do: key bar, `?`, palette, `:` line, keymap and the generated
reference are views of it. A new verb of the screen is one line here and its method.

It must not know the screen library: key names are its names, nothing else of it is used.
"""

from collections.abc import Mapping
from typing import NamedTuple

from tierdesk.i18n.message import N_


class Action(NamedTuple):
    """`id` is stable (keymaps); `title` one or two words for the key bar, `help` a phrase for `?`,
    both marked texts; `keys` are the default keys with their full-width twins; `place` is the
    context in which they are heard; `fixed` keys stay bound whatever the user's keymap says;
    `shown` is the order on the key bar, 0 for not there."""

    id: str
    place: str
    title: str
    help: str
    keys: tuple[str, ...]
    shown: int = 0
    fixed: bool = False


PLACES: Mapping[str, str] = {
    "desk": N_("Everywhere"),
    "list": N_("In every list"),
    "customer": N_("With the selected customer"),
    "today": N_("Today"),
    "customers": N_("Customers"),
    "card": N_("Card"),
    "first_run": N_("At the beginning"),
    "import": N_("Before an import"),
    "log": N_("While logging"),
    "entry": N_("While typing"),
}
"""Contexts with their headings, in the order of the reference."""

ACTIONS: tuple[Action, ...] = (
    Action("screen.today", "desk", N_("Today"), N_("go to Today"), ("1",)),
    Action("screen.pipeline", "desk", N_("Pipeline"), N_("go to Pipeline"), ("2",)),
    Action("screen.customers", "desk", N_("Customers"), N_("go to Customers"), ("3",)),
    Action("screen.weights", "desk", N_("Weights"), N_("go to Weights"), ("4",)),
    Action("screen.insight", "desk", N_("Insight"), N_("go to Insight"), ("5",)),
    Action("screen.clean", "desk", N_("Clean"), N_("go to Clean"), ("6",)),
    Action("screen.last", "desk", N_("last view"), N_("go to the view before this one"), ("minus",)),
    Action("desk.help", "desk", N_("keys"), N_("all keys of this place"),
           ("question_mark", "？", "f1"), shown=90),
    Action("desk.palette", "desk", N_("palette"), N_("search everything that can be done"),
           ("ctrl+p",)),
    Action("desk.command", "desk", N_("command"), N_("type a command, as on the command line"),
           ("colon", "：")),
    Action("desk.undo", "desk", N_("undo"), N_("take the last change back"), ("u",), shown=80),
    Action("desk.redo", "desk", N_("redo"), N_("make the last undone change again"), ("ctrl+r",)),
    Action("desk.history", "desk", N_("history"), N_("all changes, to undo and redo"), ("U",)),
    Action("desk.language", "desk", N_("language"), N_("switch between English and 中文"), ("f2",)),
    Action("desk.theme", "desk", N_("theme"), N_("switch to the next theme"), ("f3",)),
    Action("desk.reopen", "desk", N_("read again"), N_("read the book again, as it is on the disk"),
           ("f9",)),
    Action("desk.redraw", "desk", N_("redraw"), N_("paint the whole screen again"), ("ctrl+l",)),
    Action("desk.suspend", "desk", N_("shell"), N_("back to the shell for a while; fg comes here again"),
           ("ctrl+z",)),
    Action("desk.back", "desk", N_("back"), N_("one step back; no text is lost"),
           ("escape",), fixed=True),
    Action("desk.quit", "desk", N_("back, quit"), N_("back, and quit from a first screen"), ("q",)),
    Action("desk.leave", "desk", N_("quit"), N_("quit at once; everything is saved"),
           ("ctrl+q", "f10"), fixed=True),
    Action("list.down", "list", N_("down"), N_("one row down"), ("j", "down")),
    Action("list.up", "list", N_("up"), N_("one row up"), ("k", "up")),
    Action("list.half_down", "list", N_("half a page down"), N_("half a page down"),
           ("ctrl+d", "pagedown")),
    Action("list.half_up", "list", N_("half a page up"), N_("half a page up"),
           ("ctrl+u", "pageup")),
    Action("list.top", "list", N_("top"), N_("to the first row"), ("g", "home")),
    Action("list.bottom", "list", N_("bottom"), N_("to the last row"), ("G", "end")),
    Action("list.filter", "list", N_("filter"), N_("filter the rows while you type"),
           ("slash", "、", "／"), shown=50),
    Action("list.next", "list", N_("next hit"), N_("to the next row that the last filter found"),
           ("n",)),
    Action("list.previous", "list", N_("previous hit"),
           N_("to the previous row that the last filter found"), ("N",)),
    Action("touch.log", "customer", N_("log"), N_("log a contact"), ("l",), shown=10),
    Action("follow_up.done", "customer", N_("done"),
           N_("done: a contact was made, next by the tier's cadence"), ("d",), shown=20),
    Action("follow_up.snooze", "customer", N_("snooze"), N_("put the follow-up off to a day"),
           ("z",), shown=30),
    Action("deal.move", "customer", N_("stage"), N_("move the deal to another stage"), ("m",),
           shown=40),
    Action("customer.park", "customer", N_("park"), N_("put the customer aside, or take it back"),
           ("p",)),
    Action("customer.tier", "customer", N_("tier"), N_("set the tier by hand: t, then a, b, c or d"),
           ("t",)),
    Action("customer.edit", "customer", N_("edit"), N_("edit what is known"), ("e",)),
    Action("customer.notes", "customer", N_("notes"), N_("write the notes in $EDITOR"), ("E",)),
    Action("customer.add", "customer", N_("add"),
           N_("add a customer; on the card a contact, need, deal or follow-up"), ("a",)),
    Action("customer.remove", "customer", N_("remove"),
           N_("remove the customer (u takes it back)"), ("x",)),
    Action("customer.copy", "customer", N_("copy"), N_("copy name, phone and mail"), ("y",)),
    Action("today.open", "today", N_("log"), N_("log a contact with the selected customer"),
           ("enter",)),
    Action("today.card", "today", N_("card"), N_("open the customer's card"), ("o", "right"),
           shown=15),
    Action("today.skip", "today", N_("skip"), N_("skip until the desk is opened again"), ("s",),
           shown=35),
    Action("customers.open", "customers", N_("card"), N_("open the customer's card"),
           ("enter", "right"), shown=5),
    Action("customers.mark", "customers", N_("mark"), N_("mark or unmark the row"), ("space",),
           shown=45),
    Action("customers.range", "customers", N_("range"),
           N_("mark from here; v again ends the range"), ("v",)),
    Action("customers.mark_all", "customers", N_("mark all"), N_("mark all that the filter shows"),
           ("asterisk",)),
    Action("customers.unmark", "customers", N_("clear marks"), N_("clear all marks"),
           ("comma", "，")),
    Action("customers.sort", "customers", N_("sort"), N_("sort by the next column"), ("o",),
           shown=60),
    Action("customers.reverse", "customers", N_("reverse"), N_("sort the other way round"), ("O",)),
    Action("customers.views", "customers", N_("views"), N_("choose a saved view"), ("w",)),
    Action("customers.save_view", "customers", N_("save view"),
           N_("save filter and order as a view"), ("W",)),
    Action("card.next", "card", N_("next section"), N_("to the next section"), ("tab",), shown=5),
    Action("card.previous", "card", N_("previous section"), N_("to the previous section"),
           ("shift+tab",)),
    Action("card.next_customer", "card", N_("next customer"),
           N_("the next customer of the list"), ("right_square_bracket", "】", "」")),
    Action("card.previous_customer", "card", N_("previous customer"),
           N_("the previous customer of the list"), ("left_square_bracket", "【", "「")),
    Action("card.close", "card", N_("back"), N_("back to the list"), ("left", "h")),
    Action("card.open", "card", N_("edit"), N_("edit the row under the cursor"), ("enter",), shown=4),
    Action("first_run.choose", "first_run", N_("choose"), N_("begin this way"), ("enter",), shown=5),
    Action("first_run.demo", "first_run", N_("demo"), N_("look around in a demo book"), ("d",)),
    Action("first_run.import", "first_run", N_("import"), N_("import a file"), ("i",)),
    Action("first_run.add", "first_run", N_("add"), N_("add a customer by hand"), ("a",)),
    Action("import.do", "import", N_("import"), N_("import what is shown"), ("enter", "i"), shown=5),
    Action("import.leave", "import", N_("leave it"), N_("leave the file alone"), ("n",), shown=6),
    Action("import.down", "import", N_("page down"), N_("a page further"),
           ("pagedown", "space", "ctrl+d"), shown=10),
    Action("import.up", "import", N_("page up"), N_("a page back"), ("pageup", "ctrl+u"), shown=11),
    Action("import.line_down", "import", N_("down"), N_("a line further"), ("j", "down")),
    Action("import.line_up", "import", N_("up"), N_("a line back"), ("k", "up")),
    Action("form.save", "entry", N_("save"), N_("save the form"), ("ctrl+s", "f5"), shown=10),
    Action("form.editor", "entry", N_("editor"), N_("write the notes of the form in $EDITOR"), ("f4",),
           shown=20),
    Action("form.reset", "entry", N_("as it was"),
           N_("put the form as it was; again brings back what was typed"), ("f6",), shown=30),
    Action("form.similar", "entry", N_("open it"),
           N_("open the customer that looks the same"), ("ctrl+o", "f7"), shown=40),
    Action("card.timeline", "card", N_("timeline"), N_("filter the timeline"), ("f",)),
)  # fmt: skip
