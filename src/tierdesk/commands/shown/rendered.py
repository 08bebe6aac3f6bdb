"""A text to send, filled for one customer: whom it goes to, subject, text."""

from tierdesk.domain.document import Doc, text
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import say
from tierdesk.terminal.clean import clean


def lines(document: Doc, catalog: Catalog, room: int) -> list[str]:
    """The text as it is to be sent, so that it can be handed on; a mailto: address alone instead."""
    if text(document, "mailto"):
        return [text(document, "mailto")]
    if text(document, "file"):
        return []
    head = []
    if text(document, "address"):
        head.append(catalog.text(say("to: %(address)s", address=text(document, "address"))))
    if text(document, "subject"):
        head.append(catalog.text(say("subject: %(subject)s", subject=text(document, "subject"))))
    body = [clean(line) for line in text(document, "body").splitlines()]
    return [*head, *([""] if head else []), *body]
