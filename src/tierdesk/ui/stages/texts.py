"""The texts of a stage: shown as rows, added, edited in the user's editor, removed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tierdesk.domain.labels import label as field_label
from tierdesk.domain.vocabulary import CHANNELS, LABELS, TIERS
from tierdesk.i18n.message import Message, say
from tierdesk.pipeline import templates
from tierdesk.ui.lines.stages import Entry

if TYPE_CHECKING:
    from tierdesk.pipeline.stage import Stage
    from tierdesk.pipeline.templates import Template
    from tierdesk.ui.stages.desk import StagesDesk

_FIELDS = ("body", "subject", "name", "language", "channel", "tier")
_LANGUAGES = (("en", say("English")), ("zh", say("Chinese")))


def of_stage(desk: StagesDesk, stage: Stage) -> list[Template]:
    """The book's own of a stage, then the built-in ones of the languages for which it has none."""
    every = desk.seen.texts
    own = [one for one in every if one.number and one.stage == stage.key]
    found = [
        one for language, _ in _LANGUAGES for one in templates.fitting(every, stage, "", language)
        if one.language == language and not one.number
    ]  # fmt: skip
    return [*own, *found]


def entry(one: Template) -> Entry:
    """What it is called, and for whom."""
    called = one.name or one.subject or one.body[:40]
    marks = [one.language, one.tier]
    parts = [Message("%(text)s", {"text": mark}) for mark in marks if mark]
    parts += [Message(LABELS[one.channel])] if one.channel in LABELS else []
    parts += [say("built in")] if not one.number else []
    note = Message("%(text)s", {"text": parts}) if parts else None
    return Entry(Message("%(text)s", {"text": called}), note=note)


def add(desk: StagesDesk, stage: str) -> None:
    """The language, then the text in the editor."""

    def written(language: str, body: str) -> None:
        fields = {"stage": stage, "language": language, "body": body.strip("\n")}
        desk.make(lambda _, __: templates.added(fields))

    def chosen(language: str) -> None:
        desk.desktop.write("", lambda body: written(language, body))

    desk.offer(say("language of the customer"), _LANGUAGES, chosen)


def copy(desk: StagesDesk, stage: str, one: Template) -> None:
    """A built-in one in the editor; what comes back is the book's own."""

    def written(body: str) -> None:
        fields = {"stage": stage, "language": one.language, "channel": one.channel,
                  "subject": one.subject, "body": body.strip("\n")}  # fmt: skip
        desk.make(lambda _, __: templates.added(fields))

    desk.desktop.write(one.body, written)


def edit(desk: StagesDesk, number: int) -> None:
    """Which field, then its value."""
    one = next((text for text in desk.seen.texts if text.number == number), None)
    if one is None:
        return
    choices = [(name, Message(field_label(name))) for name in _FIELDS]
    desk.offer(say("what of the text"), choices, lambda name: _ask(desk, one, name))


def remove(desk: StagesDesk, number: int) -> None:
    """Away; undo brings it back."""
    desk.make(lambda book, _: templates.removed(book, number))


def _ask(desk: StagesDesk, one: Template, name: str) -> None:
    value = str(getattr(one, name))

    def taken(text: str) -> None:
        fields: Mapping[str, object] = {name: text or None}
        desk.make(lambda book, _: templates.changed(book, one.number, fields))

    what = Message(field_label(name))
    every = ("", say("every one"))
    if name == "body":
        desk.desktop.write(value, lambda body: taken(body.strip("\n")))
    elif name == "tier":
        desk.offer(what, [every, *((t, say("%(tier)s", tier=t)) for t in TIERS)], taken, value)
    elif name == "channel":
        desk.offer(what, [every, *((c, Message(LABELS[c])) for c in CHANNELS)], taken, value)
    elif name == "language":
        desk.offer(what, _LANGUAGES, taken, value)
    else:
        desk.ask_text(what, value, str.strip, lambda text: taken(text.strip()))
