"""Molecular formulas: reading them, and refusing in plain words what has no isomers.

This module runs on CPython, Pyodide and MicroPython alike: the page checks what is
typed with the very code that the engine uses.  It therefore imports nothing but refusals
and notation, which run there too.
"""

from isoanneal.notation import FORMULAS, atoms_of_smiles, looks_like_name
from isoanneal.refusal import RefusalError, declare

TYPE_CHECKING = False  # MicroPython has no module typing to take it from
if TYPE_CHECKING:
    from isoanneal.refusal import Sentence

VALENCES = {
    "H": 1,
    "C": 4,
    "N": 3,
    "O": 2,
    "S": 2,
    "P": 3,
    "F": 1,
    "Cl": 1,
    "Br": 1,
    "I": 1,
}
"""Standard valence of each element that a formula may hold."""

MAX_HEAVY_ATOMS = 100
"""Largest number of atoms other than hydrogen that a formula may hold."""

MAX_LENGTH = 400
"""Characters of the longest text that is read: each of the most atoms with its own hydrogens."""

_SUBSCRIPTS = {ord("₀") + digit: str(digit) for digit in range(10)}
_DIGITS = "0123456789"
_DIGITS_READ = 10
_LARGEST_COUNT = 999_999_999  # what is more is refused, whatever it is exactly
_SUGGESTIONS = 2
_BLANKS = " \t\n\r\v\f\u00a0\u2002\u2003\u2007\u2009\u200a\u200b\u202f\u3000"
_CHARGES = "+-−⁺⁻"
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SMALL_LETTERS = _CAPITALS.lower()
_CLOSING = {"(": ")", "[": "]"}
_SMILES_SIGNS = "=#@/\\"
_OF_PLAIN_SMILES = "CNOSPFIBrlcnosp()[]H" + _DIGITS

declare(
    {
        "formula-none": "No formula yet. Type a molecular formula, for example C6H14.",
        "formula-open-bracket": (
            "The bracket “{bracket}” is never closed. Add the matching “{missing}” or take it out."
        ),
        "formula-closing-bracket": (
            "The bracket “{bracket}” closes nothing. Open it before, or take it out."
        ),
        "formula-empty-brackets": (
            "There is nothing inside the brackets. Fill them or take them out."
        ),
        "formula-all-zero": (
            "All counts in the formula are zero. Give at least one atom, for example C6H14."
        ),
        "formula-too-long": (
            "The formula has {length} characters, and at most {most} are read. "
            "Give a shorter one, for example C6H14."
        ),
        "formula-not-text": "The formula must be text, for example C6H14, not {value}.",
        "formula-counts": (
            "{element} cannot be counted {count} times. "
            "Give elements that IsoAnneal knows, and whole numbers of at least 1."
        ),
        "formula-too-many-atoms": (
            "That is more than {most} atoms of {element}. "
            "Give a smaller formula, for example C6H14."
        ),
        "formula-name-meant": (
            "“{name}” looks like the name of a compound. "
            "Give the formula in its place, which is {meant}."
        ),
        "formula-name": (
            "“{name}” looks like the name of a compound. "
            "Give its molecular formula, for example C6H14."
        ),
        "formula-smiles-meant": (
            "“{smiles}” looks like a SMILES, a molecule written as text. "
            "Give the formula in its place, which is {meant}."
        ),
        "formula-smiles": (
            "“{smiles}” looks like a SMILES, a molecule written as text. "
            "Give its molecular formula, for example C6H14."
        ),
        "formula-smiles-too": (
            "“{smiles}” was read as the formula {formula}. "
            "If it was meant as a SMILES, give {meant}."
        ),
        "formula-lower-case": (
            "“{letter}” is a lower case letter where an element should begin. "
            "Element symbols start with a capital letter."
        ),
        "formula-lower-case-meant": (
            "“{letter}” is a lower case letter where an element should begin. "
            "Element symbols start with a capital letter: {meant}."
        ),
        "formula-number-first": (
            "A number stands before any element. "
            "Put it after the element that it counts, for example C6H14."
        ),
        "formula-blank": "There is a space inside the formula. Write it in one piece: {joined}.",
        "formula-charge": (
            "Charged formulas cannot be searched. Take “{charge}” out "
            "and give the formula of a neutral molecule, for example C6H14."
        ),
        "formula-character": (
            "“{character}” does not belong in a molecular formula. "
            "Use element symbols, numbers and brackets only, for example C6H14."
        ),
        "formula-unknown-element": (
            "“{symbol}” is not an element that IsoAnneal knows. It knows {known}."
        ),
        "formula-capitals-meant": (
            "If several elements were meant, start each with a capital: {meant}."
        ),
        "formula-small-letter-meant": ("If {meant} was meant, write its second letter small."),
        "formula-hydrogen-only": (
            "{formula} has hydrogen only. Add at least one other atom, such as carbon: C6H14."
        ),
        "formula-too-large": (
            "That is more than {most} atoms other than hydrogen. "
            "Give a smaller formula, for example C6H14."
        ),
        "formula-odd": (
            "{formula} has an odd number of valences (carbon has 4, nitrogen 3, oxygen 2, "
            "hydrogen 1). Each bond takes two of them, so one would stay unpaired."
        ),
        "formula-not-connected": (
            "{formula} leaves no way to connect its atoms into one molecule "
            "with the usual valences: carbon makes 4 bonds, nitrogen 3, oxygen 2, hydrogen 1."
        ),
        "formula-too-many-hydrogens": (
            "{formula} has too many hydrogens: its other atoms can bear {most} at most."
        ),
        "formula-too-many-of-valence-1": (
            "{formula} has too many atoms of valence 1, which make one bond only, to hold together "
            "in one molecule."
        ),
        "formula-try": "Try {first}.",
        "formula-try-either": "Try {first} or {second}.",
        "formula-add-carbon": "Take some of them out, or add carbon, for example C6H14.",
    }
)


