"""The Python package: its wheel, and its sdist with the tests of it."""

import shutil
from pathlib import Path

from tools import environment

PACKAGE = environment.BUILD / "package"


def build(folder: Path = PACKAGE) -> list[Path]:
    """Build wheel and sdist into a folder, which is emptied before, and check them; return both.

    Raises `CalledProcessError` if one cannot be built, or would not be shown as it should.
    """
    shutil.rmtree(folder, ignore_errors=True)
    interpreter = environment.python("site")
    for target in ("wheel", "sdist"):
        environment.run(
            [interpreter, "-m", "hatchling", "build", "--target", target, "--directory", folder],
            environment.REPRODUCIBLE,
            quiet=True,
        )
    built = sorted(path for path in folder.iterdir() if path.suffix in (".whl", ".gz"))
    environment.run(
        [environment.python("release"), "-m", "twine", "check", "--strict", *built], quiet=True
    )
    return built
