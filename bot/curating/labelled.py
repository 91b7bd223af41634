"""The labelled questions beside a base: where they stand, one more with its label, and how every fifth is kept apart.

A question that a line was written for says little of the next one. Every fifth is therefore labelled only: it gets no
line, `split: holdout` says so, and the figure of these questions is the one that counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.curating.written import Edit, Written, as_read, scalar, value_at, without
from bot.errors import EditError
from bot.evaluation.evaluate import judge, tally
from bot.knowledge.characters import quoted
from bot.knowledge.model import Gap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from bot.curating.versions import Version
    from bot.evaluation.evaluate import Tally
    from bot.evaluation.questions import Abstain, LabelledQuestion
    from bot.knowledge.model import Knowledge

APART = 5
"""Of so many questions that are taught, the last is labelled only."""
KIND = "taught"
"""The kind of the questions that were labelled while a miss was mended."""
FILE = "questions.yaml"
_LABEL = ("accept", "abstain", "gaps")
"""The keys that say what a right reply is."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a right reply to a question is: entries any of which is right, or how to abstain, and the right gaps."""

    accept: tuple[str, ...] = ()
    abstain: Abstain | None = None
    gaps: tuple[str, ...] | None = None


def label_for(knowledge: Knowledge, entry_id: str) -> Label:
    """Return the label of a question that an entry is the right reply to: a gap is an abstention with its reason.

    Raises:
        EditError: there is no such entry.
    """
    entry = knowledge.by_id.get(entry_id)
    if isinstance(entry, Gap):
        return Label(abstain="off_topic" if entry.off_topic else "not_in_source", gaps=(entry.id,))
    if entry is not None:
        return Label(accept=(entry_id,))
    raise EditError(f"there is no fact, gap or conflict {quoted(entry_id)}: `talks-bot ask --explain` names some")


def questions_file(base: Path) -> Path:
    """Return where the labelled questions of a base stand, or would: STORY.questions.yaml, or its folder's.

    STORY.questions.yaml is taken where it is there; else questions.yaml where that is there, or the base is the
    folder's knowledge.yaml.
    """
    own, common = base.with_name(f"{base.stem}.questions.yaml"), base.with_name(FILE)
    if own.exists() or not (common.exists() or base.name == "knowledge.yaml"):
        return own
    return common


def is_apart(content: bytes | None, version: Version) -> bool:
    """Say whether the next question of a file that is taught is labelled only: of those that were, every fifth is.

    Taught are, whoever did it and when, those that say so, those that stand in the base and those that are labelled
    only. Where the fifth was one that gets no line, or was added with its entry, the next one is it.
    """
    data = Written(content).data if content else None
    items = value_at(data, ("questions",))
    taught = apart = 0
    for item in items if isinstance(items, list) else []:
        only = (value_at(item, ("split",)) or value_at(data, ("split",))) == "holdout"
        apart += only
        taught += only or value_at(item, ("kind",)) == KIND or version.has_line(str(value_at(item, ("ask",))))
    return (taught + 1) // APART > apart


def add_label(
    content: bytes | None, question: str, label: Label, language: str, *, apart: bool = False, batch: str = KIND
) -> Edit | None:
    """Return the edit that adds a question with its label to a file of them; a new file where `content` is None.

    None where the file has the question with this label already. `apart` keeps it for the figure alone. `batch` is the
    name that a new file gets.

    Raises:
        EditError: the question has another label, or the file has no place for it.
    """
    line = " ".join(question.split())
    if content is None:
        item = _item(line, label, language, apart=apart)
        text = f"batch: {scalar(batch)}\nsplit: tune\nquestions:\n  - {item}\n"
        return Edit(b"", text.encode("utf-8"), ((0, text),))
    written = Written(content)
    items = value_at(written.data, ("questions",))
    path = ("questions",)
    if not isinstance(items, list) or not items or written.style(path) != "-":
        raise EditError("the file of labelled questions has no list of `questions` with a `-` before each: give it one")
    for number, item in enumerate(items):
        if str(value_at(item, ("ask",))).casefold() == line.casefold():
            if _label_of(item) == label:
                return None
            place = written.positions.of(("questions", number))
            raise EditError(f"{quoted(line)} is labelled otherwise on line {place.line}: change it there")
    file_language = value_at(written.data, ("language",))
    item = _item(line, label, "" if language == file_language else language, apart=apart)
    last = written.inside(path)[-1]
    edit = written.insert((written.end_of(written.last_line(last)), f"\n{' ' * written.start(path)[1]}- {item}"))
    data = Written(edit.after).data
    added = ("questions", len(items))
    if as_read(without(data, added)) != as_read(written.data) or _label_of(value_at(data, added)) != label:
        raise EditError(f"{quoted(line)} cannot be written into this file of labelled questions: add it by hand")
    return edit


