"""All keys and what they do, with what the user's keymap changes."""

from collections.abc import Iterator

from tierdesk import paths
from tierdesk.commands.spec import Front, Outcome, Values
from tierdesk.errors import EXIT_REFUSED
from tierdesk.i18n.message import Message, say
from tierdesk.keys.actions import PLACES
from tierdesk.keys.keymap import Keymap, load_keymap
from tierdesk.keys.reference import entries
from tierdesk.terminal.cells import fit, width


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    path = paths.keymap_file(front.environment)
    keymap = load_keymap(path)
    checked = values.get("check") is True
    document = {
        "schema": 1,
        "keymap": str(path),
        "actions": _actions(keymap),
        "faults": keymap.faults,
    }
    if checked and not keymap.faults:
        return Outcome(
            document, (say("The keys have no faults; your own are in %(path)s.", path=str(path)),)
        )
    said = () if checked else tuple(_reference(front, keymap, str(path)))
    return Outcome(document, said, keymap.faults, EXIT_REFUSED if checked else 0)


def _actions(keymap: Keymap) -> list[dict[str, object]]:
    return [
        {
            "id": action.id, "place": place, "keys": list(keymap.keys(action.id)),
            "title": Message(action.title), "help": Message(action.help),
        }
        for place, found in entries(keymap) for action, _ in found
    ]  # fmt: skip


def _reference(front: Front, keymap: Keymap, path: str) -> Iterator[Message]:
    """A heading for every place, then a line for every action: keys, id, what it does."""
    page = list(entries(keymap))
    wide = max(width(" ".join(keys)) for _, found in page for _, keys in found)
    ids = max(len(action.id) for _, found in page for action, _ in found)
    for place, found in page:
        yield Message(PLACES[place])
        for action, keys in found:
            told = front.sentence(Message(action.help))
            line = f"  {fit(' '.join(keys), wide)}  {action.id:{ids}}  {told}"
            yield Message("%(line)s", {"line": line})
        yield Message("")
    yield say("your own keys: %(path)s", path=path)