class FormulaError(RefusalError):
    """A formula that cannot be used; the message says what is wrong and what to do."""


class Formula:
    """A molecular formula that has at least one constitutional isomer.

    `counts` maps an element symbol to its number of atoms, each at least 1.
    """

    def __init__(self, counts: dict[str, int]) -> None:
        """Check `counts`; raise `FormulaError` where no isomer can exist."""
        _check_counts(counts)
        self.counts = dict(counts)
        _check_size(self)
        _check_isomer_exists(self)

    def __str__(self) -> str:
        """Return the formula in Hill order: C, H, then by letter; without C all by letter."""
        return written(self.counts)

    @property
    def hydrogens(self) -> int:
        """Number of hydrogen atoms."""
        return self.counts.get("H", 0)

    @property
    def heavy_atoms(self) -> int:
        """Number of atoms other than hydrogen, 1 to `MAX_HEAVY_ATOMS`."""
        return sum(self.counts.values()) - self.hydrogens

    @property
    def degree_of_unsaturation(self) -> int:
        """Number of rings plus pi bonds: 1 + sum over atoms of (valence - 2) / 2."""
        return _double_unsaturation(self.counts) // 2


def parse(text: str) -> Formula:
    """Read a molecular formula.

    Repeated elements add up, groups in round or square brackets may carry a number, the
    subscripts ₀ to ₉ count as digits, blanks around the formula are ignored, and what is counted
    zero times is left out: `C6H14`, `CH3CH2OH`, `(CH3)2CO` and `C₆H₁₄` are all read.

    Raises `FormulaError`, in words meant for the person who typed the formula.
    """
    if not isinstance(text, str):
        raise FormulaError("formula-not-text", value=type(text).__name__)
    if len(text) > MAX_LENGTH:
        raise FormulaError("formula-too-long", length=len(text), most=MAX_LENGTH)
    plain = "".join([_SUBSCRIPTS.get(ord(character), character) for character in text])
    plain = _stripped(plain)
    if not plain:
        raise FormulaError("formula-none")
    try:
        return Formula(_Reader(plain).read())
    except FormulaError as error:
        refusal = error
    meant = _other_notation(plain)
    if meant is not None:
        code, values = meant
        refusal = FormulaError(code, **values)
    raise refusal


