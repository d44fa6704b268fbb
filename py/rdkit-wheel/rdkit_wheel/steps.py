"""Steps of a long work: each says what it does and how long it took, and is done once."""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class RecipeError(Exception):
    """Something is missing or not as it must be; the message says what to do."""


@contextmanager
def told(what: str) -> Iterator[None]:
    """Print what is being done, and afterwards the time that it took."""
    print(f"{time.strftime('%H:%M:%S')}  {what} ...", flush=True)
    began = time.monotonic()
    yield
    print(f"{time.strftime('%H:%M:%S')}  {what}: {time.monotonic() - began:.0f} s", flush=True)


def is_done(mark: Path, *inputs: str) -> bool:
    """Tell whether a step was finished before with the same inputs."""
    return mark.is_file() and mark.read_text(encoding="utf-8") == _digest(inputs)


def set_done(mark: Path, *inputs: str) -> None:
    """Note that a step is finished."""
    mark.write_text(_digest(inputs), encoding="utf-8")


def _digest(inputs: tuple[str, ...]) -> str:
    return hashlib.sha256("\0".join(inputs).encode()).hexdigest()
