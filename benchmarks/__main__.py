"""`python -m benchmarks [--quick]`: every figure of the project against its target.

Exit code 1 when one falls short. `--quick` takes fewer turns and the small books.
"""

import sys

from benchmarks import headless, store_commit
from benchmarks.figures import report


def main() -> int:
    """Print all tables."""
    quick = "--quick" in sys.argv
    met = report("headless commands", headless.figures(quick))
    met &= report("the store", store_commit.figures(quick))
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
