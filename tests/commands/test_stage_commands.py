"""`stage`, `reason`, `task`, `template`, and a move by two: what is told, kept, undone and refused."""

import pytest

from tierdesk.commands.doing import move
from tierdesk.commands.registry import find
from tierdesk.commands.shown.outcome import lines_of
from tierdesk.errors import EXIT_CONFLICT, Invalid, Refused, TierdeskError, Usage
from tierdesk.i18n.catalog import Catalog
from tierdesk.pipeline.moves import UnmetCriteria
from tierdesk.pipeline.stage_edits import removed
from tierdesk.pipeline.stages import find_stage, stages_of
from tierdesk.triage.needs_reason import NeedsReason

LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])


@pytest.fixture
def customer(front):
    front("add", "Acme", "country=DE", "deal.title=Line", "contact.name=Bo")
    return front


def shown(front, *words, language="en"):
    outcome = front(*words)
    return lines_of(find(words[0]), outcome, Catalog(language), room=100)


def deal(front):
    return front.doc("deals")


def test_the_stages_are_listed_and_shown_in_both_languages(front):
    document = front("stage", "list").document
    assert [row["key"] for row in document["stages"]][:3] == [
        "prospect",
        "interested",
        "negotiation",
    ]
    assert (document["preset"], document["own"]) == ("intent", False)
    english, chinese = shown(front, "stage", "list"), shown(front, "stage", "list", language="zh")
    assert english[1].split()[:3] == ["prospect", "Prospect", "open"]
    assert "潜在" in chinese[1]
    whole = "\n".join(shown(front, "stage", "show", "洽谈", language="zh"))
    assert "报价" in whole
    assert "Quotation" not in whole
    assert "(ticked off by hand)" in "\n".join(shown(front, "stage", "show", "negotiation"))


def test_a_stage_is_changed_shown_and_taken_back(front):
    outcome = front(
        "stage",
        "set",
        "潜在",
        "label=Erstkontakt",
        "rot_days=9",
        "tasks+=Card; Screen",
        "gate=hard",
    )
    assert front.said(outcome) == [
        "Saved: changed name, rots after days, tasks, gate of the stage Prospect."
    ]
    assert outcome.document["stage"] == "prospect"
    (row,) = front("stage", "show", "erstkontakt").document["stages"]
    assert (row["rot_days"], row["gate"]) == (9, "hard")
    assert [str(task) for task in row["tasks"]][-2:] == ["Find the decision structure", "Card"]
    front("stage", "set", "prospect", "tasks-=Screen")
    assert len(front("stage", "show", "prospect").document["stages"][0]["tasks"]) == 3
    front("undo")
    front("undo")
    assert "stages" not in front.tables()
    front("redo")
    assert front("stage", "list").document["own"]


def test_stages_are_added_ordered_renamed_and_exchanged(customer):
    customer("stage", "add", "demo", "label=Vorführung", "--before", "negotiation")
    customer("stage", "order", "demo", "prospect")
    assert [s.key for s in stages_of(customer.desk.book)][:3] == ["demo", "prospect", "interested"]
    customer("stage", "rename", "prospect=interested", "interested=prospect")
    assert deal(customer)["stage"] == "interested"
    outcome = customer("stage", "preset", "leads", "--dry-run")
    assert outcome.document == {
        "schema": 1, "dry_run": True, "deals": 1, "preset": "leads",
        "moves": [{"deals": 1, "from": "interested", "to": "screening"}],
    }  # fmt: skip
    assert customer.said(outcome)[1] == "1 deal: Prospect → Screening."
    outcome = customer("stage", "preset", "leads")
    assert outcome.document["moves"] == [{"deals": 1, "from": "interested", "to": "screening"}]
    assert "1 deal: Prospect → Screening." in customer.said(outcome)
    assert next(s.key for s in stages_of(customer.desk.book)) == "lead"
    assert deal(customer)["stage"] in ("lead", "screening")
    for _ in range(4):
        customer("undo")
    assert "stages" not in customer.tables()
    assert deal(customer)["stage"] == "prospect"


