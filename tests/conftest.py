"""For all tests: they never time anything, so a slow machine fails none of them."""

from hypothesis import settings

settings.register_profile("zhyto", deadline=None)
settings.load_profile("zhyto")
