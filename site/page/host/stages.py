"""The stages of loading a worker, in their order; at last all is there."""

PYTHON = "python"
ENGINE = "engine"
RDKIT = "rdkit"
DONE = "done"

IN_ORDER = (PYTHON, ENGINE, RDKIT)

SLOW = "slow"
"""Loading takes so long that it may be better to begin anew."""
BUSY = "busy"
MATCHING = "matching"
ANSWERING = "answering"
"""It works on something that it cannot interrupt, or RDKit on a pattern; and it answers again."""
