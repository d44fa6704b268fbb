"""Errors that nothing is meant to raise: each command of the worker answers them with words."""

import ast
from collections.abc import Callable
from typing import Any

import pytest

from tests.page.standin.values import Object
from tests.page.watched import Browser, WatchedPage
from tools import distribution


def exported() -> list[str]:
    """Return the commands that the worker's entry offers, which runs in Pyodide only."""
    entry = ast.parse((distribution.SITE / "worker" / "entry.py").read_text(encoding="utf-8"))
    (value,) = (
        node.value
        for node in entry.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__export__"
    )
    names: list[str] = ast.literal_eval(value)
    return names


COMMANDS = exported()
ERRORS = (
    KeyError("carbon"),
    TypeError("unsupported operand"),
    MemoryError(),
    IndexError("list index out of range"),
    RecursionError("maximum recursion depth exceeded"),
    ValueError("math domain error"),
    ExceptionGroup("unhandled errors", [ExceptionGroup("within", [KeyError("carbon")])]),
)


class Faulty:
    """A module each of whose functions raises an error."""

    def __init__(self, error: Exception) -> None:
        """Take the error."""
        self._error = error

    def __getattr__(self, _name: str) -> Callable[..., object]:
        """Return a function of it."""

        def fail(*_: object, **__: object) -> object:
            raise self._error

        return fail


def make_faulty(page: WatchedPage, *modules: tuple[str, str], error: Exception) -> None:
    """Let functions of the worker's modules raise an error."""
    for module, function in modules:
        found = page.worker._modules[module]  # noqa: SLF001
        setattr(found, function, getattr(Faulty(error), function))


def test_every_command_is_in_the_table(page: WatchedPage) -> None:
    assert sorted(page.worker.functions) == sorted(COMMANDS)


def answer_of(page: WatchedPage, command: str, error: Exception) -> Object:
    """Return what a command answers where all that it calls raises an error."""
    function: Any = page.worker.functions[command]
    worker = function.__wrapped__.__globals__
    worker["import_module"] = lambda _name: Faulty(error)
    worker["find_spec"] = lambda _name: object()  # the packages have arrived
    arguments = () if command == "install_engine" else ("",)

    async def ask() -> Object:
        answer: Object = await page.worker.call(command, *arguments)
        return answer

    return page.browser.loop.run_until_complete(ask())


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_answers_each_error(
    page: WatchedPage, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for error in ERRORS:
        answer = answer_of(page, command, error)
        if command == "install" and isinstance(error, ValueError):  # micropip's own words
            assert answer.error == "math domain error"
            continue
        cause = KeyError("carbon") if isinstance(error, ExceptionGroup) else error
        kind = type(cause).__name__
        assert answer.kind == kind
        assert f"a fault of the program, and not yours: {kind}, “{cause}”" in answer.error
        assert answer.code == "error-of-program"
        assert kind in capsys.readouterr().err  # where the console's errors come from


def test_a_long_message_is_shortened(page: WatchedPage) -> None:
    make_faulty(page, ("worker.sessions", "read_parameters"), error=KeyError(5000 * "x"))
    page.fill({"formula": "C2H6O"})
    page.expect_in("error", "a fault of the program")
    assert len(page.text("error")) < 400


@pytest.mark.parametrize(
    ("module", "function"),
    [("worker.sessions", "done_in_turns"), ("worker.sessions", "described")],
)
def test_the_worker_goes_on_after_a_fault(page: WatchedPage, module: str, function: str) -> None:
    right = getattr(page.worker._modules[module], function)  # noqa: SLF001
    make_faulty(page, (module, function), error=KeyError("carbon"))
    page.fill({"formula": "C2H6O"})
    page.expect_in("error", "KeyError")
    assert not page.is_shown("restart")
    setattr(page.worker._modules[module], function, right)  # noqa: SLF001
    page.press("start")  # the same is asked again
    page.expect_state("complete")
    assert page.text("error") == ""
    assert len(page.workers) == 1


@pytest.mark.parametrize("command", ["start", "pause", "reset", "set_pace"])
def test_a_fault_of_a_command_ends_no_run(page: WatchedPage, command: str) -> None:
    page.fill({"formula": "C6H8", "steps": 1000})
    page.choose("pace", "10")
    page.pass_by(1)
    sessions = page.worker._modules["worker.sessions"]  # noqa: SLF001
    right = getattr(sessions, command)
    if command != "start":
        page.press("start")
        page.expect_state("running")
    make_faulty(page, ("worker.sessions", command), error=TypeError("no number"))
    if command == "set_pace":
        page.choose("pace", "5")
    else:
        page.press(command)
    page.expect_in("error", "TypeError, “no number”")
    setattr(sessions, command, right)
    if command == "start":
        page.press("start")
    page.choose("pace", "full speed")
    page.expect_state("complete")
    assert not page.is_shown("restart")


def test_a_fault_while_something_is_given_up_is_no_error_of_the_page(page: WatchedPage) -> None:
    make_faulty(page, ("worker.sessions", "stop_configuring"), error=KeyError("task"))
    page.browser.obstacles.hold("configure")
    page.fill({"formula": "C2H6O"})
    page.wait_for(lambda: page.worker.calls[-1] == "configure", "the search to be prepared")
    page.fill({"formula": "C2H6"})
    page.pass_by(2)
    page.browser.obstacles.release("configure")
    page.expect_in("error", "KeyError")


def test_replicates_that_no_isomer_allows_are_refused(page: WatchedPage) -> None:
    page.fill({"formula": "CO2"})
    page.open_details("rules")
    page.press("constraint-no_cumulated_double_bonds")
    page.follow("#compare")
    page.fill({"replicate-count": 3})
    page.press("replicate")
    page.expect_in("replicate-refusal", "CO2")
    assert "fault" not in page.text("replicate-refusal")
    assert page.text("replicate") == "Run replicates"


def test_replicates_with_a_fault_say_so_once(page: WatchedPage) -> None:
    make_faulty(page, ("worker.replicates", "engine_for"), error=KeyError("carbon"))
    page.follow("#compare")
    page.press("replicate")
    page.expect_in("replicate-refusal", "KeyError, “'carbon'”")
    assert page.text("replicate-refusal").count("fault") == 1
    page.run()


def test_the_benchmark_says_a_fault(page: WatchedPage) -> None:
    make_faulty(page, ("worker.stopwatch", "engine_of"), error=MemoryError())
    page.press("measure")
    page.expect_in("benchmark-words", "MemoryError")
    assert not page.at("measure").is_off


def test_a_fault_of_the_count_of_isomers_is_not_in_the_way(browser: Browser) -> None:
    page = WatchedPage(browser).open_ready()
    make_faulty(page, ("worker.isomer_count", "parse"), error=KeyError("carbon"))
    page.run()
    assert page.text("error") == ""
