"""The kernel makes the steps of the Python engine, bit for bit."""

import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from isoanneal.annealer import Annealer, Mode
from isoanneal.cooling import Cooling
from isoanneal.engine import Engine, engine_for, reason_for_python
from isoanneal.formula import parse
from isoanneal.kernel import machine
from isoanneal.kernel.engine import KernelEngine
from isoanneal.kernel.machine import Machine
from isoanneal.kernel.memory import COMPONENTS, MAX_BATCH, Part
from isoanneal.messages import Points, no_points
from isoanneal.mulberry32 import SEED_LIMIT
from isoanneal.parameters import read_parameters
from isoanneal.python_engine import PythonEngine
from isoanneal.scoring import Target
from isoanneal.scoring.registry import components
from isoanneal.structure import Structure
from rdkit import Chem

from tests.random_runs import LARGE_SIZES, random_run
from tests.rules import drawn

pytestmark = pytest.mark.outside

FOREIGN = tuple(one.name for one in components() if one.name not in COMPONENTS)
MULBERRY32_INCREMENT = 0x6D2B79F5
CASES_PER_BATCH = 50
BATCHES = 42
DEFAULT = {"formula": "C8H10", "steps_per_cycle": 400, "cycles": 2}


class Pair:
    """The same search twice, made by either engine."""

    def __init__(
        self, first: Annealer, second: Annealer | None = None, *, keeps_steps: bool = True
    ) -> None:
        self.annealers = (first, second or twin(first))
        self.engines: tuple[Engine, Engine] = (
            PythonEngine(self.annealers[0], keeps_steps=keeps_steps),
            KernelEngine(self.annealers[1], machine.start(), keeps_steps=keeps_steps),
        )

    @property
    def is_complete(self) -> bool:
        return self.annealers[0].is_complete

    def advance(self, steps: int) -> None:
        for engine in self.engines:
            engine.advance(steps)

    def check(self, told: object) -> None:
        """Assert that both stand at the same place and have the same to tell."""
        in_python, in_kernel = (everything(*both) for both in self._both())
        assert in_python == in_kernel, told

    def _both(self) -> Iterator[tuple[Annealer, Engine]]:
        return zip(self.annealers, self.engines, strict=True)


def twin(annealer: Annealer) -> Annealer:
    """Return another annealer of the same target, for which nothing is sampled again."""
    mode: Mode = "minimize" if annealer.sign > 0 else "maximize"
    return Annealer(
        annealer.formula, annealer.target, annealer.cooling, seed=annealer.seed, mode=mode
    )


def everything(annealer: Annealer, engine: Engine) -> dict[str, object]:
    return {
        "snapshot": annealer.snapshot(),
        "state": annealer.get_state(),
        "values": annealer.current_values,
        "steps": engine.take(),
        "trace": engine.take_trace(),
    }


def pair_of(run: dict[str, Any], *, keeps_steps: bool = True) -> Pair:
    return Pair(read_parameters(run).annealer(), keeps_steps=keeps_steps)


def compare(
    run: dict[str, Any], draw: random.Random, portion: int, *, keeps_steps: bool = True
) -> None:
    """Advance both engines by random portions and compare them after each."""
    pair = pair_of(run, keeps_steps=keeps_steps)
    pair.check(run)
    while not pair.is_complete:
        pair.advance(draw.randint(1, portion))
        pair.check(run)
    pair.advance(1)
    pair.check(run)


def default_pair(**changes: object) -> Pair:
    return pair_of(DEFAULT | changes)


def points_of(engine: Engine, annealer: Annealer) -> Points:
    """Make all steps that are left, and return them."""
    engine.advance(annealer.cooling.total_steps)
    return engine.take()


