"""A focus that changes without a repaint of the whole screen (the stock one sends it twice)."""

from textual import events
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget


class QuietScreen(Screen[None]):
    """A screen whose focus is no reason to paint."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)


class QuietFocus(Widget):
    """Stock containers repaint their whole area when focus comes and goes. `prevent_default`: the
    handlers of every base class run otherwise."""

    def _on_focus(self, event: events.Focus) -> None:
        event.prevent_default()
        self.has_focus = True
        if self.parent is not None:
            self.parent.post_message(events.DescendantFocus(self))

    def _on_blur(self, event: events.Blur) -> None:
        event.prevent_default()
        self.has_focus = False
        if self.parent is not None:
            self.parent.post_message(events.DescendantBlur(self))
