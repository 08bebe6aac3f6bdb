"""Read the licences of everything that the program needs at run time; copyleft stays out.

Run as `python -m tests.walls.licences`; prints the set and fails naming what may not be there.
"""

import re
import sys
from importlib.metadata import PackageNotFoundError, distribution

FREE = re.compile(
    r"\b(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|0BSD|Unlicense|Zlib|HPND|MPL-2\.0)", re.I
)
COPYLEFT = re.compile(r"\b(A?GPL|LGPL|GNU|EUPL|CC-BY-SA|SSPL)", re.I)


def needed(root: str) -> set[str]:
    """Names of the root's dependencies and theirs, without extras and other platforms' ones."""
    from packaging.requirements import Requirement

    found: set[str] = set()
    waiting = [root]
    while waiting:
        try:
            requires = distribution(waiting.pop()).requires or []
        except PackageNotFoundError:
            continue
        for line in requires:
            requirement = Requirement(line)
            wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
            if wanted and requirement.name.lower() not in found:
                found.add(requirement.name.lower())
                waiting.append(requirement.name)
    return found


def licence(name: str) -> str:
    """What a distribution says of its licence, in one line."""
    meta = distribution(name).metadata
    classifiers = [c for c in meta.get_all("Classifier", []) if c.startswith("License ::")]
    said = meta.get("License-Expression") or "; ".join(c.split(" :: ")[-1] for c in classifiers)
    return said or (meta.get("License") or "").split("\n")[0]


def main() -> int:
    """Print every licence; 1 when one is copyleft or cannot be told."""
    faults = 0
    for name in sorted(needed("tierdesk")):
        said = licence(name)
        good = bool(FREE.search(said)) and not COPYLEFT.search(said)
        faults += not good
        print(f"{'ok  ' if good else 'BAD '} {name:24} {said}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
