"""The catalogue of components and constraints, as the build took it from the engine."""

from page import numerals
from pyscript import config

COMPONENTS = {one["name"]: one for one in config["components"]}
ORDER = [one["name"] for one in config["components"]]
"""The components in the order of the registry, which dictionaries do not keep here."""

CONSTRAINTS = config["constraints"]


def quantity(name: str, value: float) -> str:
    """Write a component's value with its unit."""
    unit = COMPONENTS[name]["unit"]
    return f"{numerals.energy(value)} {unit}" if unit else numerals.energy(value)
