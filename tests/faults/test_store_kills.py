"""kill -9 at random moments; the long run is `python -m tests.faults.kill`."""

import kill
import pytest


@pytest.mark.slow
def test_fifty_kills_lose_nothing_acknowledged(tmp_path):
    rig = kill.Rig(str(tmp_path), processes=3, seed=7)
    assert rig.run(50) == []
    assert rig.verified == 51
    assert sum(rig.acked.values()) >= 50  # every kill waits for one more acknowledgement


def test_the_rig_catches_a_lock_that_does_not_lock(tmp_path):
    rig = kill.Rig(str(tmp_path), processes=3, seed=7, facade="NoLock")
    assert rig.run(20, patience=1)
