"""The Weights screen over a book of some customers, and the steps of its tests."""

from contextlib import asynccontextmanager

from desk_rig import desk, fill

NAMES = ("宏达机械", "Nordwind GmbH", "青禾零售", "Kestrel Supplies", "乐行旅行社", "Oakline")


def customers(n=24):
    """Customers who differ in what a model asks of them."""
    made = []
    for at in range(n):
        name = NAMES[at] if at < len(NAMES) else f"Customer {at:03}"
        made.append({
            "name": name, "created_at": "2026-01-01T00:00:00Z", "country": "CN" if at % 2 else "DE",
            "kind": "company", "owner": "li", "employees": 5 + 41 * at, "interest": at % 6,
            "willingness": (at * 7) % 6, "industry_position": ("leader", "major", "average", "minor")[at % 4],
            "budget": {"minor": 1_000_000 * (1 + 3 * at), "currency": "CNY"},
            "custom": {"zone": ("north", "south")[at % 2], "age": at, **({"vip": True} if at % 3 else {})},
        })  # fmt: skip
    return made


def fill_book(folder, n=24, **tables):
    """The book in its folder."""
    fill(folder, customers=customers(n), **tables)


@asynccontextmanager
async def weights(folder, size=(120, 36), **how):
    """The desk on its Weights screen, with everybody graded."""
    async with desk(folder, size, **how) as screen:
        await screen.press("4")
        await graded(screen)
        yield screen


async def graded(screen):
    """Until the panel is there."""
    await screen.until(lambda: screen.here.name_ == "weights" and screen.here.effects, "graded")
    await screen.quiet()


def place(screen):
    """The place, also while another one lies over it."""
    return screen.shell.places["weights"]


def row_of(screen, key):
    """The row of a criterion or group, as the tree shows it."""
    return next(row for row in place(screen).outline.rows() if row.key == key)


async def to(screen, key):
    """The cursor to the row of a criterion or group."""
    rows = place(screen).outline.rows()
    wanted = 1 + next(at for at, row in enumerate(rows) if row.key == key)
    place(screen).rows.go(wanted)
    await screen.laid_out()


def counts(screen):
    """Customers by tier with the draft."""
    return dict(place(screen).effects.effect.glance.counts_after)


def field(screen, label):
    """The row of a sheet by its English label."""
    page = place(screen).page
    return next(n for n, one in enumerate(page.fields(), 1) if str(one.label).strip() == label)


async def to_field(screen, label):
    """The cursor to the row of a sheet."""
    place(screen).rows.go(field(screen, label))
    await screen.laid_out()


async def typed(screen, text):
    """Another text in the place of the one that is asked about."""
    await screen.press("ctrl+u")
    screen.foot.entry.input.value = ""
    await screen.type(text)


async def publish(screen, note="raised"):
    """Publish the draft."""
    await screen.press("P")
    await screen.type(note)
    await screen.press("enter")
    await screen.quiet()
