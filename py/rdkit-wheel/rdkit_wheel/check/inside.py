"""What is asked of RDKit, the same in Pyodide and on this machine."""

import ctypes
import gc
from collections.abc import Callable
from typing import Any

from rdkit import Chem, DataStructs, rdBase
from rdkit.Chem import rdMolDescriptors

NAMES = (
    "canonical SMILES",
    "formula",
    "logP",
    "molar refractivity",
    "TPSA",
    "rotatable bonds",
    "ring sizes",
    "RDKit fingerprint",
    "Morgan fingerprint",
)
"""What `facts` gives, in this order."""

_DECIMALS = 6

Fact = str | int | float | list[int]


def version() -> str:
    """Return RDKit's version as RDKit writes it."""
    return str(rdBase.rdkitVersion)


def facts(smiles: str) -> list[Fact] | None:
    """Return what RDKit says of a molecule, or `None` if it does not take it."""
    molecule = Chem.MolFromSmiles(smiles)
    if molecule is None:
        return None
    logp, refractivity = rdMolDescriptors.CalcCrippenDescriptors(molecule)
    return [
        Chem.MolToSmiles(molecule),
        rdMolDescriptors.CalcMolFormula(molecule),
        round(logp, _DECIMALS),
        round(refractivity, _DECIMALS),
        round(rdMolDescriptors.CalcTPSA(molecule), _DECIMALS),
        rdMolDescriptors.CalcNumRotatableBonds(molecule),
        sorted(len(ring) for ring in molecule.GetRingInfo().AtomRings()),
        DataStructs.BitVectToFPSText(Chem.RDKFingerprint(molecule)),
        DataStructs.BitVectToFPSText(
            rdMolDescriptors.GetMorganFingerprintAsBitVect(molecule, 2, 2048)
        ),
    ]


def all_facts(every: list[str]) -> list[list[Fact] | None]:
    """Return `facts` of every molecule; RDKit's own messages are kept back."""
    rdBase.DisableLog("rdApp.*")
    return [facts(smiles) for smiles in every]


def _five_bonds(molecule: Any) -> None:  # noqa: ANN401
    for _ in range(5):
        molecule.AddBond(0, molecule.AddAtom(Chem.Atom(6)), Chem.BondType.SINGLE)
    Chem.SanitizeMol(molecule)


_UNSANITISED = Chem.MolFromSmiles("c1cccc1", sanitize=False)
_LIMONENE = "CC1=CCC(CC1)C(C)=C"
_METHANE = Chem.MolFromSmiles("C")
_RAISING: tuple[tuple[str, Callable[[], object], type[Exception]], ...] = (
    (
        "five bonds at a carbon",
        lambda: _five_bonds(Chem.RWMol(_METHANE)),
        Chem.AtomValenceException,
    ),
    ("no Kekulé form", lambda: Chem.SanitizeMol(_UNSANITISED), Chem.KekulizeException),
    ("an exception as its base class", lambda: _five_bonds(Chem.RWMol(_METHANE)), ValueError),
    ("an atom that is not there", lambda: _METHANE.GetAtomWithIdx(9), RuntimeError),
    ("a property that is not there", lambda: _METHANE.GetProp("none"), KeyError),
    ("an argument of another type", lambda: Chem.MolToSmiles(3), TypeError),
    ("a broken precondition", lambda: Chem.Atom(6).GetTotalNumHs(), RuntimeError),
)


def wrong_exceptions() -> list[str]:
    """Return where RDKit did not raise what it should, or took what it should not."""
    rdBase.DisableLog("rdApp.*")
    wrong = [name for name, call, kind in _RAISING if not _raises(call, kind)]
    return wrong + [
        f"took the SMILES {text}"
        for text in ("garbage!!", "C(C)(C)(C)(C)C", "c1ccc", "[Xx]")
        if Chem.MolFromSmiles(text) is not None
    ]


def count_of_exceptions() -> int:
    """Return how many exceptions were to be raised."""
    return len(_RAISING)


def _raises(call: Callable[[], object], kind: type[Exception]) -> bool:
    try:
        call()
    except kind:
        return True
    except Exception:  # noqa: BLE001  (the wrong one, which is what is asked)
        return False
    return False


def unguarded() -> list[str]:
    """Return what went wrong with texts that a WebAssembly stack just bears, or does not.

    With a wheel that has no guard this ends the interpreter.
    """
    rdBase.DisableLog("rdApp.*")
    longest = "C" * 2000
    deepest = f"{'C(' * 499}C{')C' * 499}"
    wrong = [
        f"{text[:4]}… of {len(text)} characters was not written as it was read"
        for text in (longest, deepest)
        if Chem.MolToSmiles(Chem.MolFromSmiles(text)).count("C") != text.count("C")
    ]
    endless = (
        longest * 50,
        f"{'C(' * 50_000}C{')C' * 50_000}",
        f"{'[$(' * 50_000}C{')]' * 50_000}",
    )
    return wrong + [
        f"{text[:4]}… of {len(text)} characters was taken"
        for text in endless
        if Chem.MolFromSmiles(text) is not None or Chem.MolFromSmarts(text) is not None
    ]


class _Heap(ctypes.Structure):
    """The C library's `struct mallinfo`: ten numbers of the width of a pointer."""

    _fields_ = (
        *((f"before_{number}", ctypes.c_size_t) for number in range(7)),
        ("uordblks", ctypes.c_size_t),
        ("fordblks", ctypes.c_size_t),
        ("keepcost", ctypes.c_size_t),
    )


def _bytes_in_use() -> int:
    """Return how many bytes of the heap are given out, by Pyodide's allocator."""
    gc.collect()
    ask = ctypes.CDLL(None).mallinfo
    ask.restype = _Heap
    return int(ask().uordblks)


def heap_growth(parses: int, rounds: int) -> list[int]:
    """Parse molecules and raise exceptions; return by how many bytes each round grew the heap.

    What leaks grows it in every round, what is made once, such as a table, in one.  Works in
    Pyodide only, as the next does.
    """
    rdBase.DisableLog("rdApp.*")

    def work(times: int) -> None:
        for _ in range(times):
            Chem.MolToSmiles(Chem.MolFromSmiles(_LIMONENE))
            Chem.MolFromSmiles("c1cccc1")

    work(parses // 20)
    growths = []
    for _ in range(rounds):
        before = _bytes_in_use()
        work(parses // 2)
        growths.append(_bytes_in_use() - before)
    return growths


def heap_growth_with_kept(molecules: int) -> int:
    """Return by how many bytes the heap grows when molecules are kept: the control."""
    before = _bytes_in_use()
    kept = [Chem.MolFromSmiles(_LIMONENE) for _ in range(molecules)]
    return _bytes_in_use() - before if kept else 0
