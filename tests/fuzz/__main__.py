"""Attacks the page, and prints what it breaks with the seed and the shortest way to it."""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser import installed
from tests.fuzz import attack, report, served
from tests.fuzz.attack import Attack
from tests.fuzz.attacked import Attacked, Profile
from tests.fuzz.report import Circumstances
from tools import environment

_BROWSERS = {"chromium": installed.shell, "firefox": installed.firefox}
_FOUND = environment.PROJECT / "build" / "fuzz"


def main(arguments: Sequence[str] | None = None) -> int:
    """Attack as long as is asked for; return 1 if anything was broken."""
    options = _parser().parse_args(arguments)
    with _browser(options.browser) as browser, served.serving() as site:

        def opened(profile: Profile) -> Attacked:
            return Attacked(browser, site, profile)

        if options.replay:
            made = attack.made(options.replay, opened)
            print(report.line(made))
            return bool(made.broken)
        began, attacks = time.monotonic(), []
        for one in attack.attacks(options.seed, options.actions, options.minutes * 60, opened):
            print(report.line(one), flush=True)
            attacks.append(one)
            if one.broken and options.shorten:
                _keep(attack.minimal(one, opened))
        of = Circumstances(
            environment.project_version(),
            f"{options.browser.capitalize()} {browser.version}",
            options.seed,
            time.monotonic() - began,
        )
    told = report.summary(attacks, of)
    print(told)
    if options.report:
        options.report.parent.mkdir(parents=True, exist_ok=True)
        options.report.write_text(told, encoding="utf-8")
    return any(one.broken for one in attacks)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--actions", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--browser", choices=list(_BROWSERS), default="chromium")
    parser.add_argument("--replay", type=_attack)
    parser.add_argument("--report", type=Path)
    parser.add_argument("--shorten", action=argparse.BooleanOptionalAction, default=True)
    return parser


def _attack(path: str) -> Attack:
    try:
        return attack.read(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError) as error:
        raise argparse.ArgumentTypeError(f"{path} holds no attack: {error}") from error


@contextmanager
def _browser(name: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = _BROWSERS[name](playwright)
        try:
            yield browser
        finally:
            browser.close()


def _keep(found: Attack) -> None:
    """Write down the shortest attack that is known to break something, and how to make it again."""
    _FOUND.mkdir(parents=True, exist_ok=True)
    path = _FOUND / f"{found.seed.replace('/', '-')}.json"
    path.write_text(found.text() + "\n", encoding="utf-8")
    if not found.broken:
        print("  made again, it broke nothing: what it breaks hangs on a moment")
    print(f"  the shortest way to it: {len(found.deeds)} actions, {found.text()}")
    print(f"  again: python3 build.py fuzz --replay {path.relative_to(environment.PROJECT)}")


if __name__ == "__main__":
    sys.exit(main())
