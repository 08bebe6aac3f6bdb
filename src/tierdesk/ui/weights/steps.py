"""The steps of a draft: weights nudged and typed, undone and made again, and who is in sight beside them."""

from __future__ import annotations

from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines.line import Line, Span
from tierdesk.ui.weights.keeping import Keeping

_NAMES = 8
_NOBODY = say("Nobody moves so far.")


class Stepping(Keeping):
    """Mixed into the place."""

    def do_weights_less(self) -> None:
        """One point less."""
        self._nudge(-1)

    def do_weights_more(self) -> None:
        """One point more."""
        self._nudge(1)

    def do_weights_much_less(self) -> None:
        """Five points less."""
        self._nudge(-5)

    def do_weights_much_more(self) -> None:
        """Five points more."""
        self._nudge(5)

    def _nudge(self, by: float) -> None:
        if self.rows.key is not None:
            self.page.nudge(self.rows.key, by)

    def do_weights_up(self) -> None:
        """One rank up."""
        self._nudge(1)

    def do_weights_down(self) -> None:
        """One rank down."""
        self._nudge(-1)

    def do_weights_exact(self) -> None:
        """Ask for the number."""
        if self.rows.key is not None:
            self.page.exact(self.rows.key)

    def do_weights_open(self) -> None:
        """The row on the left, or the card of the mover."""
        if self.beside:
            key = self.movers.key
            if key is None or key <= 0:
                self.desktop.say(_NOBODY, failed=True)
            else:
                self.desktop.open_card(key, [one for one in self.movers.rows if one > 0])
        elif self.rows.key is not None:
            self.page.open(self.rows.key)

    def do_weights_remove(self) -> None:
        """Take the row out of the draft."""
        if self.rows.key is not None:
            self.page.remove(self.rows.key)

    def do_weights_side(self) -> None:
        """To the movers, and back; beside the tree only while somebody is there to be gone to."""
        if not self.beside and self.two_panes and not self.movers_listed:
            self.desktop.say(_NOBODY, failed=True)
            return
        self.to_side(not self.beside)
        self.painted()
        self.desktop.refresh_keys()

    def do_weights_discard(self) -> None:
        """The model in force again; a step like any other."""
        drafting = self.drafting
        if drafting is not None and self.edit(lambda _: drafting.base):
            drafting.draft_id = None
            self.desktop.say(
                say("The draft is thrown away; %(key)s brings it back.",
                    key=self.desktop.key_of("desk.undo"))
            )  # fmt: skip

    def do_desk_undo(self) -> None:
        """A step of the sheet or of the draft, or what was saved since: whichever happened last."""
        drafting = self.drafting
        if self.page.undo():
            self.desktop.say(say("One step is taken back."))
        elif drafting is not None and not drafting.unsave() and drafting.undo():
            self.stepped()
            self.desktop.say(say("One step of the draft is taken back."))
        else:
            self.desktop.perform("undo", {}, lambda _: self._turned())

    def do_desk_redo(self) -> None:
        """What was taken back last."""
        drafting = self.drafting
        if self.page.redo():
            self.desktop.say(say("The step is made again."))
        elif drafting is not None and not drafting.resave() and drafting.redo():
            self.stepped()
            self.desktop.say(say("The step is made again."))
        else:
            self.desktop.perform("redo", {}, lambda _: self._turned())

    def _turned(self) -> None:
        """The book went back or on: versions that are listed may be others now."""
        self.keep_draft()
        if "weights.drop" in self.page.verbs:
            self.do_weights_versions()

    def no_desk_undo(self) -> Message | None:
        """A draft can be undone in a book that nobody may write."""
        return None if self.drafting is not None and self.drafting.back else self._unwritable()

    def no_desk_redo(self) -> Message | None:
        """The same."""
        return None if self.drafting is not None and self.drafting.ahead else self._unwritable()

    def _unwritable(self) -> Message | None:
        snapshot = self.desktop.snapshot
        if snapshot is None:
            return self.desktop.why_unread()
        return say("The book was opened read-only.") if snapshot.read_only else None

    def do_desk_back(self) -> None:
        """The movers first, then the page on top, then the sensitivity."""
        if self.beside:
            self.do_weights_side()
        elif self.reaching and not self.pages:
            self.reach_on(on=False)
        elif not self.close_page():
            self.desktop.close()

    do_desk_quit = do_desk_back

    def do_weights_pin(self) -> None:
        """Pin the mover under the cursor; from the left the customer of a name."""
        key = self.movers.key if self.beside else None
        if key is not None and key > 0:
            self._pin(None if self.pin == key else key)
        elif self.pin is not None and not self.beside:
            self._pin(None)
        else:
            self._ask_pin()

    def _pin(self, customer_id: int | None) -> None:
        self.pin = customer_id
        self.preview()
        self.painted()

    def _ask_pin(self) -> None:
        """By name; the first one that begins so, or contains it."""
        desktop = self.desktop

        def meaning(text: str) -> Line:
            named = self._named(text)
            return (Span(f" {named[0][0]} ", "dim"),) if named else ()

        def complete(text: str) -> list[str]:
            return [name for name, _ in self._named(text)]

        def entered(text: str) -> None:
            named = self._named(text)
            if not named:
                desktop.say(say("No customer of this model is called “%(name)s”.", name=text.strip()),
                            failed=True)  # fmt: skip
                return
            desktop.enough()
            self._pin(named[0][1])

        from tierdesk.ui.widgets.question import Question

        question = Question(lambda: self._asked(say("pin customer")), "", meaning, complete)
        desktop.ask(question, entered)

    def _named(self, text: str) -> list[tuple[str, int]]:
        """Customers of the model whose name is meant, the likeliest first."""
        wanted, snapshot, effects = text.strip().casefold(), self.desktop.snapshot, self.effects
        if not wanted or snapshot is None or effects is None:
            return []
        hits = [
            (not name.startswith(wanted), len(name), key)
            for key, row in snapshot.rows.items()
            if wanted in (name := row.name.casefold()) and effects.has(key)
        ]
        return [(snapshot.rows[key].name, key) for *_, key in sorted(hits)[:_NAMES]]

    # why not

    def _needs_model(self) -> Message | None:
        return self.no_model()

    no_weights_less = no_weights_more = no_weights_much_less = no_weights_much_more = _needs_model
    no_weights_exact = no_weights_remove = no_weights_up = no_weights_down = _needs_model

    def no_weights_discard(self) -> Message | None:
        """There must be a draft."""
        return self.no_model() or self.no_draft()

    def no_draft(self) -> Message | None:
        """The draft must differ from the model in force."""
        if self.drafting is not None and not self.drafting.changed:
            return say("There is no draft: nothing differs from the model in force.")
        return None

    def no_weights_pin(self) -> Message | None:
        """Somebody must be graded."""
        if self.effects is None:
            return self.waiting()
        return None if self.effects.size else say("This model grades nobody yet.")
