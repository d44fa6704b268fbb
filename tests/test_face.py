"""The package's face: what `from isoanneal import ...` gives."""

import asyncio
import doctest
import subprocess
import sys
import tomllib

import isoanneal
import pytest
from isoanneal import FormulaError, ParameterError, Parameters, RefusalError, RunResult, run
from isoanneal.engine import advance_to_the_end
from isoanneal.run_result import result_of

from tools import environment
from tools.environment import PROJECT


def test_the_example_of_the_package_is_true() -> None:
    outcome = doctest.testmod(isoanneal)
    assert outcome.failed == 0
    assert outcome.attempted >= 4


def test_all_that_is_offered_is_there() -> None:
    for name in isoanneal.__all__:
        assert getattr(isoanneal, name).__name__ == name
    assert set(isoanneal.__all__) <= set(dir(isoanneal))
    with pytest.raises(AttributeError, match="no attribute 'walk_on'"):
        isoanneal.walk_on  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.kernel
def test_a_run_returns_what_the_annealer_comes_to() -> None:
    found = run("C8H10", seed=7, steps_per_cycle=300, weights={"wiener_index": 2, "logp": 1})
    assert isinstance(found, RunResult)
    annealer = found.parameters.annealer()
    annealer.advance(1_200)
    expected = annealer.get_result()
    assert found == result_of(found.parameters, annealer, "WebAssembly")
    assert (found.best_energy, found.final_energy) == (
        expected.state.best_energy, expected.state.current_energy,
    )  # fmt: skip
    assert (found.formula, found.initial_energy) == ("C8H10", expected.initial_energy)
    assert (
        found.total_steps
        == 1_200
        == (
            found.accepted_moves
            + found.rejected_moves
            + found.invalid_moves
            + found.disconnected_moves
        )
    )
    assert found.best_energy == pytest.approx(
        2 * found.best_values["wiener_index"] + found.best_values["logp"]
    )


def test_parameters_may_be_given_whole_or_one_by_one_or_both() -> None:
    parameters = Parameters(formula="C6H14", mode="maximize", seed=7)
    assert run(parameters) == run("C6H14", mode="maximize", seed=7)
    assert run(parameters, mode="minimize") == run("C6H14", seed=7)


@pytest.mark.kernel
def test_a_run_uses_the_fast_engine_and_python_where_it_must() -> None:
    assert run("C6H14").engine == "WebAssembly"
    found = run("C6H14", constraints=["no_triple_bonds"], steps_per_cycle=50)
    assert (found.engine, found.total_steps) == ("Python", 200)


def test_a_run_works_in_a_running_event_loop() -> None:
    async def search() -> RunResult:
        return run("C6H14", seed=7)

    assert asyncio.run(search()) == run("C6H14", seed=7)


def test_what_cannot_be_run_is_refused_in_words() -> None:
    with pytest.raises(FormulaError, match="odd number"):
        run("C6H13")
    with pytest.raises(ParameterError, match="no parameter “sead”"):
        run("C6H14", sead=7)
    with pytest.raises(RefusalError, match="seed must be a whole number"):
        run(Parameters(formula="C6H14"), seed=-1)


@pytest.mark.kernel
def test_steps_are_reported_while_they_are_made() -> None:
    annealer = Parameters(formula="C6H14", steps_per_cycle=90_000).annealer()
    told: list[int] = []
    assert advance_to_the_end(annealer, told.append) == "WebAssembly"
    assert sum(told) == 360_000
    assert len(told) > 1


def test_the_package_alone_imports_nothing() -> None:
    script = (
        "import sys; before = set(sys.modules); import isoanneal\n"
        "assert set(sys.modules) - before == {'isoanneal'}, set(sys.modules) - before\n"
        "isoanneal.Parameters\n"
        "assert 'isoanneal.parameters' in sys.modules and 'rdkit' not in sys.modules\n"
    )
    environment_of_python = {"PYTHONPATH": str(PROJECT / "py")}
    subprocess.run([sys.executable, "-c", script], check=True, env=environment_of_python)


def test_the_version_stands_in_one_place_and_is_cited() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    assert "version" not in project["project"]
    assert project["tool"]["hatch"]["version"]["path"] == "py/isoanneal/__init__.py"
    assert environment.project_version() == isoanneal.__version__
    cited = (PROJECT / "CITATION.cff").read_text(encoding="utf-8").splitlines()
    assert f"version: {isoanneal.__version__}" in cited


def test_types_are_announced() -> None:
    assert (PROJECT / "py" / "isoanneal" / "py.typed").is_file()
