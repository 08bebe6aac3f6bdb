"""Invented books of any size, the same at every run: what the benchmarks measure on."""

import csv
import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

TODAY = date(2026, 11, 24)
NOW = "2026-11-24T09:00:00Z"
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞"
_TRADES = ("机械", "零售", "软件", "物流", "医疗", "教育", "旅行社", "电子", "食品", "纺织")
_PLACES = (("CN", "上海", "CNY"), ("CN", "深圳", "CNY"), ("DE", "Hamburg", "EUR"), ("US", "Boston", "USD"),
           ("JP", "大阪", "JPY"), ("GB", "Leeds", "GBP"))  # fmt: skip
_STAGES = ("prospect", "interested", "negotiation")
_RESULTS = ("reached", "no_answer", "interested", "needs_info", "objection", "promised")
_NOTE = "客户对新版报价单有疑问，需要在下周三之前给出书面答复并安排技术交流会议。对方采购流程需要三家比价。"


def _name(rnd: random.Random, n: int) -> str:
    return f"{rnd.choice('华中新大东')}{rnd.choice('创科联通达')}{rnd.choice(_TRADES)}{n}号有限公司"


def _customer(n: int, rnd: random.Random) -> dict[str, object]:
    country, city, currency = rnd.choice(_PLACES)
    doc: dict[str, object] = {
        "name": _name(rnd, n), "code": f"K{n:06d}", "industry": rnd.choice(_TRADES), "country": country,
        "city": city, "currency": currency, "owner": rnd.choice(("lihua", "zhangsan", "wangwu")),
        "employees": int(rnd.paretovariate(0.8) * 10), "interest": rnd.randrange(6),
        "willingness": rnd.randrange(6), "tags": [rnd.choice(_TRADES), rnd.choice(("展会", "官网", "转介绍"))],
        "industry_position": rnd.choice(("leader", "major", "average", "minor")),
        "market_share": round(rnd.random() * 30, 1), "source": rnd.choice(("展会", "官网", "转介绍")),
        "address": f"人民路{rnd.randrange(999)}号{rnd.randrange(3000)}室", "notes": _NOTE + _NOTE[: rnd.randrange(40)],
        "budget": {"minor": rnd.randrange(10**8), "currency": "CNY"},
        "decision_by": (TODAY + timedelta(rnd.randrange(-20, 200))).isoformat(),
        "needs": [{"text": "产线升级", "strength": rnd.randrange(4)}],
        "created_at": _stamp(rnd, 200, 700), "updated_at": _stamp(rnd, 1, 200),
    }  # fmt: skip
    for field in ("budget", "market_share", "needs", "employees"):
        if rnd.random() < 0.25:
            del doc[field]
    return doc


def _stamp(rnd: random.Random, newest: int, oldest: int) -> str:
    at = datetime(2026, 11, 24, 8) - timedelta(rnd.uniform(newest, oldest))
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def tables(
    customers: int, touches_each: int = 5, seed: int = 1
) -> dict[str, dict[str, dict[str, object]]]:
    """A book as raw tables: customers, a contact and a deal each, and their touches."""
    rnd = random.Random(seed)
    book: dict[str, dict[str, dict[str, object]]] = {
        "customers": {}, "contacts": {}, "deals": {}, "touches": {},
    }  # fmt: skip
    for n in range(1, customers + 1):
        book["customers"][str(n)] = _customer(n, rnd)
        book["contacts"][str(n)] = {
            "customer_id": n, "name": rnd.choice(_SURNAMES) + rnd.choice(_GIVEN),
            "phones": [f"+86 13{rnd.randrange(10**9):09d}"], "emails": [f"u{n}@example.com"],
        }  # fmt: skip
        book["deals"][str(n)] = {
            "customer_id": n, "stage": rnd.choice(_STAGES), "stage_since": _stamp(rnd, 1, 60),
            "amount": {"minor": rnd.randrange(10**7), "currency": "CNY"},
        }  # fmt: skip
        for _ in range(touches_each):
            book["touches"][str(len(book["touches"]) + 1)] = {
                "customer_id": n, "at": _stamp(rnd, 0, 200), "zone": "Asia/Shanghai", "by": "lihua",
                "result": rnd.choice(_RESULTS), "content": _NOTE[: rnd.randrange(20, 40)],
                **({"direction": "in"} if rnd.random() < 0.2 else {}),
            }  # fmt: skip
    return book


HEADINGS = (
    "客户名称",
    "编号",
    "行业",
    "国家",
    "城市",
    "员工人数",
    "兴趣",
    "预算",
    "负责人",
    "备注",
)


def rows(count: int, seed: int = 2) -> Iterator[list[str]]:
    """Rows of a table of customers as a foreign system writes it."""
    rnd = random.Random(seed)
    for n in range(1, count + 1):
        country, city, _ = rnd.choice(_PLACES)
        yield [_name(rnd, n), f"K{n:06d}", rnd.choice(_TRADES), country, city, str(rnd.randrange(5000)),
               str(rnd.randrange(6)), f"{rnd.randrange(10**6):,}", rnd.choice(("李华", "Wang")), _NOTE[:30]]  # fmt: skip


def write_csv(path: Path, count: int) -> None:
    """The rows as a CSV file with Chinese headings."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows(rows(count))
