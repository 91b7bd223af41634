"""The package: what is installed is what was tested, and every dependency says what it is for."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DEPENDENCIES = PROJECT["dependencies"]


def _floors(lines: list[str], mark: str) -> dict[str, tuple[int, ...]]:
    found = (re.match(rf"([A-Za-z0-9-]+){mark}(\d+(?:\.\d+)*)", line) for line in lines)
    parts = {match[1].lower(): [int(part) for part in match[2].split(".")] for match in found if match}
    return {name: tuple((*numbers, 0, 0)[:3]) for name, numbers in parts.items()}


DECLARED = _floors([*DEPENDENCIES, *PROJECT["optional-dependencies"]["dev"]], ">=")


def _pinned(name: str) -> dict[str, tuple[int, ...]]:
    return _floors((ROOT / name).read_text(encoding="utf-8").splitlines(), "==")


def test_the_lowest_versions_are_the_declared_ones() -> None:
    """What CI installs as the lowest of each dependency is the lower bound; `.ci/refresh` makes it so."""
    lowest = {name: version for name, version in _pinned(".ci/lowest.txt").items() if name in DECLARED}
    assert {name: floor[:2] for name, floor in lowest.items()} == {name: floor[:2] for name, floor in DECLARED.items()}


def test_what_is_installed_is_what_was_tested() -> None:
    """Each dependency has one version, at or above its lower bound, in the constraints; `.ci/refresh` makes it so."""
    tested = _pinned("constraints.txt")
    assert {name: floor for name, floor in DECLARED.items() if tested.get(name, ()) < floor} == {}


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_every_install_is_constrained(document: str) -> None:
    """No command of the documents installs whatever was released today."""
    installs = re.findall(r"pip install\b.*", (ROOT / document).read_text(encoding="utf-8"))
    assert installs
    assert [each for each in installs if "-c constraints.txt" not in each] == []


def test_every_dependency_says_what_it_is_for() -> None:
    """CONTRIBUTING's table has a row that names each."""
    table = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## Dependencies")[1]
    assert [name for name in _floors(DEPENDENCIES, ">=") if name not in table] == []


def test_the_bot_imports_nothing_that_only_its_tests_need() -> None:
    """Whatever it imports, however late, comes with an install without the extra for tests."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "bot").rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    modules = {name.split(".")[0] for name in names} - set(sys.stdlib_module_names) - {"bot"}
    extras = [line for extra, lines in PROJECT["optional-dependencies"].items() if extra != "dev" for line in lines]
    declared = {name.replace("-", "_") for name in _floors([*DEPENDENCIES, *extras], ">=")}
    declared.add("pydantic_core")  # pydantic's own
    owners = packages_distributions()
    owned = {module: {owner.lower().replace("-", "_") for owner in owners[module]} for module in modules}
    assert {module for module, by in owned.items() if not by & declared} == set()