def note(text: str) -> "Sentence | None":
    """Return what should be said of a text that `parse` reads but that looks like a SMILES.

    `CCO` is such a text: as a formula it is C2O, which has isomers, so it is not refused.
    """
    if not isinstance(text, str) or len(text) > MAX_LENGTH:
        return None
    plain = _stripped(text)
    if not (_is_smiles_without_signs(plain) and "H" not in plain):
        return None
    formula, meant = str(parse(plain)), _formula_of_smiles(plain)
    if meant in ("", formula):
        return None
    return "formula-smiles-too", {"smiles": plain, "formula": formula, "meant": meant}


def _other_notation(plain: str) -> "Sentence | None":
    """Return the sentence for what is no formula but looks like a name or a SMILES."""
    if looks_like_name(plain):
        if plain.lower() in FORMULAS:
            return "formula-name-meant", {"name": plain, "meant": FORMULAS[plain.lower()]}
        return "formula-name", {"name": plain}
    has_signs = any([sign in plain for sign in _SMILES_SIGNS])  # noqa: C419  (MicroPython)
    is_aromatic = plain[0] in "cnosp" and any([c in plain for c in _DIGITS])  # noqa: C419
    if not (has_signs or is_aromatic or _is_smiles_without_signs(plain)):
        return None
    meant = _formula_of_smiles(plain)
    if meant:
        return "formula-smiles-meant", {"smiles": plain, "meant": meant}
    return ("formula-smiles", {"smiles": plain}) if _is_of_smiles(plain) and has_signs else None


def _is_smiles_without_signs(plain: str) -> bool:
    """Tell whether a text is a SMILES with an element that is written more than once.

    In a formula one writes C2O, not CCO.
    """
    if "-" not in plain and any([c not in _OF_PLAIN_SMILES for c in plain]):  # noqa: C419
        return False
    atoms = atoms_of_smiles(plain, VALENCES)
    if atoms is None:
        return False
    return any([atoms[symbol] > 1 for symbol in atoms if symbol != "H"])  # noqa: C419


def _formula_of_smiles(plain: str) -> str:
    """Return the formula of a SMILES, nothing if it has none that can be searched."""
    atoms = atoms_of_smiles(plain, VALENCES)
    if atoms is None:
        return ""
    try:
        return str(Formula(atoms))
    except FormulaError:
        return ""


def _is_of_smiles(plain: str) -> bool:
    return not any([c not in _OF_PLAIN_SMILES + "=#@/\\-+.:%H" for c in plain])  # noqa: C419


