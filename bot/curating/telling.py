"""What a curator is told at the terminal: a change, what it changes, figures. English, like all tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.curating.labelled import APART
from bot.curating.written import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.curating.files import Kept
    from bot.curating.lesson import Lesson
    from bot.curating.preview import Changed, Preview
    from bot.curating.synonyms import Synonym
    from bot.evaluation.evaluate import Tally
    from bot.knowledge.model import Knowledge

MOST_CHANGES = 12
"""Changes that are written out; of the others the number is told."""


def tell_lesson(lesson: Lesson) -> str:
    """Return the lines that would be written, to which file, and why there may be none."""
    lines: list[str] = []
    for change, edit in _written(lesson):
        diff = edit.diff(change).splitlines()[2:]
        lines += [f"{change}:", *(f"  {line}" for line in diff)]
    if lesson.apart:
        lines.append(f"One question of {APART} is labelled only: it gets no line, and its figure is what counts.")
    return "\n".join(lines or ["There is nothing to write: the question has this label already."])


def _written(lesson: Lesson) -> Iterator[tuple[str, Edit]]:
    edits = [edit for edit in (lesson.edit, lesson.label_edit) if edit is not None]
    for change, edit in zip(lesson.changes, edits, strict=True):
        yield str(change.path), edit


def tell_undo(kept: Kept) -> str:
    """Return what taking back would change, file by file."""
    lines: list[str] = []
    for change in kept.changes:
        diff = Edit(change.after or b"", change.before or b"", ()).diff().splitlines()[2:]
        lines += [f"{change.path}:", *(f"  {line}" for line in diff)]
    return "\n".join(lines)


def tell_preview(preview: Preview) -> str:
    """Return what is answered differently, worse ones first, and what is still missed nearby."""
    lines = [f"Asked {_of(preview)} before and after: {_counts(preview)}."]
    lines += [line for change in preview.changes[:MOST_CHANGES] for line in _changed(change)]
    if left_out := len(preview.changes) - MOST_CHANGES:
        lines += [f"  and {left_out} more"] if left_out > 0 else []
    if preview.apart:
        apart = ", ".join(f"{number} {effect}" for effect, number in preview.apart.items())
        lines.append(f"Of the questions that are labelled only: {apart}.")
    if preview.missed:
        lines.append("A line mends its own question and little else. Still missed, the nearest first:")
        lines += [f"  {question.ask}" for question in preview.missed]
    return "\n".join(lines)


def tell_synonym(synonym: Synonym) -> str:
    """Return where an unknown word would stand in the thesaurus, and what that would mend."""
    beside = f" beside '{synonym.beside}'" if synonym.beside else ""
    head = f"'{synonym.word}' is unknown; in the group {synonym.group}{beside} it would mend {len(synonym.mends)}:"
    hurts = [f"  worse: {each}" for each in synonym.hurts]
    return "\n".join([head, *(f"  {each}" for each in synonym.mends), *hurts])


def tell_figures(tune: Tally, apart: Tally) -> str:
    """Return the figures of the labelled questions, those that are labelled only apart."""
    return "\n".join([f"labelled questions: {_figure(tune)}", f"labelled only:      {_figure(apart)}"])


def text_of(knowledge: Knowledge, entry_id: str, language: str) -> str:
    """Return what an entry says, in a language of the story."""
    texts = knowledge.by_id[entry_id].text
    return texts.get(language) or next(iter(texts.values()))


def _figure(tally: Tally) -> str:
    good, asked = tally.right + tally.abstained, tally.answerable + tally.must_abstain
    if not asked:
        return "none"
    bad = tally.wrong + tally.false_answers
    return f"{good} of {asked} good, {bad} answered wrongly, {tally.missed} missed"


def _of(preview: Preview) -> str:
    if preview.complete:
        return f"all {preview.total} questions"
    return f"the {preview.asked} nearest of {preview.total} questions"


def _counts(preview: Preview) -> str:
    worse, better = len(preview.worse), len(preview.better)
    return f"worse {worse}, better {better}, otherwise {len(preview.changes) - worse - better}"


def _changed(change: Changed) -> Iterator[str]:
    mark = "-" if change.effect.worse else "+" if change.effect.better else " "
    yield f"  {mark} {change.question.ask}  ({change.effect})"
    yield f"      {change.before} -> {change.after}"
