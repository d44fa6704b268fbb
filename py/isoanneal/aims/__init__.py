"""Aims: questions that a search can answer, with its parameters and what answers it.

`declared` has the questions, as plain data; `reaching` tells whether a search has come to the
answer, on the page's MicroPython too.
"""

from isoanneal.aims.declared import AIMS, CHALLENGES
from isoanneal.aims.reaching import reached

__all__ = ["AIMS", "CHALLENGES", "reached"]
