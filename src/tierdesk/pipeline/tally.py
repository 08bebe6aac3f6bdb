"""Deals added up: by outcome, as seen from a stage, and as closed in a time.

Plain numbers that grow while deals are counted. It must not know a book, a day or what groups there
are.
"""

from tierdesk.pipeline.ways import Way


class Tally:
    """Deals counted: how many are open, won and lost, minor units of the won and of the open ones
    by currency, and the days from opening to the end, of those that know both."""

    __slots__ = (
        "days_lost", "days_won", "lost", "open", "open_sums", "priced", "unpriced", "won", "won_sums",
    )  # fmt: skip

    def __init__(self) -> None:
        self.open = self.won = self.lost = self.unpriced = self.priced = 0
        self.won_sums: dict[str, int] = {}
        self.open_sums: dict[str, int] = {}
        self.days_won: list[int] = []
        self.days_lost: list[int] = []

    @property
    def decided(self) -> int:
        """Won and lost."""
        return self.won + self.lost

    def add(self, way: Way, amount: tuple[int, str] | None) -> None:
        """One more deal; `unpriced` counts the open and won ones without an amount, `priced` the
        won ones with one."""
        outcome = way.outcome
        if outcome == "lost":
            self.lost += 1
            if way.opened and way.closed:
                self.days_lost.append(way.closed - way.opened)
            return
        if outcome == "won":
            self.won += 1
            if way.opened and way.closed:
                self.days_won.append(way.closed - way.opened)
            self.priced += amount is not None
            sums = self.won_sums
        else:
            self.open += 1
            sums = self.open_sums
        if amount is None:
            self.unpriced += 1
        else:
            sums[amount[1]] = sums.get(amount[1], 0) + amount[0]

    def take(self, other: "Tally") -> None:
        """What another one counted, added to this one."""
        self.open += other.open
        self.won += other.won
        self.lost += other.lost
        self.unpriced += other.unpriced
        self.priced += other.priced
        for mine, theirs in (
            (self.won_sums, other.won_sums),
            (self.open_sums, other.open_sums),
        ):
            for currency, minor in theirs.items():
                mine[currency] = mine.get(currency, 0) + minor
        self.days_won += other.days_won
        self.days_lost += other.days_lost


class StageTally:
    """Deals seen from one open stage. `here`: those that stand there, as a tally; `waiting`: for
    how many days; `stayed`: days of those that left; `advanced` went further or were won, `died`
    came no further than here, both of those with a move on record. `won` and `lost` of them are
    decided and had reached it; `to_won` days from reaching it to the end, `won_sums` what the
    `priced` ones of them brought."""

    __slots__ = (
        "advanced", "died", "here", "lost", "priced", "stayed", "to_won", "waiting", "won", "won_sums",
    )  # fmt: skip

    def __init__(self) -> None:
        self.here = Tally()
        self.waiting: list[int] = []
        self.stayed: list[int] = []
        self.advanced = self.died = self.won = self.lost = self.priced = 0
        self.to_won: list[int] = []
        self.won_sums: dict[str, int] = {}


class Closings:
    """What was closed in a time: how many won and lost, and minor units won by currency."""

    __slots__ = ("lost", "sums", "won")

    def __init__(self) -> None:
        self.won = self.lost = 0
        self.sums: dict[str, int] = {}
