"""How far a challenger's evidence is: as a sentence, as a line under its draft, and in a few words.

It must not know how any of it was found.
"""

from tierdesk.i18n.message import Message, say, say_n
from tierdesk.scoring.learning.challengers import Challenger
from tierdesk.scoring.learning.evidence import FEWEST, Measured
from tierdesk.scoring.learning.ranking import Auc


def in_words(one: Challenger) -> Message:
    """A whole sentence."""
    told, contest, n = _told(one), one.contest, _size(one)
    if contest.verdict == "too_few":
        return say_n(
            "Version %(version)s, a draft, is tried on what is decided since %(day)s: %(n)s outcome so far "
            "(%(won)s won, %(lost)s lost); with %(least)s of either kind it is compared with version "
            "%(against)s.",
            "Version %(version)s, a draft, is tried on what is decided since %(day)s: %(n)s outcomes so far "
            "(%(won)s won, %(lost)s lost); with %(least)s of either kind it is compared with version "
            "%(against)s.", n, **told)  # fmt: skip
    if contest.verdict == "better":
        return say("The evidence is enough: on the %(n)s outcomes since %(day)s (%(won)s won, %(lost)s lost) "
                   "version %(version)s, a draft, ranks better than version %(against)s in force, AUC "
                   "%(ours)s against %(theirs)s.", n=n, **told)  # fmt: skip
    if contest.verdict == "worse":
        return say("The evidence is enough: on the %(n)s outcomes since %(day)s (%(won)s won, %(lost)s lost) "
                   "version %(version)s, a draft, ranks worse than version %(against)s in force, AUC "
                   "%(ours)s against %(theirs)s.", n=n, **told)  # fmt: skip
    return say("The evidence is not enough yet: on the %(n)s outcomes since %(day)s (%(won)s won, %(lost)s "
               "lost) version %(version)s, a draft, and version %(against)s in force differ by no more "
               "than chance, AUC %(ours)s against %(theirs)s.", n=n, **told)  # fmt: skip


def in_line(one: Challenger) -> Message:
    """A line under the draft."""
    told, contest, n = _told(one), one.contest, _size(one)
    if contest.verdict == "too_few":
        return say_n("tried on %(n)s outcome so far: %(won)s won, %(lost)s lost",
                     "tried on %(n)s outcomes so far: %(won)s won, %(lost)s lost", n, **told)  # fmt: skip
    if contest.verdict == "better":
        return say("better, and the evidence is enough: AUC %(ours)s, v%(against)s %(theirs)s, "
                   "%(n)s outcomes", n=n, **told)  # fmt: skip
    if contest.verdict == "worse":
        return say("worse, and the evidence is enough: AUC %(ours)s, v%(against)s %(theirs)s, "
                   "%(n)s outcomes", n=n, **told)  # fmt: skip
    return say("level so far: AUC %(ours)s, v%(against)s %(theirs)s, %(n)s outcomes", n=n, **told)


def in_short(one: Challenger) -> Message:
    """A few words beside others."""
    told, contest, n = _told(one), one.contest, _size(one)
    if contest.verdict == "too_few":
        return say_n("challenger v%(version)s: %(n)s outcome",
                     "challenger v%(version)s: %(n)s outcomes", n, **told)  # fmt: skip
    if contest.verdict == "better":
        return say("challenger v%(version)s: better on %(n)s", n=n, **told)
    if contest.verdict == "worse":
        return say("challenger v%(version)s: worse on %(n)s", n=n, **told)
    return say("challenger v%(version)s: level on %(n)s", n=n, **told)


def in_figures(one: Challenger) -> tuple[Message, ...]:
    """The sentence, then what both were worth, one by one."""
    contest = one.contest
    draft, active, gained = contest.draft, contest.active, contest.gained
    if draft is None or active is None or gained is None:
        return (in_words(one),)
    return (
        in_words(one),
        say("AUC of the draft: %(ours)s, of the version in force: %(theirs)s, their difference: "
            "%(gain)s", ours=_interval(draft.auc), theirs=_interval(active.auc), gain=_interval(gained)),
        say("lift of the best tenth: %(ours)s and %(theirs)s", ours=f"{draft.lift10:.2f}",
            theirs=f"{active.lift10:.2f}"),
    )  # fmt: skip


def _size(one: Challenger) -> int:
    return one.contest.n_won + one.contest.n_lost


def _told(one: Challenger) -> dict[str, object]:
    contest = one.contest
    return {
        "version": one.version, "against": one.against, "day": one.day, "won": contest.n_won,
        "lost": contest.n_lost, "least": FEWEST,
        "ours": _auc(contest.draft), "theirs": _auc(contest.active),
    }  # fmt: skip


def _auc(one: Measured | None) -> str:
    return "" if one is None else _interval(one.auc)


def _interval(one: Auc) -> str:
    return f"{one.value:.2f} [{one.low:.2f}, {one.high:.2f}]"
