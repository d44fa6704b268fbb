"""Mutants of a module: copies of it with one small fault each, planted by Cosmic Ray.

Run by the interpreter of the mutants' environment: `python -m tools.mutations MODULE.py
MUTANTS.json` writes them.
"""

import ast
import json
import sys
import warnings
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault: the line that it is in, how that line read and reads, and the whole source."""

    line: int
    was: str
    reads: str
    source: str


def main() -> None:
    """Write the mutants of one file to another."""
    path, written = map(Path, sys.argv[1:])
    found = [asdict(mutant) for mutant in mutants(path.read_text(encoding="utf-8"))]
    written.write_text(json.dumps(found), encoding="utf-8")


def mutants(source: str) -> Iterator[Mutant]:
    """Yield each different program that one fault makes of a source.

    What cannot be compiled is none, and neither is what differs in annotations only, which
    nothing runs.
    """
    known = {_program(source), ""}
    for mutated in _mutated(source):
        program = _program(mutated)
        if program not in known:
            known.add(program)
            yield _described(source, mutated)


def _mutated(source: str) -> Iterator[str]:
    # In the mutants' environment only.
    from cosmic_ray import plugins  # noqa: PLC0415
    from cosmic_ray.ast import ast_nodes, get_ast  # noqa: PLC0415
    from cosmic_ray.mutating import mutate_code  # noqa: PLC0415

    nodes = list(ast_nodes(get_ast(source)))
    for name in plugins.operator_names():
        kind = plugins.get_operator(name)
        if kind.arguments():
            continue  # it would have to be told which variables
        operator = kind()
        places = sum(1 for node in nodes for _ in operator.mutation_positions(node))
        for place in range(places):
            yield mutate_code(source, operator, place)


class _WithoutAnnotations(ast.NodeTransformer):
    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.annotation = ast.Constant(None)
        return self.generic_visit(node)


def _program(source: str) -> str:
    """Return what runs of a source, nothing of one that cannot be compiled."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # such as “is” with a number
        try:
            compile(source, "mutant", "exec")
        except SyntaxError:
            return ""
    return ast.dump(_WithoutAnnotations().visit(ast.parse(source)))


def _described(source: str, mutated: str) -> Mutant:
    old, new = source.splitlines(), mutated.splitlines()
    first = next(number for number, line in enumerate(old) if new[number : number + 1] != [line])
    last = 1
    while old[-last] == new[-last] and last <= min(len(old), len(new)) - first:
        last += 1
    was, reads = old[first : len(old) - last + 1], new[first : len(new) - last + 1]
    return Mutant(first + 1, _joined(was), _joined(reads), mutated)


def _joined(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())


if __name__ == "__main__":
    main()
