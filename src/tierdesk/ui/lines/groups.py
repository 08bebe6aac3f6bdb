"""The list of groups as lines: a box for whether the customers meant are in it, its name and its size. It
must not know how a group is stored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierdesk.i18n.message import Message, say, say_n
from tierdesk.ui.lines.line import Line, Paper, Span, between, cut
from tierdesk.ui.lines.paragraph import brief

if TYPE_CHECKING:
    from tierdesk.domain.groups import Group

_BOXES = {"all": "[x]", "some": "[-]", "none": "[ ]"}


def row(group: Group, state: str, paper: Paper, *, here: bool) -> Line:
    """`▌ [x] VIP/华东      3 customers · 12 with those below`; `state` is all, some or none."""
    mark, text = paper.glyphs.cursor if here else " ", paper.catalog.text
    left = [
        Span(mark, "mark"), Span(f" {_BOXES[state]} ", "dim" if state == "none" else "good"),
        Span(brief(group.name), "" if state == "none" else "strong"),
    ]  # fmt: skip
    told = text(say_n("%(n)s customer", "%(n)s customers", group.customers))
    if group.whole != group.customers:
        told += f" {paper.glyphs.dot} " + text(say("%(n)s with those below", n=group.whole))
    return between(left, (Span(f"  {told} ", "dim"),), paper.width, paper.glyphs)


def new(name: str, paper: Paper, *, here: bool) -> Line:
    """`▌ + new group “VIP/East”`."""
    mark = paper.glyphs.cursor if here else " "
    said = paper.catalog.text(say("new group “%(group)s”", group=brief(name)))
    spans = (Span(mark, "mark"), Span(" +  ", "accent"), Span(said))
    return cut(spans, paper.width, paper.glyphs)


def head(who: Message, paper: Paper) -> Line:
    """` Groups of 宏达机械   enter puts into a group or takes out of it`."""
    text = paper.catalog.text
    title = Span(" " + brief(text(say("Groups of %(who)s", who=who))) + "  ", "title")
    told = text(say("enter puts in or takes out; a name that is new makes a group; escape is done"))
    return cut((title, Span(told, "dim")), paper.width, paper.glyphs)
