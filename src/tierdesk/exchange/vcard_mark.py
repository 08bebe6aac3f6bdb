"""How a file of vCards is told from others: by its first line, whatever its encoding."""

_BEGIN = b"begin:vcard"


def is_vcard(data: bytes) -> bool:
    """Does the file begin with a card?"""
    start = data[:400].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start[: len(_BEGIN)].lower() == _BEGIN
