"""A lesson begins: many first visits at once, from a plain server on one machine."""
