"""What people write for a stored value: a country by code or name, a channel by any of its words.

Both languages, since a filter is typed in whatever language the reader thinks in. It must not
know documents.
"""

from collections.abc import Iterable, Mapping, Sequence

from tierdesk.domain.folding import fold
from tierdesk.domain.vocabulary import CHANNELS, KINDS

_CHINESE_REGIONS: Mapping[str, str] = {
    "north_america": "北美", "latin_america": "拉美 拉丁美洲", "europe": "欧洲", "middle_east": "中东",
    "africa": "非洲", "asia": "亚洲", "oceania": "大洋洲",
}  # fmt: skip


class Fits(dict[str, bool]):
    """Whether a stored value answers the folded word, worked out once for each value: one letter
    must begin it, more may stand anywhere in it."""

    def __init__(self, key: str, wanted: str) -> None:
        super().__init__()
        self._key, self.wanted = key, wanted

    def __missing__(self, stored: str) -> bool:
        wanted = self.wanted
        spelled = [fold(word) for word in spellings(self._key, stored)]
        if len(wanted) > 1:
            self[stored] = any(wanted in word for word in spelled)
        else:
            self[stored] = bool(wanted) and any(word.startswith(wanted) for word in spelled)
        return self[stored]

    def any(self, values: Iterable[str]) -> bool:
        """Whether one of the values answers."""
        return True in [self[value] for value in values]


def spellings(key: str, stored: str) -> Sequence[str]:
    """What people write for a stored value of a key."""
    if key == "country":
        return _country_words(stored)
    if key == "region":
        return _region_words(stored)
    if key == "kind":
        return (stored, *KINDS.get(stored, ()))
    if key == "channel":
        return (stored, *CHANNELS.get(stored, ()))
    if key == "group":
        return (stored, *stored.split("/"))
    return (stored,)


def _country_words(code: str) -> Sequence[str]:
    if not code:
        return ()
    from tierdesk.domain.countries import country_name

    return code, country_name(code, "en"), country_name(code, "zh")


def _region_words(code: str) -> Sequence[str]:
    from tierdesk.domain.countries import region

    return region_words(region(code))


def region_words(key: str) -> Sequence[str]:
    """The key and the names of a market region, nothing for ""."""
    from tierdesk.domain.countries import REGIONS

    return (key, REGIONS[key], *_CHINESE_REGIONS[key].split()) if key else ()
