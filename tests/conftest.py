"""Settings of all tests."""

import gc
import os

import pytest
from hypothesis import settings
from isoanneal.kernel import machine

# The recipe needs what POSIX has, and so do its tests from their first line on.
collect_ignore = ["test_rdkit_recipe.py"] if os.name == "nt" else []

# Pages of the stand-in are large graphs; to look through them for garbage as often as Python does
# takes a sixth of the time of the tests.
gc.set_threshold(50_000, 20, 50)

# The same examples every time, on machines of any speed.
settings.register_profile("isoanneal", derandomize=True, deadline=None, database=None)
settings.load_profile("isoanneal")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that runs everything."""
    parser.addoption(
        "--all",
        action="store_true",
        help="also run what is long by nature, of which there is always a sample in the rest",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is long by nature, unless asked for, and run the browser's tests last.

    Playwright keeps an event loop running until the end.
    """
    items.sort(key=_is_of_a_browser)
    for item in items:
        if _is_of_a_browser(item):
            item.add_marker("outside")
        if item.get_closest_marker("kernel") and not machine.module():
            item.add_marker(pytest.mark.skip(reason="no kernel: “build.py test” compiles it"))
    if not config.getoption("all"):
        long = [item for item in items if item.get_closest_marker("exhaustive")]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


def _is_of_a_browser(item: pytest.Item) -> bool:
    return "browser" in item.path.parts
