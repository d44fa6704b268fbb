"""The states of a worker: what may happen in each, and where it leads."""

LOADING = "loading"
WITHOUT_RDKIT = "without RDKit"
WHOLE = "whole"
LOST = "lost"

TABLE = {
    LOADING: {"engine came": WITHOUT_RDKIT, "lose": LOST},
    WITHOUT_RDKIT: {"RDKit came": WHOLE, "lose": LOST},
    WHOLE: {"lose": LOST},
    LOST: {},
}
"""A worker that was lost never comes back: another one takes its place."""
