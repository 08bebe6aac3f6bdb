"""Small private JSON files of the desk beside the book: caches and what is remembered.

Written whole or not at all, readable by their owner alone, never through a link that somebody
put there. It must not know what they hold. Not for the book: nothing here waits for the disk.
"""

import json
import os
from contextlib import suppress
from pathlib import Path
from zlib import crc32

MOST_BYTES = 1 << 20


def key_of(book: Path) -> str:
    """A short name for a book by its place, the same however the place is written."""
    real = os.path.realpath(book)
    return f"{Path(real).stem[:40]}-{crc32(os.fsencode(real)):08x}"


def read_kept(path: Path, most: int = MOST_BYTES) -> object:
    """What a file holds, None when there is no file. Raises OSError, and ValueError for what is
    no JSON, or longer than `most` bytes."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    with os.fdopen(handle, "rb") as file:
        raw = file.read(most + 1)
    if len(raw) > most:
        raise ValueError("too long")
    try:
        return json.loads(raw)
    except RecursionError as error:
        raise ValueError("too deep") from error


def write_kept(path: Path, document: object) -> None:
    """Put a file in the place of the old one. Raises OSError; then the old one stands."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    raw = text.encode("utf-8", "surrogatepass") + b"\n"
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        handle = _opened(draft)
    except FileNotFoundError:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = _opened(draft)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
        draft.replace(path)
    except OSError:
        with suppress(OSError):
            draft.unlink()
        raise


def _opened(draft: Path) -> int:
    """A file that nobody else may read; a left-over of our own name is in nobody's use."""
    with suppress(FileNotFoundError):
        draft.unlink()
    return os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
