"""The Metropolis criterion and its exponential."""

import ast
import inspect
import random
from decimal import Decimal, localcontext
from fractions import Fraction
from math import ceil

import pytest
from isoanneal import metropolis
from isoanneal.metropolis import accepts, exponential
from isoanneal.mulberry32 import Mulberry32

from tests.scripted_numbers import Fixed

LARGEST_ERROR = Fraction(3, 10**16)


def exact(x: float) -> Fraction:
    with localcontext() as context:
        context.prec = 60
        return Fraction(Decimal(x).exp())


def arguments(number: int) -> list[float]:
    draw = random.Random(1)
    even = [-50 * draw.random() for _ in range(number)]
    small = [-(10.0 ** draw.uniform(-20, 1)) for _ in range(number)]
    # Next to odd multiples of ln 2 / 2 the argument of the polynomial is largest.
    edges = [
        -(n + 0.5) * 0.6931471805599453 * (1 + e) for n in range(72) for e in (-1e-12, 0, 1e-12)
    ]
    return [*even, *small, *edges, 0.0, -0.0, -50.0, -1.0, -5e-324]


@pytest.mark.parametrize(
    "number", [pytest.param(20_000, marks=pytest.mark.slow, id="many"), pytest.param(200, id="few")]
)
def test_the_exponential_is_as_exact_as_its_docstring_says(number: int) -> None:
    assert "3e-16" in inspect.getdoc(exponential)  # type: ignore[operator]
    for x in arguments(number):
        error = abs(Fraction(exponential(x)) - exact(x)) / exact(x)
        assert error <= LARGEST_ERROR, x


def test_the_exponential_of_zero_is_one() -> None:
    assert exponential(0.0) == exponential(-0.0) == 1.0


@pytest.mark.parametrize("x", [-50.0000001, -51.0, -745.0, -1e9, -1e300, float("-inf")])
def test_the_exponential_is_zero_below_minus_50(x: float) -> None:
    assert exponential(x) == 0.0


def test_the_exponential_of_minus_50_is_above_zero() -> None:
    assert exponential(-50.0) > 0


def test_no_function_of_a_platform_library_is_called() -> None:
    imported = {
        name
        for node in ast.walk(ast.parse(inspect.getsource(metropolis)))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in [getattr(node, "module", None), *(alias.name for alias in node.names)]
    }
    assert imported == {"isoanneal.mulberry32", "Mulberry32"}


@pytest.mark.parametrize("change", [0.0, -0.0, -1e-300, -1.0, -1e9])
def test_a_downhill_or_level_move_is_accepted_without_a_random_number(change: float) -> None:
    random_numbers = Mulberry32(1)
    assert accepts(change, 0.01, random_numbers)
    assert random_numbers.state == Mulberry32(1).state


@pytest.mark.parametrize("change", [1e-12, 1.0, 1e9])
def test_an_uphill_move_draws_one_random_number(change: float) -> None:
    random_numbers, one_further = Mulberry32(1), Mulberry32(1)
    accepts(change, 1.0, random_numbers)
    one_further.next_uint32()
    assert random_numbers.state == one_further.state


@pytest.mark.parametrize(
    ("change", "temperature"), [(1.0, 1.0), (3.0, 2.0), (0.5, 100.0), (7.0, 1.0)]
)
def test_an_uphill_move_is_accepted_where_the_random_number_is_below_the_exponential(
    change: float, temperature: float
) -> None:
    random_numbers, same_numbers = Mulberry32(1), Mulberry32(1)
    probability = exact(-change / temperature)
    decisions = []
    for _ in range(2_000):
        expected = Fraction(same_numbers.next_uint32(), 2**32) < probability
        decisions.append(accepts(change, temperature, random_numbers))
        assert decisions[-1] == expected
    assert len(set(decisions)) == 2


def test_a_hopeless_move_is_never_accepted() -> None:
    random_numbers = Mulberry32(1)
    assert not any(accepts(51.0, 1.0, random_numbers) for _ in range(10_000))
    assert not accepts(51.0, 1.0, Fixed(0))


@pytest.mark.parametrize("change", [0.01, 0.1, 0.3, 1.0, 2.0, 3.0, 5.0, 10.0, 20.0])
def test_of_all_random_numbers_as_many_accept_as_the_exponential_says(change: float) -> None:
    # Those from 0 on accept: of 2**32 numbers the share of the exponential, to the last one.
    accepting = ceil(exact(-change) * 2**32)
    assert accepts(change, 1.0, Fixed(0))
    assert accepts(change, 1.0, Fixed(accepting - 1))
    assert not accepts(change, 1.0, Fixed(accepting))


def test_an_infinite_temperature_accepts_whatever_the_random_number_is() -> None:
    assert accepts(1e300, float("inf"), Fixed(2**32 - 1))
