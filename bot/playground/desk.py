"""The curator's desk: from a wrong reply to a change of the base, shown before it is made and taken back at will.

Only the named knowledge file and the labelled questions beside it are ever written. What takes long runs in a thread,
one work at a time, and tells the page how far it is; a newer work ends the one before.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from bot.curating import files
from bot.curating.drafts import Draft, add_entry, draft_of
from bot.curating.labelled import questions_file
from bot.curating.lesson import lesson
from bot.curating.preview import preview
from bot.curating.synonyms import synonyms
from bot.curating.versions import Version, version_of
from bot.errors import BotError, KnowledgeError
from bot.evaluation.questions import load_questions
from bot.knowledge.model import Status
from bot.playground.desk_json import (
    choices_as_json,
    diffs_as_json,
    draft_as_json,
    lesson_as_json,
    preview_as_json,
    synonym_as_json,
)
from bot.playground.desk_wanted import Begin, Entry, Teach, Which
from bot.playground.measuring import Run, measured, run_as_json
from bot.playground.unanswered import unanswered_in
from bot.playground.wanted import Nothing, RefusedError
from bot.playground.works import Works

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from pathlib import Path

    from bot.curating.synonyms import Synonym
    from bot.evaluation.questions import LabelledQuestion
    from bot.playground.base import Base
    from bot.playground.standin.model import Json
    from bot.playground.wanted import Wanted
    from bot.playground.works import Progress


class Desk:
    """Propose, preview, keep and take back changes of the watched base; `tell` gets the news of works under way."""

    def __init__(self, base: Base, tell: Callable[[Json], None], report: Path | None = None) -> None:
        self._base = base
        self._works = Works(tell)
        self._report = report
        self._version: Version | None = None
        self._proposal: tuple[int, tuple[files.Change, ...], Version | None] | None = None
        self._kept: list[files.Kept] = []
        self._found: list[Synonym] = []
        self._last_run: Run | None = None
        self._one_at_a_time = asyncio.Lock()

    async def teach(self, wanted: Teach) -> Json:
        """Propose what it takes that a question is answered rightly, and begin to find out what else that changes."""
        before = await self._present()
        with _told():
            taught = await asyncio.to_thread(
                lesson,
                before,
                self._base.path,
                self._questions,
                wanted.question,
                entry_id=wanted.entry,
                abstain=wanted.abstain,
                language=wanted.language,
            )
        after = None if taught.edit is None else await self._read(taught.edit.after)
        number = await self._propose(taught.changes, before, after, wanted.question)
        return {"number": number, **lesson_as_json(taught)}

    async def draft(self, wanted: Begin) -> Json:
        """Begin a new entry: what can be said of it without its author, and what there is to choose from."""
        knowledge = (await self._present()).knowledge
        language = wanted.language or knowledge.story.languages[0]
        with _told():
            return {
                "draft": draft_as_json(draft_of(knowledge, wanted.section, wanted.question, language)),
                **choices_as_json(knowledge),
                "statuses": [each.value for each in Status],
            }

    async def entry(self, wanted: Entry) -> Json:
        """Propose a new entry; where it is not valid yet, say why, as `check` would."""
        before = await self._present()
        paragraphs = tuple(int(each) for each in wanted.paragraph.replace(",", " ").split())
        questions = {
            code: tuple(filter(None, map(str.strip, block.splitlines()))) for code, block in wanted.questions.items()
        }
        filled = wanted.model_dump() | {"paragraph": paragraphs, "questions": questions}
        with _told():
            edit = await asyncio.to_thread(add_entry, before.content, Draft(**filled))
        try:
            after = await asyncio.to_thread(version_of, edit.after, self._base.path.name)
        except KnowledgeError as error:
            return {"number": None, "problems": [f"{each.message}; {each.advice}" for each in error.problems]}
        changes = (files.Change(self._base.path, edit.before, edit.after),)
        number = await self._propose(changes, before, after, "")
        return {"number": number, "problems": [], "diffs": diffs_as_json(((self._base.path.name, edit),))}

    async def keep(self, wanted: Which) -> Json:
        """Write a proposal to its files, unless one of them was changed meanwhile."""
        if self._proposal is None or self._proposal[0] != wanted.number:
            raise RefusedError("this proposal was replaced by a newer one")
        _, changes, after = self._proposal
        with _told():
            self._kept.append(await asyncio.to_thread(files.keep, changes))
        self._proposal = None
        if after is not None:
            self._version = after
        return {"kept": len(self._kept)}

    async def undo(self, _: Nothing) -> Json:
        """Take back what was kept last, unless a file was changed since."""
        if not self._kept:
            raise RefusedError("there is nothing to take back")
        with _told():
            await asyncio.to_thread(files.undo, self._kept[-1])
        self._kept.pop()
        return {"kept": len(self._kept)}

    async def discard(self, _: Nothing) -> Json:
        """Drop the proposal and what is under way."""
        self._proposal = None
        await self._works.end()
        return {}

    async def measure(self, _: Nothing) -> Json:
        """Begin to ask all labelled questions; how far it is and what came of it is told."""
        version, labelled = await self._present(), await self._labelled()
        last = self._last_run

        def work(progress: Progress) -> Json:
            run = measured(version, labelled, progress)
            if labelled:
                self._last_run = run
            return {"run": run_as_json(run, last)}

        number = await self._works.begin(work)
        return {"number": number, "total": len(labelled), "file": self._questions.name}

    async def search(self, _: Nothing) -> Json:
        """Begin to look for unknown words that several missed questions share."""
        version, labelled = await self._present(), await self._labelled()

        def work(progress: Progress) -> Json:
            self._found = synonyms(version, labelled, progress=progress)
            return {"synonyms": [synonym_as_json(each) for each in self._found]}

        return {"number": await self._works.begin(work)}

    async def synonym(self, wanted: Which) -> Json:
        """Propose a synonym that was found."""
        if not 0 <= wanted.number < len(self._found):
            raise RefusedError("search again: this was found in an older version")
        found, before = self._found[wanted.number], await self._present()
        if found.edit.before != before.content:
            raise RefusedError("search again: the base was changed meanwhile")
        after = await self._read(found.edit.after)
        changes = (files.Change(self._base.path, found.edit.before, found.edit.after),)
        number = await self._propose(changes, before, after, found.mends[0])
        return {"number": number, "diffs": diffs_as_json(((self._base.path.name, found.edit),))}

    async def unanswered(self, _: Nothing) -> Json:
        """List what several people asked in vain, where there is a report; say how much can be undone."""
        with _told():
            return await asyncio.to_thread(unanswered_in, self._report) | {"kept": len(self._kept)}

    async def close(self) -> None:
        """End what is under way."""
        await self._works.end()

    @property
    def _questions(self) -> Path:
        return questions_file(self._base.path)

    async def _labelled(self) -> tuple[LabelledQuestion, ...]:
        if not self._questions.exists():
            return ()
        with _told():
            return await asyncio.to_thread(load_questions, [self._questions])

    async def _present(self) -> Version:
        """Return the base as it stands in its file: what was written a moment ago may not be in force yet.

        What is under way ends: a version is asked by one work at a time.
        """
        await self._works.end()
        with _told():
            content = await asyncio.to_thread(files.read, self._base.path)
        async with self._one_at_a_time:
            if self._version is None or self._version.content != content:
                self._version = await self._read(content or b"")
        return self._version

    async def _read(self, content: bytes) -> Version:
        with _told():
            return await asyncio.to_thread(version_of, content, self._base.path.name)

    async def _propose(
        self, changes: tuple[files.Change, ...], before: Version, after: Version | None, question: str
    ) -> int:
        labelled = await self._labelled()

        def work(progress: Progress) -> Json:
            if after is None:
                return {"preview": None}
            told = preview(before, after, labelled, question=question, progress=progress)
            return {"preview": preview_as_json(told)}

        number = await self._works.begin(work)
        self._proposal = (number, changes, after)
        return number


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Refuse with the reason what cannot be done."""
    try:
        yield
    except BotError as error:
        raise RefusedError(str(error)) from None


DESK: dict[str, tuple[type[Wanted], Callable[..., Awaitable[Json]]]] = {
    "teach": (Teach, Desk.teach),
    "draft": (Begin, Desk.draft),
    "add": (Entry, Desk.entry),
    "keep": (Which, Desk.keep),
    "undo": (Nothing, Desk.undo),
    "discard": (Nothing, Desk.discard),
    "measure": (Nothing, Desk.measure),
    "search": (Nothing, Desk.search),
    "synonym": (Which, Desk.synonym),
    "unanswered": (Nothing, Desk.unanswered),
}
"""What the page may ask of the desk: each action with what it takes."""
