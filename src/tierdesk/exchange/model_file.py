"""A scoring model in a file of its own: JSON out, JSON or TOML in.

Only the shape of the file is checked here, and whether this version can read it at all; whether
what it says can grade is for `scoring.model` to say. Nothing in it is trusted.
"""

import json
import tomllib
from pathlib import Path

from tierdesk.domain.document import Doc
from tierdesk.errors import EXIT_DAMAGED, Invalid, Refused
from tierdesk.exchange.decoding import decode
from tierdesk.exchange.opened import read_bytes
from tierdesk.i18n.message import say
from tierdesk.terminal.escape import escaped_json

SCHEMA = 1
FORMAT = "tierdesk-model"
LARGEST = 4 * 2**20
_OURS = ("schema", "format")


class NewerFile(Invalid):
    """A file that only a later version of the program can read."""

    exit_code = EXIT_DAMAGED


def model_bytes(document: Doc) -> bytes:
    """The file of a model's document: `{"schema": 1, "format": …, …}` in UTF-8."""
    whole = {"schema": SCHEMA, "format": FORMAT, **document}
    return (escaped_json(json.dumps(whole, ensure_ascii=False, indent=1)) + "\n").encode("utf-8")


def ensure_json(path: Path) -> None:
    """Raise Refused for a name that says TOML: models are read from it but written as JSON."""
    if path.suffix.lower() == ".toml":
        raise Refused(
            say("A model is written as JSON; choose a name like %(file)s.",
                file=path.with_suffix(".json").name)
        )  # fmt: skip


def read_model(path: Path) -> dict[str, object]:
    """The model's document that a file holds. Raises Refused for a file that is not there or may
    not be read, NewerFile for one of a newer version, Invalid for one that is no model."""
    return document_of(_bytes(path), path.name, toml=path.suffix.lower() == ".toml")


def document_of(data: bytes, name: str, *, toml: bool = False) -> dict[str, object]:
    """The same of the content of a file that is called `name`."""
    document = _parsed(data, name, toml=toml)
    if not isinstance(document, dict) or document.get("format", FORMAT) != FORMAT:
        raise Invalid(
            say("%(file)s holds no scoring model; write one with model export and start from that.",
                file=name)
        )  # fmt: skip
    schema = document.get("schema")
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise Invalid(say("%(file)s does not say which form it has; write “schema”: 1.", file=name))
    if schema > SCHEMA:
        raise NewerFile(
            say("%(file)s was written by a newer tierdesk; import it with that version.", file=name)
        )
    if "groups" not in document and "inherits" not in document:
        raise Invalid(
            say("%(file)s holds no scoring model; write one with model export and start from that.",
                file=name)
        )  # fmt: skip
    return {key: value for key, value in document.items() if key not in _OURS}


def _bytes(path: Path) -> bytes:
    data = read_bytes(path, LARGEST)
    if len(data) > LARGEST:
        raise Invalid(say("%(file)s is larger than 4 MB and no scoring model.", file=path.name))
    return data


def _parsed(data: bytes, name: str, *, toml: bool) -> object:
    try:
        written = decode(data).text
        return tomllib.loads(written) if toml else json.loads(written)
    except (ValueError, RecursionError, Invalid) as failure:
        line = getattr(failure, "lineno", None)
        if line is None:
            raise Invalid(
                say("%(file)s cannot be read as a scoring model; it must be JSON, or TOML under a "
                    "name that ends with .toml.", file=name)
            ) from None  # fmt: skip
        raise Invalid(
            say("%(file)s cannot be read as a scoring model: line %(line)s is no %(form)s.", file=name,
                line=line, form="TOML" if toml else "JSON")
        ) from None  # fmt: skip
