"""Begins a lesson with thirty visitors, and prints and keeps what came of it."""

import os
import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import hosts, sites
from tests.classroom import lesson, memory, report
from tests.classroom.lesson import Start
from tools import environment, programs

WHEEL_VARIABLE = "ISOANNEAL_RDKIT_WHEEL"
_CLIENTS = 27
_LIMITS = (None, None, memory.LIMIT)
_RDKIT = {"npm": "RDKit's build from npm", "wheel": "RDKit's Python package"}
_REPORT = environment.PROJECT / "docs" / "reports" / "classroom.md"


def main() -> int:
    """Return 1 if anything failed."""
    kind = "wheel" if os.environ.get(WHEEL_VARIABLE) and sites.has_wheel() else "npm"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        place = Path(folder)
        site = sites.build(kind, place) / sites.SUB_PATH
        lessons = {
            server: lesson.begin(site, start, _CLIENTS, _LIMITS, playwright)
            for server, start in _servers(site, place).items()
        }
    told = report.document(f"{environment.project_version()} with {_RDKIT[kind]}", lessons)
    print(told)
    _REPORT.parent.mkdir(parents=True, exist_ok=True)
    _REPORT.write_text(told, encoding="utf-8")
    return any(one.wrong for one in lessons.values())


def _servers(site: Path, place: Path) -> dict[str, Start]:
    """Return what starts each server: ours, and nginx with compressed copies."""
    servers: dict[str, Start] = {"build.py serve": partial(hosts.our_process, site)}
    if programs.NGINX.find():
        packed = shutil.copytree(site, place / "packed")
        # Which looks for gzip's copies only.
        python = environment.python("site")
        environment.run([python, "-m", "tools.compression", packed, "--quality", "0"])
        servers["nginx, compressed"] = partial(hosts.nginx_process, packed, place)
    return servers


if __name__ == "__main__":
    sys.exit(main())
