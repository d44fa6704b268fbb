"""The aims that there are: each a question, the parameters that ask it, and its answer.

`name` is the code by which words know an aim; `title` and `question` are for people, and so is
`meaning`, which says what the energy is there.
`parameters` are those of a run that differ from the defaults, without the seed.  `energy` is the
best that there is for them, in the unit of the target, and `smiles` has isomers with it: all of
them where `is_complete`.

`chance` is the share of the seeds from 1 to `SEEDS` whose search reaches the aim, by which the
settings were chosen; `chance_afresh` is that of as many seeds after these, which had no part in
it.  `chance_without_heat` is that of the first seeds with as many steps at the least temperature
that there is, in one cycle.  All were counted, and `python3 build.py aims` counts them again.  An
aim `is_hard` where either of the first two is below nine in ten.
"""

from typing import Any

from isoanneal.cooling import MIN_TEMPERATURE

SEEDS = 50
"""The number of seeds by which each chance was counted."""

_DOUBLE_IN_RING = "[#6]@=,:[#6]"
_DOUBLE_IN_RING_OF_SIX = "[#6;r6]@=,:[#6;r6]"
_CH = "[#6H1]"
_ONE_HYDROXYL_A_CARBON = "[OX2H][CX4;!$(C(O)O)]"
_AMINO_OR_ACID_GROUP = "[$([NX3H2][CX4]),$([CX3](=O)[OX2H])]"
_CH2_BETWEEN_CH = "[CH2]([CH])[CH]"

