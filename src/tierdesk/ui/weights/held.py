"""What the Weights screen holds, and what its place does for the verbs that are mixed into it.

The verbs stand in neighbouring modules, what they share in `desk`. It must not know how anything is
laid out (`places.weights`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from tierdesk.i18n.message import Message
from tierdesk.ui.place import Place
from tierdesk.ui.weights.draft import Drafting, Subject

if TYPE_CHECKING:
    from tierdesk.scoring.learning.challengers import Challenger
    from tierdesk.scoring.model import ScoringModel
    from tierdesk.ui.newest import Newest
    from tierdesk.ui.weights.effects import Effects
    from tierdesk.ui.weights.look import Look
    from tierdesk.ui.weights.page import Page
    from tierdesk.ui.weights.policies import Wanted
    from tierdesk.ui.weights.tree import Tree
    from tierdesk.ui.widgets.aside_list import AsideList


class Held(Place):
    """`look` is what the clerk told last, `drafting` the draft, `trial` the model that is being typed;
    `tried` how saved drafts have done, by the id of their documents; `pages` stand over the tree, the
    last one on top. `reaching`: the sensitivity is shown; `keeps_total`: weights share a fixed total, which is
    `kept_total`;
    `beside`: the keys go to the movers; `pin` is the customer who stays in sight; `put_by_me` the
    version that was last put in force from here."""

    name_: ClassVar[str] = "weights"
    subject: Subject
    look: Look | None
    drafting: Drafting | None
    effects: Effects | None
    trial: ScoringModel | None
    tried: Mapping[int, Challenger]
    outline: Tree
    pages: list[Page]
    rows: AsideList
    newest: Newest
    movers: AsideList
    beside: bool
    reaching: bool
    keeps_total: bool
    kept_total = 0.0
    let_go = False
    """The last step changed the total that was kept."""
    put_by_me: object = None
    pin: int | None

    @property
    def model(self) -> ScoringModel:
        """The model that is shown: what is being typed, else the draft."""
        if self.drafting is None:
            raise LookupError("no model was read yet")
        return self.drafting.model if self.trial is None else self.trial

    @property
    def page(self) -> Page:
        """The page on the left."""
        return self.pages[-1] if self.pages else self.outline

    # what the place does for its verbs

    def waiting(self) -> Message:
        """Why there is no tree yet."""
        raise NotImplementedError

    def keep_draft(self) -> None:
        """Write the draft down, for a quit and for a link that dies."""
        raise NotImplementedError

    def keep_shed(self) -> None:
        """Write down the draft that was published, for when that is taken back."""
        raise NotImplementedError

    def preview(self) -> None:
        """The draft is another one: show what it does."""
        raise NotImplementedError

    def painted(self) -> None:
        """Paint both sides again."""
        raise NotImplementedError

    def tell(self, told: tuple[Message, ...]) -> None:
        """What the status line says when nothing was said."""
        raise NotImplementedError

    @property
    def total(self) -> float:
        """The points of all that the model which is shown reads."""
        raise NotImplementedError

    def name_of(self, customer_id: int) -> str:
        """The name of a customer."""
        raise NotImplementedError

    def name_in_reach(self) -> str:
        """Whose tier the sensitivity is about, "" for anybody."""
        raise NotImplementedError

    def open_criterion(self, key: str) -> None:
        """The sheet of a criterion."""
        raise NotImplementedError

    def open_group(self, key: str) -> None:
        """The sheet of a group."""
        raise NotImplementedError

    def add_criterion(self) -> None:
        """Everything that a criterion may read, to choose from."""
        raise NotImplementedError

    def ask_gate(self, key: str | None) -> None:
        """Everything that a gate may read, for that gate or for one more."""
        raise NotImplementedError

    def save_policies(self, wanted: Wanted) -> None:
        """Tier policies changed in the book."""
        raise NotImplementedError

    def look_again(self) -> None:
        """Ask the clerk anew."""
        raise NotImplementedError

    def try_drafts(self) -> None:
        """Have saved drafts tried on what was decided since."""
        raise NotImplementedError

    def challenger_told(self) -> Message | None:
        """How a saved draft does so far."""
        raise NotImplementedError

    def post(self, call: Callable[[], None]) -> None:
        """Hand a call to the screen's thread; from any thread."""
        raise NotImplementedError

    def on_top(self) -> bool:
        """Is no other place laid over this one, or shown in its stead?"""
        raise NotImplementedError

    def draft_in_hand(self) -> ScoringModel | None:
        """The draft of the subject, if there is one."""
        raise NotImplementedError

    def taken(self, look: Look) -> None:
        """The clerk told which model is in force."""
        raise NotImplementedError

    def paint_effects(self) -> None:
        """Everything on the right again."""
        raise NotImplementedError

    def reach_for(self) -> int | None:
        """Whose tier the sensitivity is about, None for anybody's."""
        raise NotImplementedError

    def lay_out(self) -> None:
        """Which panes there are at this width."""
        raise NotImplementedError

    @property
    def two_panes(self) -> bool:
        """Do the tree and the movers stand beside each other?"""
        raise NotImplementedError

    @property
    def movers_listed(self) -> bool:
        """Is there anybody in the list of movers?"""
        return any(key > 0 for key in self.movers.rows)

    def to_side(self, beside: bool) -> None:
        """The keys to the movers, or to the left."""
        raise NotImplementedError

    def in_sight(self) -> int | None:
        """The customer whose score is shown."""
        raise NotImplementedError

    def no_draft(self) -> Message | None:
        """Why there is nothing to publish or to throw away."""
        raise NotImplementedError

    def do_weights_versions(self) -> None:
        """Every version there was."""
        raise NotImplementedError

    def whom(self, subject: Subject) -> Message:
        """Whose model it is, in words."""
        from tierdesk.scoring.part_wording import customers_in_words

        return customers_in_words(subject.kind, subject.industries)

    def no_model(self) -> Message | None:
        """Why nothing can be edited now."""
        return self.waiting() if self.drafting is None else None
