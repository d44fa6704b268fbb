"""What the attacker types: what can be read, what nearly can, and what nobody should type."""

from random import Random

from tests.random_runs import SIZES, random_formula

FORMULAS = (
    "C10H16", "C6H6", "C6H14", "C2H6", "CH4", "C4H8O", "C3H7NO2", "C8H10", "C5H12", "CO2", "C7H16",
    "C12H22O11", "C20H42", "C60H90", "C60", "H2O", "C3H6N6", "C4H9Cl", "c6h14", "C₆H₁₄", "H16C10",
)  # fmt: skip
_UNREADABLE = (
    "", " ", "C", "C1", "CH5", "C2H7", "Si2H6", "benzene", "CCO", "c1ccccc1", "C(H9999)9999",
    "CH9999",
    "C100H202", "C101H2", "C6H14\n", "C6H14 C6H14", "<b>C6H14</b>", "C" * 60, "\u202eC6H14",
    "漢字", "🧪",
    "C6H-14", "0", "C0H0", "(((((", "C6H14)", "'; drop", "{{7*7}}", "%00", "null", "undefined",
    "NaN",
)  # fmt: skip
NUMBERS = (
    "0", "1", "2", "3", "10", "100", "500", "2000", "2,000", "2.000", "0,5", "0.5", "1e3",
    "1e12", "1e300",
    "-1", "-0", "", " 7 ", "1,5,5", "1e-9", "NaN", "Infinity", "∞", "0x10", "١٢", "4294967295",
    "4294967296",
    "2147483648", "99999999999999999999", "1.7976931348623157e308", "five", "5%", "−3", "10 000",
    "1e", "+4",
)  # fmt: skip
PATTERNS = (
    "", "C=C", "C#C", "[OX2H]", "c1ccccc1", "[#6]~[#6]~[#6]", "*", "[R]", "C(", "[",
    "CCCCCCCCCC", "[!#6]",
    "[$([$([#6])])]", "not a pattern", "<svg onload=1>", "*~*~*~*~*~*~*~*", "C.C", "[#6;r3]",
    "\u0000",
)  # fmt: skip
NAMES = ("", "my run", "<img src=x onerror=1>", "🧪" * 40, "a\u202eb", "  ", "0", "undefined")


def formula(draw: Random) -> str:
    """Draw what is typed in the place of a formula."""
    chance = draw.random()
    if chance < 0.5:
        return draw.choice(FORMULAS)
    if chance < 0.75:
        return random_formula(draw, draw.choice(SIZES))
    return draw.choice(_UNREADABLE)
