"""Names of public holidays by country from the package `holidays`, remembered while the desk is open.

The package is imported when the first country is asked for. It must not know customers.
"""

from functools import lru_cache

from tierdesk.triage.greetings import Holiday

_ENGLISH = "en_US"
_SHIFTED = "Day off"
"""How the package names working days that were exchanged for a weekend: no feast."""


@lru_cache(maxsize=512)
def public_holidays(country: str, year: int) -> tuple[Holiday, ...]:
    """The holidays of the whole country by day, on the day itself and not on the one that is off for it;
    none for a country that the package does not know."""
    from holidays import country_holidays

    try:
        own = country_holidays(country, years=year, observed=False)
    except NotImplementedError:
        return ()
    spoken = own.default_language
    if spoken:
        own = country_holidays(country, years=year, observed=False, language=spoken)
    english = own
    if _ENGLISH in own.supported_languages:
        english = country_holidays(country, years=year, observed=False, language=_ENGLISH)
    return tuple(
        Holiday(on, name, local if (local := own.get(on, "")) != name else "")
        for on, name in sorted(english.items()) if not name.startswith(_SHIFTED)
    )  # fmt: skip
