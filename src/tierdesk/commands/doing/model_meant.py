"""Which model the words of the verb `model` mean: a version of the book, a file, the active one."""

from pathlib import Path
from typing import NamedTuple

from tierdesk.commands.spec import Front, Values, text_of, texts_of
from tierdesk.domain.book import Book
from tierdesk.domain.document import Doc, flag, text
from tierdesk.errors import Invalid, Refused, Usage
from tierdesk.exchange.model_file import read_model
from tierdesk.i18n.message import N_, Message, say
from tierdesk.scoring.model import Kind, ScoringModel, faults_in, from_document, to_document
from tierdesk.scoring.part_wording import customers_in_words
from tierdesk.scoring.schemes import preset_filled
from tierdesk.scoring.strange_fields import strange_fields
from tierdesk.scoring.variants import covers, whole
from tierdesk.scoring.versions import Version, active, base_at, find, versions_of

_FILE = N_("FILE")


class Meant(NamedTuple):
    """A model and what it is called: “version 3” or the name of a file."""

    called: Message
    model: ScoringModel
    version: Version | None = None


def kind_given(values: Values) -> Kind:
    """Open deals unless --kind says otherwise."""
    return "signed" if text_of(values, "kind") == "signed" else "open"


def number_given(written: str) -> int:
    """The number of a version. Raises Usage for what is none."""
    bare = written.strip().removeprefix("v")
    if not (bare.isascii() and bare.isdigit() and len(bare) < 10):
        raise Usage(say("“%(text)s” is no version; see model versions.", text=written))
    return int(bare)


def is_number(written: str) -> bool:
    """Whether a word means a version and no file."""
    bare = written.strip().removeprefix("v")
    return bare.isascii() and bare.isdigit()


def version_meant(book: Book, written: str, values: Values) -> Version:
    """The version of that number; --kind parts two of the same number. Raises Refused for one that
    is not for --industry."""
    version = find(book, number_given(written), text_of(values, "kind"))
    ensure_for(version.model, called(version).called, values)
    return version


def ensure_for(model: ScoringModel, what: Message, values: Values) -> None:
    """Raise Refused for a model that is not for --kind and --industry."""
    kind, industry = text_of(values, "kind"), text_of(values, "industry")
    if kind not in ("", model.kind) or (industry and not covers(model, industry)):
        raise Refused(
            say("%(what)s is for %(whom)s; leave out --kind and --industry.", what=what,
                whom=customers_in_words(model.kind, model.industries))
        )  # fmt: skip


def only_draft(book: Book, values: Values) -> Version:
    """The only draft of --kind and --industry. Raises Refused when there are none or several."""
    kind, industry = text_of(values, "kind"), text_of(values, "industry")
    drafts = [
        v for v in versions_of(book)
        if v.model.status == "draft" and kind in ("", v.model.kind)
        and (not industry or covers(v.model, industry))
    ]  # fmt: skip
    if len(drafts) == 1:
        return drafts[0]
    if not drafts:
        raise Refused(say("There is no draft; model import makes one from a file."))
    raise Refused(
        say("There are several drafts; name one of the versions %(versions)s.",
            versions=[str(v.number) for v in drafts])
    )  # fmt: skip


def without_variant(model: ScoringModel, values: Values) -> tuple[Message, ...]:
    """That --industry has no variant, so that the model of its kind was taken."""
    industry = text_of(values, "industry")
    if not industry or covers(model, industry):
        return ()
    return (say("There is no variant for %(industry)s; this is the model that grades it.",
                industry=industry),)  # fmt: skip


def active_meant(book: Book, values: Values) -> Version:
    """The version in force for --kind and --industry; for an industry without a variant the one
    of its kind. Raises Invalid when it cannot grade."""
    kind, industry = kind_given(values), text_of(values, "industry")
    if industry:
        for version in reversed(versions_of(book)):
            model = version.model
            if model.status == "active" and model.kind == kind and covers(model, industry):
                return version
    found = active(book, kind)
    if found is None:
        base_at(book, kind)  # says what is wrong with the active one
        raise Refused(say("There is no model in force; see model versions."))
    return found


def meant(front: Front, word: str, values: Values) -> Meant:
    """A version by its number or a model in a file."""
    book = front.desk.book
    if is_number(word):
        version = version_meant(book, word, values)
        return called(version)
    return Meant(Message("%(file)s", {"file": word}), from_file(book, Path(word)))


def called(version: Version) -> Meant:
    """A version as something meant."""
    return Meant(say("version %(version)s", version=version.number), version.model, version)


def from_file(book: Book, path: Path) -> ScoringModel:
    """The model in a file; one that inherits is read over the active model of its kind. Raises
    Invalid with the first fault and how many more there are."""
    doc, found = whole_document(book, read_model(path))
    if len(found) > 1:
        raise Invalid(
            say("%(file)s: %(why)s There are more faults, %(n)s in all; model check lists them.",
                file=path.name, why=found[0], n=len(found))
        )  # fmt: skip
    if found:
        raise Invalid(say("%(file)s: %(why)s", file=path.name, why=found[0]))
    return from_document(doc)


def whole_document(book: Book, doc: Doc) -> tuple[Doc, tuple[Message, ...]]:
    """The document of a file with what it inherits, and everything that is wrong with it."""
    filled, faults = preset_filled(doc)
    if not flag(doc, "inherits"):
        return filled, (*strange_fields(doc, {}), *faults, *faults_in(filled))
    base = base_at(book, "signed" if text(doc, "kind") == "signed" else "open")
    strange, laid = strange_fields(doc, to_document(base)), whole(filled, base)
    return laid, (*strange, *faults, *faults_in(laid))


def words_of(values: Values, least: int, most: int) -> list[str]:
    """The words behind the first one. Raises Usage for too few or too many."""
    words = texts_of(values, "words")
    if len(words) < least:
        raise Usage(say("%(what)s is missing; see --help.", what=Message(_FILE)))
    if len(words) > most:
        raise Usage(say("There are more words than %(command)s takes; put a text in quotation marks.",
                        command=f"model {text_of(values, 'what')}"))  # fmt: skip
    return words
