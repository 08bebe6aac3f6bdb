"""Texts to send: which of those that fit, the text filled, then where it goes, then whether to log it.

One customer: to the clipboard, into a mail or as a mailto: address. Several marked ones: a mail each into a
folder, or a table. It must not know how texts are filled or files written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tierdesk.i18n.message import Message, say, say_n
from tierdesk.ui.lines import log as lines
from tierdesk.ui.lines.line import Line
from tierdesk.ui.widgets.choice_line import Choice
from tierdesk.ui.widgets.question import Question

if TYPE_CHECKING:
    from tierdesk.commands.doing.template_use import Use
    from tierdesk.desk.room import Room
    from tierdesk.domain.book import Book
    from tierdesk.domain.change import Change
    from tierdesk.pipeline.templates import Template
    from tierdesk.ui.desktop import Desktop

_DIGITS = 9
_OFFERED = 12
"""Templates of a line; the best come first."""
_SLOT = "templates"


class Filled(NamedTuple):
    """A template filled: `uses` for those it can be sent to, `left` names the others with the reason."""

    uses: list[Use]
    left: list[Message]


class TemplateFlow:
    """One such way, from the list of templates to the logged contact."""

    def __init__(
        self,
        desktop: Desktop,
        ids: Sequence[int],
        name: Message,
        occasion: str = "",
        contact: str = "",
    ) -> None:
        """`occasion` is what the text is for, and `contact` whom it goes to; "" for none in particular."""
        self._desktop, self._ids, self._name = desktop, list(ids), name
        self._occasion, self._contact = occasion, contact

    def begin(self) -> None:
        """Fetch what fits, then offer it."""
        ids, occasion = self._ids, self._occasion
        self._desktop.work(_SLOT, lambda room: fitting(room, ids, occasion), self._offer)

    def _offer(self, found: Sequence[Template]) -> None:
        if not found:
            refusal = say("No template fits %(name)s; see tierdesk template list.", name=self._name)
            self._desktop.say(refusal, failed=True)
            return

        def choices() -> list[Choice]:
            return [
                Choice(str(n) if n <= _DIGITS else "", one.name or one.subject or one.body[:30], str(n))
                for n, one in enumerate(found, 1)
            ]  # fmt: skip

        def chosen(number: str, _: bool) -> None:
            ids, template = self._ids, found[int(number) - 1]
            occasion, contact = self._occasion, self._contact
            self._desktop.work(
                _SLOT, lambda room: filled(room, ids, template, occasion, contact), self._show
            )

        self._desktop.choose(self._label(say("text")), choices, chosen)

    def _show(self, made: Filled) -> None:
        """The text above what can be done with it; for several how many can be written to."""
        if len(self._ids) > 1:
            self._several(made)
            return
        (use,) = made.uses
        if use.saying.fault is not None:
            self._desktop.say(use.saying.fault, failed=True)
            return
        ways = [
            ("c", say("copy"), "copy"),
            ("e", say("mail file"), "eml"),
            ("m", say("mailto"), "mailto"),
        ]
        self._ways(ways, lambda way: self._go(use, way), preview(use))

    def _several(self, made: Filled) -> None:
        if not made.uses:
            self._desktop.say(say("Nobody can be written to: %(why)s.", why=made.left), failed=True)
            return
        told = say_n(
            "%(n)s customer can be written to", "%(n)s customers can be written to", len(made.uses)
        )
        if made.left:
            told = say("%(told)s; left out: %(why)s", told=told, why=made.left)
        self._ways(
            [("f", say("mails into a folder"), "mails")],
            lambda _: self._ask(say("folder"), "mails", lambda path: self._written(made.uses, path, "mails")),
            told,
        )  # fmt: skip

    def _ways(
        self, ways: Sequence[tuple[str, Message, str]], chosen: Callable[[str], None], why: Message
    ) -> None:
        text = self._desktop.catalog.text
        self._desktop.choose(
            self._label(say("text")), lambda: [Choice(key, text(label), way) for key, label, way in ways],
            lambda way, _: chosen(way), seen=why,
        )  # fmt: skip

    def _go(self, use: Use, way: str) -> None:
        if way == "copy":
            self._desktop.copy(
                "\n\n".join(part for part in (use.saying.subject, use.saying.body) if part)
            )
            self._ask_log([use], "")
            return
        self._desktop.work(
            _SLOT, lambda room: as_mail(room, use), lambda mail: self._mail(mail, way)
        )

    def _mail(self, use: Use, way: str) -> None:
        why = use.hindrance("email")
        if why is not None:
            self._desktop.say(say("%(name)s: %(why)s.", name=use.name, why=why), failed=True)
        elif way == "mailto":
            from tierdesk.exchange.mail_out import mailto

            address = mailto(use.address, use.saying.subject, use.saying.body)
            self._ask_log([use], "email", Message("%(text)s", {"text": address}))
        else:
            name = f"{use.customer_id:05d}.eml"
            self._ask(say("mail file"), name, lambda path: self._written([use], path, "eml"))

    def _ask(self, what: Message, begun: str, entered: Callable[[str], None]) -> None:
        def taken(text: str) -> None:
            self._desktop.enough()
            if text.strip():
                entered(text.strip())

        self._desktop.ask(Question(self._label(what), begun), taken)

    def _written(self, uses: list[Use], path: str, way: str) -> None:
        self._desktop.work(
            _SLOT, lambda room: written(room, uses, path, way),
            lambda told: self._ask_log(uses, "email", told),
        )  # fmt: skip

    def _ask_log(self, uses: list[Use], channel: str, told: Message | None = None) -> None:
        """Only what was really sent is a contact, and that nobody but the reader knows."""

        def rule(room: Room, book: Book, _: str) -> Change:
            from tierdesk.commands.doing import template_use

            return template_use.logged(book, uses, room.desk.moment, room.desk.by, channel)

        def chosen(answer: str, _: bool) -> None:
            if answer == "log":
                said = say_n("Logged for %(n)s customer.", "Logged for %(n)s customers.", len(uses))
                self._desktop.change(rule, lambda _: (said,))

        text = self._desktop.catalog.text
        self._desktop.choose(
            self._label(say("log it as sent?")),
            lambda: [Choice("l", text(say("log")), "log"), Choice("n", text(say("not sent")), "no")],
            chosen, seen=told,
        )  # fmt: skip

    def _label(self, what: Message) -> Callable[[], Line]:
        desktop = self._desktop
        return lambda: lines.asked(what, self._name, desktop.catalog, desktop.glyphs)


def preview(use: Use) -> Message:
    """The text as it would go, and what lacks in it."""
    parts = {"subject": use.saying.subject, "body": use.saying.body}
    told = say("%(subject)s: %(body)s", **parts) if parts["subject"] else Message("%(body)s", parts)
    return told if use.lacks is None else say("%(text)s (%(why)s)", text=told, why=use.lacks)


def fitting(room: Room, ids: Sequence[int], occasion: str = "") -> list[Template]:
    """What fits them, the best of the first one first; on the clerk's thread."""
    from tierdesk.commands.doing import template_use

    found: dict[Template, None] = {}
    for customer_id in ids:
        if customer_id in room.roster.rows:
            entry = room.roster.entry(customer_id)
            found |= dict.fromkeys(template_use.fits(room.desk.book, entry, occasion))
    return list(found)[:_OFFERED]


