"""Network file systems are told."""

import pytest
from tiny_steps import opened

from tierdesk.store.tiny.mounts import file_system, warning
from tierdesk.store.tiny.syscalls import OsIO

MOUNTS = """22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
40 22 0:35 / /home rw shared:2 - nfs4 server:/home rw,vers=4.2
41 22 0:36 / /mnt/with\\040space rw - fuse.sshfs me@host:/ rw
42 22 0:37 / /home/local rw - tmpfs tmpfs rw
broken line
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/li", "nfs4"),
        ("/home", "nfs4"),
        ("/homes", "ext4"),
        ("/home/local/x", "tmpfs"),
        ("/mnt/with space/x", "fuse.sshfs"),
    ],
)
def test_the_longest_mount_point_decides(folder, kind):
    assert file_system(folder, MOUNTS) == kind
    assert (warning(folder, MOUNTS) is not None) == (kind in ("nfs4", "fuse.sshfs"))


def test_a_network_file_system_is_told(path):
    class Far(OsIO):
        def mounts(self):
            return "40 22 0:35 / / rw - cifs //server/share rw"

    assert "network" in str(opened(path, io=Far()).notes[0])
