"""A book of seven customers on the Customers screen, and the steps of its tests."""

from desk_on_screen import fill

NAMES = [
    "宏达机械",
    "Nordwind GmbH",
    "青禾零售",
    "Kestrel Supplies",
    "乐行旅行社",
    "Oakline",
    "张三丰武馆",
]


def customers(**fields):
    return [
        {"name": name, "created_at": f"2026-01-0{n}T00:00:00Z", "country": "CN" if n % 2 else "DE"} | fields
        for n, name in enumerate(NAMES, 1)
    ]  # fmt: skip


def fill_with_seven(folder):
    fill(
        folder,
        customers=customers(),
        touches=[{"customer_id": 2, "at": "2026-11-20T02:00:00Z", "result": "reached"}],
        deals=[{"customer_id": 4, "stage": "negotiation", "amount": {"minor": 9_000_000, "currency": "CNY"},
                "created_at": "2026-11-01T00:00:00Z"}],
    )  # fmt: skip


def shown(screen):
    rows = screen.app.snapshot.rows
    return [rows[key].name for key in screen.here.rows.rows if key in rows]


async def standing(screen, names):
    await screen.until(
        lambda: shown(screen) == list(names), f"these rows: {names}, not {shown(screen)}"
    )


async def opened(screen):
    await screen.press("3")
    await screen.until(lambda: len(shown(screen)) == len(NAMES), "all customers")


async def by_name(screen):
    await opened(screen)
    await screen.press("o")
    await screen.until(lambda: screen.here.sort == "name", "sorted by name")
    await screen.until(lambda: shown(screen)[0] == "Kestrel Supplies", "the names in order")
    await screen.press("g")
