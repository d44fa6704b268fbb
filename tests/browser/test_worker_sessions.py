"""The session calls and the event stream, through the real worker and without the page."""

import asyncio
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pytest
from isoanneal.pace import Pace
from isoanneal.parameters import read_parameters
from isoanneal.session import Session
from playwright.sync_api import Browser

from tests.browser.watched import WatchedPage

OpenPage = Callable[..., WatchedPage]
SHORT = {"formula": "C4H8O", "steps_per_cycle": 30, "cycles": 2, "seed": 7}
LONG = {"formula": "C8H10", "steps_per_cycle": 5000, "cycles": 8}
NEVER = {"formula": "C40H82", "steps_per_cycle": 100_000, "cycles": 100}

# Every call of the worker, and a stream whose events are kept with the time of their arrival.
HELPERS = """() => {
    const engine = document.querySelector('script[worker]').xworker.sync;
    window.engine = engine;
    window.plain = value => JSON.parse(JSON.stringify(value, (_, one) =>
        ArrayBuffer.isView(one) ? [...one] : one));
    window.call = async (name, ...rest) => plain(await engine[name](...rest));
    window.attach = async session => {
        const name = `test-${crypto.randomUUID()}`;
        const events = [];
        const channel = new BroadcastChannel(name);
        const sender = new BroadcastChannel(name);
        await new Promise(heard => { channel.onmessage = heard; sender.postMessage(''); });
        sender.close();
        channel.onmessage = message => events.push(message.data);
        await call('stream', session, name);
        return events;
    };
    window.until = async (events, wanted) => {
        while (!events.some(wanted)) await new Promise(resolve => setTimeout(resolve, 5));
        return plain(events);
    };
}"""
IS_COMPLETE = "event => event.event === 'complete'"


@pytest.fixture(scope="module")
def engine(browser: Browser, npm_address: str) -> Iterator[WatchedPage]:
    """Give one page for all tests; each makes sessions of its own."""
    page = WatchedPage(browser.new_context().new_page(), npm_address)
    page.open_ready()
    page.page.evaluate(HELPERS)
    yield page
    page.page.context.close()
    page.check()


@pytest.fixture
def both_engines(new_page: OpenPage, address: str) -> WatchedPage:
    page = new_page(address)
    page.open_ready()
    page.page.evaluate(HELPERS)
    return page


def run(engine: WatchedPage, script: str, argument: object = None) -> Any:  # noqa: ANN401
    return engine.page.evaluate(f"async given => {{ {script} }}", argument)


def run_to_the_end(engine: WatchedPage, parameters: dict[str, object], pace: str) -> Any:  # noqa: ANN401
    return run(
        engine,
        f"""
        const {{session_id}} = await call('configure', given.parameters);
        await call('set_pace', session_id, given.pace);
        const events = await attach(session_id);
        await call('start', session_id);
        return await until(events, {IS_COMPLETE});
        """,
        {"parameters": parameters, "pace": pace},
    )


def in_cpython(parameters: dict[str, object], pace: Pace) -> list[dict[str, Any]]:
    """Return the events of the same run in this interpreter, in the form that crosses."""
    session = Session("one", read_parameters(parameters))
    session.set_pace(pace)
    session.start()

    async def collect() -> list[dict[str, Any]]:
        return [
            {"event": event.event, "id": event.id, "data": msgspec.to_builtins(event)}
            async for event in session.stream()
        ]

    # Playwright keeps an event loop running in this thread.
    with ThreadPoolExecutor() as threads:
        return threads.submit(asyncio.run, collect()).result()


def without_drawing(event: dict[str, Any]) -> dict[str, Any]:
    """Return an event without drawings, which another RDKit makes, or has no time to make."""
    drawn = ("best_svg", "current_svg", "current_smiles")
    data = {name: value for name, value in event["data"].items() if name not in drawn}
    if data.get("move"):  # what it has not is not there in JavaScript
        data["move"] = {name: one for name, one in data["move"].items() if one is not None}
    told = {"event": event["event"], "id": event["id"], "data": data}
    found: dict[str, Any] = json.loads(json.dumps(told))
    return found