def test_a_stage_in_use_says_how_to_go_and_takes_its_deals_along(customer):
    with pytest.raises(Refused, match="1 deal stands in Prospect; .*--to STAGE"):
        customer("stage", "remove", "prospect")
    dry = customer("stage", "remove", "prospect", "--to", "interested", "--dry-run")
    assert dry.document["deals"] == 1
    assert deal(customer)["stage"] == "prospect"
    outcome = customer("stage", "remove", "prospect", "--to", "interested")
    assert customer.said(outcome) == ["Saved: removed the stage Prospect; deals moved: 1."]
    assert deal(customer)["stage"] == "interested"
    customer("undo")
    assert deal(customer)["stage"] == "prospect"


def test_deals_that_were_left_behind_are_told(customer):
    before = deal(customer)
    from tierdesk.domain.change import Change, Edit

    customer.desk.apply(Change("x", {}, (Edit("deals", 1, before, {**before, "stage": "mars"}),)))
    assert customer("stage", "list").document["left_behind"] == [{"stage": "mars", "deals": 1}]
    assert any("stage remove mars --to" in line for line in shown(customer, "stage", "list"))
    customer("stage", "remove", "mars", "--to", "prospect")
    assert deal(customer)["stage"] == "prospect"


@LANGUAGES
@pytest.mark.parametrize(("words", "kind"), [
    (["list", "x"], Usage), (["set"], Usage), (["set", "prospect"], Usage), (["set", "prospect", "x=1"], Usage),
    (["set", "prospect", "label"], Usage), (["set", "mars", "label=x"], Invalid), (["add"], Usage),
    (["set", "prospect", "label+=x"], Usage), (["set", "prospect", "probability=x"], Invalid),
    (["add", "won"], Invalid), (["remove"], Usage), (["remove", "mars"], Invalid), (["remove", "won"], Refused),
    (["rename"], Usage), (["rename", "prospect"], Usage), (["rename", "prospect=a", "prospect=b"], Usage),
    (["rename", "prospect=won"], Refused), (["order"], Usage), (["order", "won"], Refused), (["preset"], Usage),
    (["preset", "mars"], Invalid), (["preset", "leads", "prospect=mars"], Invalid), (["forget"], Usage),
])  # fmt: skip
def test_what_is_wrong_is_one_sentence_and_nothing_changes(customer, words, kind, language):
    before = customer.tables()
    with pytest.raises(kind) as refused:
        customer("stage", *words)
    assert Catalog(language).text(refused.value.message)
    assert customer.tables() == before


def test_two_who_add_a_stage_at_once_meet(front):
    other = front.beside()
    other.desk.book.rows("stages")
    front("stage", "add", "demo")
    with pytest.raises(Invalid, match="called that already"):
        other("stage", "add", "demo")
    other("stage", "add", "pilot")
    front.desk.refresh()
    assert {s.key for s in stages_of(front.desk.book)} >= {"demo", "pilot"}
    assert len(front.tables()["stages"]) == 8
    with pytest.raises(Refused):
        front("undo")  # somebody else changed the order since


def test_the_second_who_moves_a_deal_is_told(customer):
    other = customer.beside()
    customer("move", "Acme", "interested", "--reason", "met")
    with pytest.raises(
        move.MovedMeanwhile, match="Acme was moved to Interested by li a moment ago"
    ) as told:
        other("move", "Acme", "negotiation", "--reason", "quote")
    assert told.value.exit_code == EXIT_CONFLICT
    assert deal(other)["stage"] == "interested"
    other("move", "Acme", "negotiation", "--reason", "quote")
    assert [step["by"] for step in deal(other)["history"]] == ["li", "wang"]


def test_a_move_to_a_stage_that_was_removed_meanwhile_is_told(customer):
    customer("stage", "add", "demo")
    other = customer.beside()
    target = find_stage("demo", stages_of(other.desk.book))
    customer("stage", "remove", "demo")
    other.desk.refresh()
    with pytest.raises(Refused, match="demo was removed or renamed a moment ago"):
        move.change(other.desk.book, [1], target, other.moment, "wang", reason="x")


