"""Numbers as people type and paste them: read as what they mean, or refused in words."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import hypothesis
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from isoanneal.address import write_text

from tests import nodejs
from tests.page.standin import intl, modules
from tests.page.standin.browser import ADDRESS
from tests.page.standin.fluent import FluentBundle, FluentResource
from tests.page.standin.values import Array, JsException, Object, to_js
from tests.page.watched import Browser, WatchedPage
from tools import libraries
from tools.environment import NODE_MODULES, PROJECT

MODULE = PROJECT / "site" / "page" / "typed_number.py"
SCRIPT = Path(__file__).parent / "numbers_in_node.mjs"
ON_MICROPYTHON = Path(__file__).parent / "border_on_micropython.mjs"
NUMBER, WHOLE = {"kind": "number"}, {"kind": "whole"}

LOCALES = [
    "en", "en-GB", "en-IN", "en-ZA", "en-DE", "de", "de-AT", "de-CH", "fr", "fr-CH", "es", "pt",
    "pt-PT", "it", "ru", "pl", "sv", "nb", "fi", "cs", "tr", "hi", "bn", "ar", "ar-EG", "fa", "he",
    "ja", "zh",
]  # fmt: skip

# By language: its decimal mark, its mark of thousands.
MARKS = {"en": ".,", "de": ",.", "fr": ",\u202f", "de-CH": ".\u2019", "fa": "\u066b\u066c"}


class NodeFormat:
    """`Intl.NumberFormat` of Node.js."""

    def __init__(self, process: subprocess.Popen[str], tag: str, options: object = None) -> None:
        """Take a process that runs the script, a locale and options."""
        self._process = process
        self._tag = tag
        self._options = options.properties if isinstance(options, Object) else {}

    def formatToParts(self, number: float) -> Array:  # noqa: N802  (JavaScript's)
        """Write a number as its parts."""
        line = json.dumps([self._tag, self._options, repr(float(number))])
        print(line, file=self._process.stdin, flush=True)
        assert self._process.stdout is not None
        parts = json.loads(self._process.stdout.readline())
        return Array(Object({"type": kind, "value": value}) for kind, value in parts)

    def format(self, number: float) -> str:
        """Write a number."""
        return "".join(str(part.value) for part in self.formatToParts(number))


@pytest.fixture(scope="module")
def node() -> Iterator[subprocess.Popen[str]]:
    """Give a process that writes numbers."""
    program = shutil.which("node")
    if program is None:
        pytest.fail("Node.js is not installed. Install it and run the tests again.")
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([program, SCRIPT], encoding="utf-8", **pipes) as process:
        yield process
        process.terminate()


def _english() -> FluentBundle:
    bundle = FluentBundle("en", Object({"useIsolating": False}))
    bundle.addResource(FluentResource((PROJECT / "site/text/en.ftl").read_text(encoding="utf-8")))
    return bundle


@contextmanager
def numerals(
    tag: str,
    number_format: Any,  # noqa: ANN401  (one that stands in, or Node.js’s)
) -> Iterator[SimpleNamespace]:
    """Give the page's modules that write and read numbers, as they are in a locale."""
    window = Object({"Intl": Object({"NumberFormat": number_format})})
    given = {"config": {}, "document": Object(), "window": window}
    with modules.findable():
        modules.replace(
            {
                "jsffi": modules.module("jsffi", JsProxy=Object, JsException=JsException),
                "pyscript": modules.module(
                    "pyscript", ffi=modules.module("pyscript.ffi", to_js=to_js), **given
                ),
            }
        )
        words: ModuleType = import_module("page.words")
        words._locale[""] = tag  # noqa: SLF001  (nobody else says it here)
        words._bundles.append(_english())  # noqa: SLF001
        yield SimpleNamespace(
            write=import_module("page.numerals"),
            typed=import_module("page.typed_number"),
            by_default=number_format.new(tag),
        )


