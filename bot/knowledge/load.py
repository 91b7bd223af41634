"""A knowledge file -> a checked `Knowledge`, or every problem of the file at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from bot.errors import KnowledgeError, Problem
from bot.knowledge import characters, nodes
from bot.knowledge.check import problems_between
from bot.knowledge.defaults import fill_in
from bot.knowledge.explain import problem_of
from bot.knowledge.model import Knowledge, Part

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bot.knowledge.positions import Positions

Model = TypeVar("Model", bound=Part)

MAX_BYTES = 2 * 1024 * 1024
"""Ten times a complete base in three languages."""
MAX_PROBLEMS = 200
"""More than this is one mistake repeated; the report says how many were left out."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A knowledge base and where each of its values stands in its file (for warnings)."""

    knowledge: Knowledge
    positions: Positions


def load(path: Path) -> Knowledge:
    """Return the knowledge base in a file.

    Raises:
        KnowledgeError: the file cannot be read or holds mistakes; every problem, in file order.
    """
    return read(path).knowledge


def load_text(text: str | bytes, name: str = "knowledge.yaml") -> Knowledge:
    """Return the knowledge base in a text; `name` stands for the file in errors.

    Raises:
        KnowledgeError: the text holds mistakes; every problem, in the order of the text.
    """
    return read_text(text, name).knowledge


def read(path: Path) -> Loaded:
    """Return the knowledge base in a file together with the positions in it.

    Raises:
        KnowledgeError: as `load`.
    """
    return read_text(_bytes_of(path), str(path))


def read_text(text: str | bytes, name: str = "knowledge.yaml") -> Loaded:
    """Return the knowledge base in a text together with the positions in it.

    Raises:
        KnowledgeError: as `load_text`.
    """
    tree = _tree_of(text, name)
    fill_in(tree)
    knowledge = _validated(tree, Knowledge)
    tree.problems += problems_between(tree)
    if tree.problems or knowledge is None:
        raise _error(name, tree.problems)
    return Loaded(knowledge, tree.positions)


def read_as(path: Path, model: type[Model]) -> Model:
    """Return another kind of file, such as a language pack, read and refused as a base is.

    Raises:
        KnowledgeError: the file cannot be read or holds mistakes; every problem, in file order.
    """
    tree = _tree_of(_bytes_of(path), str(path))
    read = _validated(tree, model)
    if tree.problems or read is None:
        raise _error(str(path), tree.problems)
    return read


def _tree_of(text: str | bytes, name: str) -> nodes.Tree:
    """Return the values of a file that holds a mapping."""
    written = _text_of(text, name)
    if problems := characters.problems_of(written):
        raise _error(name, problems)
    tree = nodes.parse(written)
    if not isinstance(tree.data, dict):
        if not tree.problems:
            tree.problems.append(_no_mapping(tree))
        raise _error(name, tree.problems)
    return tree


def _bytes_of(path: Path) -> bytes:
    """Return at most one byte more than is allowed."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        said = "there is no such file", "give the path of a knowledge file"
    except IsADirectoryError:
        said = "this is a directory", "give the path of the knowledge file in it"
    except PermissionError:  # what Windows raises for a directory as well
        said = "this cannot be opened", "give a file, and the right to read it"
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no file name"
        said = f"this cannot be read ({reason})", "give the path of a knowledge file"
    raise _error(str(path), [Problem(0, 0, "", *said)])


def _text_of(text: str | bytes, name: str) -> str:
    if len(text) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1024} KiB"
        raise _error(name, [Problem(0, 0, "", message, "is it a knowledge file at all?")])
    decoded = characters.decode(text) if isinstance(text, bytes) else text.removeprefix("\ufeff")
    if isinstance(decoded, Problem):
        raise _error(name, [decoded])
    if not decoded.strip():
        raise _error(name, [Problem(0, 0, "", "the file is empty", "copy a knowledge file that works and change it")])
    return decoded


def _no_mapping(tree: nodes.Tree) -> Problem:
    place = tree.positions.of(())
    what = "a list" if isinstance(tree.data, list) else "a mere text" if tree.data else "nothing but comments"
    return Problem(
        place.line, place.column, "", f"the file holds {what}, no base", "begin with `story:`, at the margin"
    )


def _validated(tree: nodes.Tree, model: type[Model]) -> Model | None:
    try:
        return model.model_validate(tree.data)
    except ValidationError as error:
        found = (problem_of(detail, tree, model) for detail in error.errors(include_url=False))
        tree.problems += (problem for problem in found if problem)
        return None


def _error(name: str, problems: Iterable[Problem]) -> KnowledgeError:
    """Return the error with the problems in file order, each once, those beyond `MAX_PROBLEMS` only counted."""
    ordered = sorted(dict.fromkeys(problems), key=lambda problem: (problem.line, problem.column))
    left_out = len(ordered) - MAX_PROBLEMS
    if left_out > 0:
        del ordered[MAX_PROBLEMS:]
        ordered.append(Problem(0, 0, "", f"and {left_out} more problems", "mend these first"))
    return KnowledgeError(name, ordered)
