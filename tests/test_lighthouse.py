"""Lighthouse's audit: what is read of its report, and what is demanded."""

import json
from typing import Any

import pytest

from tools import environment
from tools.lighthouse import audit, report
from tools.lighthouse.audit import Audit, LowScoreError


def told(**scores: float) -> dict[str, Any]:
    """Return a report in the form of Lighthouse's, with an audit of each kind."""
    keys = ("accessibility", "best-practices", "seo", "performance")
    references = [
        {"id": name, "weight": weight}
        for name, weight in (("contrast", 7), ("told", 0), ("right", 3), ("absent", 1))
    ]
    return {
        "lighthouseVersion": "12.0.0",
        "environment": {"hostUserAgent": "Mozilla/5.0 HeadlessChrome/150.0.0.0 Safari/537.36"},
        "categories": {
            key: {
                "score": scores.get(key.replace("-", "_"), 1),
                "auditRefs": references if key == "accessibility" else [],
            }
            for key in keys
        },
        "audits": {
            "contrast": {"title": "Contrast is low", "score": 0, "scoreDisplayMode": "binary"},
            "told": {"title": "Only told", "score": 0, "scoreDisplayMode": "informative"},
            "right": {"title": "All is right", "score": 1, "scoreDisplayMode": "binary"},
            "absent": {"title": "Absent", "score": None, "scoreDisplayMode": "notApplicable"},
        },
    }


def test_a_report_is_read_for_scores_and_what_costs_points() -> None:
    found = audit.read(told(accessibility=0.93, performance=0.4))
    assert found.scores == {
        "accessibility": 93,
        "best-practices": 100,
        "seo": 100,
        "performance": 40,
    }
    assert found.costly == ("Contrast is low (Accessibility)",)
    assert (found.lighthouse, found.browser) == ("12.0.0", "150.0.0.0")


@pytest.mark.parametrize("key", ["accessibility", "best_practices", "seo"])
def test_a_category_that_scores_too_low_is_named_with_its_device(key: str) -> None:
    good, bad = audit.read(told(**{key: 0.95})), audit.read(told(**{key: 0.94}))
    audit.demand({"mobile": good, "desktop": good})
    name = audit.WATCHED[key.replace("_", "-")]
    with pytest.raises(LowScoreError, match=rf"for: {name} \(desktop\)\. What"):
        audit.demand({"mobile": good, "desktop": bad})


def test_performance_is_told_and_not_demanded() -> None:
    slow = audit.read(told(performance=0.1))
    audit.demand({"mobile": slow})
    assert "| Performance | 10 |" in report.document("1.0.0", {"mobile": slow})


def test_the_worst_face_counts_and_what_costs_points_on_any_is_kept() -> None:
    scores = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 70}
    one = Audit(scores, ("a",), "12.0.0", "150")
    other = Audit({**scores, "seo": 90, "performance": 80}, ("b", "a"), "12.0.0", "150")
    found = audit.worst([one, other])
    assert found.scores == {**scores, "seo": 90}
    assert found.costly == ("a", "b")
    assert found.low() == ["SEO"]


def test_the_document_says_what_costs_points() -> None:
    scores = {"accessibility": 96, "best-practices": 100, "seo": 100, "performance": 70}
    found = Audit(scores, ("Contrast is low (Accessibility)",), "12.0.0", "150")
    text = report.document("1.0.0", {"mobile": found, "desktop": found})
    assert "| Accessibility | 96 | 96 |" in text
    assert "- mobile: Contrast is low (Accessibility)" in text


def test_the_oldest_node_of_the_build_runs_it() -> None:
    folder = environment.PROJECT / "tools" / "lighthouse"
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))
    asked = json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"]
    locked = lock["packages"]["node_modules/lighthouse"]
    assert locked["version"] == asked["lighthouse"]
    oldest = int(locked["engines"]["node"].removeprefix(">=").partition(".")[0])
    assert oldest <= environment.OLDEST_NODE
