"""What happens to deals, templates and models when the stages under them change.

A stage that is called otherwise takes its deals and their histories along, and nothing else about
them changes; a model that grades by the stage goes on doing so. Out of a stage that goes, open deals
are moved, which their histories tell. It must not know which stages there are.
"""

from collections.abc import Iterable, Mapping

from tierdesk.domain.book import Book, Row
from tierdesk.domain.change import Edit
from tierdesk.domain.deals import status
from tierdesk.domain.document import Doc, items, mapping, text
from tierdesk.domain.moment import Moment
from tierdesk.pipeline.moves import stepped
from tierdesk.pipeline.stage import Stage

_NAMING = {"history": ("source", "target"), "tasks_done": ("stage",)}
"""Lists of a deal whose entries name stages."""


def standing_in(book: Book, key: str) -> list[Row]:
    """The deals that stand in the stage of that key, closed ones too."""
    return list(book.having("deals", "stage", key))


def carried(book: Book, keys: Mapping[str, str]) -> list[Edit]:
    """Deals and templates with other names for their stages, all at once."""
    if not keys:
        return []
    edits = [
        Edit("deals", number, deal, after)
        for number, deal in book.rows("deals")
        if (after := _renamed(deal, keys)) != deal
    ]
    edits += [
        Edit("templates", number, doc, {**doc, "stage": keys[text(doc, "stage")]})
        for number, doc in book.rows("templates")
        if text(doc, "stage") in keys
    ]
    return edits + [
        Edit("scoring_models", number, doc, after)
        for number, doc in book.rows("scoring_models")
        if (after := _graded(doc, keys)) != doc
    ]


def moved_out(deals: Iterable[Row], target: Stage, moment: Moment, by: str) -> list[Edit]:
    """Deals in another stage; one that is closed changes the name of its stage and nothing else."""
    return [
        Edit(
            "deals", number, deal,
            stepped(deal, target, moment, by=by) if status(deal) == "open"
            else {**deal, "stage": target.key},
        )
        for number, deal in deals
    ]  # fmt: skip


def _renamed(deal: Doc, keys: Mapping[str, str]) -> dict[str, object]:
    after = dict(deal)
    for field in ("stage", "lost_stage"):
        if text(deal, field) in keys:
            after[field] = keys[text(deal, field)]
    for field, names in _NAMING.items():
        entries = items(deal, field)
        if any(text(entry, name) in keys for entry in entries for name in names):
            after[field] = [
                {k: keys.get(str(v), v) if k in names else v for k, v in entry.items()}
                for entry in entries
            ]
    return after


def _graded(model: Doc, keys: Mapping[str, str]) -> dict[str, object]:
    """A scoring model whose criteria over the stage know it by its new key."""
    groups = [
        {**group, "criteria": [_criterion(one, keys) for one in items(group, "criteria")]}
        if "criteria" in group else group
        for group in items(model, "groups")
    ]  # fmt: skip
    return {**model, "groups": groups} if groups else dict(model)


def _criterion(criterion: Doc, keys: Mapping[str, str]) -> Doc:
    values = mapping(criterion, "map")
    table = mapping(values, "table")
    if text(criterion, "source") != "deal.stage" or not keys.keys() & table.keys():
        return criterion
    renamed = {keys.get(key, key): value for key, value in table.items()}
    return {**criterion, "map": {**values, "table": renamed}}
