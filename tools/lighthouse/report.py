"""What Lighthouse found, as a document."""

from collections.abc import Mapping

from tools.lighthouse.audit import TOLD, WANTED, WATCHED, Audit

_REMARK = (
    "The page is opened at each of its places, and as another page embeds it; the lowest score "
    f"counts. The first three must be {WANTED} or more. Performance depends on the machine and on "
    "what else it does; for mobile, Lighthouse reckons with a slow network and a slow processor."
)


def document(version: str, audits: Mapping[str, Audit]) -> str:
    """Return the report of a version of this project, in Markdown."""
    one = next(iter(audits.values()))
    made = f"IsoAnneal {version}, by Lighthouse {one.lighthouse} in Chromium {one.browser}."
    parts = [
        "# Lighthouse",
        f"{made} `python3 build.py lighthouse` wrote this.",
        _table(audits),
        _REMARK,
        _costly(audits),
    ]
    return "\n\n".join(parts) + "\n"


def _table(audits: Mapping[str, Audit]) -> str:
    lines = [f"| of 100 | {' | '.join(audits)} |", f"| --- |{' ---: |' * len(audits)}"]
    for key, name in {**WATCHED, **TOLD}.items():
        scores = " | ".join(str(audit.scores[key]) for audit in audits.values())
        lines.append(f"| {name} | {scores} |")
    return "\n".join(lines)


def _costly(audits: Mapping[str, Audit]) -> str:
    found = [f"- {device}: {what}" for device, audit in audits.items() for what in audit.costly]
    if not found:
        return "Nothing costs a point in the first three."
    return "\n".join(["What costs points in the first three:", "", *found])
