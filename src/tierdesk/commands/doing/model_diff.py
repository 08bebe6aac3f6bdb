"""`model diff`: what two models differ in, in words; each is a version or a file."""

from collections.abc import Sequence
from contextlib import suppress

from tierdesk.commands.doing.model_meant import Meant, active_meant, called, meant, words_of
from tierdesk.commands.spec import Front, Outcome, Values, text_of
from tierdesk.errors import Refused
from tierdesk.i18n.message import say
from tierdesk.scoring.wording import Weighed, difference, weights_differing


def run(front: Front, values: Values) -> Outcome:
    """Perform the command. One word, --draft or --version alone is compared with the active model."""
    words = words_of(values, 0, 2)
    words += [given for name in ("draft", "file", "version") if (given := text_of(values, name))]
    models = _meant(front, words[:2], values)
    if len(models) < 2:
        own = {**values, "kind": models[0].model.kind} if models else values
        models = [called(active_meant(front.desk.book, own)), *models]
    old, new = models[0], models[-1]
    found = difference(old.model, new.model)
    document = {
        "schema": 1, "old": _head(old), "new": _head(new), "differences": found,
        "weights": [_weighed(one) for one in weights_differing(old.model, new.model)],
    }  # fmt: skip
    title = say("%(old)s → %(new)s:", old=old.called, new=new.called)
    same = say("%(old)s and %(new)s grade alike.", old=old.called, new=new.called)
    return Outcome(document, (title, *found) if found else (same,))


def _meant(front: Front, words: Sequence[str], values: Values) -> list[Meant]:
    """The models that the words mean. A number that both kinds have is taken to be of the kind of
    the other word."""
    found: dict[str, Meant] = {}
    for word in [*words, *words]:
        kinds = {one.model.kind for one in found.values()}
        hint = {"kind": kinds.pop()} if len(kinds) == 1 and not values.get("kind") else {}
        with suppress(Refused):
            found[word] = meant(front, word, {**values, **hint})
    return [found.get(word) or meant(front, word, values) for word in words]


def _weighed(one: Weighed) -> dict[str, object]:
    return {
        "criterion": one.key,
        "own": dict(zip(("old", "new"), one.own, strict=True)),
        "points": dict(zip(("old", "new"), one.points, strict=True)),
    }


def _head(one: Meant) -> dict[str, object]:
    return {"what": one.called, "version": one.version and one.version.number,
            "kind": one.model.kind, "status": one.version and one.model.status}  # fmt: skip
