"""The verbs of one deal on the card: win, lose, open again; and a payment on a contract.

The deal is the one under the cursor, elsewhere the one that places the customer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierdesk.domain.deals import status
from tierdesk.domain.document import EMPTY, Doc, text
from tierdesk.i18n.message import Message, say
from tierdesk.ui.losing import Loss, LossFlow
from tierdesk.ui.wishes import FormWish

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.domain.book import Book, Row
    from tierdesk.domain.change import Change
    from tierdesk.ui.desktop import Desktop
    from tierdesk.ui.lines.section import Stop
    from tierdesk.ui.places.card import Known


class DealVerbs:
    """Mixed into the card's place."""

    _lost_here: int | None = None
    """The deal that was lost here since the card was opened."""

    if TYPE_CHECKING:
        customer_id: int
        known: Known | None

        @property
        def desktop(self) -> Desktop:
            """The desk."""
            ...

        def stop(self) -> Stop | None:
            """The row under the cursor."""
            ...

        def _untouchable(self, action_id: str) -> Message | None:
            """Why nothing can be done for the customer."""
            ...

    def do_card_won(self) -> None:
        """Won; what is missing to be signed is said."""
        self._end("win")

    def no_card_won(self) -> Message | None:
        """Only what is not won already."""
        return self._no_deal("card.won") or self._already("won", say("The deal is won already."))

    def do_card_reopen(self) -> None:
        """Open again, where it stood."""
        self._end("reopen")

    def no_card_reopen(self) -> Message | None:
        """Only what is closed."""
        told = say("The deal is open already; nothing is to be reopened.")
        return self._no_deal("card.reopen") or self._already("open", told)

    def do_card_lost(self) -> None:
        """Ask why, as every loss is asked for; of a lost deal a form corrects what was said."""
        deal_id = self._to_lose()
        if deal_id is None:
            return
        if status(self._doc(deal_id)) == "lost":
            self.desktop.open_form(FormWish("loss", self.customer_id, deal_id))
        else:
            self._lose(deal_id)

    def no_card_lost(self) -> Message | None:
        """Only where there is a deal."""
        return self._no_deal("card.lost")

    def do_card_pay(self) -> None:
        """The form of a payment, on the contract under the cursor."""
        self.desktop.open_form(FormWish("payment", self.customer_id, given=self._contract()))

    def no_card_pay(self) -> Message | None:
        """Only on a contract."""
        known = self.known
        if known is not None and not known.dossier.entry.case.contracts:
            return say("No contract yet; a adds one, then something can be paid on it.")
        return self._untouchable("card.pay")

    def begun(self, form: str) -> tuple[tuple[str, str], ...]:
        """With what a new one begins that is added from the row under the cursor."""
        if form == "payment":
            return self._contract()
        stop = self.stop()
        if form == "contract" and stop is not None and stop.form == "deal" and stop.doc_id:
            return (("deal_id", str(stop.doc_id)),)
        return ()

    def _contract(self) -> tuple[tuple[str, str], ...]:
        """The contract under the cursor, or that of the payment there; nothing where only one could
        be meant."""
        known, stop = self.known, self.stop()
        if known is None or stop is None or len(known.dossier.entry.case.contracts) < 2:
            return ()
        number = stop.doc.get("contract_id") if stop.form == "payment" else stop.doc_id
        meant = stop.form in ("contract", "payment") and isinstance(number, int)
        return (("contract_id", str(number)),) if meant else ()

    def _deal(self) -> int | None:
        stop, known = self.stop(), self.known
        if stop is not None and stop.form == "deal" and stop.doc_id is not None:
            return stop.doc_id
        return known.dossier.entry.standing.deal_id if known is not None else None

    def _no_deal(self, action_id: str) -> Message | None:
        if self.known is not None and self._deal() is None:
            return say("There is no deal here; a adds one.")
        return self._untouchable(action_id)

    def _to_lose(self) -> int | None:
        """The deal under the cursor; elsewhere the one that was lost here a moment ago, the one that
        places the customer while it is open, else the one that was closed last: a second press
        corrects the loss, and never takes an older success for what is meant."""
        stop, known = self.stop(), self.known
        if known is None or (stop is not None and stop.form == "deal"):
            return self._deal()
        if self._lost_here is not None and status(self._doc(self._lost_here)) == "lost":
            return self._lost_here
        deal_id, own = self._deal(), known.dossier.entry.case.deals
        if not own or (deal_id is not None and status(self._doc(deal_id)) == "open"):
            return deal_id
        return max(own, key=_closed)[0]

    def _called(self, deal_id: int) -> Message:
        from tierdesk.commands.doing.parts import deal_name

        return say("%(name)s", name=deal_name(self._doc(deal_id)) or f"#{deal_id}")

    def _doc(self, deal_id: int) -> Doc:
        """The deal as the card shows it."""
        known = self.known
        deals = known.dossier.entry.case.deals if known is not None else ()
        return next((doc for number, doc in deals if number == deal_id), EMPTY)

    def _already(self, outcome: str, told: Message) -> Message | None:
        deal_id = self._deal()
        found = self._doc(deal_id) if deal_id is not None else EMPTY
        return told if found and status(found) == outcome else None

    def _lose(self, deal_id: int) -> None:
        customer_id, doc = self.customer_id, self._doc(deal_id)
        made: list[Change] = []

        def rule(room: Room, book: Book, reason: str, loss: Loss) -> Change:
            from tierdesk.commands.doing import deal_outcome

            _as_seen(room, deal_id, doc)
            wanted = {"lost_reason": reason, "lost_kind": loss.kind, "lost_cause": loss.cause}
            moment, by = room.desk.moment, room.desk.by
            made.append(deal_outcome.lose(
                room.desk.book, customer_id, deal_id, wanted, moment, by, anyway=loss.anyway
            ))  # fmt: skip
            return made[-1]

        def told(_: Room) -> tuple[Message, ...]:
            self._lost_here = deal_id
            return (_saved(made[-1]),)

        def won(room: Room) -> Message | None:
            from tierdesk.commands.doing import deal_outcome

            case = room.desk.book.case(customer_id)
            if status(doc) != "won":
                return None
            return deal_outcome.won_already(case, deal_id, doc, room.desk.moment)

        about = f"deal {deal_id}"
        LossFlow(self.desktop, self._called(deal_id), rule, told, won, about).begin()

    def _end(self, how: str) -> None:
        deal_id, customer_id = self._deal(), self.customer_id
        if deal_id is None:
            return
        doc = self._doc(deal_id)
        made: list[Change] = []

        def rule(room: Room, _: Book, reason: str) -> Change:
            from tierdesk.commands.doing import deal_outcome

            _as_seen(room, deal_id, doc)
            make = deal_outcome.win if how == "win" else deal_outcome.reopen
            moment, by = room.desk.moment, room.desk.by
            made.append(make(room.desk.book, customer_id, deal_id, moment, by, reason))
            return made[-1]

        def told(room: Room) -> tuple[Message, ...]:
            from tierdesk.commands.doing import deal_outcome

            moment = room.desk.moment
            return (
                _saved(made[-1]),
                *deal_outcome.told(room.desk.book, customer_id, deal_id, moment),
            )

        self.desktop.change(rule, told)


def _closed(row: Row) -> tuple[str, int]:
    """When it was closed, as its document tells."""
    return text(row[1], "stage_since") or text(row[1], "closed_on"), row[0]


def _as_seen(room: Room, deal_id: int, doc: Doc) -> None:
    """Raises Refused where somebody else has moved the deal since the card showed it."""
    from tierdesk.commands.doing import move_deals
    from tierdesk.pipeline.stages import stages_of

    room.desk.refresh()
    book = room.desk.book
    move_deals.as_seen(book, move_deals.seen(deal_id, doc), stages_of(book))


def _saved(made: Change) -> Message:
    from tierdesk.commands.doing.sentences import sentence_of

    return say("Saved: %(what)s.", what=sentence_of(made))
