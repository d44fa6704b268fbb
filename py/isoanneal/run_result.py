"""The result of a run, and the function that runs a search from its beginning to its end."""

from typing import Any

import msgspec

from isoanneal import chem
from isoanneal.annealer import Annealer
from isoanneal.engine import advance_to_the_end
from isoanneal.parameters import Parameters, read_parameters


class RunResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a run has come to.

    Energies have the unit of the target; `best_values` has the value of each target component
    for the best structure, in the component's own unit.  SMILES are canonical, as the version of
    RDKit in use writes them.  The four counters of moves add up to `total_steps`, and
    `acceptance_ratio` is the accepted ones over all, from 0 to 1.  `formula` is in Hill order,
    and `engine` is the name of what made the steps: the result does not depend on it.
    """

    formula: str
    initial_energy: float
    best_energy: float
    best_smiles: str
    final_energy: float
    final_smiles: str
    total_steps: int
    accepted_moves: int
    rejected_moves: int
    invalid_moves: int
    disconnected_moves: int
    acceptance_ratio: float
    best_values: dict[str, float]
    engine: str
    parameters: Parameters


def run(formula: str | Parameters, /, **parameters: Any) -> RunResult:  # noqa: ANN401  (checked)
    """Search the isomers of a formula, and return what was found.

    `formula` is a molecular formula, with `parameters` as `Parameters` has them, or it is
    `Parameters`, of which `parameters` then replace some.  The call returns when all steps are
    made, in an event loop too: 2,000 steps take some milliseconds and ten million some seconds
    with the fast engine, which is used wherever it can be.

    Raises `FormulaError` for a formula without isomers, `ParameterError` for a parameter out of
    its limits, and `UnavailableError` where RDKit is not installed.
    """
    given: dict[str, Any] = {"formula": formula}
    if isinstance(formula, Parameters):
        given = msgspec.structs.asdict(formula)
    checked = read_parameters(given | parameters)
    annealer = checked.annealer()
    return result_of(checked, annealer, advance_to_the_end(annealer))


def result_of(parameters: Parameters, annealer: Annealer, engine: str) -> RunResult:
    """Return what an annealer has come to; `engine` is the name of what made the steps."""
    result = annealer.get_result()
    state = result.state
    toolkit = chem.toolkit()
    values = annealer.target.values(result.best)
    return RunResult(
        formula=str(annealer.formula),
        initial_energy=result.initial_energy,
        best_energy=state.best_energy,
        best_smiles=toolkit.canonical_smiles(result.best),
        final_energy=state.current_energy,
        final_smiles=toolkit.canonical_smiles(result.final),
        total_steps=state.step,
        accepted_moves=state.accepted_moves,
        rejected_moves=state.rejected_moves,
        invalid_moves=state.invalid_moves,
        disconnected_moves=state.disconnected_moves,
        acceptance_ratio=result.acceptance_ratio,
        best_values=dict(zip(annealer.target.components, values, strict=True)),
        engine=engine,
        parameters=parameters,
    )
