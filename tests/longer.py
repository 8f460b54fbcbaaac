"""Which tests have a longer form: many cases, or one that `tests.sweep` or `tests.zones` makes longer."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

LONGER = {"tests.sweep", "tests.zones", "tests.doors.pages.some_of_groups"}


@cache
def longer_names(path: Path) -> frozenset[str]:
    """Every name in a file that leads to a longer form: imported, or made of one that is."""
    tree = ast.parse(path.read_text("utf-8"))
    found = {name for node in ast.walk(tree) for name in _imported(node)}
    made = [(name, _mentions(node)) for node in tree.body for name in _names_of(node)]
    while grown := {name for name, mentions in made if name not in found and mentions & found}:
        found |= grown
    return frozenset(found)


def _imported(node: ast.AST) -> list[str]:
    if not isinstance(node, ast.ImportFrom):
        return []
    whole = node.module in LONGER
    return [one.asname or one.name for one in node.names if whole or f"{node.module}.{one.name}" in LONGER]


def _names_of(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)]


def _mentions(node: ast.stmt) -> set[str]:
    names = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    if isinstance(node, ast.FunctionDef):  # a fixture is asked for by the name of an argument
        names |= {one.arg for one in node.args.args}
    return names


MOST_CASES = 6


def _cases(items: Iterable[pytest.Item]) -> Iterator[tuple[str, Path, list[pytest.Item]]]:
    """The items of each test together."""
    found: dict[tuple[Path, str], list[pytest.Item]] = {}
    for item in items:
        name = getattr(item, "originalname", None) or item.name
        found.setdefault((item.path, name), []).append(item)
    for (path, name), cases in found.items():
        yield name, path, cases


def fewer(items: Iterable[pytest.Item]) -> Iterator[pytest.Item]:
    """Six of the cases of each test, spread evenly; all of those that have no more; none marked `long`."""
    for _, _, cases in _cases(item for item in items if not item.get_closest_marker("long")):
        many = len(cases)
        yield from (cases if many <= MOST_CASES else [cases[place * many // MOST_CASES] for place in range(MOST_CASES)])


def longer(items: Iterable[pytest.Item]) -> Iterator[pytest.Item]:
    """Every test that goes further in a sweep: by its own source or mark, or by having more than six cases."""
    for name, path, cases in _cases(items):
        if len(cases) > MOST_CASES or name in longer_names(path) or cases[0].get_closest_marker("long"):
            yield from cases
