"""The desk: a base with its labelled questions, what a change would change, and what was kept, to be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.curating import files
from bot.curating.labelled import Label, figures, is_apart, label_for, misses, relabel
from bot.curating.lesson import Lesson, addition, language_of, lesson, lesson_of_labelled
from bot.curating.preview import Preview, preview
from bot.curating.runs import Run, run
from bot.curating.synonyms import Synonym, synonyms
from bot.curating.versions import Version, version_of
from bot.errors import EditError
from bot.evaluation.questions import load_questions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bot.curating.drafts import Draft
    from bot.curating.history import History
    from bot.evaluation.evaluate import Tally
    from bot.evaluation.questions import Abstain, LabelledQuestion

    Progress = Callable[[int, int], None]
    """Is told how many of how many are done; what it raises ends the work."""


class Desk:
    """One base on which somebody works. Not for threads that work at the same time."""

    def __init__(
        self, base: Path, questions: Path, also: Sequence[Path] = (), *, history: History | None = None
    ) -> None:
        """Read the base, the file of its labelled questions if it is there, and others that are asked `also`.

        With a `history` what is kept can be taken back later, too.

        Raises:
            EditError: the base cannot be read.
            KnowledgeError: it is no base that the bot could use.
            ConfigError: a file of labelled questions is none.
        """
        self.base, self.questions, self._also = base, questions, tuple(also)
        self._history = history
        self.labelled: tuple[LabelledQuestion, ...] = ()
        self._kept: list[tuple[files.Kept, Version]] = []
        """What was written, and the version before it."""
        self._run: Run | None = None
        self._next: tuple[Lesson, Version] | None = None
        content = files.read(base)
        if content is None:
            raise EditError(f"{base} does not exist: give the path of a knowledge file")
        self.version = version_of(content, str(base))
        self._read_questions()

    def teach(
        self, question: str, entry_id: str = "", *, abstain: Abstain = "not_in_source", language: str = ""
    ) -> Lesson:
        """Return what it takes to teach a question, as `lesson` has it; nothing is written.

        Of the questions that were labelled before, too, every fifth of a file is labelled only.

        Raises:
            EditError: it cannot be done.
        """
        if (labelled := self._labelled(question)) is not None:
            file = self._file_of(labelled)
            apart = file if entry_id and is_apart(files.read(file), self.version) else None
            return lesson_of_labelled(self.version, self.base, labelled, entry_id, language=language, apart=apart)
        return lesson(
            self.version, self.base, self.questions, question, entry_id=entry_id, abstain=abstain, language=language
        )

    def relabel(self, labelled: LabelledQuestion, entry_id: str = "") -> Lesson:
        """Return what it takes to label a question with an entry, or else with `not_in_source`; nothing is written.

        Raises:
            EditError: it cannot be done.
        """
        label = label_for(self.version.knowledge, entry_id) if entry_id else Label(abstain="not_in_source")
        file = self._file_of(labelled)
        edit = relabel(files.read(file) or b"", labelled.ask, label)
        changes = (files.Change(file, edit.before, edit.after),)
        return Lesson(labelled.ask, label, labelled.language, False, None, edit, changes)  # noqa: FBT003

    def add(self, draft: Draft, question: str = "", *, language: str = "") -> Lesson:
        """Return what it takes to add an entry for a question, if there is one; nothing is written.

        Raises:
            EditError: it cannot be done.
        """
        return addition(self.version, self.base, self.questions, draft, question, language=language)

    def language_of(self, question: str) -> str:
        """Return the language of the story that a question is in, the first where it does not tell."""
        return language_of(self.version, question)

    def after(self, planned: Lesson) -> Version:
        """Return the base as it would be.

        Raises:
            KnowledgeError: the loader would refuse it; every problem.
        """
        if planned.edit is None:
            return self.version
        if self._next is None or self._next[0] is not planned:
            self._next = planned, version_of(planned.edit.after, str(self.base))
        return self._next[1]

    def preview(self, planned: Lesson, *, near_only: bool = False, progress: Progress | None = None) -> Preview:
        """Return what would be answered differently, as `preview.preview` does.

        Raises:
            KnowledgeError: as `after`.
        """
        return preview(
            self.version,
            self.after(planned),
            self.labelled,
            question=planned.question,
            near_only=near_only,
            progress=progress,
        )

    def keep(self, planned: Lesson) -> None:
        """Write what was planned, and go on from there.

        Raises:
            EditError: a file was changed meanwhile or cannot be written, or the notes of changes cannot be read;
                nothing is changed.
            KnowledgeError: as `after`.
        """
        after = self.after(planned)
        with files.alone_in(self.base.resolve().parent):
            if self._history is not None:
                self._history.check()
            self._kept.append((files.keep(planned.changes), self.version))
            self.version = after
            if self._history is not None:
                self._history.push(self._kept[-1][0])
        self._read_questions()

    def undo(self) -> bool:
        """Take back what was kept last; False where nothing is left to be taken back.

        Raises:
            EditError: a file was changed since; nothing is changed.
        """
        with files.alone_in(self.base.resolve().parent):
            if (last := self.last) is None:
                return False
            files.undo(last)
            if self._history is not None:
                self._history.pop()
        if self._kept:
            self.version = self._kept.pop()[1]
        self.look_again()
        return True

    @property
    def last(self) -> files.Kept | None:
        """What `undo` would take back.

        Raises:
            EditError: of what was kept before this desk was opened, a file was changed since.
        """
        if self._kept:
            return self._kept[-1][0]
        return None if self._history is None else self._history.last()

    @property
    def kept(self) -> int:
        """How much can be taken back, one after the other."""
        return len(self._kept)

    def look_again(self) -> None:
        """Go on from what the files hold now; what was kept before can be taken back no more where it was changed.

        Raises:
            EditError, KnowledgeError, ConfigError: as when the desk was opened; then it stays as it was.
        """
        content = files.read(self.base)
        if content is None:
            raise EditError(f"{self.base} does not exist any more")
        if content != self.version.content:
            self.version = version_of(content, str(self.base))
            self._kept.clear()
        self._read_questions()

    def misses(self) -> list[LabelledQuestion]:
        """Return the labelled questions to mend by that are not answered rightly."""
        return misses(self.version, self.labelled)

    def labelled_now(self, question: LabelledQuestion) -> LabelledQuestion:
        """Return a labelled question as its file has it now."""
        return self._labelled(question.ask) or question

    def is_missed(self, question: LabelledQuestion) -> bool:
        """Say whether one question is not answered rightly now."""
        return bool(misses(self.version, [question]))

    def figures(self) -> tuple[Tally, Tally]:
        """Return what becomes of the labelled questions: of those to mend by, and of those that are labelled only."""
        return figures(self.version, self.labelled)

    def run(self, *, progress: Progress | None = None) -> Run:
        """Ask all labelled questions and compare with the last run at this desk."""
        self._run = run(self.version, self.labelled, self._run, progress=progress)
        return self._run

    def synonyms(self, *, progress: Progress | None = None) -> list[Synonym]:
        """Return unknown words of several missed questions with the place where each would mend most."""
        return synonyms(self.version, self.labelled, progress=progress)

    def synonym(self, found: Synonym) -> Lesson:
        """Return what it takes to keep a synonym that was found in this version; nothing is written."""
        changes = (files.Change(self.base, found.edit.before, found.edit.after),)
        return Lesson(found.mends[0], Label(), found.language, False, found.edit, None, changes)  # noqa: FBT003

    def _labelled(self, question: str) -> LabelledQuestion | None:
        asked = " ".join(question.split()).casefold()
        return next((each for each in self.labelled if each.ask.casefold() == asked), None)

    def _file_of(self, labelled: LabelledQuestion) -> Path:
        return next(path for path in self._files() if labelled in load_questions([path]))

    def _files(self) -> list[Path]:
        """Return the files of labelled questions, those in folders one by one."""
        own = [self.questions] if self.questions.exists() else []
        others = [file for path in self._also for file in (sorted(path.glob("*.yaml")) if path.is_dir() else [path])]
        return [*own, *(path for path in others if path.resolve() != self.questions.resolve())]

    def _read_questions(self) -> None:
        self.labelled = load_questions(self._files())
