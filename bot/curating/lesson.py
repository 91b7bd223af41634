"""One act of teaching: a question, what a right reply is, the line written for it and the label that is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.curating.edits import add_question
from bot.curating.files import Change, read
from bot.curating.labelled import Label, add_label, is_apart, label_for
from bot.errors import EditError

if TYPE_CHECKING:
    from pathlib import Path

    from bot.curating.versions import Version
    from bot.curating.written import Edit
    from bot.evaluation.questions import Abstain


@dataclass(frozen=True, slots=True)
class Lesson:
    """What teaching a question would write.

    `edit` is that of the base, None where it gets no line: the bot is to abstain, or the question is labelled only
    (`apart`). `label_edit` is that of the labelled questions, None where they have it already. `changes` are what
    `files.keep` writes; there are none where there is nothing to do.
    """

    question: str
    label: Label
    language: str
    apart: bool
    edit: Edit | None
    label_edit: Edit | None
    changes: tuple[Change, ...]


def lesson(
    version: Version,
    base: Path,
    questions: Path,
    question: str,
    *,
    entry_id: str = "",
    abstain: Abstain = "not_in_source",
    language: str = "",
    may_be_apart: bool = True,
) -> Lesson:
    """Return what it takes to teach a question: to be answered by an entry, or, without one, to be abstained from.

    `version` is the base as it stands in the file `base`; `questions` is the file of labelled questions, whether it is
    there or not. `language` is that of the question where it does not tell. Every fifth question is labelled only,
    unless it was labelled before or `may_be_apart` is false.

    Raises:
        EditError: there is no such entry, the question stands in it, or a file leaves no place for it.
    """
    known = version.knowledge
    language = language or _language_of(version, question)
    if language not in known.story.languages:
        raise EditError(f"this base does not speak {language!r}: choose one of {', '.join(known.story.languages)}")
    label = label_for(known, entry_id) if entry_id else Label(abstain=abstain)
    saved = read(questions)
    apart = bool(entry_id) and may_be_apart and is_apart(saved)
    label_edit = add_label(saved, question, label, language, apart=apart, batch=known.story.id)
    apart = apart and label_edit is not None
    edit = add_question(version.content, entry_id, question, language) if entry_id and not apart else None
    changes = []
    if edit is not None:
        changes.append(Change(base, edit.before, edit.after))
    if label_edit is not None:
        changes.append(Change(questions, saved, label_edit.after))
    return Lesson(question, label, language, apart, edit, label_edit, tuple(changes))


def _language_of(version: Version, question: str) -> str:
    """Return the language that a question is in, the story's first where it does not tell."""
    languages = version.knowledge.story.languages
    return next((each for each in version.match(question).languages if each in languages), languages[0])
