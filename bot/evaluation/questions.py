"""Labelled questions: the YAML files that an evaluation asks, and the codes that their labels are written in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.errors import ConfigError, Problem
from bot.knowledge import characters, nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

Abstain = Literal["not_in_source", "off_topic", "unclear"]
Split = Literal["tune", "holdout"]

STATEMENTS = "statements.yaml"
"""The file beside the questions that says which entries hold each statement of the document."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Line(_Part):
    kind: str
    ask: str
    language: str = ""
    accept: Annotated[tuple[str, ...], Field(min_length=1)] | None = None
    abstain: Abstain | None = None
    gaps: tuple[str, ...] | None = None
    split: Split | None = None

    @model_validator(mode="after")
    def _one_label(self) -> _Line:
        if (self.accept is None) == (self.abstain is None):
            raise ValueError("a question has either `accept` or `abstain`")
        if self.gaps is not None and self.abstain is None:
            raise ValueError("`gaps` stands with `abstain`: the gaps that are the right reason, or []")
        return self


class _File(_Part):
    batch: str
    split: Split
    language: str = ""
    questions: tuple[_Line, ...]


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question with what a right reply to it is.

    `accept` are the ids of entries any of which is right as the first fact; empty where the bot must abstain, and then
    `abstain` says how; `gaps` are those any of which is a right reason, None where nobody has said. `codes` are the
    labels as written. `split` is that of the file unless the question has its own.
    """

    batch: str
    split: Split
    language: str
    kind: str
    ask: str
    codes: tuple[str, ...] = ()
    accept: frozenset[str] = frozenset()
    abstain: Abstain | None = None
    gaps: frozenset[str] | None = None


def load_questions(paths: Iterable[Path], *, split: Split | None = None) -> tuple[LabelledQuestion, ...]:
    """Return the labelled questions of YAML files and of the *.yaml in folders, in file order.

    Codes are translated by the `STATEMENTS` file beside each file, or above its folder, if there is one; a code that it
    does not know, or any code without such a file, is taken as an entry's id. `split` keeps one split only.

    Raises:
        ConfigError: a file cannot be read or is not a file of questions; the message names it and the first mistake.
    """
    questions: list[LabelledQuestion] = []
    for path in paths:
        files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
        for file in files:
            if file.name != STATEMENTS:
                questions.extend(_questions_of(file))
    return tuple(question for question in questions if split is None or question.split == split)


def _questions_of(path: Path) -> list[LabelledQuestion]:
    beside, above = path.with_name(STATEMENTS), path.parent / ".." / STATEMENTS
    statements = _statements(beside if beside.exists() else above)
    read = _yaml(path)
    if not isinstance(read, dict):
        raise ConfigError(f"{path}: not a file of labelled questions: it has no `questions:`")
    try:
        content = _File.model_validate(read)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ConfigError(
            f"{path}: not a file of labelled questions: {place}: {first['msg']}; name the files of questions one by one"
        ) from error
    return [
        LabelledQuestion(
            batch=content.batch,
            split=line.split or content.split,
            language=line.language or content.language,
            kind=line.kind,
            ask=line.ask,
            codes=line.accept or (),
            accept=frozenset(id_ for code in line.accept or () for id_ in statements.get(code, (code,))),
            abstain=line.abstain,
            gaps=None if line.gaps is None else frozenset(line.gaps),
        )
        for line in content.questions
    ]


def _statements(path: Path) -> Mapping[str, tuple[str, ...]]:
    if not path.exists():
        return {}
    content = _yaml(path)
    if not isinstance(content, dict) or not all(isinstance(ids, list) for ids in content.values()):
        raise ConfigError(f"{path}: write one line per statement, such as `s07: [umerov-heads-delegation]`")
    return {str(code): tuple(str(id_) for id_ in ids) for code, ids in content.items()}


def _yaml(path: Path) -> object:
    """Return what a file holds, read as a base is: `no` and a day are texts, and a key that stands twice is told."""
    try:
        text = characters.decode(path.read_bytes())
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}): name a file of labelled questions") from error
    if isinstance(text, Problem):
        raise ConfigError(f"{path}: {text}")
    tree = nodes.parse(text)
    if tree.problems:
        raise ConfigError(f"{path}: cannot be read as YAML: {tree.problems[0]}")
    return tree.data
