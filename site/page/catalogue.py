"""The catalogue: what the package knows by name, as the build took it from there."""

from page import numerals
from page.refusal import sentence_of
from page.words import detail, words
from pyscript import config

COMPONENTS = {one["name"]: one for one in config["components"]}
ORDER = [one["name"] for one in config["components"]]
"""The components in the order of the registry, which dictionaries do not keep here."""

CONSTRAINTS = config["constraints"]
KNOWN = {"component": ORDER, "constraint": [one["name"] for one in CONSTRAINTS]}
"""The names that there are of each kind of thing."""

PARAMETERS = config["parameters"]
MAX_TOTAL_STEPS = config["max_total_steps"]
MAX_SMARTS = config["max_smarts"]
"""Characters of the longest pattern."""

AIMS = config["aims"]
"""Questions with the parameters that ask them; `isoanneal.aims.reaching` tells what answers one.

Their words are the messages `aim-<name>`, and `.question` and `.meaning` of these.
"""
CHALLENGES = config["challenges"]
"""Aims that a person plays with the temperature in hand; their words are `challenge-<name>`."""


def smarts_refusal(length: int) -> str:
    """Say that a pattern of that many characters is too long, or return nothing."""
    if length <= MAX_SMARTS:
        return ""
    return sentence_of("smarts-too-long", {"length": length, "most": MAX_SMARTS})


def quantity(name: str, value: float) -> str:
    """Write a component's value with its unit."""
    if not COMPONENTS[name]["unit"]:
        return numerals.energy(value)
    unit = detail(f"component-{name}", "unit")
    return words("quantity", value=numerals.energy(value), unit=unit)


def meaning(name: str) -> str:
    """Say what a component is, with its unit."""
    told = detail(f"component-{name}", "meaning")
    if not COMPONENTS[name]["unit"]:
        return told
    unit = detail(f"component-{name}", "unit")
    return words("target-meaning", meaning=told, unit=unit)
