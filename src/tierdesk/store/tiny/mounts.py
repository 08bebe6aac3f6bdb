"""Does the data file lie where locks or visibility between hosts cannot be relied upon?"""

from tierdesk.i18n.message import Message, say

SHARED = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "ceph", "glusterfs"}


def warning(folder: str, mounts: str) -> Message | None:
    """A note when `folder` is on a network file system, by the text of mountinfo(5)."""
    kind = file_system(folder, mounts)
    if kind not in SHARED:
        return None
    return say(
        "The book lies on a network file system (%(kind)s), where locks and other sessions'"
        " changes are not reliable; use it from one computer at a time.",
        kind=kind,
    )


def file_system(folder: str, mounts: str) -> str:
    """The type of the file system that holds `folder`, "" when the table does not say."""
    best, kind = "", ""
    for line in mounts.splitlines():
        fields, _, rest = line.partition(" - ")
        parts = fields.split(" ")
        if len(parts) < 5 or not rest:
            continue
        point = parts[4].replace("\\040", " ").replace("\\134", "\\")
        inside = folder == point or folder.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, rest.split(" ")[0]
    return kind