class _Reader:
    """Reads one formula from left to right, with a stack of open groups."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.groups: list[tuple[str, dict[str, int]]] = [("", {})]

    def read(self) -> dict[str, int]:
        while self.position < len(self.text):
            character = self.text[self.position]
            if character in _CLOSING:
                self.position += 1
                self.groups.append((character, {}))
            elif character in ")]":
                self._close_group(character)
            else:
                self._read_element()
        if len(self.groups) > 1:
            bracket = self.groups[-1][0]
            raise FormulaError("formula-open-bracket", bracket=bracket, missing=_CLOSING[bracket])
        counts = self.groups[0][1]
        if not any(counts.values()):
            raise FormulaError("formula-all-zero")
        return {symbol: counts[symbol] for symbol in counts if counts[symbol]}

    def _close_group(self, bracket: str) -> None:
        opened, members = self.groups[-1]
        if _CLOSING.get(opened) != bracket:
            raise FormulaError("formula-closing-bracket", bracket=bracket)
        if not members:
            raise FormulaError("formula-empty-brackets")
        self.position += 1
        factor = self._read_count()
        self.groups.pop()
        for symbol in members:
            self._add(symbol, members[symbol] * factor)

    def _read_element(self) -> None:
        symbol = self._read_symbol()
        self._add(symbol, self._read_count())

    def _add(self, symbol: str, count: int) -> None:
        members = self.groups[-1][1]
        members[symbol] = min(members.get(symbol, 0) + count, _LARGEST_COUNT + 1)

    def _read_symbol(self) -> str:
        first = self.text[self.position]
        if first not in _CAPITALS:
            self._refuse_character(first)
        end = self.position + 1
        while end < len(self.text) and self.text[end] in _SMALL_LETTERS:
            end += 1
        symbol = self.text[self.position : end]
        if symbol not in VALENCES:
            self._refuse_symbol(symbol)
        self.position = end
        return symbol

    def _read_count(self) -> int:
        """Read the number behind an element, or behind a group."""
        start = self.position
        while self.position < len(self.text) and self.text[self.position] in _DIGITS:
            self.position += 1
        digits = self.text[start : self.position]
        if not digits:
            return 1
        return int(digits.lstrip("0")[:_DIGITS_READ] or "0")

    def _refuse_character(self, character: str) -> None:
        if character in _SMALL_LETTERS:
            meant = _capitalised(self.text)
            if _is_formula(meant):
                raise FormulaError("formula-lower-case-meant", letter=character, meant=meant)
            raise FormulaError("formula-lower-case", letter=character)
        if character in _DIGITS:
            raise FormulaError("formula-number-first")
        if character in _BLANKS:
            joined = "".join([c for c in self.text if c not in _BLANKS])
            parse(joined)  # where that is refused, it is no help to write it so
            raise FormulaError("formula-blank", joined=joined)
        if character in _CHARGES:
            raise FormulaError("formula-charge", charge=character)
        raise FormulaError("formula-character", character=character)

    def _refuse_symbol(self, symbol: str) -> None:
        before = self.text[self.position - 1] if self.position else ""
        pair = self.text[self.position : self.position + 2]
        hints: list[Sentence] = []
        if len(symbol) > 1 and all(letter in VALENCES for letter in symbol.upper()):
            hints.append(("formula-capitals-meant", {"meant": symbol.upper()}))
        elif before + symbol.lower() in VALENCES:
            hints.append(_small_letter_meant(before + symbol.lower()))
        elif pair[0] + pair[1:].lower() in VALENCES:
            hints.append(_small_letter_meant(pair[0] + pair[1:].lower()))
        known = sorted(VALENCES)
        raise FormulaError("formula-unknown-element", *hints, symbol=symbol, known=known)


def _is_formula(text: str) -> bool:
    try:
        parse(text)
    except FormulaError:
        return False
    return True


def _small_letter_meant(symbol: str) -> "Sentence":
    return "formula-small-letter-meant", {"meant": symbol}


def _stripped(text: str) -> str:
    """Take blanks away at both ends; MicroPython's `strip` knows fewer of them."""
    start, end = 0, len(text)
    while start < end and text[start] in _BLANKS:
        start += 1
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    return text[start:end]


def _capitalised(text: str) -> str:
    """Return what a formula in lower case was meant to be, if that can be told."""
    if any(c not in _CAPITALS + _SMALL_LETTERS + _DIGITS + "()[]" for c in text):
        return ""
    written = ""
    position = 0
    while position < len(text):
        pair = text[position : position + 2]
        symbol = pair[0].upper() + pair[1:]
        if symbol not in VALENCES:
            symbol = pair[0].upper()
        written += symbol
        position += len(symbol)
    return written


def _check_counts(counts: dict[str, int]) -> None:
    if not isinstance(counts, dict):
        raise FormulaError("formula-not-text", value=type(counts).__name__)
    for element in counts:  # noqa: PLC0206  (MicroPython)
        count = counts[element]
        is_count = isinstance(count, int) and not isinstance(count, bool) and count > 0
        if element not in VALENCES or not is_count:
            shown = count if isinstance(count, int | float | str) else type(count).__name__
            raise FormulaError("formula-counts", element=str(element), count=shown)


