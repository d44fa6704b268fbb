"""After the first visit no network is needed, and new versions come whole or not at all."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import faults, sites
from tests.browser.faults import Faults
from tests.browser.watched import WatchedPage

OpenPage = Callable[..., WatchedPage]
KEPT = "Works without a network."
LOOK_FOR_A_NEW_VERSION = "navigator.serviceWorker.getRegistration().then(one => one.update())"

FATE_OF_A_NEW_VERSION = """async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const found = new Promise(done => registration.addEventListener(
        'updatefound', () => done(registration.installing), {once: true}));
    try { await registration.update(); } catch (error) { return 'redundant'; }
    const worker = await found;
    return new Promise(done => {
        const look = () => worker.state !== 'installing' && done(worker.state);
        worker.addEventListener('statechange', look);
        look();
    });
}"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with a built site, to publish new versions into."""
    return sites.build("npm", tmp_path / "served")


class Requests(list[str]):
    """What the server is asked for; some of it can be made to wait for its answer."""

    def __init__(self) -> None:
        super().__init__()
        self.held = ""
        """The end of the paths that wait."""
        self.may_go_on = threading.Event()

    def append(self, path: str) -> None:
        """Take notice of a request, in the thread that is to answer it."""
        super().append(path)
        if self.held and path.endswith(self.held):
            self.may_go_on.wait()


@pytest.fixture
def requested() -> Iterator[Requests]:
    """Give the list of what the server is asked for."""
    requests = Requests()
    yield requests
    requests.may_go_on.set()


@pytest.fixture
def address(folder: Path, requested: Requests) -> Iterator[str]:
    with sites.serve(folder, requested) as at:
        yield at


@pytest.fixture
def visited(new_page: OpenPage, address: str) -> WatchedPage:
    """Give a page that was visited once, until the copy was complete."""
    page = new_page(address)
    page.open_ready()
    expect(page.at("offline")).to_have_text(KEPT)
    expect(page.at("update")).to_be_hidden()
    return page


def publish(folder: Path, tmp_path: Path) -> Path:
    """Publish the next version in place of the one in the folder; return the site's folder."""
    sites.build("npm", folder, sites.changed_source(tmp_path))
    return folder / sites.SUB_PATH


def tagline(page: WatchedPage) -> str:
    return page.page.locator(".tagline").inner_text()


def preset(page: WatchedPage) -> str:
    return page.at("preset").locator("option[value=C6H14]").inner_text()


def run(page: WatchedPage) -> None:
    page.fill({"formula": "C6H14"})
    page.run_to_the_end()
    assert page.number("best-energy") == 28


def test_a_second_visit_downloads_nothing_and_needs_no_network(
    visited: WatchedPage, folder: Path, requested: Requests
) -> None:
    requested.clear()
    visited.page.reload()
    visited.expect_state("idle")
    # The browser itself asks for this one, to learn whether there is a new version.
    assert set(requested) <= {f"/{sites.SUB_PATH}/service_worker.js"}

    visited.page.context.set_offline(offline=True)
    shutil.rmtree(folder)
    visited.page.reload()
    visited.expect_state("idle")
    run(visited)
    expect(visited.at("offline")).to_have_text(KEPT)
    visited.kill_worker()
    visited.expect_state("error")
    visited.press("restart")
    visited.expect_state("complete")
    # What stands after the question mark is for the page, not for the server.
    visited.page.goto(f"{visited.address}?formula=C8H18&seed=7")
    visited.expect_state("idle")
    expect(visited.at("formula")).to_have_value("C8H18")
    expect(visited.at("seed")).to_have_value("7")


def test_a_new_version_is_announced_and_taken_over_whole(
    visited: WatchedPage, folder: Path, tmp_path: Path, requested: Requests
) -> None:
    run(visited)
    publish(folder, tmp_path)
    requested.clear()
    visited.page.evaluate(LOOK_FOR_A_NEW_VERSION)
    expect(visited.at("update")).to_contain_text("A new version of IsoAnneal is ready")
    # What did not change is not fetched again.
    names = {path.split("/")[2].split("-")[0] for path in requested}
    assert "app" in names
    assert not names & {"pyodide", "rdkit", "pyscript", "micropython", "uplot"}
    # Nobody said yes: the old version goes on, all of it, after a reload too.
    visited.page.reload()
    visited.expect_state("complete")
    assert (tagline(visited), "5 isomers" in preset(visited)) == (sites.TAGLINE, True)

    # A run that goes on when the new version takes over can be resumed in it.
    visited.fill({"steps": 100_000, "cycles": 100})
    visited.at("pace").select_option("every step")
    visited.press("start")
    visited.expect_state("running")
    visited.wait_for_more_steps_than(1000)
    step = visited.number("step")
    expect(visited.at("update")).to_be_visible()
    visited.press("update-button")
    expect(visited.page.locator(".tagline")).to_have_text(sites.NEW_TAGLINE)
    visited.expect_state("paused")
    assert visited.number("step") >= step
    assert sites.NEW_PRESET in preset(visited)
    expect(visited.at("update")).to_be_hidden()

    shutil.rmtree(folder)
    visited.page.reload()
    visited.expect_state("paused")
    assert tagline(visited) == sites.NEW_TAGLINE
    visited.press("reset")
    visited.expect_state("idle")
    visited.fill({"steps": 500, "cycles": 4})
    visited.at("pace").select_option("full speed")
    run(visited)


