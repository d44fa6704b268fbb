"""Runs Lighthouse on a site that is served from this machine, in the browser that is installed."""

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tools import environment, programs, server

WATCHED = {"accessibility": "Accessibility", "best-practices": "Best practices", "seo": "SEO"}
"""The categories that must score well, and their names."""
TOLD = {"performance": "Performance"}
"""Those that depend on how fast a machine is, and are told only."""
WANTED = 95
"""What each category that is watched must score, of 100."""

DEVICES: Mapping[str, tuple[str, ...]] = {"mobile": (), "desktop": ("--preset=desktop",)}
"""What the site is audited as if it were opened on, with Lighthouse's options for that."""

FACES = ("", "#compare", "#learn", "?embed=1")
"""What the page can look like when it is opened: its places, and in a frame of another page."""

_BROWSER = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


class LowScoreError(Exception):
    """A category that scores too low; the message says which, and where to read why."""


@dataclass(frozen=True)
class Audit:
    """What Lighthouse found on one device: scores by category, and what costs points there.

    `lighthouse` and `browser` are their versions.
    """

    scores: Mapping[str, int]
    costly: tuple[str, ...]
    lighthouse: str
    browser: str

    def low(self) -> list[str]:
        """Return the names of the watched categories that score too low."""
        return [name for key, name in WATCHED.items() if self.scores[key] < WANTED]


def of_site(site: Path) -> dict[str, Audit]:
    """Audit the site in a folder on each device, with each of its faces."""
    program = environment.npm_packages_of("lighthouse") / "lighthouse" / "cli" / "index.js"
    with _served(site) as address:
        return {
            name: worst([_audit(program, address + face, options) for face in FACES])
            for name, options in DEVICES.items()
        }


def worst(audits: Sequence[Audit]) -> Audit:
    """Return the lowest score of each category, and all that costs points anywhere."""
    return replace(
        audits[0],
        scores={key: min(one.scores[key] for one in audits) for key in (*WATCHED, *TOLD)},
        costly=tuple(dict.fromkeys(what for one in audits for what in one.costly)),
    )


def demand(audits: Mapping[str, Audit]) -> None:
    """Raise `LowScoreError` if any watched category scores too low anywhere."""
    low = [f"{name} ({device})" for device, audit in audits.items() for name in audit.low()]
    if low:
        raise LowScoreError(
            f"Lighthouse gives less than {WANTED} for: {', '.join(low)}. What costs points stands "
            "in docs/reports/lighthouse.md."
        )


def read(told: Mapping[str, Any]) -> Audit:
    """Return what a report says that Lighthouse wrote as JSON."""
    categories = told["categories"]
    audits = told["audits"]
    costly = {
        one["id"]: f"{audits[one['id']]['title']} ({WATCHED[key]})"
        for key in WATCHED
        for one in categories[key]["auditRefs"]
        if one["weight"] and (audits[one["id"]]["score"] or 0) < 1 and _counts(audits[one["id"]])
    }
    agent = told["environment"]["hostUserAgent"]
    return Audit(
        {key: round(100 * categories[key]["score"]) for key in (*WATCHED, *TOLD)},
        tuple(costly.values()),
        told["lighthouseVersion"],
        next(part for part in agent.split() if "Chrome/" in part).partition("/")[2],
    )


def _counts(audit: Mapping[str, Any]) -> bool:
    return audit["scoreDisplayMode"] not in {"notApplicable", "manual", "informative"}


def _audit(program: Path, address: str, options: tuple[str, ...]) -> Audit:
    with TemporaryDirectory() as folder:
        written = Path(folder) / "report.json"
        environment.run(
            [
                environment.node(), program, address, *options, "--quiet",
                f"--only-categories={','.join((*WATCHED, *TOLD))}", f"--chrome-flags={_BROWSER}",
                "--output=json", f"--output-path={written}", "--no-enable-error-reporting",
            ],
            {"CHROME_PATH": programs.CHROMIUM.find() or ""},
        )  # fmt: skip
        return read(json.loads(written.read_text(encoding="utf-8")))


@contextmanager
def _served(site: Path) -> Iterator[str]:
    with server.server(site) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        try:
            yield server.address(running)
        finally:
            running.shutdown()
            thread.join()
