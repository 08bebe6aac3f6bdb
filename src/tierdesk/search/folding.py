"""Text made comparable: what a person types finds what a file wrote."""

from unicodedata import normalize


def fold(written: str) -> str:
    """Text for comparison: width, case and spaces do not matter."""
    return " ".join(normalize("NFKC", written).casefold().split())
