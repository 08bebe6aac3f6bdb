"""Books to measure with: 25 fields and about 860 bytes a customer, five touches each."""

import os
import random
import tempfile

from tierdesk.store.port import ChangeSet, Op
from tierdesk.store.tiny.engine import FileStore
from tierdesk.store.tiny.snapshot import Meta, write_snapshot
from tierdesk.store.tiny.syscalls import OsIO

FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英华文建国志红"
CITIES = ("北京市朝阳区", "上海市浦东新区", "广州市天河区", "深圳市南山区", "杭州市西湖区")
TRADES = ("制造业", "零售", "金融", "教育", "医疗", "物流", "软件", "能源")
NOTE = "客户对新版报价单有疑问,需要在下周三之前给出书面答复并安排技术交流会议。"


def moment(rng):
    return (
        f"2025-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}T{rng.randrange(24):02d}:30:00Z"
    )


def customer(number, rng):
    city = rng.choice(CITIES)
    return {
        "rev": 1,
        "name": rng.choice(FAMILY) + rng.choice(GIVEN) + rng.choice(GIVEN),
        "company": rng.choice("华中新大东") + rng.choice(TRADES) + "有限公司",
        "title": rng.choice(("总经理", "采购经理", "技术总监", "财务主管")),
        "tier": rng.choice("ABCD"),
        "stage": rng.choice(("线索", "商机", "报价", "成交")),
        "phone": f"1{rng.randrange(10**10):010d}",
        "mobile": f"1{rng.randrange(10**10):010d}",
        "email": f"user{number}@example.com.cn",
        "wechat": f"wx_{rng.randrange(2**32):08x}",
        "province": rng.choice(("广东", "江苏", "浙江", "四川")),
        "city": city,
        "address": f"{city}人民路{rng.randrange(999)}号{rng.randrange(3000)}室",
        "industry": rng.choice(TRADES),
        "source": rng.choice(("展会", "转介绍", "官网")),
        "owner": rng.choice(("lihua", "zhangsan", "wangwu")),
        "tags": [rng.choice(TRADES) for _ in range(3)],
        "amount": rng.randrange(10**7) / 100,
        "score": rng.randrange(100),
        "active": rng.random() < 0.5,
        "created_at": moment(rng),
        "updated_at": moment(rng),
        "next_follow": moment(rng)[:10],
        "updated_by": "lihua",
        "note": NOTE + "对方采购流程需要三家比价," + NOTE[: rng.randrange(20, 36)] + "每月回访。",
    }


def touch(customers, rng):
    return {
        "rev": 1,
        "customer_id": rng.randrange(customers) + 1,
        "channel": rng.choice(("phone", "email", "visit", "wechat", "meeting")),
        "at": moment(rng),
        "by": rng.choice(("lihua", "zhangsan", "wangwu")),
        "content": "讨论续约与报价事宜," + NOTE[: rng.randrange(28, 36)],
        "done": rng.random() < 0.5,
    }


def tables(customers, seed=1):
    rng = random.Random(seed)
    return {
        "customers": {str(i): customer(i, rng) for i in range(1, customers + 1)},
        "touches": {str(i): touch(customers, rng) for i in range(1, 5 * customers + 1)},
    }


def write_book(folder, customers):
    """A clean book of this size; returns its path."""
    path = f"{folder}/book-{customers}.json"
    content = tables(customers)
    following = {name: len(docs) + 1 for name, docs in content.items()}
    meta = Meta(os.urandom(16).hex(), 1, 1, "00000000", following)
    write_snapshot(OsIO(), path, content, meta, None)
    opened(path).close(compact=False)
    return path


def opened(path, **how):
    store = FileStore(path, lock_timeout=60, **how)
    store.load()
    return store


def send(store, *ops):
    return store.commit(ChangeSet(tuple(ops), os.urandom(16).hex()))


def edit(store, number, **fields):
    """One durable one-document change."""
    old = store.get("customers", number)
    return send(store, Op("customers", number, old["rev"], {**old, **fields}))


def workshop():
    """A folder on a real disk: where the figures of a sync mean something."""
    return tempfile.TemporaryDirectory(prefix="tierdesk-bench-", dir=os.environ.get("TMPDIR"))
