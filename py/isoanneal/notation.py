"""Notation: names and SMILES, told from what was typed as a molecular formula.

It knows some common names, and of SMILES (D. Weininger, J. Chem. Inf. Comput. Sci. 1988, 28,
31-36) uncharged atoms, bonds, branches, rings and aromatic atoms: enough to tell what was meant
where there is no toolkit.  This module runs on CPython, Pyodide and MicroPython alike, and
imports nothing.
"""

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from collections.abc import Mapping

    Skeleton = tuple[list[str], list[int], list[tuple[int, int]]]
    """Elements, hydrogens on each atom, and the bonds, without their orders, as pairs (i, j)."""

FORMULAS = {
    "acetaldehyde": "C2H4O",
    "acetic acid": "C2H4O2",
    "acetone": "C3H6O",
    "acetonitrile": "C2H3N",
    "acetylene": "C2H2",
    "adamantane": "C10H16",
    "alanine": "C3H7NO2",
    "ammonia": "NH3",
    "aniline": "C6H7N",
    "aspirin": "C9H8O4",
    "benzene": "C6H6",
    "benzoic acid": "C7H6O2",
    "butadiene": "C4H6",
    "butane": "C4H10",
    "butanol": "C4H10O",
    "caffeine": "C8H10N4O2",
    "camphor": "C10H16O",
    "chloroform": "CHCl3",
    "cubane": "C8H8",
    "cyclobutane": "C4H8",
    "cyclohexane": "C6H12",
    "cyclohexene": "C6H10",
    "cyclopentane": "C5H10",
    "cyclopropane": "C3H6",
    "decane": "C10H22",
    "diethyl ether": "C4H10O",
    "ethane": "C2H6",
    "ethanol": "C2H6O",
    "ethene": "C2H4",
    "ethylene": "C2H4",
    "formaldehyde": "CH2O",
    "formic acid": "CH2O2",
    "furan": "C4H4O",
    "glucose": "C6H12O6",
    "glycerol": "C3H8O3",
    "glycine": "C2H5NO2",
    "heptane": "C7H16",
    "hexane": "C6H14",
    "imidazole": "C3H4N2",
    "isobutane": "C4H10",
    "isoprene": "C5H8",
    "limonene": "C10H16",
    "menthol": "C10H20O",
    "methane": "CH4",
    "methanol": "CH4O",
    "naphthalene": "C10H8",
    "nicotine": "C10H14N2",
    "nonane": "C9H20",
    "octane": "C8H18",
    "pentane": "C5H12",
    "phenol": "C6H6O",
    "pinene": "C10H16",
    "propane": "C3H8",
    "propanol": "C3H8O",
    "propene": "C3H6",
    "pyridine": "C5H5N",
    "pyrrole": "C4H5N",
    "styrene": "C8H8",
    "thiophene": "C4H4S",
    "toluene": "C7H8",
    "urea": "CH4N2O",
    "water": "H2O",
}
"""The formulas of some compounds, by their names in small letters."""

_ENDINGS = [
    "ane",
    "ene",
    "yne",
    "ine",
    "one",
    "ole",
    "ol",
    "al",
    "ose",
    "ide",
    "ate",
    "oic",
    "acid",
    "ether",
    "amine",
    "nitrile",
    "phenyl",
    "ester",
    "in",
]
_LETTERS_OF_A_NAME = 5
_AROMATIC = {"c": "C", "n": "N", "o": "O", "s": "S", "p": "P"}
_ORDERS = {"-": 1, "=": 2, "#": 3, "/": 1, "\\": 1}
_LEAST_IN_RING = 2
_DIGITS_OF_LONG_LABEL = 2
_HIGHER = {"P": (5, 7), "S": (4, 6), "I": (3, 5)}
"""Valences above the usual that an atom of a SMILES may have without a charge."""
_DIGITS = "0123456789"


def looks_like_name(text: str) -> bool:
    """Tell whether a text looks like the name of a compound."""
    plain = text.lower()
    if plain in FORMULAS:
        return True
    letters = [character for character in plain if "a" <= character <= "z"]
    others = [c for c in plain if not ("a" <= c <= "z" or c in "0123456789 -,'()[]")]
    small = text[1:] == plain[1:]
    return small and not others and len(letters) >= _LETTERS_OF_A_NAME and _ends_as_one(plain)


def _ends_as_one(plain: str) -> bool:
    return any([plain.endswith(ending) for ending in _ENDINGS])  # noqa: C419  (MicroPython)


def atoms_of_smiles(text: str, valences: "Mapping[str, int]") -> "dict[str, int] | None":
    """Return how many atoms of each element a SMILES has, hydrogens too; None if it is none."""
    try:
        return _Smiles(text, valences).counts()
    except _NoSmilesError:
        return None


def skeleton_of_smiles(text: str, valences: "Mapping[str, int]") -> "Skeleton | None":
    """Return the heavy atoms that a SMILES writes, in its order; None if it is none."""
    smiles = _Smiles(text, valences)
    try:
        smiles.counts()
    except _NoSmilesError:
        return None
    hydrogens = [smiles.hydrogens(atom) for atom in range(len(smiles.symbols))]
    return smiles.symbols, hydrogens, sorted(smiles.bonds)


