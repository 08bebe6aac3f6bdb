"""The fields that a column may go to, as they are shown, typed and completed on the screen. It must not know
the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierdesk.domain.folding import fold
from tierdesk.domain.labels import FIELDS, label, table_name
from tierdesk.errors import Invalid
from tierdesk.exchange.fields import CUSTOM, TABLES, field_of, targets
from tierdesk.i18n.message import Message, Verbatim, say

if TYPE_CHECKING:
    from tierdesk.i18n.catalog import Catalog


def kind_title(kind: str) -> Message:
    """What a row is; "" for an export of tierdesk."""
    return table_name(TABLES[kind]) if kind else say("an export of tierdesk")


def title(target: str) -> str:
    """The label of a FIELD, "" for a column that is left out."""
    if not target or target.startswith(CUSTOM):
        return label(target) if target else Verbatim("")
    return label(target if target in FIELDS else target.rpartition(".")[2])


def target_of(text: str, kind: str, catalog: Catalog) -> str:
    """The FIELD of what was typed: its name, or its label in the reader's language. Raises Invalid."""
    wanted = text.strip()
    if not wanted or field_of(wanted, kind) is not None:
        return wanted
    found = [t for t in targets(kind) if fold(catalog(title(t))) == fold(wanted)]
    if not found:
        raise Invalid(
            say("There is no field “%(field)s”; tab shows those there are, custom.NAME makes one.",
                field=wanted)
        )  # fmt: skip
    return found[0]


def fields_like(begun: str, kind: str) -> list[str]:
    """The FIELDs that begin so, for tab."""
    return [target for target in targets(kind) if target.startswith(begun)]
