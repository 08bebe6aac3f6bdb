"""Figures and their targets, printed as one table: every one a ratio or a size, with its verdict."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value against its target; `at_most` False means "at least"."""

    what: str
    value: float
    target: float
    unit: str = "×"
    at_most: bool = True
    note: str = ""

    @property
    def met(self) -> bool:
        """Does the value reach its target?"""
        return self.value <= self.target if self.at_most else self.value >= self.target


def yardstick() -> float:
    """ms of CPU that a fixed piece of work takes now, the median of nine: figures in ms go with it, and
    machines, or one machine at two times, differ by a factor of two."""
    spent = []
    for _ in range(9):
        begun = time.thread_time()
        sum(number * number for number in range(100_000))
        spent.append(1000 * (time.thread_time() - begun))
    return median(spent)


def report(title: str, figures: Sequence[Figure]) -> bool:
    """Print them, those that fall short first; True when all are met."""
    print(f"\n{title}   (in the same run the sum of 100,000 squares takes {yardstick():.1f} ms)")
    for figure in sorted(figures, key=lambda f: f.met):
        sign = "≤" if figure.at_most else "≥"
        verdict = "ok   " if figure.met else "SHORT"
        print(f"  {verdict} {figure.what:58} {figure.value:9.2f} {figure.unit}  {sign} {figure.target:g}"
              + (f"   ({figure.note})" if figure.note else ""))  # fmt: skip
    return all(figure.met for figure in figures)


@dataclass(frozen=True, slots=True)
class Run:
    """One process: wall seconds, CPU seconds and peak resident megabytes."""

    wall: float
    cpu: float
    megabytes: float


def measure(words: Sequence[str], environment: Mapping[str, str]) -> Run:
    """Run a program to its end; its output is thrown away. Fails when it fails."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        words, env=dict(environment), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    talk = process.stderr.read().decode() if process.stderr else ""
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{' '.join(words)} failed:\n{talk}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def interleaved(
    programs: Mapping[str, Sequence[str]], environment: Mapping[str, str], times: int
) -> dict[str, list[Run]]:
    """Every program `times` times in turns, so that a busy moment hits all of them."""
    runs: dict[str, list[Run]] = {name: [] for name in programs}
    for _ in range(times):
        for name, words in programs.items():
            runs[name].append(measure(words, environment))
    return runs


def ratio(runs: Mapping[str, Sequence[Run]], name: str, baseline: str) -> float:
    """Median wall time of one program in units of another's."""
    return median(r.wall for r in runs[name]) / median(r.wall for r in runs[baseline])


def python(*words: str) -> list[str]:
    """This interpreter with words."""
    return [sys.executable, *words]
