"""The benchmark of the device, on a device of which every look at the clock takes long."""

from tests.page.watched import Browser, WatchedPage


def test_the_device_is_measured(page: WatchedPage) -> None:
    page.browser.clock.seconds_per_look = 0.25
    page.follow("#benchmark")
    page.press("measure")
    assert page.at("measure").is_off
    page.expect_in("benchmark-words", "Measuring C₆H₁₄, Wiener index")
    page.expect_in("benchmark-words", "Measured in Stand-in/1.0, 2 cores.")
    assert not page.at("measure").is_off
    speeds = [row.textContent for row in page.at("benchmark-speeds").querySelectorAll("tbody tr")]
    assert len(speeds) == 6
    assert all("steps/s" in speed for speed in speeds)
    growth = page.by_id("benchmark-growth").querySelectorAll("tbody tr")
    assert growth.length == 6
    assert growth[0].children[2].textContent == "–"
    start = page.by_id("benchmark-start-up").querySelectorAll("tbody tr")
    assert [row.children[0].textContent for row in start] == ["Page usable", "Engine ready"]


def test_it_waits_for_the_engine(browser: Browser) -> None:
    browser.obstacles.hold("python")
    page = WatchedPage(browser).open()
    page.press("measure")
    assert "Wait until the engine is ready" in page.text("benchmark-words")


def test_a_worker_that_refuses_is_told(page: WatchedPage) -> None:
    page.worker.functions["measure"] = refused
    page.press("measure")
    page.expect_text("benchmark-words", "There is no memory left.")
    assert not page.at("measure").is_off


async def refused(*_: object) -> dict[str, str]:
    return {"error": "There is no memory left.", "kind": "MemoryError", "field": ""}