@pytest.mark.parametrize("stage", ["demo", "negotiation"])
def test_a_move_into_a_stage_that_goes_at_that_moment_is_refused(customer, stage):
    if stage == "demo":
        customer("stage", "add", stage)
    mover, remover = customer.beside(), customer.beside()
    with pytest.raises(Refused, match="was removed or renamed a moment ago") as told:
        _move(mover, stage, first=lambda: _remove(remover, stage))
    assert told.value.exit_code == EXIT_CONFLICT
    assert deal(mover)["stage"] == "prospect"


@pytest.mark.parametrize("stage", ["demo", "negotiation"])
def test_a_stage_into_which_a_deal_comes_at_that_moment_stays(customer, stage):
    for preset in ("leads", "intent"):
        customer("stage", "preset", preset)
    if stage == "demo":
        customer("stage", "add", stage)
    mover, remover = customer.beside(), customer.beside()
    with pytest.raises(Refused, match="1 deal stands in") as told:
        _remove(remover, stage, first=lambda: _move(mover, stage))
    assert told.value.exit_code == EXIT_CONFLICT
    assert stage in [one.key for one in stages_of(remover.desk.book)]
    mover("undo")
    assert deal(mover)["stage"] == "prospect"


def _once(first):
    """What somebody else does between the first look of a rule and its writing."""
    todo = [first] if first else []
    return lambda: todo.pop()() if todo else None


def _move(session, stage, first=None):
    target, between = find_stage(stage, stages_of(session.desk.book)), _once(first)

    def rule(book):
        made = move.change(book, [1], target, session.moment, "wang", reason="x")
        between()
        return made

    session.desk.perform(rule)


def _remove(session, stage, first=None):
    between = _once(first)

    def rule(book):
        made = removed(book, stage, session.moment)
        between()
        return made

    session.desk.perform(rule)


def test_a_soft_gate_asks_for_a_reason_and_a_hard_one_refuses(customer):
    with pytest.raises(UnmetCriteria, match="give a reason"):
        customer("move", "Acme", "interested")
    customer("stage", "set", "prospect", "gate=hard", "exit_criteria=customer.city")
    with pytest.raises(UnmetCriteria, match="still needs the field city; fill that in first"):
        customer("move", "Acme", "interested", "--reason", "never mind")
    customer("set", "Acme", "city=Kiel")
    customer("move", "Acme", "interested")


def test_a_loss_takes_reason_kind_and_cause_and_the_history_keeps_them(customer):
    with pytest.raises(NeedsReason):
        customer("move", "Acme", "lost")
    customer("move", "Acme", "lost", "--reason", "no budget", "--cause", "head office froze it")
    assert (deal(customer)["lost_reason"], deal(customer)["lost_kind"]) == ("no_budget", "money")
    customer("move", "Acme", "negotiation", "--reason", "again")
    assert "lost_reason" not in deal(customer)
    assert deal(customer)["history"][0]["cause"] == "head office froze it"
    with pytest.raises(Usage, match="tell of a loss"):
        customer("move", "Acme", "won", "--cause", "x")
    with pytest.raises(Usage, match="no kind of reason"):
        customer("move", "Acme", "lost", "--reason", "x", "--kind", "mood")


def test_the_reasons_are_listed_and_edited(front):
    assert "价格" in "\n".join(shown(front, "reason", "list", language="zh"))
    front("reason", "add", "bad weather", "--kind", "other")
    outcome = front("reason", "remove", "price")
    assert front.said(outcome) == ["Saved: took “too expensive” out of the reasons of losses."]
    words = [row["reason"] for row in front("reason", "list").document["reasons"]]
    assert "bad weather" in words
    assert "price" not in words
    front("undo")
    assert "price" in [row["reason"] for row in front("reason", "list").document["reasons"]]
    for words in (
        ["add"],
        ["remove", "mars"],
        ["add", "no budget"],
        ["add", "x", "--kind", "mood"],
    ):
        with pytest.raises(TierdeskError):
            front("reason", *words)


