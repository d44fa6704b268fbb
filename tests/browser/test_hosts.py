"""Any static host: the same test on Python's server, nginx under a path, in two browsers."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.browser import hosts, installed, sites
from tests.browser.command_line import on_the_command_line
from tests.browser.watched import WatchedPage, grouped
from tools import environment

Opener = Callable[..., WatchedPage]
Start = Callable[[], AbstractContextManager[str]]
SCHOOL = "chemistry.school.test"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a built site with compressed copies beside its files, packed as fast as can be.

    How small they can be is no matter here; `test_distribution` looks at the command as it is.
    """
    built = sites.build("npm", tmp_path_factory.mktemp("hosted")) / sites.SUB_PATH
    environment.run(
        [environment.python("site"), "-m", "tools.compression", built, "--quality", "0"]
    )
    return built


@pytest.fixture(params=["http.server", "nginx"])
def start(request: pytest.FixtureRequest, site: Path, tmp_path: Path) -> Start:
    """Give a function that starts a server of the site."""
    if request.param == "nginx":
        return partial(hosts.nginx, site, tmp_path)
    return partial(hosts.python_server, site)


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as entered:
        yield entered


@pytest.mark.parametrize(
    ("any_browser", "start"),
    [
        pytest.param("browser", "nginx", id="chromium-nginx"),
        pytest.param("firefox", "http.server", id="firefox-http.server"),
        pytest.param(
            "browser", "http.server", id="chromium-http.server", marks=pytest.mark.exhaustive
        ),
        pytest.param("firefox", "nginx", id="firefox-nginx", marks=pytest.mark.exhaustive),
    ],
    indirect=True,
)
def test_the_whole_way_through_and_on_without_the_server(
    any_browser: Browser, opener: Opener, start: Start, stack: ExitStack
) -> None:
    expected = on_the_command_line("C8H10", "--seed", "7")
    page = opener(any_browser, stack.enter_context(start()))
    page.open_ready()
    search(page, expected)
    expect(page.at("run-facts")).to_contain_text(re.compile(f"all {grouped(2000)} steps"))
    expect(page.at("offline")).to_have_text("Works without a network.")

    stack.close()  # the server is gone
    page.page.reload()
    page.expect_state("complete")
    page.press("reset")
    page.expect_state("idle")
    search(page, expected)


def search(page: WatchedPage, expected: dict[str, object]) -> None:
    page.fill({"formula": "C8H10", "seed": 7})
    page.run_to_the_end()
    assert page.text("best-smiles") == expected["best_smiles"]
    assert page.number("best-energy") == expected["best_energy"]
    assert page.number("accepted") == expected["accepted_moves"]


def test_nginx_sends_the_compressed_copies(browser: Browser, site: Path, tmp_path: Path) -> None:
    with hosts.nginx(site, tmp_path) as address:
        wasm = next(site.glob("pyodide-*/pyodide.asm.wasm"))
        answer = browser.new_context().request.get(f"{address}{wasm.relative_to(site).as_posix()}")
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.body() == wasm.read_bytes()


@pytest.fixture
def in_a_school(playwright: Playwright) -> Iterator[Browser]:
    """Give a browser that finds this machine under a name, as in a network of its own."""
    running = installed.shell(playwright, f"--host-resolver-rules=MAP {SCHOOL} 127.0.0.1")
    yield running
    running.close()


def test_over_plain_http_all_works_but_the_copy(
    in_a_school: Browser, opener: Opener, site: Path
) -> None:
    with hosts.python_server(site) as address:
        page = opener(in_a_school, address.replace("127.0.0.1", SCHOOL))
        page.open_ready()
        assert not page.page.evaluate("isSecureContext")
        expect(page.at("offline")).to_contain_text("it would over HTTPS")
        search(page, on_the_command_line("C8H10", "--seed", "7"))
        expect(page.at("run")).to_have_count(1)
