"""What the rows of a card stand for: enter opens them, x removes what can be removed alone, a adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierdesk.i18n.message import N_, Message, say
from tierdesk.ui.customer_verbs import CustomerVerbs
from tierdesk.ui.deal_verbs import DealVerbs
from tierdesk.ui.lines import card as card_lines
from tierdesk.ui.lines import log as log_lines
from tierdesk.ui.lines import timeline as happenings
from tierdesk.ui.saving import remove
from tierdesk.ui.widgets.choice_line import Choice
from tierdesk.ui.wishes import FormWish

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.domain.book import Book
    from tierdesk.domain.change import Change
    from tierdesk.pipeline.playbook import Criterion, Task
    from tierdesk.ui.lines.line import Paper
    from tierdesk.ui.lines.section import Section, Stop
    from tierdesk.ui.places.card import Known

_REMOVABLE = {
    "needs": ("need",), "deals": ("deal", "contract", "payment"), "timeline": ("follow_up",),
    "profile": ("contact",), "overview": ("follow_up",),
}  # fmt: skip
"""What may be removed in which section: elsewhere a row only points at it."""
_ADDED = (
    ("c", N_("contact"), "contact"), ("n", N_("need"), "need"), ("d", N_("deal"), "deal"),
    ("f", N_("follow-up"), "follow_up"), ("k", N_("contract"), "contract"),
    ("p", N_("payment"), "payment"),
)  # fmt: skip
_ADDS = {"needs": "need", "deals": "deal", "timeline": "follow_up"}
"""What is offered first in which section."""


class CardRows(DealVerbs, CustomerVerbs):
    """Mixed into the card's place."""

    if TYPE_CHECKING:
        known: Known | None
        customer_id: int
        section: str

        def stop(self) -> Stop | None:
            """The row under the cursor."""
            ...

        def look(self) -> happenings.Look:
            """What of the timeline is looked at."""
            ...

        def toggle(self, key: str) -> None:
            """Show a happening whole, or folded again."""

    def written(self, name: str, known: Known, paper: Paper) -> Section:
        """One section as lines."""
        from tierdesk.ui.lines import deals, needs, playbook, profile

        dossier = known.dossier
        match name:
            case "profile":
                return profile.profile(dossier, known.named, paper)
            case "needs":
                return needs.needs(dossier, paper)
            case "timeline":
                return happenings.timeline(dossier, self.look(), paper)
            case "deals":
                return deals.deals(dossier, self.look().stages, paper, known.pushes)
            case "stage":
                return playbook.playbook(dossier, paper)
            case _:
                return card_lines.overview(dossier, paper, known.history)

    def do_card_open(self) -> None:
        """The form of the row; a happening is shown whole."""
        stop = self.stop()
        if stop is None:
            self.do_customer_edit()
        elif stop.form:
            self.desktop.open_form(FormWish(stop.form, self.customer_id, stop.doc_id, stop.field))
        elif (item := self._ticked(stop)) is not None:
            self._tick(item)
        else:
            self.toggle(stop.key)

    def _ticked(self, stop: Stop) -> Task | Criterion | None:
        """The task or criterion of the row, where people tick it off."""
        kind, _, which = stop.key.partition(" ")
        known = self.known
        if known is None or self.section != "stage":
            return None
        playbook = known.dossier.playbook
        if kind == "task":
            return playbook.tasks[int(which) - 1]
        return next((one for one in playbook.criteria if one.key == which and one.ticked), None)

    def _tick(self, item: Task | Criterion) -> None:
        """Off, or on again."""
        customer_id = self.customer_id
        on = not item.done
        made: list[Change] = []

        def rule(room: Room, book: Book, _: str) -> Change:
            from tierdesk.commands.doing import task

            made.append(task.change(book, customer_id, item, room.desk.moment, room.desk.by, on=on))
            return made[-1]

        def told(_: Room) -> tuple[Message, ...]:
            from tierdesk.commands.doing import making

            return (making.told(made[-1]),)

        self.desktop.change(rule, told)

    def no_card_open(self) -> Message | None:
        """Rows that only tell something open nothing."""
        stop = self.stop()
        if stop is None or stop.form:
            return self._untouchable("customer.edit")
        if self._ticked(stop) is not None:
            return self._untouchable("customer.edit")
        if self.section == "timeline":
            return None
        return say("This row only tells something; there is nothing to edit in it.")

    def do_customer_edit(self) -> None:
        """The row's form where it has one, else the customer's."""
        stop = self.stop()
        if stop is not None and stop.form:
            self.desktop.open_form(FormWish(stop.form, self.customer_id, stop.doc_id, stop.field))
        else:
            super().do_customer_edit()

    def do_customer_add(self) -> None:
        """Whatever belongs to a customer."""
        desktop, name = self.desktop, self.named()
        given = {form: self.begun(form) for _, _, form in _ADDED}  # the cursor may move meanwhile
        at = [form for _, _, form in _ADDED].index(_ADDS.get(self.section, "contact"))

        def chosen(form: str, _: bool) -> None:
            if form == "payment" and (why := self.no_card_pay()) is not None:
                desktop.say(why, failed=True)
            else:
                desktop.open_form(FormWish(form, self.customer_id, given=given[form]))

        desktop.choose(
            lambda: log_lines.asked(say("add"), name, desktop.catalog, desktop.glyphs),
            lambda: [Choice(key, desktop.catalog(title), form) for key, title, form in _ADDED],
            chosen, at=at,
        )  # fmt: skip

    def do_customer_remove(self) -> None:
        """The row where it can be removed alone; on the head the customer."""
        stop = self.stop()
        if stop is None:
            super().do_customer_remove()
            return
        wish = FormWish(stop.form, self.customer_id, stop.doc_id)
        remove(self.desktop, wish, stop.doc)

    def no_customer_remove(self) -> Message | None:
        """A row that only shows something is no reason to remove the customer."""
        stop = self.stop()
        if stop is None:
            return None
        removable = stop.form in _REMOVABLE.get(self.section, ())
        if removable and stop.doc_id is not None and stop.key not in ("person", "ask"):
            return None
        return say("Only what belongs to a customer is removed one by one; %(key)s leads to the head, where "
                   "x removes the customer.",
                   key=self.desktop.key_of("list.top"))  # fmt: skip
