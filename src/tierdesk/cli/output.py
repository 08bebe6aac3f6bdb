"""Documents as JSON text: exact as data, harmless as characters."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime

from tierdesk.domain.document import stamp
from tierdesk.domain.money import Money
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import Message

_UNPRINTABLE = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


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
    written = json.dumps(plain(document, catalog), ensure_ascii=False, indent=None)
    return written if written.isprintable() else _UNPRINTABLE.sub(_escape, written)


def _escape(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1]
