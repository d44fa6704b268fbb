"""Formulas to begin with.  The numbers of isomers are exact counts."""

PRESETS = [
    ("C6H14", "hexanes, 5 isomers"),
    ("C8H18", "octanes, 18 isomers"),
    ("C10H22", "decanes, 75 isomers"),
    ("C20H42", "icosanes, 366,319 isomers"),
    ("C6H6", "benzene and 216 others"),
    ("C8H10", "xylenes among 4,678 isomers"),
    ("C10H16", "pinene, limonene among 24,938"),
    ("C10H8", "naphthalene, azulene and more"),
    ("C4H8O", "butanone, THF among 26"),
    ("C2H5NO2", "glycine among 84 isomers"),
    ("C3H7NO", "amides and more, 84 isomers"),
    ("C2H4Cl2", "dichloroethanes, 2 isomers"),
]
