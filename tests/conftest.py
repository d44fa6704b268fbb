"""Settings of all tests."""

from hypothesis import settings

# The same examples every time, on machines of any speed.
settings.register_profile("isoanneal", derandomize=True, deadline=None, database=None)
settings.load_profile("isoanneal")
