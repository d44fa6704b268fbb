"""What stands in the browser's storage is not to be trusted: each entry is checked by itself."""

import copy
import json
import math
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.page.standin.storage import SILENT
from tests.page.standin.values import (
    Array,
    BigInt,
    Float64Array,
    JsProxy,
    Object,
    cloned,
    undefined,
)
from tests.page.test_search import start_a_long_run
from tests.page.watched import Browser, WatchedPage, opened_browser

NOTHING = object()
"""Stands for a field that is taken away."""
VALUES: dict[str, Callable[[], Any]] = {
    "taken away": lambda: NOTHING,
    "undefined": lambda: undefined,
    "null": lambda: None,
    "true": lambda: True,
    "zero": lambda: 0,
    "negative": lambda: -3,
    "half": lambda: 0.5,
    "huge": lambda: 1e300,
    "not a number": lambda: math.nan,
    "infinite": lambda: math.inf,
    "empty text": lambda: "",
    "markup": lambda: "<img src=x onerror=stolen>",
    "list": lambda: Array([1, undefined]),
    "object": lambda: Object({"length": 3, "step": "?"}),
    "big": BigInt,
    "columns": lambda: Float64Array([0.0, 1.0]),
    "not numbers": lambda: Float64Array([math.nan] * 2),
}
TABLES = ("data", "values", "trace", "trace.values")
FIELDS = {
    "summary": ["", "key", "name", "begun", "step", "total_steps", "best_energy"],
    "record": [
        *("", "key", "name", "begun", "parameters", "has_one_isomer", "initial_energy", "engine"),
        *("reason", "svg", "snapshot", "visited_isomers", "rate", *TABLES),
        *(f"data.{name}" for name in ("step", "total_steps", "cycle", "temperature")),
        *(f"data.{name}_energy" for name in ("best", "current")),
        *(f"data.{name}_moves" for name in ("accepted", "rejected", "invalid", "disconnected")),
        *("data.best_smiles", "data.best_svg", "values.wiener_index", "values.logp"),
        *(f"trace.{name}" for name in ("step", "temperature", "best_energy", "current_energy")),
        *("trace.values.wiener_index", "trace.values.logp", "trace.outcome", "earlier"),
        *("data.current_smiles", "data.current_svg"),
    ],
}
PARAMETERS: list[tuple[str, Any, str]] = [
    ("thermostat", [[5, -1]], "must be pairs"),
    ("thermostat", [[5]], ""),
    ("thermostat", [[0.5, 3]], ""),
    ("thermostat", "hot", ""),
    ("weights", {}, "at least one component"),
    ("weights", {"gone": 1}, "does not know “gone”"),
    ("weights", {"wiener_index": 0}, "at least one component"),
    ("weights", {"wiener_index": -1}, "must be numbers"),
    ("weights", {"wiener_index": None}, ""),
    ("weights", {"smarts_matches": 1}, "SMARTS pattern"),
    ("weights", ["wiener_index"], ""),
    ("directions", {"logp": "sideways"}, "“sideways”"),
    ("goals", {"tpsa": 3}, ""),
    ("goals", 5, ""),
    ("formula", "C6H99", "C6H99"),
    ("formula", "<b>C6H14</b>", "“<”"),
    ("formula", 6, ""),
    ("mode", "wander", "“wander”"),
    ("kt0", -1, "-1"),
    ("kt0", "hot", ""),
    ("k", None, ""),
    ("steps_per_cycle", 1_000_000, "Steps per cycle"),
    ("cycles", 0.5, ""),
    ("cycles", 0, "Cycles must be"),
    ("cycles", 1000, "steps"),
    ("seed", "1", ""),
    ("normalize", "no", ""),
    ("smarts", 3, ""),
    ("constraints", ["no_such_rule"], "does not know “no_such_rule”"),
    ("constraints", {"a": 1}, ""),
    ("required_smarts", [], ""),
    ("forbidden_smarts", None, ""),
]


def entries_of_two_runs() -> dict[str, Any]:
    """Return what is kept of a short run, and of one with two components that was paused."""
    with opened_browser() as browser:
        page = WatchedPage(browser).open_ready()
        page.fill({"formula": "C4H10"})
        page.run()
        page.expect_in("run-facts", "all 2,000 steps")
        page.choose("add-component", "logp")
        start_a_long_run(page)
        page.press("pause")
        page.expect_state("paused")
        page.expect_in("run-facts", "of 4,000 steps")
        return {**browser.storage.entries, "tab": page.window.history.state}


@pytest.fixture(scope="module")
def kept() -> dict[str, Any]:
    return entries_of_two_runs()