def set_apart(content: bytes, question: str) -> Edit:
    """Return the edit that lets a question of a file be labelled only.

    Raises:
        EditError: it is not there, or its layout has no place for that.
    """
    written = Written(content)
    items = value_at(written.data, ("questions",))
    for number, item in enumerate(items if isinstance(items, list) else []):
        if value_at(item, ("ask",)) != question:
            continue
        path = ("questions", number)
        last = written.inside(path)[-1]
        if written.style(path) == "{" and last in written.positions.ends:
            edit = written.insert((written.at(*written.positions.ends[last]), ", split: holdout"))
        else:
            indent = " " * written.start(path)[1]
            edit = written.insert((written.end_of(written.last_line(last)), f"\n{indent}split: holdout"))
        data = Written(edit.after).data
        added = (*path, "split")
        if as_read(without(data, added)) == as_read(written.data) and value_at(data, added) == "holdout":
            return edit
    raise EditError(
        f"{quoted(question)} cannot be labelled only in this file: write `split: holdout` beside it by hand"
    )


def relabel(content: bytes, question: str, label: Label) -> Edit:
    """Return the edit that puts another label in the place of the one that a question of a file has.

    Raises:
        EditError: it is not there, or its layout leaves no place for that.
    """
    written = Written(content)
    items = value_at(written.data, ("questions",))
    for number, item in enumerate(items if isinstance(items, list) else []):
        if value_at(item, ("ask",)) != question or not isinstance(item, dict):
            continue
        path = ("questions", number)
        old = [(*path, key) for key in _LABEL if key in item]
        spans = sorted((written.at(*written.positions.keys[each]), _end_of(written, each)) for each in old)
        between = [written.text[end:start] for (_, end), (start, _) in pairwise(spans)]
        part = ", " if written.style(path) == "{" else f"\n{' ' * written.start(path)[1]}"
        at, end = spans[0][0], spans[-1][1]
        new = part.join(_label_parts(label)).replace("\n", written.break_)
        text = written.text[:at] + new + written.text[end:]
        edit = Edit(content, text.encode("utf-8"), ((at, new),))
        data = Written(edit.after).data
        near = not any(each.strip(", \r\n") for each in between)
        if near and _label_of(value_at(data, path)) == label and _unlabelled(data) == _unlabelled(written.data):
            return edit
    raise EditError(f"the label of {quoted(question)} cannot be changed in this file: change it by hand")


def _end_of(written: Written, path: tuple[str | int, ...]) -> int:
    """Return the offset behind a label's value, a word or a list."""
    if path in written.positions.ends:
        return written.at(*written.positions.ends[path])
    inside = written.inside(path)
    end = written.at(*(written.positions.ends[inside[-1]] if inside else written.start(path)))
    return written.text.index("]", end) + 1 if written.style(path) == "[" else end


def _unlabelled(data: object) -> object:
    items = value_at(data, ("questions",))
    for number in range(len(items) if isinstance(items, list) else 0):
        for key in _LABEL:
            data = without(data, ("questions", number, key))
    return as_read(data)


def figures(version: Version, labelled: Iterable[LabelledQuestion]) -> tuple[Tally, Tally]:
    """Return what a base makes of the labelled questions: of those that may be mended by, and of those kept apart."""
    verdicts = [judge(version.knowledge, each, version.match(each.ask)) for each in labelled]
    tune = tally(each for each in verdicts if each.question.split != "holdout")
    return tune, tally(each for each in verdicts if each.question.split == "holdout")


def misses(version: Version, labelled: Sequence[LabelledQuestion]) -> list[LabelledQuestion]:
    """Return the questions to mend by that are not answered rightly, wrong answers first; none that is kept apart."""
    found = [judge(version.knowledge, each, version.match(each.ask)) for each in labelled if each.split != "holdout"]
    bad = [each for each in found if not each.good]
    return [each.question for each in sorted(bad, key=lambda each: each.verdict == "missed")]


def _item(question: str, label: Label, language: str, *, apart: bool) -> str:
    parts = [f"kind: {KIND}"]
    parts += _label_parts(label)
    parts += [f"language: {scalar(language, flow=True)}"] if language else []
    parts += ["split: holdout"] if apart else []
    escaped = question.replace("\\", "\\\\").replace('"', '\\"')
    return "{" + ", ".join([*parts, f'ask: "{escaped}"']) + "}"


def _label_parts(label: Label) -> list[str]:
    parts = [f"accept: [{_ids(label.accept)}]"] if label.accept else []
    parts += [f"abstain: {label.abstain}"] if label.abstain else []
    return [*parts, f"gaps: [{_ids(label.gaps)}]"] if label.gaps is not None else parts


def _ids(ids: Sequence[str]) -> str:
    """Return ids for a list in brackets; to YAML, `no` and `on` are no texts."""
    return ", ".join(scalar(id_, flow=True) for id_ in ids)


def _label_of(item: object) -> Label:
    def listed(key: str) -> tuple[str, ...] | None:
        value = value_at(item, (key,))
        return tuple(map(str, value)) if isinstance(value, list) else None

    abstain = value_at(item, ("abstain",))
    return Label(listed("accept") or (), abstain, listed("gaps"))  # type: ignore[arg-type]  # compared only