AIMS: list[dict[str, Any]] = [
    {
        "name": "benzene",
        "title": "Benzene",
        "question": (
            "Six carbons and six hydrogens make 217 molecules. "
            "Which has one ring, and one hydrogen on each carbon?"
        ),
        "meaning": (
            "The energy counts what is wrong: rings too many or too few, and carbons without "
            "exactly one hydrogen. At 0 it is benzene."
        ),
        "parameters": {
            "formula": "C6H6",
            "weights": {"number_of_rings": 1.0, "smarts_matches": 1.0},
            "goals": {"number_of_rings": 1.0, "smarts_matches": 6.0},
            "smarts": _CH,
            "kt0": 1.0,
            "k": 1.0,
            "steps_per_cycle": 250,
        },
        "energy": 0.0,
        "smiles": ["c1ccccc1"],
        "is_complete": True,
        "chance": 1.0,
        "chance_afresh": 1.0,
        "chance_without_heat": 1.0,
        "is_hard": False,
    },
    {
        "name": "fat-loving-C6H6",
        "title": "The C₆H₆ that loves fat",
        "question": "Which of the 217 molecules C₆H₆ prefers fat to water the most?",
        "meaning": (
            "The energy is logP: 1 more means ten times as much of it in octanol, which stands for "
            "fat, compared with water. RDKit, a chemistry library, estimates it. The search looks "
            "for the highest."
        ),
        "parameters": {
            "formula": "C6H6",
            "weights": {"logp": 1.0},
            "mode": "maximize",
            "kt0": 0.2,
            "k": 1.0,
            "cycles": 3,
        },
        "energy": 1.6866,
        "smiles": ["c1ccccc1"],
        "is_complete": True,
        "chance": 0.98,
        "chance_afresh": 0.9,
        "chance_without_heat": 1.0,
        "is_hard": False,
    },
    {
        "name": "most-branched-octane",
        "title": "The most branched octane",
        "question": "Which of the 18 octanes is so branched that its atoms are nearest together?",
        "meaning": (
            "The energy is the Wiener index: the number of bonds between two carbons, added up "
            "over all pairs. The lower it is, the nearer together they are."
        ),
        "parameters": {"formula": "C8H18", "steps_per_cycle": 400},
        "energy": 58.0,
        "smiles": ["CC(C)(C)C(C)(C)C"],
        "is_complete": True,
        "chance": 1.0,
        "chance_afresh": 1.0,
        "chance_without_heat": 1.0,
        "is_hard": False,
    },
    {
        "name": "least-branched-octane",
        "title": "The least branched octane",
        "question": "Which octane with a branch is nearest to a straight chain?",
        "meaning": (
            "The energy is the Wiener index: the number of bonds between two carbons, added up "
            "over all pairs. The search looks for the highest, as in a long chain."
        ),
        # Every search begins at the chain, so that without the branch there is nothing to find.
        "parameters": {
            "formula": "C8H18",
            "mode": "maximize",
            "required_smarts": "[CX4;D3,D4]",
            "kt0": 20.0,
            "k": 1.0,
            "steps_per_cycle": 200,
            "cycles": 2,
        },
        "energy": 79.0,
        "smiles": ["CCCCCC(C)C"],
        "is_complete": True,
        "chance": 1.0,
        "chance_afresh": 1.0,
        "chance_without_heat": 1.0,
        "is_hard": False,
    },
    {
        "name": "isooctane",
        "title": "Isooctane",
        "question": (
            "Petrol is compared with one of the 18 octanes, whose Wiener index is 66. Which is it?"
        ),
        "meaning": (
            "The energy is how far the Wiener index is from 66. That index is the number of bonds "
            "between two carbons, added up over all pairs."
        ),
        "parameters": {"formula": "C8H18", "goals": {"wiener_index": 66.0}},
        "energy": 0.0,
        "smiles": ["CC(C)CC(C)(C)C"],
        "is_complete": True,
        "chance": 1.0,
        "chance_afresh": 0.98,
        "chance_without_heat": 1.0,
        "is_hard": False,
    },
    {
        "name": "decane-by-Wiener",
        "title": "A decane by its Wiener index",
        # H. Wiener, J. Am. Chem. Soc. 1947, 69, 17-20.
        "question": (
            "In 1947 Harry Wiener predicted boiling points of alkanes from the distances in them. "
            "Which decane has distances of 120 in all?"
        ),
        "meaning": (
            "The energy is how far the Wiener index is from 120. That index is the number of bonds "
            "between two carbons, added up over all pairs."
        ),
        "parameters": {"formula": "C10H22", "goals": {"wiener_index": 120.0}},
        "energy": 0.0,
        "smiles": ["CC(C)CC(C)(C)C(C)C"],
        "is_complete": True,
        "chance": 0.96,
        "chance_afresh": 1.0,
        "chance_without_heat": 0.96,
        "is_hard": False,
    },
    {
        "name": "water-loving-C4H8O2",
        "title": "The C₄H₈O₂ that loves water",
        "question": "Which C₄H₈O₂ with a C=O group prefers water to fat the most?",
        "meaning": (
            "The energy is logP: 1 less means ten times as much of it in water, compared with "
            "octanol, which stands for fat. RDKit, a chemistry library, estimates it."
        ),
        "parameters": {
            "formula": "C4H8O2",
            "weights": {"logp": 1.0},
            "required_smarts": "C=O",
            "kt0": 0.5,
            "k": 1.0,
            "cycles": 1,
        },
        "energy": -0.1863,
        "smiles": ["CC(C=O)CO"],
        "is_complete": True,
        "chance": 1.0,
        "chance_afresh": 1.0,
        "chance_without_heat": 1.0,
        "is_hard": False,
    },
    {
        "name": "fat-loving-C4H8O2",
        "title": "The C₄H₈O₂ that loves fat",
        "question": "Which C₄H₈O₂ with a C=O group prefers fat to water the most?",
        "meaning": (
            "The energy is logP: 1 more means ten times as much of it in octanol, which stands for "
            "fat, compared with water. RDKit, a chemistry library, estimates it. The search looks "
            "for the highest."
        ),
        "parameters": {
            "formula": "C4H8O2",
            "weights": {"logp": 1.0},
            "mode": "maximize",
            "required_smarts": "C=O",
            "kt0": 0.5,
            "k": 1.0,
            "cycles": 1,
        },
        "energy": 0.8711,
        "smiles": ["CCCC(=O)O"],
        "is_complete": True,
        "chance": 0.98,
        "chance_afresh": 1.0,
        "chance_without_heat": 0.96,
        "is_hard": False,
    },
    {
        "name": "ester",
        "title": "An ester that loves water",
        "question": "Many esters smell of fruit. Which ester C₅H₁₀O₂ prefers water the most?",
        "meaning": (
            "The energy is logP: 1 less means ten times as much of it in water, compared with "
            "octanol, which stands for fat. RDKit, a chemistry library, estimates it."
        ),
        "parameters": {
            "formula": "C5H10O2",
            "weights": {"logp": 1.0},
            "required_smarts": "[CX3](=O)[OX2][#6]",
            "kt0": 0.5,
            "k": 1.0,
            "cycles": 2,
        },
        "energy": 0.8154,
        "smiles": ["CC(C)COC=O", "COC(=O)C(C)C"],
        "is_complete": True,
        "chance": 1.0,
        "chance_afresh": 1.0,
        "chance_without_heat": 1.0,
        "is_hard": False,
    },
    {
        "name": "double-bonds-in-a-ring",
        "title": "A ring with three double bonds",
        "question": (
            "Which molecules C₈H₁₀ have the most double bonds within a ring of six? "
            "In one like benzene’s each of the six bonds counts."
        ),
        "meaning": (
            "The energy is the number of these bonds, as RDKit, a chemistry library, finds them. "
            "The search looks for the highest."
        ),
        "parameters": {
            "formula": "C8H10",
            "weights": {"smarts_matches": 1.0},
            "mode": "maximize",
            "smarts": _DOUBLE_IN_RING_OF_SIX,
            "kt0": 1.0,
            "k": 1.0,
        },
        "energy": 6.0,
        "smiles": ["CCc1ccccc1", "Cc1ccccc1C", "Cc1cccc(C)c1", "Cc1ccc(C)cc1"],
        "is_complete": True,
        "chance": 1.0,
        "chance_afresh": 0.98,
        "chance_without_heat": 1.0,
        "is_hard": False,
    },
    {
        "name": "glycine",
        "title": "Glycine",
        "question": (
            "The smallest building block of proteins has an amino group and an acid group. "
            "Which of the 84 molecules C₂H₅NO₂ is it?"
        ),
        "meaning": (
            "The energy is the number of these groups, as RDKit, a chemistry library, finds them. "
            "The search looks for the highest, 2."
        ),
        "parameters": {
            "formula": "C2H5NO2",
            "weights": {"smarts_matches": 1.0},
            "mode": "maximize",
            "smarts": _AMINO_OR_ACID_GROUP,
            "kt0": 1.0,
            "k": 1.0,
            "cycles": 2,
        },
        "energy": 2.0,
        "smiles": ["NCC(=O)O"],
        "is_complete": True,
        "chance": 1.0,
        "chance_afresh": 1.0,
        "chance_without_heat": 1.0,
        "is_hard": False,
    },
    {
        "name": "glycerol",
        "title": "Glycerol",
        "question": (
            "Fats are made with an alcohol C₃H₈O₃ that has an OH group on each carbon. Which is it?"
        ),
        "meaning": (
            "The energy is the number of carbons with one OH group, as RDKit, a chemistry library, "
            "finds them. The search looks for the highest, 3."
        ),
        "parameters": {
            "formula": "C3H8O3",
            "weights": {"smarts_matches": 1.0},
            "mode": "maximize",
            "smarts": _ONE_HYDROXYL_A_CARBON,
            "kt0": 1.0,
            "k": 1.0,
            "cycles": 1,
        },
        "energy": 3.0,
        "smiles": ["OCC(O)CO"],
        "is_complete": True,
        "chance": 1.0,
        "chance_afresh": 1.0,
        "chance_without_heat": 1.0,
        "is_hard": False,
    },
    {
        "name": "cyclohexane",
        "title": "Cyclohexane",
        "question": "Which of the 25 molecules C₆H₁₂ has the largest ring?",
        "meaning": (
            "The energy is the number of atoms in the largest ring. "
            "The search looks for the highest."
        ),
        "parameters": {
            "formula": "C6H12",
            "weights": {"largest_ring": 1.0},
            "mode": "maximize",
            "kt0": 1.0,
            "k": 1.0,
            "cycles": 1,
        },
        "energy": 6.0,
        "smiles": ["C1CCCCC1"],
        "is_complete": True,
        "chance": 1.0,
        "chance_afresh": 1.0,
        "chance_without_heat": 1.0,
        "is_hard": False,
    },
    {
        "name": "cubane",
        "title": "Cubane",
        "question": (
            "Which C₈H₈ has five rings, none of more than four atoms, "
            "and one hydrogen on each carbon?"
        ),
        "meaning": (
            "The energy counts what is wrong: rings too many or too few, a largest ring of another "
            "size, carbons without exactly one hydrogen. At 0 it is cubane."
        ),
        "parameters": {
            "formula": "C8H8",
            "weights": {"number_of_rings": 1.0, "largest_ring": 1.0, "smarts_matches": 1.0},
            "goals": {"number_of_rings": 5.0, "largest_ring": 4.0, "smarts_matches": 8.0},
            "smarts": _CH,
            "kt0": 0.5,
            "k": 1.0,
        },
        "energy": 0.0,
        "smiles": ["C12C3C4C1C5C2C3C45"],
        "is_complete": True,
        "chance": 1.0,
        "chance_afresh": 1.0,
        "chance_without_heat": 1.0,
        "is_hard": False,
    },
    {
        "name": "adamantane",
        "title": "Adamantane",
        "question": (
            "A piece of diamond: which of the 24,938 molecules C₁₀H₁₆ has rings of six, "
            "in which each of six CH₂ groups joins two CH groups?"
        ),
        "meaning": (
            "The energy counts what is wrong: a largest ring of another size, and CH₂ groups that "
            "are not where they should be. At 0 it is adamantane."
        ),
        "parameters": {
            "formula": "C10H16",
            "weights": {"largest_ring": 1.0, "smarts_matches": 1.0},
            "goals": {"largest_ring": 6.0, "smarts_matches": 6.0},
            "smarts": _CH2_BETWEEN_CH,
            "kt0": 0.5,
            "k": 1.0,
        },
        "energy": 0.0,
        "smiles": ["C1C2CC3CC1CC(C2)C3"],
        "is_complete": True,
        "chance": 0.98,
        "chance_afresh": 0.96,
        "chance_without_heat": 0.98,
        "is_hard": False,
    },
    {
        "name": "naphthalene",
        "title": "Naphthalene",
        "question": (
            "The smell of mothballs: which C₁₀H₈ with rings of six has the most double bonds in "
            "them? In rings like benzene’s each bond counts."
        ),
        "meaning": (
            "The energy falls by 1 for each of these bonds, as RDKit, a chemistry library, finds "
            "them, and rises by 2 for each atom by which the largest ring misses six."
        ),
        "parameters": {
            "formula": "C10H8",
            "weights": {"largest_ring": 2.0, "smarts_matches": 1.0},
            "goals": {"largest_ring": 6.0},
            "directions": {"smarts_matches": "maximize"},
            "smarts": _DOUBLE_IN_RING,
            "kt0": 1.0,
            "k": 1.0,
            "steps_per_cycle": 2_500,
        },
        "energy": -11.0,
        "smiles": ["c1ccc2ccccc2c1"],
        "is_complete": False,
        "chance": 0.94,
        "chance_afresh": 0.9,
        "chance_without_heat": 0.24,
        "is_hard": False,
    },
    {
        "name": "azulene",
        "title": "Azulene",
        "question": (
            "Naphthalene has a blue isomer with a ring of seven. Which C₁₀H₈ with a ring of seven "
            "has the most double bonds within rings?"
        ),
        "meaning": (
            "The energy falls by 1 for each of these bonds, as RDKit, a chemistry library, finds "
            "them, and rises by 2 for each atom by which the largest ring misses seven."
        ),
        "parameters": {
            "formula": "C10H8",
            "weights": {"largest_ring": 2.0, "smarts_matches": 1.0},
            "goals": {"largest_ring": 7.0},
            "directions": {"smarts_matches": "maximize"},
            "smarts": _DOUBLE_IN_RING,
            "kt0": 1.0,
            "k": 1.0,
            "steps_per_cycle": 2_500,
        },
        "energy": -10.0,
        "smiles": ["c1ccc2cccc-2cc1"],
        "is_complete": False,
        "chance": 0.94,
        "chance_afresh": 0.98,
        "chance_without_heat": 0.44,
        "is_hard": False,
    },
    {
        "name": "three-rings-of-six",
        "title": "Anthracene or phenanthrene",
        "question": (
            "Which molecules C₁₄H₁₀, found in coal tar, have the most double bonds within "
            "rings of six?"
        ),
        "meaning": (
            "The energy is the number of these bonds, as RDKit, a chemistry library, finds them. "
            "The search looks for the highest."
        ),
        "parameters": {
            "formula": "C14H10",
            "weights": {"smarts_matches": 1.0},
            "mode": "maximize",
            "smarts": _DOUBLE_IN_RING_OF_SIX,
            "kt0": 1.0,
            "k": 1.0,
            "steps_per_cycle": 5_000,
        },
        "energy": 16.0,
        "smiles": ["c1ccc2cc3ccccc3cc2c1", "c1ccc2c(c1)ccc1ccccc12"],
        "is_complete": False,
        "chance": 0.9,
        "chance_afresh": 0.94,
        "chance_without_heat": 0.34,
        "is_hard": False,
    },
    {
        "name": "menthol",
        "title": "Menthol",
        "question": (
            "Chemists make numbers of how atoms are joined. For menthol’s skeleton Balaban’s J is "
            "2.43716 and Hosoya’s Z is 130. Which C₁₀H₂₀O has both?"
        ),
        "meaning": (
            "The energy is how far off the two numbers are: 100 times the difference in J, and the "
            "difference in Z. At 0 both are right."
        ),
        "parameters": {
            "formula": "C10H20O",
            "weights": {"balaban_j": 100.0, "hosoya_z": 1.0},
            "goals": {"balaban_j": 2.43716, "hosoya_z": 130.0},
            "kt0": 20.0,
            "k": 1.0,
            "steps_per_cycle": 750,
        },
        "energy": 0.0,
        "smiles": ["CC1CCC(C(C)C)C(O)C1", "CC1CCC(C(C)O)C(C)C1", "CC1COC(C(C)C)C(C)C1"],
        "is_complete": False,
        "chance": 0.94,
        "chance_afresh": 0.98,
        "chance_without_heat": 0.2,
        "is_hard": False,
    },
]
"""All aims, in the order in which people see them."""

CHALLENGES: list[dict[str, Any]] = [
    {
        "name": "menthol-by-hand",
        "aim": "menthol",
        "title": "Menthol by hand: can you beat the schedule?",
        "question": "Can you find the skeleton of menthol before the schedule does?",
        "meaning": (
            "The energy is how far off you are: make it 0. Press Start, then raise the temperature."
        ),
        "kt": MIN_TEMPERATURE,
        "pace": "30",
    },
]
"""What a class can play: an `aim`, of which a person has the temperature in hand.

`kt` is the temperature to which it is set before the first step, and `pace` the one that leaves
time to think.  Heat must pay there, or there would be nothing to play with.
"""
