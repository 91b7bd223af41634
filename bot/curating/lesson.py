"""One act of teaching: a question, what a right reply is, the line written for it and the label that is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.curating.drafts import add_entry
from bot.curating.edits import add_question
from bot.curating.files import Change, read
from bot.curating.labelled import Label, add_label, is_apart, label_for, set_apart
from bot.errors import EditError
from bot.knowledge.characters import quoted

if TYPE_CHECKING:
    from pathlib import Path

    from bot.curating.drafts import Draft
    from bot.curating.versions import Version
    from bot.curating.written import Edit
    from bot.evaluation.questions import Abstain, LabelledQuestion


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
) -> Lesson:
    """Return what it takes to teach a question: to be answered by an entry, or, without one, to be abstained from.

    `version` is the base as it stands in the file `base`; `questions` is the file of labelled questions, whether it is
    there or not. `language` is that of the question where it does not tell. Every fifth question is labelled only,
    unless it was labelled before.

    Raises:
        EditError: there is no such entry, the question stands in it or in another, or a file leaves no place for it.
    """
    known = version.knowledge
    if entry_id and (owner := version.by_its_words(question)) not in (None, entry_id):
        raise EditError(
            f"{quoted(question)} is a question of {owner}, which it would still get: take it out there first"
        )
    language = language or language_of(version, question)
    if language not in known.story.languages:
        raise EditError(f"this base does not speak {language!r}: choose one of {', '.join(known.story.languages)}")
    label = label_for(known, entry_id) if entry_id else Label(abstain=abstain)
    saved = read(questions)
    apart = bool(entry_id) and is_apart(saved, version)
    label_edit = add_label(saved, question, label, language, apart=apart, batch=known.story.id)
    apart = apart and label_edit is not None
    edit = add_question(version.content, entry_id, question, language) if entry_id and not apart else None
    changes = []
    if edit is not None:
        changes.append(Change(base, edit.before, edit.after))
    if label_edit is not None:
        changes.append(Change(questions, saved, label_edit.after))
    return Lesson(question, label, language, apart, edit, label_edit, tuple(changes))


def agrees(version: Version, labelled: LabelledQuestion, entry_id: str) -> bool:
    """Say whether an entry, or without one an abstention, is what a question is labelled with.

    Raises:
        EditError: there is no such entry.
    """
    if entry_id and label_for(version.knowledge, entry_id).abstain is not None:
        return labelled.abstain is not None and (labelled.gaps is None or entry_id in labelled.gaps)
    return entry_id in labelled.accept if entry_id else labelled.abstain is not None


def tell_label(labelled: LabelledQuestion) -> str:
    """Return what a question is labelled with, as it is written."""
    return ", ".join(labelled.codes or sorted(labelled.gaps or ())) or str(labelled.abstain)


def lesson_of_labelled(
    version: Version, base: Path, labelled: LabelledQuestion, entry_id: str, *, language: str, apart: Path | None
) -> Lesson:
    """Return what it takes to teach a question that is labelled already: its line alone.

    With `apart`, the file in which it stands, it is labelled only from then on. `version`, `base` and `language` are as
    in `lesson`.

    Raises:
        EditError: its label is another one, it is labelled only, or a file leaves no place.
    """
    label = label_for(version.knowledge, entry_id) if entry_id else Label(abstain=labelled.abstain)
    if not agrees(version, labelled, entry_id):
        otherwise = f"this question is labelled otherwise ({tell_label(labelled)})"
        raise EditError(f"{otherwise}: change its label in its file, or in a walk, `talks-bot teach --misses`")
    if labelled.split == "holdout":
        raise EditError("this question is labelled only: no line is written for it, or its figure would say nothing")
    language = language or language_of(version, labelled.ask)
    if apart is not None:
        saved = read(apart)
        kept = set_apart(saved or b"", labelled.ask)
        only = Change(apart, saved, kept.after)
        return Lesson(labelled.ask, label, language, apart=True, edit=None, label_edit=kept, changes=(only,))
    edit = add_question(version.content, entry_id, labelled.ask, language) if entry_id else None
    changes = () if edit is None else (Change(base, edit.before, edit.after),)
    return Lesson(labelled.ask, label, language, apart=False, edit=edit, label_edit=None, changes=changes)


def addition(version: Version, base: Path, questions: Path, draft: Draft, question: str, *, language: str) -> Lesson:
    """Return what it takes to add an entry, and to label the question for which it is added, if there is one.

    `version`, `base`, `questions` and `language` are as in `lesson`.

    Raises:
        EditError: a file leaves no place for it; whether the entry is right, the loader says of `edit.after`.
    """
    edit = add_entry(version.content, draft)
    gap = draft.section == "gaps"
    abstain: Abstain | None = ("off_topic" if draft.off_topic else "not_in_source") if gap else None
    label = Label(abstain=abstain, gaps=(draft.id,)) if gap else Label(accept=(draft.id,))
    language = language or language_of(version, question)
    changes = [Change(base, edit.before, edit.after)]
    label_edit = None
    if question:
        saved = read(questions)
        label_edit = add_label(saved, question, label, language, batch=version.knowledge.story.id)
        if label_edit is not None:
            changes.append(Change(questions, saved, label_edit.after))
    return Lesson(question, label, language, apart=False, edit=edit, label_edit=label_edit, changes=tuple(changes))


def language_of(version: Version, question: str) -> str:
    """Return the language that a question is in, the story's first where it does not tell."""
    languages = version.knowledge.story.languages
    return next((each for each in version.match(question).languages if each in languages), languages[0])
