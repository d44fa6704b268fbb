"""RDKit behind one small interface, whichever of its builds is there."""

from isoanneal.chem.toolkit import DESCRIPTORS, Toolkit, toolkit, use

__all__ = ["DESCRIPTORS", "Toolkit", "toolkit", "use"]
