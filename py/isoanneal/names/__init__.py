"""Names of well-known isomers.

`names.tsv` has a line for each: the name that is shown, a SMILES, the formula and, separated by
semicolons, other names, with tabs between them.  The names are common knowledge: those that IUPAC's
recommendations give or retain, and those that chemists use.  Each SMILES has the constitution
that OPSIN 2.9 reads in one of the names (D. M. Lowe et al., J. Chem. Inf. Model. 2011, 51,
739-753), but for seven that it does not read so: the four halogens, white phosphorus,
cholecalciferol and buckminsterfullerene.

A name belongs to a constitutional isomer.  Where several compounds are alike but for their
stereochemistry the best-known gives it its name: “glucose” is any of the open aldohexoses.
"""

from isoanneal.names.lookup import name_of

__all__ = ["name_of"]