def test_tasks_are_ticked_by_number_or_words_of_either_language(customer):
    document = customer("task", "list", "Acme").document
    assert [one["n"] for one in (*document["tasks"], *document["criteria"])] == [
        1,
        2,
        3,
        4,
        5,
        6,
        7,
    ]
    outcome = customer("task", "done", "Acme", "2")
    assert customer.said(outcome) == ["Saved: ticked “Screen” off for Acme."]
    assert customer.said(customer("task", "done", "Acme", "screen")) == [
        "Nothing changed: it was so already."
    ]
    customer("task", "undone", "Acme", "scr")
    assert "tasks_done" not in deal(customer)
    customer("undo")
    assert deal(customer)["tasks_done"][0]["by"] == "li"
    with pytest.raises(Refused, match="fill it in"):
        customer("task", "done", "Acme", "the industry")
    with pytest.raises(Refused, match="none of the tasks of Prospect"):
        customer("task", "done", "Acme", "dance")
    for words in (["list", "Acme", "x"], ["done", "Acme"]):
        with pytest.raises(Usage):
            customer("task", *words)


def test_the_check_list_of_a_deal_is_ticked(customer):
    customer("move", "Acme", "negotiation", "--reason", "x")
    customer("task", "done", "Acme", "the", "quote", "sent", "--deal", "1")
    assert deal(customer)["checked"] == ["quote_sent"]
    assert any(
        line.endswith("[x] the quote sent") for line in shown(customer, "task", "list", "Acme")
    )


def test_show_tells_the_playbook_of_the_stage(customer):
    customer("task", "done", "Acme", "1")
    playbook = customer("show", "Acme").document["playbook"]
    assert (playbook["stage"], playbook["days"], playbook["rot_days"]) == ("prospect", 0, 30)
    assert [one["done"] for one in playbook["tasks"]] == [True, False, False]
    assert "the industry" in [str(one) for one in playbook["unmet"]]
    assert playbook["texts"][0]["body"].startswith("Dear Bo, here is")
    assert "Acme" in playbook["texts"][0]["body"]
    chinese = "\n".join(shown(customer, "show", "Acme", language="zh"))
    assert "[x] 记录来源渠道" in chinese
    customer("set", "Acme", "language=zh")
    assert customer("show", "Acme").document["playbook"]["texts"][0]["language"] == "zh"


def test_templates_are_added_filled_changed_and_removed(customer):
    body = "Dear {contact}, {customer} %(x)s <{deal}>"
    outcome = customer(
        "template", "add", "stage=潜在", "channel=邮件", "subject=Hello", f"body={body}"
    )
    assert customer.said(outcome) == ["Saved: added the template “Hello”."]
    (text,) = customer("template", "fill", "Acme").document["texts"]
    assert text["body"] == "Dear Bo, Acme %(x)s <Line>"
    assert customer("template", "fill", "Acme", "1").document["texts"][0]["subject"] == "Hello"
    customer("template", "set", "1", "tier=a", "subject=")
    listed = customer("template", "list", "--stage", "prospect").document["templates"]
    assert (listed[0]["template_id"], listed[0]["tier"], listed[0]["channel"]) == (1, "A", "email")
    assert "Dear {contact}" in "\n".join(shown(customer, "template", "list"))
    customer("template", "remove", "1")
    assert "templates" not in customer.tables()
    customer("undo")
    assert len(customer.tables()["templates"]) == 1
    for words in (["add", "stage=prospect"], ["add", "body={mars}"], ["add", "body={{deal}}"], ["set", "9", "body=x"], ["set", "x"], ["add"],
                  ["remove", "1", "x"], ["fill"], ["fill", "Acme", "9"], ["list", "x"], ["add", "colour=red"],
                  ["add", "body=x", "channel=fax"], ["add", "plain"]):  # fmt: skip
        with pytest.raises(TierdeskError):
            customer("template", *words)


