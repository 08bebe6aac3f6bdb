"""The stages of a book, and finding one by what somebody calls it.

It must not know deals.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from tierdesk.domain.book import Book
from tierdesk.domain.change import Edit, guard
from tierdesk.domain.document import Doc, text, texts
from tierdesk.domain.folding import fold
from tierdesk.errors import Invalid
from tierdesk.i18n.message import Verbatim, say
from tierdesk.pipeline.stage import Kind, Stage, from_document
from tierdesk.pipeline.stage_presets import GENERAL_WORDS, LABELS, PRESETS, labels

DEFAULT_PRESET = "intent"


def stages_of(book: Book) -> tuple[Stage, ...]:
    """The book's own stages in the order that its settings give (`stage_order`), others behind them
    in that of their ids; else the preset that its settings name (`stage_preset`). Raises Invalid
    when an own stage is faulty or a kind is missing."""
    found: dict[str, Stage] = {}
    for _, doc in book.rows("stages"):
        stage = _read(doc)
        found.setdefault(stage.key, stage)
    if not found:
        return PRESETS[preset_of(book)]
    ordered = [key for key in texts(book.settings(), "stage_order") if key in found]
    own = tuple(found[key] for key in dict.fromkeys((*ordered, *found)))
    missing = missing_kind(own)
    if missing is not None:
        raise Invalid(
            say(
                "The book's stages lack one of the kind “%(kind)s”; “stage preset intent” puts whole ones in "
                "their place.",
                kind=missing,
            )
        )
    return tuple(replace(stage, ceded=_ceded(stage, own)) for stage in own)


def _read(doc: Doc) -> Stage:
    """What an author called a stage stays as it is, also where the catalogue knows such a word."""
    stage = from_document(doc)
    return stage if stage.label in LABELS else replace(stage, label=Verbatim(stage.label))


def _ceded(stage: Stage, stages: Sequence[Stage]) -> frozenset[str]:
    """Names of the stage that mean another one: a key goes before a label, a label before a word."""
    others = [other for other in stages if other is not stage]
    keys = {fold(other.key) for other in others}
    shown = {fold(label) for other in others for label in labels(other)}
    own = {fold(label) for label in labels(stage)}
    words = {fold(word) for word in stage.words}
    return frozenset(((own | words) & keys) | ((words - own) & shown)) - {fold(stage.key)}


def readable(book: Book) -> tuple[Stage, ...]:
    """The stages of the book, also where they do not make a whole pipeline: without the faulty ones."""
    try:
        return stages_of(book)
    except Invalid:
        return tuple(stage for _, doc in book.rows("stages") for stage in _sound(doc))


def _sound(doc: Doc) -> Iterator[Stage]:
    with suppress(Invalid):
        yield _read(doc)


def stage_guard(book: Book, key: str) -> Edit:
    """What a move into that stage goes by: the stage's own document, or the settings of a book that has
    none of its own, which the first change of its stages writes."""
    for number, doc in book.rows("stages"):
        if text(doc, "key") == key:
            return guard("stages", number, doc)
    return guard("settings", 1, book.get("settings", 1))


def preset_of(book: Book) -> str:
    """The preset that holds where a book has no stages of its own."""
    chosen = text(book.settings(), "stage_preset")
    return chosen if chosen in PRESETS else DEFAULT_PRESET


def missing_kind(stages: Sequence[Stage]) -> Kind | None:
    """A kind of which there is no stage; every pipeline needs each."""
    kinds: tuple[Kind, ...] = ("open", "won", "maintain", "lost")
    return next((kind for kind in kinds if all(s.kind != kind for s in stages)), None)


def stage_by_key(key: object, stages: Sequence[Stage]) -> Stage | None:
    """The stage with exactly that key."""
    return next((stage for stage in stages if stage.key == key), None)


def of_kind(kind: Kind, stages: Sequence[Stage]) -> Stage:
    """The first stage of a kind; a pipeline has one of each."""
    return next(stage for stage in stages if stage.kind == kind)


def early_keys(stages: Sequence[Stage]) -> tuple[str, ...]:
    """Keys of the stages in which a deal is still being qualified: the first half of the open
    ones, the middle one included; in their order."""
    open_keys = [stage.key for stage in stages if stage.kind == "open"]
    return tuple(open_keys[: (len(open_keys) + 1) // 2])


def find_stage(written: str, stages: Sequence[Stage]) -> Stage:
    """The stage that somebody means: by key, by label in either language, by one of its words or those
    of other systems, or by a unique beginning. What is written as it stands there goes before what
    differs in case. Raises Invalid naming the stages."""
    for exact in (_keys, labels):
        for stage in stages:
            if written in exact(stage):
                return stage
    wanted = _folded(written)
    for names in (_keys, labels, _words, _general_words):
        for stage in stages:
            if wanted and wanted in {_folded(name) for name in names(stage)}:
                return stage
    begins = [s for s in stages if wanted and any(_begins(n, wanted) for n in _own_names(s))]
    if len(begins) == 1:
        return begins[0]
    raise Invalid(
        say("“%(text)s” is no stage; choose one of %(stages)s.",
            text=written, stages=[_shown(stage) for stage in stages])
    )  # fmt: skip


def _keys(stage: Stage) -> tuple[str, ...]:
    return (stage.key,)


def _own_names(stage: Stage) -> tuple[str, ...]:
    return stage.key, stage.label, *stage.words[:1]


def _words(stage: Stage) -> tuple[str, ...]:
    return stage.words


def _general_words(stage: Stage) -> tuple[str, ...]:
    return GENERAL_WORDS[stage.kind]


def _begins(name: str, wanted: str) -> bool:
    return _folded(name).startswith(wanted)


def _shown(stage: Stage) -> str:
    """Key and the name in the other language, so that either reader finds it."""
    return f"{stage.key} ({stage.words[0]})" if stage.words else stage.key


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name).casefold()
    for mark in "-_/()（）":
        plain = plain.replace(mark, " ")
    return " ".join(plain.split())
