"""A sample of “build.py soak”: what a run leaves behind would show after a few dozen."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests import soak
from tests.browser.watched import WatchedPage

OpenPage = Callable[..., WatchedPage]
CLOSED = "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError') }"
"""Without storage there is no list of runs, which grows until it is full."""


def test_nothing_grows_with_the_number_of_runs(new_page: OpenPage, npm_address: str) -> None:
    page = new_page(npm_address)
    page.page.add_init_script(CLOSED)
    found = list(soak.soak(page, steps=100_000, warm_up=15, runs=12))
    assert len(found) > 1
    assert soak.grown(found[0], found[-1]) == []


@pytest.mark.exhaustive
def test_what_each_run_leaves_behind_is_found(
    new_page: OpenPage, npm_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = new_page(npm_address)
    page.page.add_init_script(CLOSED)
    run = soak._run  # noqa: SLF001  (what a page that leaks would do)

    def run_and_leave(page: WatchedPage, *given: int, **more: int) -> None:
        run(page, *given, **more)
        page.page.evaluate("""() => {
            globalThis.left ??= [];
            for (let i = 0; i < 60; i++) left.push(document.createElement('p'));
        }""")

    monkeypatch.setattr(soak, "_run", run_and_leave)
    before, *_, after = soak.soak(page, steps=10_000, warm_up=3, runs=8)
    assert {told.split(":")[0] for told in soak.grown(before, after)} == {"nodes"}
    assert soak.grown(before, replace(before, worker_heap=before.worker_heap + 10**6))
