"""What came of a lesson, as a document."""

import os
from collections.abc import Mapping, Sequence
from statistics import median

from tests.classroom.lesson import Lesson, Sitting

_SCHOOL_NETWORK = 100e6
"""What one machine of a school sends, in bits per second."""


def document(version: str, lessons: Mapping[str, Lesson]) -> str:
    """Return the report of a version of the site, for lessons by the names of their servers."""
    parts = [
        "# A classroom",
        f"IsoAnneal {version}. {_circumstances(next(iter(lessons.values())))}",
        _table(lessons),
        "Nothing crosses a network here, so the last row says how long one needs at least.",
        _wrong(lessons),
    ]
    return "\n\n".join(parts) + "\n"


def _circumstances(lesson: Lesson) -> str:
    return (
        f"{_everyone(lesson)} first visits begin at once, over plain HTTP. {len(lesson.visits)} "
        "visitors are scripted: each fetches every file of a first visit and checks it. "
        f"{len(lesson.sittings)} are browsers (Chromium {lesson.browser}) in which a search then "
        f"runs to its end. Server, scripts and browsers share one machine with {os.cpu_count()} "
        "cores. `python3 build.py classroom` wrote this."
    )


def _table(lessons: Mapping[str, Lesson]) -> str:
    lines = [f"| what | {' | '.join(lessons)} |", f"| --- |{' ---: |' * len(lessons)}"]
    columns = [_figures(lesson) for lesson in lessons.values()]
    rows = [f"| {name} | {' | '.join(one[name] for one in columns)} |" for name in columns[0]]
    return "\n".join([*lines, *rows])


def _figures(lesson: Lesson) -> dict[str, str]:
    seconds = [one.seconds for one in lesson.visits]
    readies = [one.ready for one in lesson.sittings]
    sent = lesson.visits[0].received
    network = _everyone(lesson) * sent * 8 / _SCHOOL_NETWORK
    return {
        "a script fetches": _megabytes(sent),
        "all scripts fetch": _megabytes(sum(one.received for one in lesson.visits)),
        "a script has all, fastest": f"{min(seconds):.1f} s",
        "a script has all, median": f"{median(seconds):.1f} s",
        "a script has all, slowest": f"{max(seconds):.1f} s",
        "a browser's engine is ready, slowest": f"{max(readies):.1f} s",
        "all have all, and every run is complete": f"{lesson.seconds:.1f} s",
        "the server's memory, at most": _megabytes(lesson.server),
        **_of_browsers(lesson.sittings),
        "all bytes at 100 Mbit/s": f"{network:.0f} s",
    }


def _of_browsers(sittings: Sequence[Sitting]) -> dict[str, str]:
    """Return the most that a browser of each limit takes."""
    most: dict[str, int] = {}
    for one in sittings:
        limit = f", limited to {one.limit / 1024**3:.0f} GB" if one.limit else ""
        name = f"a browser's memory{limit}, at most"
        most[name] = max(most.get(name, 0), one.most)
    return {name: _megabytes(size) for name, size in most.items()}


def _everyone(lesson: Lesson) -> int:
    return len(lesson.visits) + len(lesson.sittings)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"


def _wrong(lessons: Mapping[str, Lesson]) -> str:
    faults = [f"- {name}: {fault}" for name, one in lessons.items() for fault in one.wrong]
    if not faults:
        return "Nothing failed."
    return "\n".join(["What failed:", "", *faults])