LIMITED = {"allow_nan": False, "allow_infinity": False}
REAL = st.floats(-1e12, 1e12, **LIMITED) | st.floats(-1e4, 1e4, **LIMITED)  # type: ignore[arg-type]
SMALL = st.integers(-9_999_999, 9_999_999).map(lambda thousandths: thousandths / 1000)
"""With three digits behind the point, which groups have too."""
COUNTS = st.integers(0, 10**12) | st.integers(0, 10_000)


def assert_read_back(here: SimpleNamespace, number: float, whole: int) -> None:
    """Assert that whatever the page prints of two numbers is read as what it says."""
    marks = here.write.marks()

    def read(text: str, *, is_whole: bool = False) -> float:
        return float(here.typed.read(text, marks, is_whole=is_whole))

    printed = here.write.count(whole)
    assert read(printed, is_whole=True) == whole
    assert read(printed) == whole
    for write, step in (
        (here.write.energy, 1e-4),
        (here.write.tenths, 0.1),
        (here.write.decimal, 0.01),
        (here.by_default.format, 1e-3),
        (lambda share: here.write.ratio(share, 1), 1e-3),
        (here.write.temperature, max(1, abs(number)) * 5e-3),
        (here.write.end, 0.5 if abs(number) >= 999.5 else abs(number) * 5e-4),
    ):
        text = write(number)
        assert read(text) == pytest.approx(number, abs=step, rel=1e-12)
        assert write(read(text)) == text or read(text) == 0  # “-0” is 0
    assert read(here.write.exact(number)) == number
    assert_refused_with_unit(here, abs(number))
    assert_refused_with_unit(here, whole)
    field = here.typed.written(write_text(NUMBER, number), marks)
    assert read(field) == number
    field = here.typed.written(write_text(WHOLE, whole), marks)
    assert (read(field), read(field, is_whole=True)) == (whole, whole)


UNITS = {" million steps/s": 1e6, " steps/s": 1, " s": 1}
"""What stands after a number, the longer before what ends it, and what the number counts."""


def assert_refused_with_unit(here: SimpleNamespace, number: float) -> None:
    """Assert that a printed rate or time is no number until its unit goes; then it is its own."""
    marks = here.write.marks()
    for write, share, least in ((here.write.rate, 0.1, 1), (here.write.seconds, 0, 0.05)):
        text = write(number)
        for is_whole in (False, True):
            assert here.typed.read(text, marks, is_whole=is_whole) is None
        unit = next(one for one in UNITS if text.endswith(one))
        printed = here.typed.read(text.removesuffix(unit), marks, is_whole=False)
        counted = float(printed) * UNITS[unit]
        assert counted == pytest.approx(number, rel=share or 1e-12, abs=least * 1.0001)
        assert write(counted) == text


@pytest.mark.slow
@pytest.mark.parametrize("tag", LOCALES)
def test_what_the_page_prints_is_read_back_as_itself(tag: str) -> None:
    with numerals(tag, intl.NumberFormat) as here:

        @settings(deadline=None)
        @hypothesis.given(number=REAL | SMALL, whole=COUNTS)
        def check(number: float, whole: int) -> None:
            assert_read_back(here, number, whole)

        check()


class _NodeFormats:
    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def new(self, tag: str, options: object = None) -> NodeFormat:
        return NodeFormat(self._process, tag, options)


@pytest.mark.outside
@pytest.mark.parametrize("tag", LOCALES)
def test_what_a_browser_prints_is_read_back_as_itself(
    tag: str, node: subprocess.Popen[str]
) -> None:
    with numerals(tag, _NodeFormats(node)) as here:

        @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
        @hypothesis.given(number=REAL | SMALL, whole=COUNTS)
        def check(number: float, whole: int) -> None:
            assert_read_back(here, number, whole)

        check()


