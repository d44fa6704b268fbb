"""The benchmark of the device, on a device of which every look at the clock takes long."""

from tests.page.watched import Browser, WatchedPage


def test_the_device_is_measured(page: WatchedPage) -> None:
    page.browser.clock.seconds_per_look = 0.25
    page.follow("#benchmark")
    page.press("measure")
    assert page.text("measure") == "Stop"
    page.expect_in("benchmark-words", "Measuring C₆H₁₄, Wiener index")
    page.expect_in("benchmark-words", "Measured in Stand-in/1.0, 2 cores.")
    assert page.text("measure") == "Measure"
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
    assert page.text("measure") == "Measure"


def rows(page: WatchedPage, name: str) -> int:
    return int(page.by_id(f"benchmark-{name}").querySelectorAll("tbody tr").length)


def test_it_is_stopped_at_once_and_keeps_what_it_has(page: WatchedPage) -> None:
    page.browser.clock.seconds_per_look = 0.25
    page.follow("#benchmark")
    page.press("measure")
    page.wait_for(lambda: rows(page, "speeds") == 2, "two speeds")
    page.press("measure")
    assert page.text("measure") == "Measure"
    assert page.text("benchmark-words").startswith("Stopped.")
    page.pass_by(30)
    assert page.text("benchmark-words").startswith("Stopped.")
    assert rows(page, "speeds") == 2
    assert rows(page, "growth") == 0
    page.press("measure")
    assert "Measuring" in page.text("benchmark-words")
    page.expect_in("benchmark-words", "Measured in")
    assert rows(page, "speeds") == rows(page, "growth") == 6
    page.press("measure")
    page.wait_for(lambda: rows(page, "speeds") == 1, "a speed")
    page.press("measure")
    assert not page.by_id("benchmark-growth").is_shown  # it is not of this measurement


def test_what_is_stopped_does_not_run_beside_what_comes_next(page: WatchedPage) -> None:
    page.browser.clock.seconds_per_look = 0.25
    page.browser.obstacles.hold("measure")
    page.press("measure")
    page.wait_for(lambda: page.worker.calls[-1] == "measure", "the first speed")
    for _ in range(3):  # nothing that never answers is waited for
        page.press("measure")
        assert page.text("benchmark-words").startswith("Stopped.")
        page.press("measure")
        assert page.text("measure") == "Stop"
    page.pass_by(1)
    assert page.worker.calls.count("measure") == 1
    page.browser.obstacles.release("measure")
    page.expect_in("benchmark-words", "Measured in")
    assert page.worker.calls.count("measure") == 1 + 18
    assert rows(page, "speeds") == 6


def test_a_worker_that_is_lost_meanwhile_is_told(page: WatchedPage) -> None:
    page.browser.clock.seconds_per_look = 0.25
    page.press("measure")
    page.wait_for(lambda: rows(page, "speeds") == 1, "a speed")
    page.worker.terminate()
    page.expect_in("benchmark-words", "The engine was lost while it was measured.")
    assert page.text("measure") == "Measure"
    page.press("measure")
    page.expect_in("benchmark-words", "Wait until the engine is ready")
    page.press("restart")
    page.expect_state("idle")
    page.wait_for(lambda: page.text("best-smiles"), "RDKit")
    page.press("measure")
    page.expect_in("benchmark-words", "Measured in")
    assert rows(page, "speeds") == rows(page, "growth") == 6


def test_a_worker_that_is_replaced_while_it_is_measured(page: WatchedPage) -> None:
    page.browser.obstacles.hold("measure", "status")
    page.press("measure")
    page.expect_in("error", "a computation that cannot be interrupted")
    page.press("restart")
    page.expect_in("benchmark-words", "The engine was lost while it was measured.")
    page.browser.obstacles.release("measure", "status")
    page.expect_state("idle")
    page.browser.clock.seconds_per_look = 0.25
    page.press("measure")
    page.expect_in("benchmark-words", "Measured in")


async def refused(*_: object) -> dict[str, str]:
    return {"error": "There is no memory left.", "kind": "MemoryError", "field": ""}
