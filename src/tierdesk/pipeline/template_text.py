"""The language of templates: places like {contact} with words for when nothing is known, and {if deal} …
{else} … {end}. Nothing else.

It is a language of its own rather than a sandboxed engine, since there is then nothing to keep in: it has
no expressions, so that nothing can be looped, called, looked into, read from a file or multiplied, and
what a customer wrote is put in once and never read again. A text in a table is also edited by people
who are no programmers, in two languages, for whom `{contact|Sir or Madam}` is all there is to learn.
What a template of another engine would do is refused by name.

It must not know what a place stands for, nor customers.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say

MOST = 20_000
"""Characters of a template."""
_BRACES = re.compile(r"\{([^{}]*)\}")
_FOREIGN = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|<%|%>")
_LOOPS = re.compile(r"[{%\s]*(for|foreach|while|repeat|each|range|loop|循环)\b", re.IGNORECASE)
_READS = re.compile(
    r"[{%\s]*(include|import|extends|from|open|read|file|load|source|macro|set)\b", re.IGNORECASE
)
_LOOKS = re.compile(r"[.()\[\]*+/\\=]|__")
_IF = re.compile(r"(?:if\s+|如果\s*)(.+)", re.IGNORECASE | re.DOTALL)
_ELSE, _END = ("else", "否则"), ("end", "endif", "结束")
_SHOWN = 40


class Part(NamedTuple):
    """A piece of a template: plain `words`, or a `place` with the words that stand in it when it has no
    value (None: it then lacks). With a `condition` the part is there only if that place has a value,
    or, when `met` is false, only if it has none."""

    words: str | None
    place: str = ""
    condition: str = ""
    met: bool = True


class Rendered(NamedTuple):
    """A text and the places in it that have no value; there they stand as they were written."""

    text: str
    lacking: tuple[str, ...]


def parsed(written: str, places: Mapping[str, str]) -> tuple[Part, ...]:
    """The parts of a template. `places` are the names that places go by, in every language, with the
    name they mean. Raises Invalid, in one sentence, for whatever is more than places and {if}."""
    if len(written) > MOST:
        raise Invalid(
            say("A template has at most %(most)s characters, and this one has %(n)s; shorten it.",
                most=MOST, n=len(written))
        )  # fmt: skip
    _refuse_foreign(written)
    parts: list[Part] = []
    condition, met, at = "", True, 0
    for found in _BRACES.finditer(written):
        if found.start() > at:
            parts.append(Part(written[at : found.start()], "", condition, met))
        at, inside = found.end(), found[1].strip()
        asked = _IF.fullmatch(inside)
        if asked:
            if condition:
                raise Invalid(say("{%(text)s} stands inside another {if}; end that with {end} first.",
                                  text=inside[:_SHOWN]))  # fmt: skip
            condition, met = _place(asked[1].strip(), places), True
        elif inside.casefold() in _ELSE or inside.casefold() in _END:
            if not condition or (not met and inside.casefold() in _ELSE):
                raise Invalid(
                    say("{%(text)s} belongs to no {if}; write {if deal} … {else} … {end}.",
                        text=inside)
                )  # fmt: skip
            condition, met = (condition, False) if inside.casefold() in _ELSE else ("", True)
        else:
            name, bar, words = inside.partition("|")
            place = _place(name.strip(), places)
            parts.append(Part(words.strip() if bar else None, place, condition, met))
    if condition:
        raise Invalid(say("{if %(place)s} has no {end}; write {end} behind what depends on it.",
                          place=condition))  # fmt: skip
    if written[at:]:
        parts.append(Part(written[at:]))
    return tuple(parts)


def rendered(parts: tuple[Part, ...], values: Mapping[str, str]) -> Rendered:
    """The text with its places filled, once: a value is never read as a template."""
    out: list[str] = []
    lacking: dict[str, None] = {}
    for part in parts:
        if part.condition and (part.condition in values) is not part.met:
            continue
        if not part.place:
            out.append(part.words or "")
        elif part.place in values:
            out.append(values[part.place])
        elif part.words is not None:
            out.append(part.words)
        else:
            lacking[part.place] = None
            out.append("{" + part.place + "}")
    return Rendered("".join(out), tuple(lacking))


def _refuse_foreign(written: str) -> None:
    """Whatever another engine would run."""
    found = _FOREIGN.search(written)
    if found is None:
        return
    what = written[found.start() : found.start() + _SHOWN].partition("\n")[0]
    inside = what.lstrip("{%#< ")
    refusal = _more_than_a_place(inside, what)
    raise Invalid(
        refusal
        or say(
            "“%(text)s” is no place; write a place in single braces, like {customer}.", text=what
        )
    )


def _place(name: str, places: Mapping[str, str]) -> str:
    found = places.get(name) or places.get(name.casefold())
    if found is not None:
        return found
    refusal = _more_than_a_place(name, "{" + name[:_SHOWN] + "}")
    raise Invalid(
        refusal
        or say("Nobody can fill {%(place)s}; places are %(choices)s.", place=name[:_SHOWN],
               choices=["{" + one + "}" for one in dict.fromkeys(places.values())])
    )  # fmt: skip


def _more_than_a_place(inside: str, shown: str) -> Message | None:
    """Why that is refused; None when it is not known what it is meant to do."""
    if _LOOPS.match(inside):
        return say("A template does not loop (%(text)s); write it for one customer, and template merge "
                   "makes one for each.", text=shown)  # fmt: skip
    if _READS.match(inside):
        return say("A template reads nothing from elsewhere (%(text)s); write out what it is to say.",
                   text=shown)  # fmt: skip
    if _LOOKS.search(inside):
        return say("A template calls and computes nothing (%(text)s); write a place alone, like "
                   "{customer}.", text=shown)  # fmt: skip
    return None
