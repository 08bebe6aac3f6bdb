"""Lines compared with a text file beside the test. TIERDESK_SNAPSHOTS=write writes the files anew;
look at the difference before it is committed."""

import os
from pathlib import Path

from tierdesk.ui.lines.line import plain


def assert_as_kept(folder: Path, name: str, lines) -> None:
    """The lines are those of `folder/name.txt`; trailing blanks do not count."""
    text = "\n".join(plain(line).rstrip() for line in lines) + "\n"
    file = folder / f"{name}.txt"
    if os.environ.get("TIERDESK_SNAPSHOTS") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert file.exists(), f"{file} is missing; run with TIERDESK_SNAPSHOTS=write and look at it"
    assert text == file.read_text(encoding="utf-8")
