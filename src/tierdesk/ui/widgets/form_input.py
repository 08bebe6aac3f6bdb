"""The one line of typing that moves over a form from field to field."""

from __future__ import annotations

from textual import events
from textual.message import Message

from tierdesk.ui.widgets.entry_line import QuietInput


class FormInput(QuietInput):
    """The library's Input; what is pasted into it in several lines is told, since it keeps only the
    first."""

    DEFAULT_CSS = """
    FormInput, FormInput:focus { layer: above; height: 1; width: 20; border: none; padding: 0; }
    """

    class Pasted(Message):
        """Several lines were pasted at the cursor; the text is `before` + `pasted` + `after`."""

        def __init__(self, before: str, pasted: str, after: str) -> None:
            super().__init__()
            self.before, self.pasted, self.after = before, pasted, after

    def show(self, text: str, *, keep: bool = False) -> None:
        """Another text, not typed by anybody; with `keep` the cursor stays in a text that is the
        same."""
        if keep and text == self.value:
            return
        with self.prevent(self.Changed):
            self.value = text
        self.cursor_position = len(text)

    def _on_paste(self, event: events.Paste) -> None:
        """Several lines are told; one is left to the library's own handler, which runs next."""
        pasted = event.text.strip("\n")
        if "\n" not in pasted:
            return
        event.stop()
        event.prevent_default()
        start, end = sorted(self.selection)
        self.post_message(self.Pasted(self.value[:start], pasted, self.value[end:]))