def test_every_step_streams_as_in_cpython(both_engines: WatchedPage) -> None:
    events = [one for one in run_to_the_end(both_engines, SHORT, "every step") if "data" in one]
    events = [one for one in events if one["event"] != "waiting"]
    expected = in_cpython(SHORT, Pace.EVERY_STEP)
    assert [one["event"] for one in events] == ["progress"] * 60 + ["complete"]
    assert [one["id"] for one in events] == [*range(1, 61), 60]
    assert [set(one["data"]) for one in events] == [set(one["data"]) for one in expected]
    assert list(map(without_drawing, events)) == list(map(without_drawing, expected))


def test_full_speed_loses_no_step(engine: WatchedPage) -> None:
    events = [
        one for one in run_to_the_end(engine, LONG, "full speed") if one["event"] == "progress"
    ]
    annealer = read_parameters(LONG).annealer()
    energies = annealer.advance(annealer.cooling.total_steps)
    assert len(events) < len(energies) / 5
    assert [step for one in events for step in one["data"]["points"]["step"]] == list(
        range(1, len(energies) + 1)
    )
    assert [e for one in events for e in one["data"]["points"]["current_energy"]] == energies


def test_a_drawing_crosses_once(engine: WatchedPage) -> None:
    events = run_to_the_end(engine, SHORT, "every step")
    progress = [one["data"] for one in events if one["event"] == "progress"]
    drawn = [bool(one["best_svg"]) for one in progress]
    best = [one["best_energy"] for one in progress]
    assert drawn == [n == 0 or best[n] != best[n - 1] for n in range(len(best))]
    assert events[-1]["data"]["best_svg"]


def test_a_second_attach_to_a_complete_session_gets_complete_at_once(engine: WatchedPage) -> None:
    first, second = run(
        engine,
        f"""
        const {{session_id}} = await call('configure', given);
        const events = await attach(session_id);
        await call('start', session_id);
        const first = await until(events, {IS_COMPLETE});
        return [first, await until(await attach(session_id), {IS_COMPLETE})];
        """,
        SHORT,
    )
    assert second == first[-1:]


def test_an_idle_and_a_paused_session_give_signs_of_life(engine: WatchedPage) -> None:
    idle, paused = run(
        engine,
        """
        const {session_id} = await call('configure', given);
        const events = await attach(session_id);
        const idle = await until(events, () => events.length === 3);
        await call('start', session_id);
        await until(events, event => event.event === 'progress');
        await call('pause', session_id);
        const since = events.length;
        const signs = () => events.slice(since).filter(event => event.event === 'waiting');
        await until(events, () => signs().length >= 3);
        return [idle, plain(signs())];
        """,
        NEVER,
    )
    waiting = {
        "session_state": "idle", "message": "The run has not been started yet.",
        "code": "session-idle",
    }  # fmt: skip
    assert [one["data"] for one in idle] == [waiting] * 3
    waiting = {
        "session_state": "paused", "message": "The run is paused.", "code": "session-paused",
    }  # fmt: skip
    assert [one["data"] for one in paused] == [waiting] * 3


def test_calls_are_refused_in_words(engine: WatchedPage) -> None:
    answers = run(
        engine,
        f"""
        const {{session_id: running}} = await call('configure', given.never);
        await attach(running);
        const early = await call('pause', running);
        await call('start', running);
        const twice = await call('start', running);
        await call('delete', running);
        const gone = await call('start', running);
        const {{session_id: done}} = await call('configure', given.short);
        const events = await attach(done);
        await call('start', done);
        await until(events, {IS_COMPLETE});
        const late = await call('start', done);
        const pace = await call('set_pace', done, 'slow');
        const unknown = await Promise.all(['start', 'pause', 'reset', 'status', 'delete'].map(
            name => call(name, 'nobody')));
        unknown.push(await call('stream', 'nobody', 'channel'));
        return {{early, twice, gone, late, pace, unknown}};
        """,
        {"never": NEVER, "short": SHORT},
    )
    assert "not been started yet" in answers["early"]["error"]
    assert "already running" in answers["twice"]["error"]
    assert "no session" in answers["gone"]["error"]
    assert "already complete; reset it first" in answers["late"]["error"]
    assert "no pace “slow”" in answers["pace"]["error"]
    assert [one["kind"] for one in answers["unknown"]] == ["UnknownSessionError"] * 6


