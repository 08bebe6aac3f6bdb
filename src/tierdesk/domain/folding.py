"""Text made comparable: what a person types finds what a file wrote.

A leaf: one rule for names, codes and searches, so that none of them sees two customers where
another sees one. It must not know what the text means.
"""

from unicodedata import normalize


def fold(written: str) -> str:
    """Text for comparison: width, case and spaces do not matter."""
    plain = written if written.isascii() else normalize("NFKC", written)
    return " ".join(plain.casefold().split())