def test_other_tabs_learn_that_a_new_version_took_over(
    visited: WatchedPage, folder: Path, tmp_path: Path
) -> None:
    other = visited.another_tab()
    other.open_ready()
    publish(folder, tmp_path)
    visited.page.evaluate(LOOK_FOR_A_NEW_VERSION)
    expect(visited.at("update")).to_be_visible()
    visited.press("update-button")
    expect(visited.page.locator(".tagline")).to_have_text(sites.NEW_TAGLINE)
    expect(other.at("update")).to_contain_text("Another tab switched to a new version")
    assert tagline(other) == sites.TAGLINE
    run(other)  # what is loaded goes on
    other.press("update-button")
    expect(other.page.locator(".tagline")).to_have_text(sites.NEW_TAGLINE)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


# In the order in which the files are kept: what arrived whole is not fetched again.
SPOILED: list[tuple[str, Callable[[Path], None]]] = [
    ("app-*/isoanneal-*.zip", cut),
    ("app-*/maskable.png", Path.unlink),
    ("app-*/style.css", flip),
    ("index.html", flip),
    ("service_worker.js", cut),
]


def test_a_broken_new_version_leaves_the_old_one_at_work(
    visited: WatchedPage, folder: Path, tmp_path: Path
) -> None:
    for number, (pattern, spoil) in enumerate(SPOILED):
        site = publish(folder, tmp_path / str(number))
        (spoiled,) = site.glob(pattern)
        spoil(spoiled)
        assert visited.page.evaluate(FATE_OF_A_NEW_VERSION) == "redundant", pattern
        expect(visited.at("update")).to_be_hidden()

    expect(visited.at("offline")).to_contain_text("did not arrive whole; this one goes on")
    shutil.rmtree(folder)
    visited.page.reload()
    visited.expect_state("idle")
    assert tagline(visited) == sites.TAGLINE
    run(visited)
    visited.are_errors_expected = True  # the browser itself reports the broken files


def test_a_kept_file_that_was_damaged_is_fetched_again(visited: WatchedPage) -> None:
    damaged = visited.page.evaluate("""async () => {
        const [name] = (await caches.keys()).filter(name => name.includes('precache'));
        const cache = await caches.open(name);
        const [key] = (await cache.keys()).filter(({url}) => url.endsWith('python_stdlib.zip'));
        await cache.put(key, new Response('damaged'));
        return key.url;
    }""")
    assert damaged.endswith("python_stdlib.zip")
    visited.page.reload()
    visited.expect_state("idle")
    visited.are_errors_expected = True


def test_a_good_copy_outlives_a_page_that_neither_it_nor_the_network_answered(
    visited: WatchedPage,
) -> None:
    # A forced reload is such a page: the service worker does not answer it.
    session = visited.page.context.new_cdp_session(visited.page)
    session.send("Network.enable")
    session.send("Network.setBypassServiceWorker", {"bypass": True})
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    visited.page.route("**/python_stdlib.zip", lambda route: route.abort())
    visited.page.reload()
    visited.expect_state("error")
    expect(visited.at("error")).to_contain_text("python_stdlib.zip did not arrive")
    session.detach()

    visited.page.unroute_all()
    visited.page.context.set_offline(True)
    visited.page.reload()
    visited.expect_state("idle")
    visited.are_errors_expected = True


def test_a_copy_that_is_being_kept_is_told_in_a_tab_that_came_later(
    new_page: OpenPage, address: str, requested: Requests
) -> None:
    requested.held = "/maskable.png"  # which only the copy needs
    page = new_page(address)
    page.open()
    expect(page.at("offline")).to_contain_text("Keeping a copy")
    page.page.reload()
    page.expect_state("idle")
    requested.may_go_on.set()
    expect(page.at("offline")).to_have_text(KEPT)


@pytest.mark.parametrize("pattern", ["app-*/maskable.png", "service_worker.js"])
def test_a_copy_is_kept_though_a_busy_host_refused_a_file_at_first(
    new_page: OpenPage, folder: Path, pattern: str
) -> None:
    fault = Faults(pattern, "503 once")
    with faults.served(folder, fault) as address:
        page = new_page(address)
        page.open_ready()
        expect(page.at("offline")).to_have_text(KEPT)
        assert fault.requests >= 2
        page.errors.clear()  # the browser itself reports the file that did not come


def test_a_copy_that_finds_no_room_is_told_and_the_page_runs(
    new_page: OpenPage, address: str
) -> None:
    page = new_page(address)
    origin = "/".join(address.split("/")[:3])
    page.page.goto(f"{address}manifest.json")  # the quota needs an origin that is open
    page.page.context.new_cdp_session(page.page).send(
        "Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1000}
    )
    page.open_ready()
    expect(page.at("offline")).to_contain_text("no room for a copy")
    run(page)
    page.errors.clear()  # the browser itself reports the file that was not kept


def test_a_browser_that_keeps_nothing_is_told_and_the_page_runs(
    new_page: OpenPage, address: str
) -> None:
    page = new_page(address)
    page.page.add_init_script(
        "ServiceWorkerContainer.prototype.register = "
        "() => Promise.reject(new DOMException('refused', 'SecurityError'))"
    )
    page.open_ready()
    expect(page.at("offline")).to_contain_text("refuses to keep a copy")
    run(page)


def test_a_browser_without_service_workers_is_told_and_the_page_runs(
    new_page: OpenPage, address: str
) -> None:
    page = new_page(address)
    page.forget_service_workers()
    page.open_ready()
    expect(page.at("offline")).to_contain_text("needs a network when it is opened")
    run(page)
