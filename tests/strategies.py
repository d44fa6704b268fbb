"""Random inputs for Hypothesis."""

from hypothesis import assume
from hypothesis import strategies as st
from isoanneal.formula import FormulaError, parse

from tests.enumeration import VALENCES

HEAVY_ELEMENTS = ["C", "C", "C", "N", "O", "S", "P", "F", "Cl", "Br", "I"]


@st.composite
def formulas(draw: st.DrawFn, max_heavy_atoms: int = 9) -> str:
    """Draw a formula that has an isomer."""
    heavy = draw(st.lists(st.sampled_from(HEAVY_ELEMENTS), min_size=1, max_size=max_heavy_atoms))
    most = 2 + sum(VALENCES[element] - 2 for element in heavy)
    assume(most >= 0)
    hydrogens = most - 2 * draw(st.integers(0, most // 2))
    text = "".join(heavy) + (f"H{hydrogens}" if hydrogens else "")
    try:
        parse(text)
    except FormulaError:
        # Valences can suffice in sum and still not be paired, as in CO.
        assume(False)  # noqa: FBT003  (its only form)
    return text


seeds = st.integers(0, 2**32 - 1)
