"""How many inputs each parser and each message is tried with."""

import os

from hypothesis import HealthCheck, settings

NUMBER = int(os.environ.get("ISOANNEAL_INPUTS", "1000"))
"""A thousand in the tests; “build.py fuzz --inputs” asks for more."""

many_inputs = settings(
    max_examples=NUMBER,
    # The same inputs every time where they are few; where they are many, others each time.
    derandomize=NUMBER <= 1_000,
    suppress_health_check=[HealthCheck.too_slow],
)
