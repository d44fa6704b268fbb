"""The aims that there are: each a question, the parameters that ask it, and its answer.

`name` is the code by which words and links know an aim; `title` and `question` are for people.
`parameters` are those of a run that differ from the defaults, without the seed.  `energy` is the
best that there is for them, in the unit of the target, and `smiles` has isomers with it: all of
them where `is_complete`.

`chance` is the share of the seeds from 1 to `SEEDS` whose search reaches the aim, and
`chance_without_heat` is that of as many steps at the least temperature that there is, in one
cycle; both were counted, and `python3 build.py aims` counts them again.  An aim `is_hard` where
the chance is below nine in ten.
"""

from typing import Any

SEEDS = 50
"""The number of seeds by which the chances were counted, from 1 on."""

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
        "chance_without_heat": 1.0,
        "is_hard": False,
    },
    {
        "name": "fat-loving-C6H6",
        "title": "The C6H6 that loves fat",
        "question": "Which of the 217 molecules C6H6 prefers fat to water the most?",
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
        "chance_without_heat": 1.0,
        "is_hard": False,
    },
    {
        "name": "most-branched-octane",
        "title": "The most branched octane",
        "question": "Which of the 18 octanes is so branched that its atoms are nearest together?",
        "parameters": {"formula": "C8H18", "steps_per_cycle": 400},
        "energy": 58.0,
        "smiles": ["CC(C)(C)C(C)(C)C"],
        "is_complete": True,
        "chance": 1.0,
        "chance_without_heat": 1.0,
        "is_hard": False,
    },
    {
        "name": "least-branched-octane",
        "title": "The least branched octane",
        "question": "Which octane with a branch is nearest to a straight chain?",
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
        "chance_without_heat": 1.0,
        "is_hard": False,
    },
    {
        "name": "isooctane",
        "title": "Isooctane",
        "question": (
            "Petrol is compared with one of the 18 octanes, whose Wiener index is 66. Which is it?"
        ),
        "parameters": {"formula": "C8H18", "goals": {"wiener_index": 66.0}},
        "energy": 0.0,
        "smiles": ["CC(C)CC(C)(C)C"],
        "is_complete": True,
        "chance": 1.0,
        "chance_without_heat": 1.0,
        "is_hard": False,
    },
    {
        "name": "decane-by-Wiener",
        "title": "A decane by its Wiener index",
        # H. Wiener, J. Am. Chem. Soc. 1947, 69, 17-20.
        "question": (
            "In 1947 Harry Wiener told boiling points of alkanes from the distances in them. "
            "Which decane has distances of 120 in all?"
        ),
        "parameters": {"formula": "C10H22", "goals": {"wiener_index": 120.0}},
        "energy": 0.0,
        "smiles": ["CC(C)CC(C)(C)C(C)C"],
        "is_complete": True,
        "chance": 0.96,
        "chance_without_heat": 0.96,
        "is_hard": False,
    },
    {
        "name": "water-loving-C4H8O2",
        "title": "The C4H8O2 that loves water",
        "question": "Which C4H8O2 with a C=O group prefers water to fat the most?",
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
        "chance_without_heat": 1.0,
        "is_hard": False,
    },
    {
        "name": "fat-loving-C4H8O2",
        "title": "The C4H8O2 that loves fat",
        "question": "Which C4H8O2 with a C=O group prefers fat to water the most?",
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
        "chance_without_heat": 0.96,
        "is_hard": False,
    },
    {
        "name": "ester",
        "title": "An ester that loves water",
        "question": "Many esters smell of fruit. Which ester C5H10O2 prefers water the most?",
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
        "chance_without_heat": 1.0,
        "is_hard": False,
    },
    {
        "name": "double-bonds-in-a-ring",
        "title": "A ring with three double bonds",
        "question": (
            "Which molecules C8H10 have the most double bonds within a ring of six? "
            "In one like benzene’s each of the six bonds counts."
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
        "chance_without_heat": 1.0,
        "is_hard": False,
    },
    {
        "name": "glycine",
        "title": "Glycine",
        "question": (
            "The smallest building block of proteins has an amino group and an acid group. "
            "Which of the 84 molecules C2H5NO2 is it?"
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
        "chance_without_heat": 1.0,
        "is_hard": False,
    },
    {
        "name": "glycerol",
        "title": "Glycerol",
        "question": (
            "Fats are made with an alcohol C3H8O3 that has an OH group on each carbon. Which is it?"
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
        "chance_without_heat": 1.0,
        "is_hard": False,
    },
    {
        "name": "cyclohexane",
        "title": "Cyclohexane",
        "question": "Which of the 25 molecules C6H12 has the largest ring?",
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
        "chance_without_heat": 1.0,
        "is_hard": False,
    },
    {
        "name": "cubane",
        "title": "Cubane",
        "question": (
            "Which C8H8 has five rings, none of more than four atoms, "
            "and one hydrogen on each carbon?"
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
        "chance_without_heat": 1.0,
        "is_hard": False,
    },
    {
        "name": "adamantane",
        "title": "Adamantane",
        "question": (
            "A piece of diamond: which of the 24,938 molecules C10H16 has rings of six, "
            "in which each of six CH2 groups joins two CH groups?"
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
        "chance_without_heat": 0.98,
        "is_hard": False,
    },
    {
        "name": "naphthalene",
        "title": "Naphthalene",
        "question": (
            "The smell of mothballs: which C10H8 with rings of six has the most double bonds in "
            "them? In aromatic rings each bond counts."
        ),
        "parameters": {
            "formula": "C10H8",
            "weights": {"largest_ring": 2.0, "smarts_matches": 1.0},
            "goals": {"largest_ring": 6.0},
            "mode": "maximize",
            "smarts": _DOUBLE_IN_RING,
            "kt0": 1.0,
            "k": 1.0,
            "steps_per_cycle": 2_500,
        },
        "energy": 11.0,
        "smiles": ["c1ccc2ccccc2c1"],
        "is_complete": False,
        "chance": 0.94,
        "chance_without_heat": 0.24,
        "is_hard": False,
    },
    {
        "name": "azulene",
        "title": "Azulene",
        "question": (
            "Naphthalene has a blue isomer with a ring of seven. Which C10H8 with a ring of seven "
            "has the most double bonds within rings?"
        ),
        "parameters": {
            "formula": "C10H8",
            "weights": {"largest_ring": 2.0, "smarts_matches": 1.0},
            "goals": {"largest_ring": 7.0},
            "mode": "maximize",
            "smarts": _DOUBLE_IN_RING,
            "kt0": 1.0,
            "k": 1.0,
            "steps_per_cycle": 2_500,
        },
        "energy": 10.0,
        "smiles": ["c1ccc2cccc-2cc1"],
        "is_complete": False,
        "chance": 0.94,
        "chance_without_heat": 0.44,
        "is_hard": False,
    },
    {
        "name": "three-rings-of-six",
        "title": "Anthracene or phenanthrene",
        "question": (
            "Which molecules C14H10, found in coal tar, have the most double bonds within "
            "rings of six?"
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
        "chance_without_heat": 0.34,
        "is_hard": False,
    },
    {
        "name": "menthol",
        "title": "Menthol, with and without heat",
        "question": (
            "Two numbers are known of menthol’s skeleton: Balaban J 2.43716 and Hosoya Z 130. "
            "Which C10H20O has them, and what does a search without heat come to?"
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
        "chance_without_heat": 0.2,
        "is_hard": False,
    },
]
"""All aims, in the order in which people see them."""
