"""Parts of the shell by themselves: the status line, what others did in words, and the clerk who is sent for
after the first frame."""

import threading

from hypothesis import given
from hypothesis import strategies as st

from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import say
from tierdesk.ui.late_clerk import LateClerk
from tierdesk.ui.lines.line import Paper, Span, plain
from tierdesk.ui.news import news_of
from tierdesk.ui.status_line import StatusLine


class Bar:
    """Takes what is shown."""

    def __init__(self):
        self.text = ""

    def show(self, lines):
        self.text = "\n".join(plain(line) for line in lines)


def status(width=80, lines=24):
    bar = Bar()
    return StatusLine(bar, lambda: Paper(width, Catalog("en")), lambda: lines), bar


def test_a_sentence_stays_until_the_next_key_and_the_reasons_come_back():
    line, bar = status()
    line.explain((Span("why"),))
    line.say(say("done"))
    line.explain((Span("because"),))
    assert bar.text == " done"
    line.over()
    line.tell()
    assert bar.text == "because"


def test_news_wait_for_what_was_asked_and_are_not_lost_to_it():
    line, bar = status()
    line.notice(say("news one"))
    line.notice(say("news two"))
    assert bar.text == " news one"
    line.say(say("saved"))
    assert bar.text == " saved"
    seen = []
    for _ in range(3):
        line.over()
        line.tell()
        seen.append(bar.text)
    assert seen == [" news one", " news two", ""]


def test_a_letter_takes_back_a_refusal_and_no_news():
    line, bar = status()
    line.say(say("wrong"), failed=True)
    line.typed()
    assert bar.text == ""
    line.notice(say("news"))
    line.typed()
    assert bar.text == " news"


def test_what_stands_above_a_question_is_told_anew_in_another_language():
    line, bar = status()
    words = iter(["one", "two"])
    line.explain((Span("why"),))
    line.above(lambda: [(Span(next(words)),)])
    assert bar.text == "one"
    line.tell()
    assert bar.text == "two"
    line.above(None)
    assert bar.text == "why"


def test_a_question_that_cannot_be_read_without_its_first_lines_keeps_them_under_a_sentence():
    line, bar = status()
    line.above(lambda: [(Span("first"),), (Span("second"),)], always=True)
    line.say(say("news"))
    assert bar.text == " news\nfirst\nsecond"
    line.above(lambda: [(Span("a hint"),)])
    assert bar.text == " news"


def test_what_to_do_about_a_failure_is_told_whole():
    long = " ".join(f"word{n}" for n in range(60))
    line, bar = status(40, 24)
    line.say(say("%(text)s", text=long), failed=True)
    assert " ".join(bar.text.split()) == long
    line.say(say("%(text)s", text=long))
    assert bar.text.count("\n") == 2, "news are brief"


@given(st.lists(st.sampled_from("snokt"), max_size=40))
def test_every_notice_is_told_once_in_its_order(steps):
    line, bar = status()
    sent, seen, said = 0, [], 0
    for step in steps:
        if step == "n" and sent < 15:
            sent += 1
            line.notice(say("%(n)s", n=sent))
        elif step == "s":
            said += 1
            line.say(say("own"))
        elif step in "ok":
            line.over()
            line.tell()
        if bar.text not in (" own", "") and (not seen or seen[-1] != bar.text):
            seen.append(bar.text)
    for _ in range(sent + 1):
        line.over()
        line.tell()
        if bar.text and (not seen or seen[-1] != bar.text):
            seen.append(bar.text)
    assert list(dict.fromkeys(seen)) == [f" {n}" for n in range(1, sent + 1)]


def entry(by, verb="follow_up.done", state="done", **args):
    return {"by": by, "verb": verb, "state": state, "args": {"name": "宏达", **args}}


def test_others_changes_are_told_with_their_names():
    told = [str(message) for message in news_of([entry("wang"), entry("li", state="undone")])]
    assert told == ["wang: done with 宏达", "li took back: done with 宏达"]


def test_many_changes_are_one_sentence_and_what_was_only_tidied_is_none():
    [told] = news_of([entry("wang")] * 4 + [entry("wang", state="dropped")])
    assert str(told) == "wang: done with 宏达, and 3 changes before"
    assert news_of([entry("wang", state="dropped")]) == []


def test_a_change_that_this_version_does_not_know_is_told_by_its_id():
    [told] = news_of([{"by": "x", "verb": "future.verb", "args": 7}])
    assert str(told) == "x: future.verb"


class Clerk:
    def __init__(self):
        self.told = []

    def start(self):
        self.told.append("start")

    def submit(self, work, answer):
        self.told.append(work)

    def latest(self, slot, work, answer):
        self.told.append((slot, work))

    def reopen(self):
        self.told.append("reopen")

    def stop(self, timeout=5.0, *, compact=True):
        self.told.append(("stop", compact))
        return True


def test_orders_given_before_the_clerk_is_there_are_handed_over_in_their_order():
    clerk, gate = Clerk(), threading.Event()

    def make():
        assert gate.wait(10)
        return clerk

    late = LateClerk(make, print)
    late.start()
    for n in range(5):
        late.submit(n, print)
    late.latest("slot", "look", print)
    gate.set()
    for n in range(5, 200):
        late.submit(n, print)
    late.reopen()
    assert late.stop(compact=False)
    numbers = [order for order in clerk.told if isinstance(order, int)]
    assert numbers == list(range(200))
    assert clerk.told[0] == "start"
    assert clerk.told[-2:] == ["reopen", ("stop", False)]


def test_a_clerk_who_was_never_sent_for_need_not_stop():
    assert LateClerk(Clerk, print).stop()


def test_a_clerk_who_cannot_come_is_told():
    def make():
        raise ImportError("no rules")

    told, there = [], threading.Event()

    def failed(failure):
        told.append(str(failure))
        there.set()

    late = LateClerk(make, failed)
    late.start()
    assert there.wait(10)
    assert late.stop()
    assert told == ["no rules"]
