"""Settings of all tests."""

import pytest
from hypothesis import settings

# The same examples every time, on machines of any speed.
settings.register_profile("isoanneal", derandomize=True, deadline=None, database=None)
settings.load_profile("isoanneal")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the browser's tests last: Playwright keeps an event loop running until the end."""
    items.sort(key=lambda item: "browser" in item.path.parts)