def of_the_tab(kept: dict[str, Any], kind: str) -> str:
    return f"{kind}-{kept['tab']}"


def spoiled(kept: dict[str, Any], kind: str, field: str, value: object) -> dict[str, Any]:
    """Return entries of which one field of the tab's run is another; no field is all of it."""
    entries = {name: cloned(one) for name, one in kept.items() if name != "tab"}
    name = of_the_tab(kept, kind)
    *path, last = [name, *field.split(".")] if field else [name]
    place: Any = entries
    for part in path:
        place = place[part] if isinstance(place, dict) else place.properties[part]
    properties = place if isinstance(place, dict) else place.properties
    if value is NOTHING:
        properties.pop(last, None)
    else:
        properties[last] = value
    return entries


def with_parameters(
    kept: dict[str, Any], change: Callable[[dict[str, Any]], object]
) -> dict[str, Any]:
    """Return entries of which the tab's run has other parameters."""
    record = kept[of_the_tab(kept, "record")]
    parameters = copy.deepcopy(json.loads(record.parameters))
    change(parameters)
    return spoiled(kept, "record", "parameters", json.dumps(parameters))


def opened(browser: Browser, kept: dict[str, Any], entries: dict[str, Any]) -> WatchedPage:
    """Open the page in the tab that showed the run whose entries were spoiled."""
    browser.storage.entries = entries
    page = WatchedPage(browser)
    page.history_state = kept["tab"]
    return page.open()


def expect_a_page_that_goes_on(page: WatchedPage) -> None:
    """The other run is listed and can be opened, a dead worker is noticed, nothing has failed."""
    page.wait_for(lambda: page.state in ("idle", "paused", "error"), "the end of loading")
    page.pass_by(1)
    page.browser.check()
    names = [name.value for name in page.all("run-name")]
    assert any("C₄H₁₀" in name for name in names), names
    if page.is_shown("restart"):  # the worker itself found the snapshot bad
        return
    page.press(page.all("run-open")[names.index(next(n for n in names if "C₄H₁₀" in n))])
    page.wait_for(lambda: page.value("formula") == "C4H10", "the other run")
    page.expect_state("complete")
    page.browser.check()
    page.worker.terminate()
    page.expect_state("error")


def spoilers() -> Iterator[Any]:
    """Yield each field with a few of the values, in turn, and with all of them."""
    fields = [(kind, field) for kind, names in FIELDS.items() for field in names]
    for number, (kind, field) in enumerate(fields):
        some = [name for i, name in enumerate(VALUES) if (i + number) % 4 == 0]
        title = f"{kind} {field or 'itself'}"
        yield pytest.param(kind, field, some, id=title)
        everything = pytest.mark.exhaustive
        yield pytest.param(kind, field, list(VALUES), id=f"{title}, all", marks=everything)


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "field", "names"), list(spoilers()))
def test_one_bad_field_takes_nothing_else_away(
    kept: dict[str, Any], kind: str, field: str, names: list[str]
) -> None:
    for name in names:
        with opened_browser() as browser:
            page = opened(browser, kept, spoiled(kept, kind, field, VALUES[name]()))
            try:
                expect_a_page_that_goes_on(page)
            except AssertionError as error:
                raise AssertionError(f"{kind}.{field} is {name}: {error}") from error


kinds = st.sampled_from([(kind, field) for kind, fields in FIELDS.items() for field in fields])


@pytest.mark.slow
@settings(max_examples=15)
@given(spoils=st.lists(st.tuples(kinds, st.sampled_from(sorted(VALUES))), min_size=2, max_size=5))
def test_many_bad_fields_take_nothing_else_away(
    kept: dict[str, Any], spoils: list[tuple[tuple[str, str], str]]
) -> None:
    entries = kept
    for (kind, field), value in spoils:
        try:
            entries = {**spoiled(entries, kind, field, VALUES[value]()), "tab": kept["tab"]}
        except (AttributeError, KeyError):  # it was in what is gone already
            continue
    with opened_browser() as browser:
        expect_a_page_that_goes_on(
            opened(browser, kept, {name: one for name, one in entries.items() if name != "tab"})
        )


@pytest.mark.slow
@pytest.mark.parametrize(("name", "value", "reason"), PARAMETERS)
def test_parameters_that_cannot_be_read_are_told_at_the_run_and_leave_the_form_alone(
    browser: Browser, kept: dict[str, Any], name: str, value: object, reason: str
) -> None:
    def change(parameters: dict[str, Any]) -> None:
        parameters.update({name: value})
        if value == 1000:
            parameters["steps_per_cycle"] = 100_000

    entries = with_parameters(kept, change)
    before = form_of(WatchedPage(browser).open_ready())
    page = opened(browser, kept, entries)
    page.expect_state("idle")
    for _ in range(2):  # as after a reload, so when it is opened
        page.expect_in("storage-error", "cannot be shown")
        assert reason in page.text("run-reason")
        assert bool(reason) == bool(page.text("run-reason"))
        assert form_of(page) == before
        page.browser.check()
        page.press("run-open")
        page.pass_by(0.5)
    page.run()