class _NoSmilesError(ValueError):
    """A text that is no SMILES, or not one of those that are read here."""


class _Smiles:
    """Reads one SMILES from left to right, with a stack of open branches."""

    def __init__(self, text: str, valences: "Mapping[str, int]") -> None:
        self.text = text
        self.valences = valences
        self.position = 0
        self.symbols: list[str] = []
        self.used: list[int] = []
        self.aromatic: list[bool] = []
        self.in_ring: list[int] = []  # bonds to other aromatic atoms
        self.given: list[int] = []  # hydrogens that are written down, -1 where they are not
        self.rings: dict[int, tuple[int, int]] = {}
        self.bonds: set[tuple[int, int]] = set()
        self.last = -1
        self.order = 0
        self.branches: list[int] = []

    def counts(self) -> dict[str, int]:
        while self.position < len(self.text):
            self._read_next(self.text[self.position])
        if self.rings or self.branches or self.order or not self.symbols:
            raise _NoSmilesError
        found: dict[str, int] = {}
        for atom in range(len(self.symbols)):
            if self.aromatic[atom] and self.in_ring[atom] < _LEAST_IN_RING:
                raise _NoSmilesError
            symbol = self.symbols[atom]
            found[symbol] = found.get(symbol, 0) + 1
            hydrogens = self.hydrogens(atom)
            if hydrogens:
                found["H"] = found.get("H", 0) + hydrogens
        return found

    def _read_next(self, character: str) -> None:
        if character in _ORDERS:
            self._read_bond(_ORDERS[character])
        elif character in _DIGITS or character == "%":
            self._ring(self._read_label())
        elif character in "()":
            self._branch(character)
        elif character == "[":
            self._read_bracket()
        else:
            self._atom(self._read_symbol(), -1)

    def _read_bond(self, order: int) -> None:
        if self.order or self.last < 0:
            raise _NoSmilesError
        self.order = order
        self.position += 1

    def _branch(self, bracket: str) -> None:
        before = self.text[self.position - 1] if self.position else ""
        if self.order or self.last < 0 or before == "(":
            raise _NoSmilesError
        if bracket == "(":
            self.branches.append(self.last)
        elif self.branches:
            self.last = self.branches.pop()
        else:
            raise _NoSmilesError
        self.position += 1

    def _read_label(self) -> int:
        """Read what two ends of a ring have in common: a digit, or % and two of them."""
        self.position += 1
        if self.text[self.position - 1] != "%":
            return int(self.text[self.position - 1])
        self.position += 2
        digits = self.text[self.position - 2 : self.position]
        if len([digit for digit in digits if digit in _DIGITS]) < _DIGITS_OF_LONG_LABEL:
            raise _NoSmilesError
        return int(digits)

    def _ring(self, label: int) -> None:
        if self.last < 0:
            raise _NoSmilesError
        if label in self.rings:
            atom, order = self.rings.pop(label)
            self._bond(atom, max(order, self.order))
        else:
            self.rings[label] = self.last, self.order
        self.order = 0

    def _read_symbol(self) -> str:
        pair = self.text[self.position : self.position + 2]
        symbol = pair if len(pair) > 1 and pair in self.valences else pair[:1]
        if symbol == "H" or not (symbol in self.valences or symbol in _AROMATIC):
            raise _NoSmilesError
        self.position += len(symbol)
        return symbol

    def _read_bracket(self) -> None:
        self.position += 1
        symbol = self._read_symbol()
        while self._peek() == "@":
            self.position += 1
        hydrogens = 0
        if self._peek() == "H":
            self.position += 1
            hydrogens = 1
            if self._peek() and self._peek() in _DIGITS:
                hydrogens = int(self._peek())
                self.position += 1
        if self._peek() != "]":
            raise _NoSmilesError
        self.position += 1
        self._atom(symbol, hydrogens)

    def _peek(self) -> str:
        return self.text[self.position : self.position + 1]

    def _atom(self, symbol: str, hydrogens: int) -> None:
        before, self.last = self.last, len(self.symbols)
        is_aromatic = symbol in _AROMATIC
        self.symbols.append(_AROMATIC.get(symbol, symbol))
        self.used.append(1 if is_aromatic else 0)
        self.aromatic.append(is_aromatic)
        self.in_ring.append(0)
        self.given.append(hydrogens)
        if before >= 0:
            self._bond(before, self.order)
        self.order = 0

    def _bond(self, atom: int, order: int) -> None:
        pair = min(atom, self.last), max(atom, self.last)
        if pair in self.bonds or pair[0] == pair[1]:
            raise _NoSmilesError
        self.bonds.add(pair)
        is_aromatic = self.aromatic[pair[0]] and self.aromatic[pair[1]]
        for one in pair:
            self.used[one] += order or 1
            self.in_ring[one] += 1 if is_aromatic else 0

    def hydrogens(self, atom: int) -> int:
        if self.given[atom] >= 0:
            return self.given[atom]
        symbol, used = self.symbols[atom], self.used[atom]
        usual = self.valences[symbol]
        if used <= usual or self.aromatic[atom]:
            return max(usual - used, 0)
        enough = [valence for valence in _HIGHER.get(symbol, ()) if valence >= used]
        if not enough:
            raise _NoSmilesError
        return min(enough) - used