def test_the_history_tells_stages_as_they_were_called_then(customer):
    customer("stage", "add", "demo", "label=Vorführung")
    customer("move", "Acme", "demo", "--reason", "x")
    customer("stage", "remove", "demo", "--to", "prospect")
    told = [Catalog("en").text(row["what"]) for row in customer("history").document["changes"]]
    assert "moved Acme from Prospect to Vorführung" in told
    zh = [Catalog("zh").text(row["what"]) for row in customer("history").document["changes"]]
    assert all(zh)


def test_a_book_that_is_only_read_is_shown_and_not_changed(customer):
    reader = customer.beside(read_only=True)
    for words in (("stage", "list"), ("stage", "show", "won"), ("reason", "list"), ("task", "list", "Acme"),
                  ("template", "fill", "Acme"), ("stage", "set", "won", "goal=x", "--dry-run")):  # fmt: skip
        assert reader(*words).document
    for words in (("stage", "add", "x"), ("reason", "add", "x"), ("task", "done", "Acme", "1"),
                  ("template", "add", "body=x")):  # fmt: skip
        with pytest.raises(Refused):
            reader(*words)


def test_after_a_swap_of_keys_every_command_means_the_same_stage(customer):
    customer("add", "Bolt", "country=DE", "deal.stage=interested")
    customer("stage", "rename", "prospect=interested", "interested=prospect")
    for word, label, who in (
        ("prospect", "Interested", ["Bolt"]), ("interested", "Prospect", ["Acme"]),
        ("Interested", "Interested", ["Bolt"]), ("Prospect", "Prospect", ["Acme"]),
    ):  # fmt: skip
        (stage,) = customer("stage", "show", word).document["stages"]
        assert stage["label"].key == label, word
        (pile,) = customer("board", "--stage", word).document["stages"]
        assert (pile["label"].key, [card["name"] for card in pile["cards"]]) == (label, who), word
    for word, who in (("prospect", ["Bolt"]), ("interested", ["Acme"])):
        found = customer("list", f"stage:{word}").document["customers"]
        assert [row["name"] for row in found] == who, word
    with pytest.raises(Refused, match="already stands in Interested"):
        customer("move", "Bolt", "prospect", "--reason", "x")
    outcome = customer("move", "Acme", "Interested", "--reason", "x")
    assert customer.said(outcome) == ["Acme is in Interested now."]
    customer("stage", "set", "interested", "label=Fresh")


def test_the_deals_of_a_stage_are_not_moved_by_a_word_of_another_one(customer):
    customer("stage", "add", "demo", "label=Demo")
    customer("move", "Acme", "demo", "--reason", "x")
    with pytest.raises(Refused, match="Demo is the stage that goes"):
        customer("stage", "remove", "demo", "--to", "demo")
    assert deal(customer)["stage"] == "demo"


def test_a_customer_with_another_open_deal_is_told_to_stand_by_that_one(customer):
    customer("deal", "add", "Acme", "title=Second")
    said = customer.said(customer("move", "Acme", "won", "--deal", "2", "--reason", "x"))
    assert (
        said[0]
        == "The deal of Acme is in Won; by another open deal the customer stands in Prospect."
    )
    said = customer.said(customer("move", "Acme", "won", "--deal", "1", "--reason", "x"))
    assert "without an open deal the customer stands in Maintain" in said[0]


def test_a_stage_that_is_named_twice_in_an_order_is_told_once(front):
    said = front.said(front("stage", "order", "interested", "意向"))
    assert said == ["Saved: put the stages in order: Interested."]


def test_the_history_calls_stages_of_ones_own_as_they_were_called(front):
    front("add", "Acme")
    front("stage", "set", "interested", "label=tier")
    front("move", "Acme", "tier", "--reason", "x")
    front("stage", "set", "won", "label=Signed up")
    front("deal", "won", "Acme", "--reason", "y")
    said = [front.said(front("undo"))[0] for _ in range(3)]
    assert said[-1] == "Undone: moved Acme from Prospect to tier."
    front.catalog = Catalog("zh")
    assert front.said(front("move", "Acme", "tier", "--reason", "x")) == ["Acme 现处于“tier”阶段。"]
