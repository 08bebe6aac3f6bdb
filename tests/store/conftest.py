"""Books of the file store's tests."""

import pytest
from tiny_steps import change, fill, opened

from tierdesk.store.port import Op


@pytest.fixture
def path(tmp_path):
    return tmp_path / "crm.json"


@pytest.fixture
def store(path):
    """Two customers, one change."""
    store = opened(path)
    store.commit(change(Op("customers", -1, 0, {"name": "张三"}), Op("customers", -2, 0, {})))
    yield store
    store.close()


@pytest.fixture
def filled(path):
    """Five customers, two changes; what is in the journal stays there."""
    store = opened(path)
    fill(store, 3)
    fill(store, 2)
    yield store
    store.close(compact=False)