# What is typed, and what it is: a number, None for no number, or the two that it can mean.
TWO = ("2000", "2")
NOTHING = [

        "", " ", ".", ",", "-", "e3", "1e", "1e1.5", "1,2,3", "1.2.3", "1 5", "2 00", "20 00",
        "1,,5", "1,5 000", "five", "0x10", "1_000", "inf", "nan", "5 %", "--5", "5-", "1..000",
        "1,000.000,5", "01,000,000", "1234,567.5"
]  # fmt: skip
Meant = dict[str, object]
MEANT: list[tuple[str, Meant, Meant]] = [
    # typed, in a field of any numbers, in one of whole numbers; by language, “*” for all others
    ("0,5", {"*": 0.5}, {"*": 0.5}),
    ("0.5", {"*": 0.5}, {"*": 0.5}),
    ("0,125", {"*": 0.125}, {"*": None}),
    (",5", {"*": 0.5}, {"*": 0.5}),
    ("5,", {"*": 5}, {"*": 5}),
    ("2,000", {"en": 2000, "de": 2, "fr": 2, "*": TWO}, {"en": 2000, "*": TWO}),
    ("2.000", {"en": 2, "de-CH": 2, "de": 2000, "*": TWO}, {"de": 2000, "*": TWO}),
    ("2\u202f000", {"*": 2000}, {"*": 2000}),
    ("2 000", {"*": 2000}, {"*": 2000}),
    ("2'000", {"*": 2000}, {"*": 2000}),
    ("2\u2019000", {"*": 2000}, {"*": 2000}),
    ("\u06f2\u066c\u06f0\u06f0\u06f0", {"fa": 2000, "*": None}, {"fa": 2000, "*": None}),
    ("2\u066c000", {"*": 2000}, {"*": 2000}),
    ("2\u066b000", {"*": 2}, {"*": None}),
    ("1,234,567", {"*": 1234567}, {"*": 1234567}),
    ("1.234.567", {"*": 1234567}, {"*": 1234567}),
    ("12,34,567", {"*": 1234567}, {"*": 1234567}),
    ("12.34.567", {"de": 1234567, "*": None}, {"de": 1234567, "*": None}),
    ("1.234,5", {"*": 1234.5}, {"*": 1234.5}),
    ("1,234.5", {"*": 1234.5}, {"*": 1234.5}),
    ("1 234,567", {"*": 1234.567}, {"*": None}),
    ("1234.567", {"*": 1234.567}, {"*": None}),
    ("1234.000", {"*": 1234}, {"*": None}),
    ("\u22125", {"*": -5}, {"*": -5}),
    ("\u200e\u22125", {"*": -5}, {"*": -5}),
    ("+5", {"*": 5}, {"*": 5}),
    (" 5 ", {"*": 5}, {"*": 5}),
    ("1e3", {"*": 1000}, {"*": 1000}),
    ("1E+3", {"*": 1000}, {"*": 1000}),
    ("1e\u22127", {"*": 1e-7}, {"*": 1e-7}),
]  # fmt: skip
MEANT += [(text, {"*": None}, {"*": None}) for text in NOTHING]


@pytest.fixture
def typed_number() -> Iterator[ModuleType]:
    """Give the module that reads what is typed."""
    with modules.findable():
        yield import_module("page.typed_number")


def outcome(module: ModuleType, language: str, text: str, *, is_whole: bool) -> object:
    """Return what is read, as in the table."""
    decimal, group = tuple(MARKS[language])
    digits = "\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7\u06f8\u06f9"
    marks = module.Marks(decimal, group, *(("\u2212", digits) if language == "fa" else ()))
    try:
        plain = module.read(text, marks, is_whole=is_whole)
    except module.AmbiguousNumberError as error:
        return error.thousands, error.fraction
    return None if plain is None else float(plain)


