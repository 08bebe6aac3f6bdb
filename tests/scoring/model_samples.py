"""Sound models by the dozen, for properties of what is done with them."""

from hypothesis import strategies as st

from tierdesk.scoring.model import Condition, Criterion, Gate, Group, Scheme, ScoringModel
from tierdesk.scoring.valuemap import Bands, DecaySum, Enum, Flag, Inverse, Linear, Log

shares = st.floats(0, 1)
weights = st.one_of(st.integers(0, 100).map(float), st.floats(0.001, 1000))
words = st.text("abcxyz省 %(", min_size=1, max_size=6)
_POSITIONS = ("leader", "major", "average", "minor")


@st.composite
def bands(draw):
    limits = sorted(draw(st.sets(st.integers(-50, 500), min_size=1, max_size=4)))
    return Bands(tuple((float(limit), draw(shares)) for limit in limits), draw(shares))


numbers = st.one_of(
    bands(),
    st.builds(Linear, st.floats(0, 10), st.floats(11, 20)),
    st.builds(Log, st.floats(0.1, 10), st.floats(11, 2000)),
    st.builds(Inverse, st.floats(0.1, 100)),
)
MAPS = {
    "customer.interest": numbers,
    "customer.willingness": numbers,
    "customer.employees": numbers,
    "orders.amount": numbers,
    "customer.industry_position": st.builds(
        Enum, st.dictionaries(st.sampled_from(_POSITIONS), shares, min_size=1), shares
    ),
    "customer.key_account": st.builds(Flag, shares, shares),
    "touches.decayed": st.builds(
        DecaySum, st.dictionaries(st.sampled_from(("inbound", "reply", "call")), st.floats(0, 9), min_size=1),
        st.floats(0.1, 20), st.none() | st.floats(0.1, 20),
    ),
    "custom.Größe": numbers,
}  # fmt: skip
conditions = st.none() | st.builds(
    Condition,
    st.sampled_from(("customer.kind", "customer.country")),
    st.lists(st.sampled_from(("company", "person", "DE")), max_size=2).map(tuple),
)


@st.composite
def criteria(draw, key):
    source = draw(st.sampled_from(sorted(MAPS)))
    return Criterion(
        key, draw(words), draw(weights), source, draw(MAPS[source]),
        draw(st.none() | st.floats(1, 400)), draw(shares), draw(conditions),
    )  # fmt: skip


@st.composite
def groups(draw, key, keys):
    own = tuple(draw(criteria(k)) for k in keys)
    able = any(c.weight > 0 for c in own)
    weight = draw(st.none() | (weights if able else st.just(0.0)))
    return Group(key, draw(words), own, weight, draw(st.none() | st.floats(1, 100)))


@st.composite
def schemes(draw):
    count = draw(st.integers(1, 3))
    steps = sorted(draw(st.sets(st.integers(1, 100), min_size=count, max_size=count)), reverse=True)
    tiers = "ABCD"[: count + 1]
    labels = tuple((tier, draw(words)) for tier in tiers if draw(st.booleans()))
    return Scheme(
        tuple((tier, float(step)) for tier, step in zip(tiers, steps, strict=False)), tiers[-1],
        draw(st.floats(0, 20)), draw(st.integers(0, 60)), labels,
    )  # fmt: skip


@st.composite
def gates(draw, key, tiers):
    source = draw(st.sampled_from(("customer.bad_debt", "payments.days_late")))
    above = draw(st.floats(0, 90)) if source == "payments.days_late" else None
    effect = draw(st.sampled_from(("veto", "cap", "floor")))
    return Gate(key, draw(words), effect, draw(st.sampled_from(tiers)), source, above)


@st.composite
def parts_of(draw):
    """Groups that can grade: a few keys out of six, dealt to one to three groups in any order."""
    keys = draw(st.permutations("abcdef"))[: draw(st.integers(1, 6))]
    names = draw(st.permutations(("g", "h", "i")))[: draw(st.integers(1, 3))]
    homes = [draw(st.sampled_from(names)) for _ in keys]
    return tuple(
        draw(groups(name, [k for k, home in zip(keys, homes, strict=True) if home == name]))
        for name in names
    )


def _weighs(found):
    return any(c.weight > 0 and g.weight != 0 for g in found for c in g.criteria)


@st.composite
def models(draw, kind=None, industries=(), inherits=False):
    """Any sound model, as the screen, a file or a suggestion might make it."""
    scheme = draw(schemes())
    own = draw(st.lists(st.sampled_from("uvw"), unique=True))
    return ScoringModel(
        kind or draw(st.sampled_from(("open", "signed"))), draw(words),
        draw(parts_of().filter(_weighs)),
        tuple(draw(gates(key, scheme.tiers)) for key in own), scheme,
        draw(st.integers(2, 9)), draw(st.sampled_from(("draft", "archived"))),
        draw(st.none() | st.integers(1, 9)), draw(st.just("") | words), draw(st.just("") | words),
        industries, inherits,
    )  # fmt: skip
