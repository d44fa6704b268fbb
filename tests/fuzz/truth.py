"""What the page shows of a search, compared with what this machine's own RDKit makes of it."""

from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl, urlsplit

from isoanneal import address
from isoanneal.formula import parse
from isoanneal.parameters import DECLARATIONS, Parameters, read_parameters
from isoanneal.refusal import RefusalError
from isoanneal.structure import Structure
from rdkit import Chem
from rdkit.Chem.rdMolDescriptors import CalcMolFormula

from tests.molecules import structure_of

_DECLARED = [one.facts() for one in DECLARATIONS.values()]
_OF_THE_PAGE = ("pace", "lang", "embed")
_CONSTRAINING = ("constraints", "required_smarts", "forbidden_smarts")


def faults_of(link: str, shown: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with the numbers and the SMILES of the search that a link asks for."""
    pairs = parse_qsl(urlsplit(link).query, keep_blank_values=True)
    found, refused = address.read([one for one in pairs if one[0] not in _OF_THE_PAGE], _DECLARED)
    if refused:
        yield f"the page's own link is refused: {refused[0]}"
        return
    try:
        parameters = read_parameters(found)
    except RefusalError as error:
        yield f"the page searches by what is refused: {error}"
        return
    yield from _of_the_plan(parameters, shown)
    for which in ("best", "current"):
        smiles, energy = shown[f"{which}-smiles"], shown[f"{which}-energy"]
        if smiles:
            yield from _of_an_isomer(parameters, found, smiles, energy)


def _of_the_plan(parameters: Parameters, shown: Mapping[str, str]) -> Iterator[str]:
    if _number(shown["total-steps"]) != parameters.total_steps:
        yield f"{shown['total-steps']} steps in all instead of {parameters.total_steps}"
    step = int(_number(shown["step"]))
    plan = parameters.cooling()
    expected = {plan.temperature(step), plan.temperature(max(step - 1, 0))}
    if not any(_agrees(shown["temperature"], one, digits=3) for one in expected):
        yield f"kT {shown['temperature']} at step {step} instead of {expected}"


def _of_an_isomer(
    parameters: Parameters, found: Mapping[str, object], smiles: str, energy: str
) -> Iterator[str]:
    molecule = Chem.MolFromSmiles(smiles)
    if molecule is None:
        yield f"RDKit does not read {smiles}"
        return
    formula = parse(CalcMolFormula(molecule))
    if str(formula) != str(parse(parameters.formula)):
        yield f"{smiles} is {formula} and not {parameters.formula}"
        return
    isomer = structure_of(smiles)
    if not parameters._constraints().allow(isomer):  # noqa: SLF001
        yield f"{smiles} breaks a constraint"
    yield from _of_the_energy(parameters, found, isomer, energy)


def _of_the_energy(
    parameters: Parameters, found: Mapping[str, object], isomer: Structure, energy: str
) -> Iterator[str]:
    is_constrained = any(getattr(parameters, one) for one in _CONSTRAINING)
    if parameters.normalize and is_constrained:
        return  # the ranges are those of allowed isomers, which would have to be searched
    free = {name: value for name, value in found.items() if name not in _CONSTRAINING}
    expected = read_parameters(free).annealer().target.energy(isomer)
    if not _agrees(energy, expected, digits=6):
        yield f"the energy is shown as {energy} instead of {expected}"


def _number(text: str) -> float:
    return float(text.replace(",", "").replace("−", "-"))


def _agrees(text: str, value: float, digits: int) -> bool:
    """Tell whether a text is a number written with so many digits, or to the fourth decimal."""
    shown = _number(text)
    return abs(shown - value) <= max(1e-4, abs(value) * 10.0 ** (1 - digits))
