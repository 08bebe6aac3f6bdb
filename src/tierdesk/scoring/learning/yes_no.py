"""What counts as yes and as no in a field that tells an outcome.

Words that are neither (a stage like “Engaging”) are outcomes still to come, as long as there are
few different ones. It must not know where the values come from.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from tierdesk.domain.document import Doc
from tierdesk.domain.folding import fold
from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say

_YES = frozenset(
    "yes y true t 1 x won win success successful 是 有 对 真 成 赢 赢单 成功 成交 已成交 已签约".split()
)
_NO = frozenset(
    "no n false f 0 lost loss failure failed 否 无 不 错 假 没有 输 输单 失败 丢单 流失 未成交".split()
)
_OTHER_WORDS = 8
"""More different words than this beside yes and no make a field one that is no yes/no."""
_LISTED = 12
_QUOTED, _CELLS = 5, 40


def yes_or_no(value: object) -> bool | None:
    """True for yes, False for no, None for anything else."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return True if value == 1 else False if value == 0 else None
    if not isinstance(value, str):
        return None
    word = fold(value.strip())
    return True if word in _YES else False if word in _NO else None


def neither(values: Iterable[object]) -> list[tuple[str, int]]:
    """The values that are there and mean neither, each with how often; the most frequent first."""
    found = Counter(
        str(value).strip() for value in values
        if value not in (None, "") and yes_or_no(value) is None
    )  # fmt: skip
    return sorted(found.items(), key=lambda one: (-one[1], one[0]))


def quoted(values: Sequence[str]) -> list[Message | str]:
    """Each in its quotation marks, the first few of many."""
    named: list[Message | str] = [
        Message("“%(value)s”", {"value": value[:_CELLS]}) for value in values[:_QUOTED]
    ]
    return named if len(values) <= _QUOTED else [*named, "…"]


def ensure_yes_no(name: str, customs: Sequence[Doc]) -> None:
    """Raises Invalid, in one sentence, when no customer has the field or when it is no yes/no."""
    values = [custom[name] for custom in customs if custom.get(name) not in (None, "")]
    if not values:
        known = list(dict.fromkeys(key for custom in customs for key in custom))
        if not known:
            raise Invalid(
                say("No customer has a field of its own that could tell an outcome; import a table "
                    "with one, or leave --outcome away to learn from won and lost deals.")
            )  # fmt: skip
        listed = known if len(known) <= _LISTED else [*known[:_LISTED], "…"]
        raise Invalid(
            say("No customer has a field “%(name)s”; the fields that tables brought are "
                "%(fields)s.", name=name, fields=listed)
        )  # fmt: skip
    others = [value for value, _ in neither(values)]
    numbers = any(isinstance(v, int | float) and yes_or_no(v) is None for v in values)
    if numbers or len(others) > _OTHER_WORDS or all(yes_or_no(v) is None for v in values):
        raise Invalid(
            say("The field “%(name)s” is no yes/no: it holds %(values)s; an outcome is told by yes "
                "and no, 1 and 0, won and lost, 是 and 否.", name=name, values=quoted(others))
        )  # fmt: skip
