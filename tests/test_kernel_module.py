"""The kernel as it is compiled."""

from importlib.resources import files
from pathlib import Path

import pytest
from wasmtime import Engine, Module

from tools.environment import PROJECT
from tools.kernel import MODULES, compile_module

pytestmark = pytest.mark.outside

MAX_SIZES = {"annealer.wasm": 40_000, "drawing.wasm": 12_000}


@pytest.fixture(scope="module", params=[module.name for module in MODULES])
def compiled(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    return compile_to(tmp_path_factory.mktemp("kernel") / request.param)


def compile_to(target: Path) -> Path:
    compile_module(PROJECT, target)
    return target


def test_the_kernel_asks_for_nothing_from_outside(compiled: Path) -> None:
    module = Module(Engine(), compiled.read_bytes())
    assert module.imports == []
    assert "memory" in {export.name for export in module.exports}


def test_the_same_text_gives_the_same_kernel(compiled: Path, tmp_path: Path) -> None:
    again = compile_to(tmp_path / compiled.name)
    assert again.read_bytes() == compiled.read_bytes()


def test_the_kernel_is_small(compiled: Path) -> None:
    assert compiled.stat().st_size < MAX_SIZES[compiled.name]


def test_the_kernel_in_use_is_that_of_the_text(compiled: Path) -> None:
    in_use = files("isoanneal.kernel") / compiled.name
    assert in_use.read_bytes() == compiled.read_bytes()