def _check_size(formula: Formula) -> None:
    if formula.heavy_atoms > MAX_HEAVY_ATOMS:
        raise FormulaError("formula-too-large", most=MAX_HEAVY_ATOMS)
    if formula.hydrogens > _LARGEST_COUNT:
        raise FormulaError("formula-too-many-atoms", most=_LARGEST_COUNT, element="H")
    if formula.heavy_atoms == 0:
        raise FormulaError("formula-hydrogen-only", formula=str(formula))


def _check_isomer_exists(formula: Formula) -> None:
    if _has_isomer(formula.counts):
        return
    written = str(formula)
    suggestion = _suggestion(formula.counts)
    unsaturation = _double_unsaturation(formula.counts)
    excess = -unsaturation
    if 0 < excess <= formula.hydrogens:
        most = formula.hydrogens - excess
        raise FormulaError("formula-too-many-hydrogens", suggestion, formula=written, most=most)
    if excess > 0:
        raise FormulaError("formula-too-many-of-valence-1", suggestion, formula=written)
    if unsaturation % 2:
        raise FormulaError("formula-odd", suggestion, formula=written)
    raise FormulaError("formula-not-connected", suggestion, formula=written)


def _suggestion(counts: dict[str, int]) -> "Sentence":
    """Return the sentence with the nearest numbers of hydrogen that make a molecule."""
    # No molecule has more hydrogens than this, so that none need be tried, however many are given.
    most = max(_double_unsaturation(_with(counts, 0)), 0)
    present = min(counts.get("H", 0), most + 1)
    allowed: list[int] = []
    for distance in range(1, present + 7):
        for hydrogens in (present - distance, present + distance):
            if (
                len(allowed) < _SUGGESTIONS
                and hydrogens >= 0
                and _has_isomer(_with(counts, hydrogens))
            ):
                allowed.append(hydrogens)
    if not allowed:
        return "formula-add-carbon", {}
    tried = [written(_with(counts, n)) for n in sorted(allowed)]
    if len(tried) == 1:
        return "formula-try", {"first": tried[0]}
    return "formula-try-either", {"first": tried[0], "second": tried[1]}


def _with(counts: dict[str, int], hydrogens: int) -> dict[str, int]:
    changed = {symbol: counts[symbol] for symbol in counts if symbol != "H"}
    if hydrogens:
        changed["H"] = hydrogens
    return changed


def _has_isomer(counts: dict[str, int]) -> bool:
    """Tell whether a connected molecule with standard valences has these atoms.

    A connected multigraph without loops with given vertex degrees exists if and only if
    the degrees add up to an even number, they suffice to hold all vertices together, and
    none exceeds the sum of the others (S. L. Hakimi, J. SIAM 1962, 10, 496-506).  With
    valences up to 4 and bond orders up to 3, the one formula that passes these three
    without having an isomer is C2, whose bond would be quadruple.
    """
    unsaturation = _double_unsaturation(counts)
    valences = [VALENCES[symbol] for symbol in counts]
    total = sum([VALENCES[symbol] * counts[symbol] for symbol in counts])
    connectable = unsaturation >= 0 and unsaturation % 2 == 0 and 2 * max(valences) <= total
    return connectable and counts != {"C": 2}


def _double_unsaturation(counts: dict[str, int]) -> int:
    return 2 + sum([(VALENCES[symbol] - 2) * counts[symbol] for symbol in counts])


def written(counts: dict[str, int]) -> str:
    """Return atoms in Hill order: C, H, then by letter; without C all by letter."""
    first = ["C", "H"] if "C" in counts else []
    symbols = [s for s in first if s in counts] + sorted([s for s in counts if s not in first])
    return "".join([s + (str(counts[s]) if counts[s] > 1 else "") for s in symbols])