def form_of(page: WatchedPage) -> list[str]:
    fields = ("formula", "kt0", "k", "steps", "cycles", "seed", "mode")
    rows = [row.textContent for row in page.by_id("components").children]
    return [page.value(handle) for handle in fields] + rows


def test_an_unknown_component_is_told_by_name(browser: Browser, kept: dict[str, Any]) -> None:
    page = opened(browser, kept, with_parameters(kept, lambda one: one.update(weights={"gone": 1})))
    page.expect_in("run-reason", "does not know “gone”")
    assert page.state in ("loading", "idle")
    # It stays said when the list is shown anew, and not of another run.
    page.expect_state("idle")
    page.run()
    page.wait_for(lambda: len(page.all("run")) == 3, "the new run")
    reasons = [reason.textContent for reason in page.all("run-reason")]
    names = [one.value for one in page.all("run-name")]
    assert [bool(reason) for reason in reasons] == [
        "C₄H₁₀" not in name and "log" in name for name in names
    ]


def test_a_record_without_a_summary_is_listed_and_opened(
    browser: Browser, kept: dict[str, Any]
) -> None:
    page = opened(browser, {**kept, "tab": ""}, spoiled(kept, "summary", "", NOTHING))
    page.expect_state("idle")
    page.wait_for(lambda: len(page.all("run")) == 2, "both runs")
    page.expect_in("run-facts", "of 4,000 steps")
    page.press("run-open")
    page.expect_state("paused")


def test_a_run_that_was_kept_before_there_was_a_thermostat_is_opened(
    browser: Browser, kept: dict[str, Any]
) -> None:
    entries = with_parameters(kept, lambda parameters: parameters.pop("thermostat"))
    page = opened(browser, {**kept, "tab": ""}, entries)
    page.expect_state("idle")
    page.press("run-open")
    page.expect_state("paused")
    assert not page.is_shown("set-by-hand")
    page.press("step-back")
    page.pass_by(0.5)
    assert page.state == "paused"


@pytest.mark.parametrize("kind", ["summary", "record"])
def test_what_cannot_be_read_is_listed_as_such_and_can_be_deleted(
    browser: Browser, kept: dict[str, Any], kind: str
) -> None:
    entries = spoiled(kept, kind, "step" if kind == "summary" else "key", "?")
    other = "record" if kind == "summary" else "summary"
    del entries[of_the_tab(kept, other)]
    page = opened(browser, kept, entries)
    page.expect_state("idle")
    page.wait_for(lambda: page.all("run-unreadable"), "what is left")
    assert "A run that cannot be read" in page.text("run-unreadable")
    assert len(page.all("run")) == 1
    item = page.at("run-unreadable")
    page.run()
    page.wait_for(lambda: len(page.all("run")) == 2, "the new run")
    assert page.at("run-unreadable") is item  # so that the keyboard stays where it is
    page.press("run-unreadable-delete")
    page.wait_for(lambda: page.all("run-unreadable") == [], "no remains")
    assert not any(kept["tab"] in name for name in browser.storage.entries)
    assert len(page.all("run")) == 2


def test_entries_that_are_not_the_pages_own_are_left_alone(
    browser: Browser, kept: dict[str, Any]
) -> None:
    strange = {"": 1, "other": Object({"step": 1}), "summary": 2, "record": None}
    page = opened(browser, kept, {**spoiled(kept, "record", "", NOTHING), **strange})
    expect_a_page_that_goes_on(page)
    assert set(strange) <= set(browser.storage.entries)


def test_a_bad_summary_does_not_keep_its_run_from_being_saved(
    browser: Browser, kept: dict[str, Any]
) -> None:
    page = opened(browser, kept, spoiled(kept, "summary", "step", "?"))
    page.expect_state("paused")
    page.choose("pace", "full speed")
    page.press("resume")
    page.expect_state("complete")
    page.expect_in("run-facts", "all 4,000 steps")


def test_a_run_with_a_bad_summary_can_be_renamed(browser: Browser, kept: dict[str, Any]) -> None:
    page = opened(browser, kept, spoiled(kept, "summary", "", 7))
    page.expect_state("paused")
    page.type_into(page.at("run-name"), "Mine")
    page.key("run-name", "Enter")
    page.pass_by(1)
    page.reload()
    page.wait_for(lambda: page.all("run-name"), "the list")
    assert page.value("run-name") == "Mine"