def filled(
    room: Room, ids: Sequence[int], template: Template, occasion: str = "", contact: str = ""
) -> Filled:
    """The template for each of them; of several those apart who cannot be mailed."""
    from tierdesk.commands.doing.template_use import used

    several, desk = len(ids) > 1, room.desk
    uses = [
        used(room.roster.entry(one), template, desk.moment, desk.by, contact=contact, occasion=occasion,
             channel="email" if several else "")
        for one in ids if one in room.roster.rows
    ]  # fmt: skip
    if not several:
        return Filled(uses, [])
    whys = [(use, use.hindrance("email")) for use in uses]
    left = [
        say("%(name)s (%(why)s)", name=use.name, why=why) for use, why in whys if why is not None
    ]
    return Filled([use for use, why in whys if why is None], left)


def as_mail(room: Room, use: Use) -> Use:
    """The same to who can be mailed."""
    from tierdesk.commands.doing.template_use import used

    desk = room.desk
    entry = room.roster.entry(use.customer_id)
    return used(entry, use.saying.template, desk.moment, desk.by, channel="email")


def written(room: Room, uses: Sequence[Use], path: str, way: str) -> Message:
    """Write a mail, or a folder of them; what is there already is not replaced. On the clerk's thread."""
    from tierdesk.commands.doing import template_render

    target = Path(path).expanduser()
    if way == "eml":
        return template_render.write_mail(target, uses[0], room.desk.moment)
    template_render.write_mails(target, uses, room.desk.moment)
    return template_render.told(len(uses), path)
