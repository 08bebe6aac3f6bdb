"""What holds for every test: properties are judged by what they say, not by the clock of a busy machine."""

from hypothesis import HealthCheck, settings

settings.register_profile("tierdesk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tierdesk")
