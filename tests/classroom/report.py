"""What came of a lesson, as a document."""

import os
from collections.abc import Iterable
from statistics import median

from tests.classroom.lesson import Lesson, Sitting

_SCHOOL_NETWORK = 100e6
"""What one machine of a school sends, in bits per second."""


def document(version: str, lesson: Lesson) -> str:
    """Return the report of a version of the site, in Markdown."""
    table = ["| what | |", "| --- | ---: |"]
    table += [f"| {what} | {figure} |" for what, figure in _rows(lesson)]
    parts = [
        "# A classroom",
        f"IsoAnneal {version}. {_circumstances(lesson)}",
        "\n".join(table),
        _on_a_network(lesson),
        _wrong(lesson),
    ]
    return "\n\n".join(parts) + "\n"


def _circumstances(lesson: Lesson) -> str:
    return (
        f"{_everyone(lesson)} first visits begin at once, to Python's own server (plain HTTP, "
        f"nothing compressed). {len(lesson.visits)} visitors are scripted: each fetches every file "
        f"of a first visit and checks it. {len(lesson.sittings)} are browsers (Chromium "
        f"{lesson.browser}) in which a search then runs to its end. Server, scripts and browsers "
        f"share one machine with {os.cpu_count()} cores. `python3 build.py classroom` wrote this."
    )


def _on_a_network(lesson: Lesson) -> str:
    each = lesson.visits[0].received
    seconds = _everyone(lesson) * each * 8 / _SCHOOL_NETWORK
    return (
        f"Nothing crosses a network here. At 100 Mbit/s, {_everyone(lesson)} times "
        f"{_megabytes(each)} take {seconds:.0f} s."
    )


def _everyone(lesson: Lesson) -> int:
    return len(lesson.visits) + len(lesson.sittings)


def _rows(lesson: Lesson) -> Iterable[tuple[str, str]]:
    seconds = sorted(one.seconds for one in lesson.visits)
    readies = sorted(one.ready for one in lesson.sittings)
    received = sum(one.received for one in lesson.visits)
    yield "a script fetches", _megabytes(lesson.visits[0].received)
    yield "all scripts fetch", _megabytes(received)
    yield "a script has all, fastest", f"{seconds[0]:.1f} s"
    yield "a script has all, median", f"{median(seconds):.1f} s"
    yield "a script has all, slowest", f"{seconds[-1]:.1f} s"
    yield "a browser's engine is ready, fastest", f"{readies[0]:.1f} s"
    yield "a browser's engine is ready, slowest", f"{readies[-1]:.1f} s"
    yield "all have all, and every run is complete", f"{lesson.seconds:.1f} s"
    yield "the server's memory, at most", _megabytes(lesson.server)
    for sitting in lesson.sittings:
        yield f"the memory of {_name(sitting)}, at most", _megabytes(sitting.most)


def _name(sitting: Sitting) -> str:
    if sitting.limit is None:
        return "a browser"
    return f"the browser that is limited to {sitting.limit / 1024**3:.0f} GB"


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"


def _wrong(lesson: Lesson) -> str:
    if not lesson.wrong:
        return "Nothing failed."
    return "\n".join(["What failed:", "", *(f"- {fault}" for fault in lesson.wrong)])
