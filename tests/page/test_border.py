"""The border between Python and JavaScript: nothing that crosses becomes something else.

The stand-in's border is that of the MicroPython that the page has.
"""

import asyncio
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests import nodejs
from tests.page.standin import modules
from tests.page.standin.language import Json, ObjectKind
from tests.page.standin.promise import Promise
from tests.page.standin.values import (
    Array,
    Float64Array,
    Function,
    JsException,
    JsProxy,
    Object,
    ThrownError,
    cloned,
    python_of,
    to_js,
    undefined,
)
from tools import libraries
from tools.environment import NODE_MODULES, PROJECT

SCRIPT = Path(__file__).parent / "border_on_micropython.mjs"
MODULE = PROJECT / "site" / "page" / "border.py"

# Whatever it prints has to be the same on both sides.
BORDER = """
import js
import jsffi
given = js.given
for name in ("whole", "large", "larger", "huge", "float", "half", "nothing", "text", "yes"):
    value = getattr(given, name)
    print(name, value, type(value).__name__)
print("undefined", str(given.lacking), bool(given.lacking), given.lacking is None)
print("silent", str(given.silent()), given.silent() is None, bool(given.silent()))
print("absent", hasattr(given, "absent"), getattr(given, "absent", "none"))
try:
    given.absent
except AttributeError as error:
    print("AttributeError", error)
print("list", [str(item) for item in given.list], given.list.length, bool(given.list[1]))
print("numbers", given.numbers[0], given.numbers[1], given.numbers.length)
try:
    len(given.list)
except TypeError:
    print("no len")
given.set = 2**31
print("set", given.set, type(given.set).__name__)
given.set = 2.0**31
print("set", given.set)
print("types", [given.type(value) for value in (1, 1.5, True, "a")])
made = jsffi.to_js({"one": [1, {"two": 2.5}]})
print("to_js", js.JSON.stringify(made), js.Object.keys(made).length, made.one[1].two)
print("large", js.JSON.stringify(jsffi.to_js([2**31, 2.0**31, 2**32])))
try:
    print(await given.refuse())
except jsffi.JsException as error:
    print("refused", error.args[1:])
print("promise", await js.Promise.resolve())
print(type(given.list) is type(given) or isinstance(given.list, jsffi.JsProxy))
"""


@pytest.fixture(scope="module")
def micropython(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """MicroPython as the site has it."""
    folder = tmp_path_factory.mktemp("site") / "micropython"
    libraries.copy_micropython(NODE_MODULES, folder)
    return folder


@pytest.fixture
def border() -> Iterator[None]:
    """Let Python import what stands in for JavaScript."""
    given = Object(
        {
            "whole": 7,
            "large": 2**31,
            "larger": 2**32 + 5,
            "huge": 1e12,
            "float": 28.0,
            "half": 0.5,
            "nothing": None,
            "lacking": undefined,
            "text": "C₆H₁₄",
            "yes": True,
            "list": Array([1, undefined, 3]),
            "numbers": Float64Array([1.5, 4294967297]),
            "type": Function(_type_of),
            "silent": Function(lambda: None),
            "refuse": Function(lambda: Promise.reject("QuotaExceededError", "no room")),
        }
    )
    js = {"given": given, "JSON": Json(), "Object": ObjectKind(), "Promise": Promise}
    sys.modules["js"] = modules.module("js", **js)
    sys.modules["jsffi"] = modules.module(
        "jsffi", to_js=to_js, JsProxy=JsProxy, JsException=JsException
    )
    yield
    modules.forget()


def _type_of(value: Any) -> str:  # noqa: ANN401
    names = {bool: "boolean", int: "number", float: "number", str: "string"}
    return names.get(type(value), "object")


@pytest.mark.outside
@pytest.mark.usefixtures("border")
def test_values_cross_as_they_do_in_micropython(
    capsys: pytest.CaptureFixture[str], micropython: Path
) -> None:
    body = "\n".join(f"    {line}" for line in BORDER.splitlines())
    script: dict[str, Any] = {}
    exec(f"async def run():\n{body}", script)  # noqa: S102  (the script above)
    asyncio.run(script["run"]())
    here = capsys.readouterr().out
    assert here == nodejs.run(SCRIPT, micropython, given=BORDER)


WHOLE = st.integers(-(2**53), 2**53) | st.sampled_from(
    [sign * 2**bits + more for sign in (1, -1) for bits in (30, 31, 32, 53) for more in (-1, 0, 1)]
)
# Both ways, alone and within what is converted as a whole.
THERE_AND_BACK = """
import js
from border import to_js
for number in js.given.numbers:
    js.given.back.push(to_js(number))
    js.given.back.push(to_js({"in": [number]})["in"][0])
for text in js.given.whole:
    js.given.whole_back.push(to_js(int(text)))
print(js.given.differences())
"""


@pytest.mark.outside
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@hypothesis.given(
    numbers=st.lists(st.floats() | WHOLE.map(float), min_size=50),
    whole=st.lists(WHOLE, min_size=20),
)
def test_every_number_crosses_there_and_back_as_it_is(
    micropython: Path, numbers: list[float], whole: list[int]
) -> None:
    given_numbers = {"numbers": [repr(number) for number in numbers], "whole": whole}
    variables = {"GIVEN": json.dumps(given_numbers), "MODULE": str(MODULE)}
    printed = nodejs.run(SCRIPT, micropython, given=THERE_AND_BACK, variables=variables)
    assert printed == "none\n"


def test_what_is_thrown_at_once_is_caught_by_nobody() -> None:
    def catch() -> object:
        try:
            return cloned({"a": 1})
        except Exception:  # noqa: BLE001  (to show that it does not help)
            return "caught"

    with pytest.raises(ThrownError):
        catch()


def test_a_clone_shares_nothing() -> None:
    value = to_js({"list": [1, 2], "numbers": {"a": 1.5}})
    value.array = Float64Array([1, 2])
    copy = cloned(value)
    assert python_of(copy)["list"] == [1, 2]
    copy.array[0] = 7
    copy.numbers.a = 9
    assert (value.array[0], value.numbers.a) == (1, 1.5)