@pytest.mark.parametrize("language", MARKS)
@pytest.mark.parametrize(("text", "any_number", "whole"), MEANT)
def test_what_is_typed_is_read_as_what_it_means(
    typed_number: ModuleType,
    language: str,
    text: str,
    any_number: dict[str, object],
    whole: dict[str, object],
) -> None:
    for meant, is_whole in ((any_number, False), (whole, True)):
        expected = meant.get(language, meant["*"])
        assert outcome(typed_number, language, text, is_whole=is_whole) == expected


def test_no_other_number_is_ever_read(typed_number: ModuleType) -> None:
    # One mark before three digits: two languages must never disagree silently on whole numbers.
    texts = [
        f"{first}{mark}{last}"
        for first in ("1", "20", "300")
        for mark in ",."
        for last in ("000", "125")
    ]
    for text in texts:
        read = {outcome(typed_number, language, text, is_whole=True) for language in MARKS}
        assert {one for one in read if isinstance(one, float)} <= {
            float(text.replace(",", "").replace(".", ""))
        }


def test_both_meanings_keep_sign_and_exponent(typed_number: ModuleType) -> None:
    assert outcome(typed_number, "fr", "-1.250", is_whole=False) == ("-1250", "-1.25")
    assert outcome(typed_number, "en", "1,250e3", is_whole=False) == ("1250e3", "1.25e3")
    assert outcome(typed_number, "en", "1.250e3", is_whole=False) == 1250


PRINTED = """
from typed_number import AmbiguousNumberError, Marks, read, written
for text in {texts}:
    for decimal, group in {marks}:
        marks = Marks(decimal, group)
        for is_whole in (False, True):
            try:
                plain = read(text, marks, is_whole=is_whole)
                print(plain)
                if plain is not None:
                    print(float(plain), written(plain, marks))
            except AmbiguousNumberError as error:
                print(error.thousands, error.fraction)
"""


