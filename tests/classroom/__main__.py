"""Begins a lesson with thirty visitors, and prints and keeps what came of it."""

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import sites
from tests.classroom import lesson, memory, report
from tools import environment

WHEEL_VARIABLE = "ISOANNEAL_RDKIT_WHEEL"
_CLIENTS = 27
_LIMITS = (None, None, memory.LIMIT)
_RDKIT = {"npm": "RDKit's build from npm", "wheel": "RDKit's Python package"}
_REPORT = environment.PROJECT / "docs" / "reports" / "classroom.md"


def main() -> int:
    """Return 1 if anything failed."""
    kind = "wheel" if os.environ.get(WHEEL_VARIABLE) and sites.has_wheel() else "npm"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        built = sites.build(kind, Path(folder)) / sites.SUB_PATH
        begun = lesson.begin(built, _CLIENTS, _LIMITS, playwright)
    told = report.document(f"{environment.project_version()} with {_RDKIT[kind]}", begun)
    print(told)
    _REPORT.parent.mkdir(parents=True, exist_ok=True)
    _REPORT.write_text(told, encoding="utf-8")
    return bool(begun.wrong)


if __name__ == "__main__":
    sys.exit(main())
