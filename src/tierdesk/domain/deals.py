"""What a deal's document says about its outcome, and what people call it, answered in one place.

It must not know stages or how an outcome is reached.
"""

from typing import Literal

from tierdesk.domain.document import Doc, text, texts

Status = Literal["open", "won", "lost"]


def status(deal: Doc) -> Status:
    """open, won or lost; whatever is not stated, or not understood, is open."""
    stated = deal.get("status")
    if stated == "won":
        return "won"
    return "lost" if stated == "lost" else "open"


def called(deal: Doc) -> str:
    """What people call a deal: its title, else its products, else its code; "" where it has none of them."""
    return text(deal, "title") or " ".join(texts(deal, "products")) or text(deal, "code")