# Storage that does not answer, or is not there


def test_storage_that_never_answers_is_told_and_holds_up_nothing(browser: Browser) -> None:
    browser.storage.refusal = SILENT
    page = WatchedPage(browser).open_ready()
    page.run()
    page.expect_in("storage-error", "does not answer")
    page.worker.terminate()
    page.expect_state("error")


def test_storage_that_never_answers_holds_up_no_reload(page: WatchedPage) -> None:
    container = page.window.navigator.serviceWorker
    page.wait_for(lambda: container.registered, "a registration")
    page.act(container.install)
    page.act(container.arrive)
    page.act(container.install)
    page.run()
    page.browser.storage.refusal = SILENT
    page.press("update-button")
    page.wait_for(lambda: page.loads == 2, "the reload")


def test_without_idb_keyval_the_page_computes_and_says_what_is_missing(browser: Browser) -> None:
    page = WatchedPage(browser)
    page.prepare.append(lambda tab: delattr(tab.window, "idbKeyval"))
    page.open_ready()
    page.expect_in("storage-error", "did not arrive, so runs are not kept")
    page.run()
    assert page.number("best-energy") == 89


def test_idb_keyval_that_comes_late_is_used(browser: Browser, kept: dict[str, Any]) -> None:
    def take_away(tab: WatchedPage) -> None:
        late = tab.window.idbKeyval
        del tab.window.idbKeyval
        tab.window.siteFiles.on_settled = lambda: setattr(tab.window, "idbKeyval", late)

    browser.storage.entries = spoiled(kept, "summary", "", NOTHING)
    page = WatchedPage(browser)
    page.prepare.append(take_away)
    page.open()
    page.wait_for(lambda: len(page.all("run")) == 2, "both runs")
    assert page.text("storage-error") == ""


def test_the_clone_of_a_run_is_as_good_as_the_run(browser: Browser, kept: dict[str, Any]) -> None:
    """What the tests above spoil is whole, or they would show nothing."""
    entries = {name: cloned(one) for name, one in kept.items() if name != "tab"}
    assert all(isinstance(entry, JsProxy) for entry in entries.values())
    page = opened(browser, kept, entries)
    page.expect_state("paused")
    assert page.text("storage-error") == ""
    assert len(page.all("run")) == 2


@pytest.mark.parametrize("field", FIELDS["record"])
def test_a_record_in_the_history_of_the_tab_is_checked_like_a_kept_one(
    field: str, kept: dict[str, Any]
) -> None:
    number = FIELDS["record"].index(field)
    value = list(VALUES.values())[number % len(VALUES)]()
    with opened_browser() as browser:
        entries = spoiled(kept, "record", field, value)
        browser.storage.entries = {
            name: one for name, one in entries.items() if not name.endswith(kept["tab"])
        }
        page = WatchedPage(browser)
        page.history_state = entries.get(of_the_tab(kept, "record"), Array([1, undefined]))
        expect_a_page_that_goes_on(page.open())


def test_a_bad_record_in_the_history_takes_the_place_of_no_kept_one(kept: dict[str, Any]) -> None:
    with opened_browser() as browser:
        browser.storage.entries = {name: one for name, one in kept.items() if name != "tab"}
        page = WatchedPage(browser)
        bad = spoiled(kept, "record", "data.step", -3)
        page.history_state = bad[of_the_tab(kept, "record")]
        page.open()
        page.expect_state("paused")
        page.browser.check()


def test_a_bad_record_alone_in_the_history_is_told_once(kept: dict[str, Any]) -> None:
    with opened_browser() as browser:
        page = WatchedPage(browser)
        bad = spoiled(kept, "record", "data.step", -3)
        page.history_state = bad[of_the_tab(kept, "record")]
        page.open()
        page.expect_state("idle")
        page.expect_in("storage-error", "cannot be shown")
        page.reload()
        page.expect_state("idle")
        assert page.text("storage-error") == ""


def test_what_the_tab_has_not_kept_is_kept_at_its_next_opening(kept: dict[str, Any]) -> None:
    with opened_browser() as browser:
        entries = spoiled(kept, "record", "name", "by hand")
        page = WatchedPage(browser)
        page.history_state = entries[of_the_tab(kept, "record")]
        page.open()
        page.expect_state("paused")
        page.expect_in("run-facts", "of 4,000 steps")
        assert [name.value for name in page.all("run-name")] == ["by hand"]
        assert page.window.history.state == kept["tab"]
        page.browser.check()
