"""IsoAnneal: simulated annealing over the constitutional isomers of a molecular formula.

J.-L. Faulon, J. Chem. Inf. Comput. Sci. 1996, 36, 731-740, doi 10.1021/ci950093o.

The most compact hexane, which has the lowest Wiener index, and the longest one:

>>> from isoanneal import Parameters, run
>>> found = run("C6H14", seed=7)
>>> found.best_smiles, found.best_energy
('CCC(C)(C)C', 28.0)
>>> run(Parameters(formula="C6H14", mode="maximize")).best_smiles
'CCCCCC'

Single moves, with what was drawn and why it was accepted or not:

>>> from isoanneal import explain
>>> [(move.outcome, move.reason) for move in explain("C6H14", steps=3, seed=7)]
[('disconnected', 'pieces'), ('disconnected', 'pieces'), ('disconnected', 'pieces')]

What is wrong is said in words:

>>> run("C6H13")
Traceback (most recent call last):
isoanneal.formula.FormulaError: C6H13 has an odd number of valences (carbon has 4, \
nitrogen 3, oxygen 2, hydrogen 1). Each bond takes two of them, so one would stay unpaired. \
Try C6H12 or C6H14.
"""

__version__ = "0.1.0"

__all__ = [
    "FormulaError",
    "ParameterError",
    "Parameters",
    "RefusalError",
    "RunResult",
    "UnavailableError",
    "explain",
    "run",
]

TYPE_CHECKING = False  # typing would have to be imported for it
if TYPE_CHECKING:
    from isoanneal.explanation import explain
    from isoanneal.formula import FormulaError
    from isoanneal.parameters import ParameterError, Parameters
    from isoanneal.refusal import RefusalError, UnavailableError
    from isoanneal.run_result import RunResult, run

# The page's worker starts with this import, so that nothing comes before it is asked for.
_MODULES = {
    "FormulaError": "formula",
    "ParameterError": "parameters",
    "Parameters": "parameters",
    "RefusalError": "refusal",
    "RunResult": "run_result",
    "UnavailableError": "refusal",
    "explain": "explanation",
    "run": "run_result",
}


if not TYPE_CHECKING:  # or every name would seem to be there

    def __getattr__(name: str) -> object:
        """Import what is asked for first."""
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module  # noqa: PLC0415  (only when it is needed)

        value: object = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    """Tell what there is, imported or not."""
    return sorted({*globals(), *__all__})
