"""A lesson begins: a sample of what `python3 build.py classroom` does with thirty."""

from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Error, Playwright

from tests.browser import faults, hosts, installed, sites
from tests.browser.faults import Faults
from tests.classroom import client, lesson, memory, report
from tests.classroom.memory import Launcher
from tools import fingerprint


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sites.build("npm", tmp_path_factory.mktemp("classroom"))


def test_first_visits_at_once_are_answered_and_a_run_completes_in_4_gb(
    playwright: Playwright, folder: Path
) -> None:
    site = folder / sites.SUB_PATH
    start = partial(hosts.our_process, site)
    begun = lesson.begin(site, start, 5, [memory.LIMIT], playwright)
    assert begun.wrong == []
    everything = sum(path.stat().st_size for path in fingerprint.files(site))
    assert [one.received for one in begun.visits] == [everything] * 5
    (sitting,) = begun.sittings
    assert 0 < sitting.most < memory.LIMIT
    assert 0 < begun.server < memory.LIMIT
    assert "Nothing failed." in report.document("1.0.0", {"build.py serve": begun})


@pytest.mark.parametrize("kind", ["missing", "cut", "broken off", "one bit changed"])
def test_a_client_tells_of_a_file_that_does_not_arrive_as_it_is(folder: Path, kind: str) -> None:
    hashes = client.expected(folder / sites.SUB_PATH)
    (name,) = [path for path in hashes if path.endswith("/python_stdlib.zip")]
    with faults.served(folder, Faults(name, kind)) as address:
        visit = client.visit(address, hashes)
    assert len(visit.wrong) == 1
    assert visit.wrong[0].startswith(f"{name}: ")


def test_the_limit_of_a_browser_is_one(playwright: Playwright, tmp_path: Path) -> None:
    too_little = Launcher(tmp_path, memory.LIMIT // 64)
    with pytest.raises(Error, match="closed"):
        installed.chromium(playwright, executable_path=too_little.path)
