"""What is said of a suggestion: the verdict with its figures, and what a reader should know.

It must not know how outcomes or weights are found.
"""

from tierdesk.i18n.message import Message, say, say_n
from tierdesk.scoring.learning.evidence import FEWEST
from tierdesk.scoring.learning.outcomes import Outcomes
from tierdesk.scoring.learning.readings import Bools
from tierdesk.scoring.learning.suggestion import Evidence, Verdict
from tierdesk.scoring.learning.yes_no import quoted
from tierdesk.scoring.model import ScoringModel


def verdict(evidence: Evidence) -> tuple[Verdict, Message]:
    """The verdict on tested weights, with its sentence."""
    old, new = evidence.current.auc, evidence.suggested.auc
    told = {"new": f"{new.value:.3f}", "old": f"{old.value:.3f}"}
    if not new.tells:
        return "no_signal", say(
            "No signal: on the later outcomes what was learned ranks no better than chance (AUC "
            "%(auc)s, between %(low)s and %(high)s); keep your weights.",
            auc=f"{new.value:.3f}", low=f"{new.low:.3f}", high=f"{new.high:.3f}",
        )  # fmt: skip
    if evidence.gained.low > 0.0:
        return "better", say("The suggested weights rank the later outcomes better than yours: AUC "
                             "%(new)s against %(old)s.", **told)  # fmt: skip
    return "same", say("The suggested weights do not rank the later outcomes better than yours beyond "
                       "doubt: AUC %(new)s against %(old)s.", **told)  # fmt: skip


def too_few(outcomes: Outcomes) -> Message:
    """Why there is nothing to learn from."""
    won, lost = outcomes.n_won, outcomes.n_lost
    if not outcomes.decided:
        return say("No outcome is known yet: no deal of a customer is won or lost.")
    if not won or not lost:
        return say("All %(n)s outcomes are of one kind; learning needs won and lost ones.",
                   n=won + lost)  # fmt: skip
    return say("%(won)s won and %(lost)s lost are too few to claim anything: a part to learn from and a "
               "later part to test on each need at least %(least)s won and %(least)s lost.",
               won=won, lost=lost, least=FEWEST)  # fmt: skip


def notes(outcomes: Outcomes) -> list[Message]:
    """What is left out or not proven of the outcomes."""
    out = []
    if outcomes.order == "rows":
        out.append(say("All outcomes are of one day, as after an import: the order of the rows stands in "
                       "for time."))  # fmt: skip
    if outcomes.strays:
        out.append(say_n("%(n)s closed deal without a customer was left out.",
                         "%(n)s closed deals without a customer were left out.",
                         outcomes.strays))  # fmt: skip
    if outcomes.unread:
        out.append(
            say_n("%(n)s customer does not count: “%(field)s” holds %(values)s there, which is neither "
                  "yes nor no.",
                  "%(n)s customers do not count: “%(field)s” holds %(values)s there, which is neither "
                  "yes nor no.", sum(n for value, n in outcomes.unread), field=outcomes.field,
                  values=quoted([value for value, n in outcomes.unread]))
        )  # fmt: skip
    if outcomes.unsure:
        out.append(
            say_n("For %(n)s outcome the book cannot show how plain fields stood before the decision: "
                  "they hold the oldest value known.",
                  "For %(n)s outcomes the book cannot show how plain fields stood before the "
                  "decision: they hold the oldest value known.", outcomes.unsure)
        )  # fmt: skip
    return out


def disagreeing(model: ScoringModel, leaking: Bools, against: Bools) -> list[Message]:
    """One sentence for each criterion that the data would have count the other way round;
    `against` is by criterion that does not leak."""
    kept = [c for c, out in zip(model.criteria, leaking, strict=True) if not out]
    return [
        say("The outcomes disagree with “%(label)s”: those with the higher value were won less "
            "often, so its weight goes to zero; look at its value map.", label=Message(c.label))
        for c, turned in zip(kept, against, strict=True) if turned
    ]  # fmt: skip
