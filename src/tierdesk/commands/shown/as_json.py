"""Documents as JSON text: exact as data, harmless as characters."""

import json
from collections.abc import Mapping
from datetime import date, datetime

from tierdesk.domain.document import stamp
from tierdesk.domain.money import Money
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import Message
from tierdesk.terminal.escape import escaped_json


def plain(value: object, catalog: Catalog) -> object:
    """The value as JSON knows it: messages as sentences, days and instants as ISO text."""
    if isinstance(value, Message):
        return catalog.text(value)
    if isinstance(value, Money):
        return value.document()
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(part, catalog) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part, catalog) for part in value]
    return value


def json_text(document: object, catalog: Catalog) -> str:
    """One JSON document; every character that a terminal might act on is escaped, so that the
    data are exact and the screen is safe."""
    return escaped_json(json.dumps(plain(document, catalog), ensure_ascii=False))