@pytest.mark.outside
def test_micropython_reads_alike(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path_factory.mktemp("site") / "micropython"
    libraries.copy_micropython(NODE_MODULES, folder)
    texts = [text for text, _, _ in MEANT] + ["1e999", "1e99999999999", "9" * 500]
    script = PRINTED.format(texts=texts, marks=[tuple(pair) for pair in MARKS.values()])
    with modules.findable():
        modules.replace({"typed_number": import_module("page.typed_number")})
        exec(script, {})  # noqa: S102  (the script above)
    here = capsys.readouterr().out
    there = nodejs.run(ON_MICROPYTHON, folder, given=script, variables={"MODULE": str(MODULE)})
    assert there == here


# On the page


def expect_asked(page: WatchedPage, query: str) -> None:
    """Expect that the form asks for a search, as the address tells it."""
    assert page.by_id("whole-page").href.partition("?")[2] == f"{query}&pace=full+speed"


def expect_total(page: WatchedPage, steps: float) -> None:
    assert page.number("total-steps") == steps


def test_a_decimal_comma_is_a_decimal_comma(page: WatchedPage) -> None:
    page.fill({"kt0": "0,5", "k": "1.234,5"})
    assert page.words("parameters-error") == ""
    expect_asked(page, "formula=C10H16&kt0=0.5&k=1234.5")
    assert page.value("kt0") == "0,5"


def test_thousands_are_read_as_the_page_prints_them(page: WatchedPage) -> None:
    page.fill({"steps": "2,000", "kt0": "1,500", "seed": "4,294,967,295"})
    assert page.words("parameters-error") == ""
    expect_asked(page, "formula=C10H16&kt0=1500&steps_per_cycle=2000&seed=4294967295")


def test_a_number_that_can_mean_two_is_refused_and_stays(page: WatchedPage) -> None:
    page.fill({"steps": "2.000"})
    assert page.words("parameters-error") == (
        "Steps per cycle must be a whole number, and “2.000” can mean 2000 or 2. "
        "Write 2000 if that is meant."
    )
    assert page.value("steps") == "2.000"
    assert page.at("steps").getAttribute("aria-invalid") == "true"
    page.press("start")
    assert page.document.activeElement is page.at("steps")
    assert page.state == "idle"


@pytest.mark.parametrize("typed", ["five", "1,5,5", "1..5", "0x10"])
def test_what_is_no_number_is_refused_with_what_was_typed(page: WatchedPage, typed: str) -> None:
    page.fill({"kt0": typed})
    assert page.words("parameters-error").endswith(f"not “{typed}”.")
    assert page.value("kt0") == typed


def test_a_goal_is_read_as_the_other_numbers_are(page: WatchedPage) -> None:
    page.choose("mode", "goal")
    page.fill({"goal-wiener_index": "-1,5"})
    assert page.text("target-error") == ""
    expect_asked(page, "formula=C10H16&goals=wiener_index%3A-1.5")
    for typed in ("about 7", "2e12", "1,5,5"):
        page.fill({"goal-wiener_index": typed})
        assert page.text("target-error") == (
            "The value that Wiener index should reach must be a number from -1,000,000,000,000 "
            f"to 1,000,000,000,000, not “{typed}”."
        )
        assert page.at("goal-wiener_index").getAttribute("aria-invalid") == "true"
        assert page.value("goal-wiener_index") == typed


def test_arrow_keys_change_a_whole_number_within_its_limits(page: WatchedPage) -> None:
    page.key("cycles", "ArrowUp")
    assert page.value("cycles") == "5"
    expect_total(page, 2500)
    page.fill({"cycles": "2"})
    for _ in range(3):
        page.key("cycles", "ArrowDown")
    assert page.value("cycles") == "1"
    page.fill({"cycles": "some"})
    page.key("cycles", "ArrowUp")
    assert page.value("cycles") == "some"


@pytest.fixture
def german(browser: Browser) -> WatchedPage:
    """Give a page, still in English, that writes numbers as Germans do."""
    page = WatchedPage(browser)
    page.prepare.append(
        lambda tab: setattr(tab.window.navigator, "languages", Array(["en-DE", "en"]))
    )
    return page.open_ready()


def test_fields_show_numbers_in_the_language_of_the_page(german: WatchedPage) -> None:
    german.fill({"kt0": "0,5", "steps": "2.000", "formula": "C4H10"})
    assert german.words("parameters-error") == ""
    assert german.text("total-steps") == "8.000"
    expect_asked(german, "formula=C4H10&kt0=0.5&steps_per_cycle=2000")
    german.run()
    german.wait_for(lambda: german.all("run"), "a run that is kept")
    german.reload()
    german.expect_state("complete")
    assert (german.value("kt0"), german.value("steps")) == ("0,5", "2000")
    german.fill({"seed": "42"})
    expect_asked(german, "formula=C4H10&kt0=0.5&steps_per_cycle=2000")


def test_a_link_has_decimal_points_in_every_language(browser: Browser) -> None:
    page = WatchedPage(browser, "?kt0=0.125&formula=C6H14")
    page.prepare.append(
        lambda tab: setattr(tab.window.navigator, "languages", Array(["en-DE", "en"]))
    )
    page.open_ready()
    assert page.value("kt0") == "0,125"
    assert page.by_id("whole-page").href == f"{ADDRESS}?formula=C6H14&kt0=0.125&pace=full+speed"


@pytest.mark.slow
def test_replicates_are_counted_as_other_numbers_are(page: WatchedPage) -> None:
    page.follow("#compare")
    page.fill({"formula": "C4H10", "steps": 1, "cycles": 1, "replicate-count": "1.000"})
    page.press("replicate")
    assert "“1.000” can mean 1000 or 1" in page.text("replicate-refusal")
    assert page.value("replicate-count") == "1.000"
    page.key("replicate-count", "ArrowUp")
    assert page.value("replicate-count") == "1.000"
    page.fill({"replicate-count": "1,000"})
    page.press("replicate")
    page.expect_in("replicate-outcome", " of 1,000 reached")
