"""RFM scores as raw values of criteria: 1 to 5 by fixed cut points.

The cut points come from the value map of the criterion, so that a version of a model says all
that its grades depend on. Unknown for who never bought. It must not know other customers.
"""

from collections.abc import Callable, Mapping

from tierdesk.domain.book import Case
from tierdesk.domain.vantage import Vantage
from tierdesk.scoring.buying.cuts import Cuts
from tierdesk.scoring.buying.history import bought_by, figures
from tierdesk.scoring.buying.rfm import Rating, by_cuts

Reader = Callable[[Case], float | None]


def recency(vantage: Vantage, cuts: Cuts) -> Reader:
    """5 for who bought lately, down to 1."""
    return _score(vantage, cuts, lambda rating: float(rating.recency))


def frequency(vantage: Vantage, cuts: Cuts) -> Reader:
    """5 for who buys often, down to 1."""
    return _score(vantage, cuts, lambda rating: float(rating.frequency))


def monetary(vantage: Vantage, cuts: Cuts) -> Reader:
    """5 for who brings much, down to 1; None when an amount of the window is not known."""
    return _score(vantage, cuts, lambda rating: float(rating.monetary), priced=True)


def total(vantage: Vantage, cuts: Cuts) -> Reader:
    """The mean of the three, 1 to 5; None when an amount of the window is not known."""
    return _score(vantage, cuts, lambda rating: rating.total / 3, priced=True)


def _score(
    vantage: Vantage, cuts: Cuts, chosen: Callable[[Rating], float], *, priced: bool = False
) -> Reader:
    def read(case: Case) -> float | None:
        if not case.orders and not case.contracts:
            return None
        found = figures(bought_by(vantage, case), vantage.ordinal)
        if found is None or (priced and found.unpriced):
            return None
        return chosen(by_cuts(found, cuts))

    return read


READERS: Mapping[str, Callable[[Vantage, Cuts], Reader]] = {
    "recency": recency, "frequency": frequency, "monetary": monetary, "total": total,
}  # fmt: skip