@pytest.mark.parametrize(
    ("parameters", "field", "words"),
    [
        ({"kt0": 0}, "kt0", "above 0"),
        ({"k": -1}, "k", "from 0"),
        ({"cycles": 0}, "cycles", "from 1"),
        ({"weights": {"wiener_index": -1}}, "weights", "from 0"),
        ({"weights": {"wiener_index": 0}}, "weights", "above 0"),
        ({"weights": {"size": 1}}, "weights", "no target component “size”"),
        ({"constraints": ["no_rings"]}, "constraints", "no_rings"),
        ({"required_smarts": "[C"}, "required_smarts", "SMARTS"),
        ({"formula": "C2H2", "constraints": ["no_triple_bonds"]}, "constraints", "C2H2"),
    ],
)
def test_parameters_are_refused_with_the_field_and_the_reason(
    engine: WatchedPage, parameters: dict[str, object], field: str, words: str
) -> None:
    answer = run(engine, "return await call('configure', given)", SHORT | parameters)
    assert answer["field"] == field
    assert words in answer["error"]


def test_the_worker_answers_while_it_runs(engine: WatchedPage) -> None:
    answers = run(
        engine,
        """
        const {session_id} = await call('configure', given);
        const events = await attach(session_id);
        await call('start', session_id);
        await until(events, event => event.event === 'progress');
        const answers = [];
        while (new Set(answers.map(({step}) => step)).size < 10)
            answers.push(await call('status', session_id));
        await call('pause', session_id);
        return answers;
        """,
        NEVER,
    )
    steps = [one["step"] for one in answers]
    assert {one["status"] for one in answers} == {"running"}
    assert steps == sorted(steps)


def test_the_pace_changes_during_a_run(engine: WatchedPage) -> None:
    ids = run(
        engine,
        f"""
        const {{session_id}} = await call('configure', given);
        await call('set_pace', session_id, '1');
        const events = await attach(session_id);
        await call('start', session_id);
        await until(events, event => event.event === 'progress');
        await call('set_pace', session_id, 'every step');
        await until(events, event => event.id === 20);
        await call('set_pace', session_id, 'full speed');
        return (await until(events, {IS_COMPLETE})).filter(one => one.event === 'progress')
            .map(one => one.id);
        """,
        LONG,
    )
    assert ids[:20] == list(range(1, 21))
    assert ids[-1] == 40_000
    assert len(ids) < 20_000


def test_a_session_goes_on_from_the_snapshot_of_an_event(engine: WatchedPage) -> None:
    first, second, status = run(
        engine,
        f"""
        const {{session_id}} = await call('configure', given);
        await call('set_pace', session_id, 'every step');
        const events = await attach(session_id);
        await call('start', session_id);
        await until(events, {IS_COMPLETE});
        const at = events.find(event => event.id === 25);
        const other = await call('configure', given, at.snapshot);
        const rest = await attach(other.session_id);
        await call('set_pace', other.session_id, 'every step');
        await call('start', other.session_id);
        return [plain(events), await until(rest, {IS_COMPLETE}), other.status];
        """,
        SHORT,
    )
    assert status == "paused"
    expected = [without_drawing(one) for one in first if one.get("id", 0) > 25]
    assert [without_drawing(one) for one in second if one["event"] != "waiting"] == expected


def test_a_package_that_the_site_carries_is_installed_by_its_name(engine: WatchedPage) -> None:
    install = "return await call('install', given);"
    assert run(engine, install, "msgspec") == {}
    refusal = run(engine, install, "no-such-package")
    assert "no-such-package" in refusal["error"]
    assert refusal["kind"] == "ValueError"
