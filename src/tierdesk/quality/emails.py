"""E-mail addresses: what one looks like, and what was meant by one that does not.

It must not know whose an address is.
"""

import re
from unicodedata import normalize

_ADDRESS = re.compile(r"[^\s@<>(),;:\"]+@[^\s@<>(),;:\".]+(\.[^\s@<>(),;:\".]+)+")
_WRAPPED = re.compile(
    r"^(?:.*<)?\s*(?:mailto:|e-?mail[:：]|邮箱[:：])?\s*([^<>]*?)\s*>?[\s.,;。，；]*$", re.I
)
_PARTS = re.compile(r"[;；,，、/|\s]+")
_SLIPS = {
    "gmial.com": "gmail.com", "gamil.com": "gmail.com", "gmai.com": "gmail.com", "gnail.com": "gmail.com",
    "gmail.con": "gmail.com", "gmail.cm": "gmail.com", "hotnail.com": "hotmail.com",
    "hotmial.com": "hotmail.com", "hotmail.con": "hotmail.com", "outlok.com": "outlook.com",
    "yaho.com": "yahoo.com", "yahoo.con": "yahoo.com", "qq.con": "qq.com", "qq.cm": "qq.com",
    "163.con": "163.com", "126.con": "126.com", "foxmial.com": "foxmail.com",
}  # fmt: skip
_LONGEST = 1_000


def is_address(text: str) -> bool:
    """Whether a text is one address and nothing else."""
    return _ADDRESS.fullmatch(text) is not None


def is_slip(text: str) -> bool:
    """Whether an address ends in a misspelling of a well-known domain."""
    return text.rpartition("@")[2].casefold() in _SLIPS


def meant(text: str) -> tuple[str, ...]:
    """The addresses that a text was meant to be; none where that cannot be told."""
    plain = normalize("NFKC", text[:_LONGEST]).strip()
    found = _PARTS.split(plain) if plain.count("@") > 1 and "@@" not in plain else [plain]
    addresses = [address for part in found if part and (address := _one(part))]
    return tuple(dict.fromkeys(addresses)) if len(addresses) == len([p for p in found if p]) else ()


def _one(part: str) -> str:
    wrapped = _WRAPPED.match(part)
    inner = re.sub(r"\s*([@.])\s*", r"\1", (wrapped[1] if wrapped else part).replace("。", "."))
    inner = re.sub(r"@{2,}", "@", re.sub(r"\.{2,}", ".", inner.replace(",", ".")))
    local, at, domain = inner.rpartition("@")
    inner = local + at + _SLIPS.get(domain.casefold(), domain)
    return inner if is_address(inner) else ""