@pytest.mark.parametrize("seed", range(BATCHES))
def test_random_runs_are_those_of_the_python_engine(seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(CASES_PER_BATCH):
        compare(random_run(draw), draw, 150)


@pytest.mark.parametrize("seed", range(8))
def test_long_runs_are_those_of_the_python_engine(seed: int) -> None:
    draw = random.Random(seed)
    run = random_run(draw, steps_per_cycle=(2_000, 7_000), sizes=(4, 12))
    compare(run, draw, 2 * MAX_BATCH if seed % 2 else 1_500)


@pytest.mark.parametrize("seed", range(4))
def test_runs_of_many_atoms_are_those_of_the_python_engine(seed: int) -> None:
    draw = random.Random(seed)
    compare(random_run(draw, steps_per_cycle=(60, 90), sizes=LARGE_SIZES), draw, 90)


@pytest.mark.parametrize("formula", ["C30H62", "C64H130", "C65H132", "C100", "C100H202", "C64H10"])
@pytest.mark.parametrize("mode", ["minimize", "maximize"])
def test_masks_of_one_and_of_two_words_give_the_same(formula: str, mode: Mode) -> None:
    weights = dict.fromkeys(COMPONENTS, 1)
    run = {"formula": formula, "mode": mode, "steps_per_cycle": 120, "cycles": 1}
    compare(run, random.Random(1), 60)
    compare(run | {"weights": weights}, random.Random(1), 60)


@pytest.mark.parametrize("seed", range(5))
def test_a_run_whose_steps_are_not_kept_is_the_same(seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(20):
        compare(random_run(draw), draw, 200, keeps_steps=False)


@pytest.mark.parametrize("formula", ["CH4", "C2H6", "H2O", "HCl", "C2H2", "N2"])
def test_the_smallest_formulas_are_no_exception(formula: str) -> None:
    run = {"formula": formula, "steps_per_cycle": 60, "weights": dict.fromkeys(COMPONENTS, 1)}
    compare(run, random.Random(1), 60)


@pytest.mark.parametrize("component", COMPONENTS)
@pytest.mark.parametrize("mode", ["minimize", "maximize"])
def test_each_component_alone(component: str, mode: Mode) -> None:
    draw = random.Random(component)
    for _ in range(8):
        run = random_run(draw, components=[component])
        compare(run | {"mode": mode}, draw, 100)


@pytest.mark.parametrize("component", FOREIGN)
def test_components_that_are_scored_outside(component: str) -> None:
    draw = random.Random(component)
    for _ in range(6):
        compare(random_run(draw, components=[component], sizes=(1, 12)), draw, 60)


@pytest.mark.parametrize("seed", range(8))
def test_components_of_the_kernel_and_others_together(seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(10):
        own = random_run(draw, sizes=(1, 14), steps_per_cycle=(1, 60))
        foreign = draw.choice(FOREIGN)
        own["weights"][foreign] = 1.5
        compare(own | {"smarts": "C=C"}, draw, 60)


def test_all_components_at_once() -> None:
    weights = {one.name: 1.0 for one in components()}
    run = DEFAULT | {"formula": "C6H9NO2S", "weights": weights, "smarts": "[OX2H]"}
    compare(run, random.Random(1), 90)


def without_aromaticity(structure: Structure) -> str:
    return str(Chem.MolToSmiles(drawn(structure.elements, structure.bonds())))


@pytest.mark.parametrize("weights", [{"logp": 1}, {"tpsa": 1, "wiener_index": 1}, {"hosoya_z": 1}])
@pytest.mark.parametrize("formula", ["C5H8O", "C6H14", "C8H10", "C7H8", "C6H5ClO"])
def test_no_structure_is_scored_twice(
    formula: str, weights: dict[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: Counter[str] = Counter()
    run = DEFAULT | {"formula": formula, "weights": weights, "kt0": 1e9, "k": 0}
    annealer = read_parameters(run).annealer()
    engine = KernelEngine(annealer, machine.start())
    values = annealer.target.values

    def noted(structure: Structure) -> tuple[float, ...]:
        asked[without_aromaticity(structure)] += 1
        return values(structure)

    monkeypatch.setattr(annealer.target, "values", noted)
    engine.advance(annealer.cooling.total_steps)
    assert len(asked) > 4
    assert set(asked.values()) == {1}


@pytest.mark.parametrize("seed", range(6))
def test_a_search_goes_on_from_a_snapshot_of_either_engine(seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(15):
        run = random_run(draw, steps_per_cycle=(20, 120))
        pair = pair_of(run)
        pair.advance(draw.randrange(read_parameters(run).total_steps))
        snapshots = [annealer.snapshot() for annealer in pair.annealers]
        resumed = pair_of(run)
        for annealer, snapshot in zip(resumed.annealers, reversed(snapshots), strict=True):
            annealer.restore(snapshot)
        # Engines begin where their annealers stand.
        resumed.engines = (
            PythonEngine(resumed.annealers[0]),
            KernelEngine(resumed.annealers[1], machine.start()),
        )
        for one in (pair, resumed):
            one.advance(10_000)
        assert resumed.annealers[1].snapshot() == pair.annealers[0].snapshot()
        assert resumed.annealers[1].get_state() == pair.annealers[0].get_state()
        resumed.check(run)


@pytest.mark.parametrize("seed", range(6))
def test_engines_can_take_turns_at_one_search(seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(10):
        run = random_run(draw, steps_per_cycle=(20, 120))
        pair = pair_of(run)
        alone, shared = pair.annealers
        points = no_points(shared.target.components)
        while not shared.is_complete:
            steps = draw.randint(1, 60)
            engine: Engine = PythonEngine(shared)
            if draw.random() < 0.5:
                engine = KernelEngine(shared, machine.start())
            engine.advance(steps)
            points.extend(engine.take().columns())
        assert points == points_of(pair.engines[0], alone)
        assert shared.snapshot() == alone.snapshot()
        assert shared.get_state() == alone.get_state()


def test_steps_are_kept_from_when_they_are_wanted() -> None:
    pair = default_pair()
    for wanted in (True, False, True, False, False, True):
        for engine in pair.engines:
            engine.keeps_steps = wanted
        pair.advance(70)
        pair.check(wanted)


@pytest.mark.parametrize("k", [0.0, 1.0, 8.0, 32.0, 1e12, 1e300, float("inf")])
@pytest.mark.parametrize("kt0", [1e-300, 0.01, 1.0, 1e12, 1e300, float("inf")])
def test_temperatures_at_their_limits(kt0: float, k: float) -> None:
    for mode in ("minimize", "maximize"):
        target = Target({"wiener_index": 1.0, "balaban_j": 1 / 3})
        cooling = Cooling(kt0, k, 64, 2)
        for weights in (target, Target({"wiener_index": 1.0})):
            pair = Pair(Annealer(parse("C7H12O"), weights, cooling, mode=mode))
            pair.advance(50)
            pair.check((kt0, k))
            pair.advance(78)
            pair.check((kt0, k))


@pytest.mark.parametrize("weight", [5e-324, 1e-12, 0.01 / 50, 1.0, 1e12, 1e300])
def test_energies_of_any_size_are_weighed_against_the_temperature(weight: float) -> None:
    for kt in (0.01, 1.0, 1e12):
        target = Target({"wiener_index": weight})
        pair = Pair(Annealer(parse("C8H16"), target, Cooling(kt, 0.0, 300, 1)))
        pair.advance(300)
        pair.check((weight, kt))


@pytest.mark.parametrize("kt", [0.02, 0.1, 0.5, 1.0, 2.0])
def test_uphill_moves_that_hardly_ever_are_accepted(kt: float) -> None:
    # Changes of the Wiener index around 23 kT, where the kernel need not know them exactly.
    for formula in ("C12H26", "C10H16", "C20H42", "C9H18O"):
        for seed in range(3):
            target = Target({"wiener_index": 1.0})
            cooling = Cooling(kt, 0.0, 400, 1)
            pair = Pair(Annealer(parse(formula), target, cooling, seed=seed))
            pair.advance(400)
            pair.check((formula, kt))


@pytest.mark.parametrize("kt", [0.01, 1.0, 1e9])
def test_a_random_number_of_0_accepts_what_has_any_chance_at_all(kt: float) -> None:
    target = Target({"wiener_index": 1.0})
    for numbers_before in range(60):
        # The state 0, and no other, gives the number 0.
        seed = -(numbers_before + 1) * MULBERRY32_INCREMENT % SEED_LIMIT
        run = Annealer(parse("C20H42"), target, Cooling(kt, 0.0, 40, 1), seed=seed)
        pair = Pair(run)
        pair.advance(40)
        pair.check((kt, numbers_before))


class Stubborn:
    """Scores that fail for some structures when they are met for the first time."""

    def __init__(self, target: Target) -> None:
        self._values = target.values
        self._met: set[str] = set()

    def values(self, structure: Structure) -> tuple[float, ...]:
        smiles = without_aromaticity(structure)
        if smiles not in self._met:
            self._met.add(smiles)
            if random.Random(smiles).random() < 0.3:
                raise ArithmeticError(smiles)
        return self._values(structure)


def advance_stubbornly(engine: Engine, steps: int) -> str:
    try:
        engine.advance(steps)
    except ArithmeticError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("keeps_steps", [True, False])
@pytest.mark.parametrize("formula", ["C6H12O", "C7H8", "C5H9NO2"])
def test_a_search_survives_scores_that_fail(
    formula: str,
    keeps_steps: bool,  # noqa: FBT001  (pytest gives it by name)
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = DEFAULT | {"formula": formula, "weights": {"logp": 1, "wiener_index": 0.1}}
    parameters = read_parameters(run)
    pair = Pair(parameters.annealer(), parameters.annealer(), keeps_steps=keeps_steps)
    for annealer in pair.annealers:
        monkeypatch.setattr(annealer.target, "values", Stubborn(annealer.target).values)
    failures = 0
    while not pair.is_complete:
        refused = [advance_stubbornly(engine, 35) for engine in pair.engines]
        assert refused[0] == refused[1]
        failures += bool(refused[0])
        pair.check(refused)
    assert failures > 5


def test_a_search_survives_an_interruption(monkeypatch: pytest.MonkeyPatch) -> None:
    run = DEFAULT | {"weights": {"logp": 1}}
    annealer = read_parameters(run).annealer()
    engine = KernelEngine(annealer, machine.start())

    def interrupted(_: Structure) -> tuple[float, ...]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(annealer.target, "values", interrupted)
        with pytest.raises(KeyboardInterrupt):
            engine.advance(100)
    structure = annealer.structure
    assert annealer.current_energy == annealer.target.energy(structure)
    step = annealer.step_number
    assert len(engine.take().step) == step
    engine.advance(800 - step)
    assert annealer.is_complete


def test_a_search_without_constraints_is_made_by_the_kernel() -> None:
    for weights in ({"wiener_index": 1}, {"logp": 1}):
        engine = engine_for(read_parameters(DEFAULT | {"weights": weights}).annealer())
        assert (engine.name, engine.reason) == ("WebAssembly", "")


@pytest.mark.parametrize(
    "constraint",
    [
        {"constraints": ["no_triple_bonds"]},
        {"required_smarts": "[#6]"},
        {"forbidden_smarts": "C#C"},
    ],
)
def test_a_search_with_constraints_is_made_in_python(constraint: dict[str, Any]) -> None:
    engine = engine_for(read_parameters(DEFAULT | constraint).annealer())
    assert engine.name == "Python"
    assert engine.reason == "engine-constraints"


def test_without_the_compiled_kernel_steps_are_made_in_python(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(machine, "module", lambda _: b"")
    annealer = read_parameters(DEFAULT).annealer()
    assert reason_for_python(annealer) == "engine-not-compiled"
    assert engine_for(annealer).name == "Python"
    with pytest.raises(RuntimeError, match="not compiled"):
        machine.start()


def test_without_wasmtime_steps_are_made_in_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "_starts", [])
    monkeypatch.setattr(machine, "find_spec", lambda _name: None)
    annealer = read_parameters(DEFAULT).annealer()
    assert reason_for_python(annealer) == "engine-no-wasmtime"
    engine = engine_for(annealer)
    assert (engine.name, engine.reason) == ("Python", reason_for_python(annealer))
    with pytest.raises(RuntimeError, match="wasmtime"):
        machine.start()


def test_what_starts_machines_can_be_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    another = OfAnotherSize(Part.BONDS)
    monkeypatch.setattr(machine, "_starts", [])
    monkeypatch.setattr(machine, "find_spec", lambda _name: None)
    given: list[bytes] = []

    def start(module: bytes) -> Machine:
        given.append(module)
        return another

    machine.use(start)
    assert machine.reason_without() == ""
    assert machine.start() is another
    assert given[0].startswith(b"\0asm")


class OfAnotherSize:
    """A kernel one of whose parts is larger than it is expected to be."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._machine = machine.start()

    def call(self, name: str, *arguments: float) -> int:
        larger = name == "size_of" and arguments == (self._part,)
        return self._machine.call(name, *arguments) + 8 * larger

    def read(self, address: int, size: int) -> bytes:
        return self._machine.read(address, size)

    def write(self, address: int, content: bytes) -> None:
        self._machine.write(address, content)


@pytest.mark.parametrize("part", Part)
def test_a_kernel_of_another_version_is_refused(part: Part) -> None:
    annealer = read_parameters(DEFAULT).annealer()
    with pytest.raises(RuntimeError, match="another version"):
        KernelEngine(annealer, OfAnotherSize(part))


def test_only_a_new_search_can_be_followed_from_isomer_to_isomer() -> None:
    annealer = read_parameters({"formula": "C6H6", "k": 0, "kt0": 1000}).annealer()
    KernelEngine(annealer, machine.start()).advance(10)
    with pytest.raises(ValueError, match="Only a new search"):
        KernelEngine(annealer, machine.start()).advance_to_new(100)


def test_a_search_goes_on_from_where_another_instance_has_come() -> None:
    parameters = read_parameters({"formula": "C8H10"})
    annealers = [parameters.annealer() for _ in range(3)]
    there, here, unbroken = (KernelEngine(one, machine.start()) for one in annealers)
    there.advance(700)
    here.take_over(there.image())
    here.advance(400)
    unbroken.advance(1100)
    assert annealers[1].snapshot() == annealers[2].snapshot()
