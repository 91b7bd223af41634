"""The package: lower bounds are those that CI tests, and every dependency says what it is for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
DEPENDENCIES = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]


def _floors(lines: list[str], mark: str) -> dict[str, tuple[int, ...]]:
    found = (re.fullmatch(rf"([a-z-]+){mark}([\d.]+)", line) for line in lines)
    parts = {match[1]: [int(part) for part in match[2].split(".")] for match in found if match}
    return {name: tuple((*numbers, 0, 0)[:3]) for name, numbers in parts.items()}


def test_the_lowest_versions_are_the_declared_ones() -> None:
    """What CI installs as the lowest of each dependency is the lower bound, up to a patch release that has wheels."""
    lines = (ROOT / ".ci" / "lowest.txt").read_text(encoding="utf-8").splitlines()
    tested, declared = _floors(lines, "=="), _floors(DEPENDENCIES, ">=")
    assert tested.keys() == declared.keys()
    assert {name: floor[:2] for name, floor in tested.items()} == {name: floor[:2] for name, floor in declared.items()}


def test_every_dependency_says_what_it_is_for() -> None:
    """CONTRIBUTING's table has a row that names each."""
    table = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## Dependencies")[1]
    assert [name for name in _floors(DEPENDENCIES, ">=") if name not in table] == []
