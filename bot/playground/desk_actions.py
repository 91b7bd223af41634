"""The curator's desk: from a wrong reply to a change of the base, shown before it is made and taken back at will.

Only the named knowledge file and the labelled questions beside it are ever written. One thing is done at a time; what
takes long runs in a thread, tells the page how far it is, and ends where something else is begun.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from bot.curating.desk import Desk
from bot.curating.drafts import Draft, draft_of
from bot.curating.labelled import questions_file
from bot.errors import BotError, KnowledgeError
from bot.knowledge.model import Status
from bot.playground.desk_json import (
    choices_as_json,
    draft_as_json,
    lesson_as_json,
    preview_as_json,
    run_as_json,
    synonym_as_json,
)
from bot.playground.unanswered import unanswered_in
from bot.playground.wanted import Begin, NewEntry, Nothing, Numbered, RefusedError, Teach
from bot.playground.works import Works

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
    from pathlib import Path

    from bot.curating.lesson import Lesson
    from bot.curating.synonyms import Synonym
    from bot.playground.base import Base
    from bot.playground.standin.model import Json
    from bot.playground.wanted import Wanted
    from bot.playground.works import Progress


class DeskActions:
    """Propose, preview, keep and take back changes of the watched base; `tell` gets the news of works under way."""

    def __init__(self, base: Base, tell: Callable[[Json], None], report: Path | None = None) -> None:
        self._path = base.path
        self._works = Works(tell)
        self._report = report
        self._desk: Desk | None = None
        self._proposed: tuple[int, Lesson] | None = None
        self._found: list[Synonym] = []
        self._one_at_a_time = asyncio.Lock()

    async def teach(self, wanted: Teach) -> Json:
        """Propose what it takes that a question is answered rightly, and begin to find out what else that changes."""
        async with self._at_work() as desk:
            planned = await asyncio.to_thread(
                desk.teach, wanted.question, wanted.entry, abstain=wanted.abstain, language=wanted.language
            )
            await asyncio.to_thread(desk.after, planned)
            return await self._propose(desk, planned)

    async def draft(self, wanted: Begin) -> Json:
        """Begin a new entry: what can be said of it without its author, and what there is to choose from."""
        async with self._at_work() as desk:
            knowledge = desk.version.knowledge
            language = wanted.language or desk.language_of(wanted.question)
            return {
                "draft": draft_as_json(draft_of(knowledge, wanted.section, wanted.question, language)),
                **choices_as_json(knowledge),
                "statuses": [each.value for each in Status],
            }

    async def entry(self, wanted: NewEntry) -> Json:
        """Propose a new entry; where it is not valid yet, say why, as `check` would."""
        paragraphs = tuple(int(each) for each in wanted.paragraph.replace(",", " ").split())
        lines = {code: [line.strip() for line in block.splitlines()] for code, block in wanted.questions.items()}
        questions = {code: tuple(line for line in of_code if line) for code, of_code in lines.items()}
        given = wanted.model_dump(exclude={"question", "language"})
        listed = {key: tuple(given[key].replace(",", " ").split()) for key in ("about", "nearest")}
        flags = {key: bool(given[key]) for key in ("expected", "off_topic")}
        draft = Draft(**given | listed | flags | {"paragraph": paragraphs, "questions": questions})
        async with self._at_work() as desk:
            planned = await asyncio.to_thread(desk.add, draft, wanted.question, language=wanted.language)
            try:
                await asyncio.to_thread(desk.after, planned)
            except KnowledgeError as error:
                return {"number": None, "problems": [f"{each.message}; {each.advice}" for each in error.problems]}
            return await self._propose(desk, planned)

    async def keep(self, wanted: Numbered) -> Json:
        """Write a proposal to its files, unless one of them was changed meanwhile."""
        async with self._one_at_a_time:
            if self._desk is None or self._proposed is None or self._proposed[0] != wanted.number:
                raise RefusedError("this proposal was replaced by a newer one: show the change again")
            await self._works.end()
            with _told():
                await asyncio.to_thread(self._desk.keep, self._proposed[1])
            self._proposed = None
            return {"kept": self._desk.kept}

    async def undo(self, _: Nothing) -> Json:
        """Take back what was kept last, unless a file was changed since."""
        async with self._one_at_a_time:
            await self._works.end()
            with _told():
                if self._desk is None or not await asyncio.to_thread(self._desk.undo):
                    raise RefusedError("there is nothing to take back")
            return {"kept": self._desk.kept}

    async def discard(self, _: Nothing) -> Json:
        """Drop the proposal and what is under way."""
        async with self._one_at_a_time:
            await self._works.end()
            self._proposed = None
            return {}

    async def measure(self, _: Nothing) -> Json:
        """Begin to ask all labelled questions; how far it is and what came of it is told."""
        async with self._at_work() as desk:
            total = len(desk.labelled)
            answer: Json = {"number": None, "total": total, "file": questions_file(self._path).name}

            def work(progress: Progress) -> Json:
                return {"run": run_as_json(desk.run(progress=progress))}

            return answer | {"number": await self._works.begin(work)} if total else answer

    async def search(self, _: Nothing) -> Json:
        """Begin to look for unknown words that several missed questions share."""
        async with self._at_work() as desk:

            def work(progress: Progress) -> Json:
                self._found = desk.synonyms(progress=progress)
                return {"synonyms": [synonym_as_json(each) for each in self._found]}

            return {"number": await self._works.begin(work)}

    async def synonym(self, wanted: Numbered) -> Json:
        """Propose a synonym that was found."""
        async with self._at_work() as desk:
            found = self._found[wanted.number] if 0 <= wanted.number < len(self._found) else None
            if found is None or found.edit.before != desk.version.content:
                raise RefusedError("search again: this was found in an older version")
            planned = desk.synonym(found)
            await asyncio.to_thread(desk.after, planned)
            return await self._propose(desk, planned)

    async def unanswered(self, _: Nothing) -> Json:
        """List what several people asked in vain, where there is a report; say how much can be undone."""
        with _told():
            found = await asyncio.to_thread(unanswered_in, self._report)
        return found | {"kept": self._desk.kept if self._desk is not None else 0}

    async def close(self) -> None:
        """End what is under way."""
        await self._works.end()

    @contextlib.asynccontextmanager
    async def _at_work(self) -> AsyncIterator[Desk]:
        """Yield the desk with the files as they are now: what was written may not be in force yet."""
        async with self._one_at_a_time:
            await self._works.end()
            with _told():
                if self._desk is None:
                    self._desk = await asyncio.to_thread(Desk, self._path, questions_file(self._path))
                else:
                    await asyncio.to_thread(self._desk.look_again)
                yield self._desk

    async def _propose(self, desk: Desk, planned: Lesson) -> Json:
        def work(progress: Progress) -> Json:
            if planned.edit is None:
                return {"preview": None}
            return {"preview": preview_as_json(desk.preview(planned, progress=progress))}

        number = await self._works.begin(work)
        self._proposed = number, planned
        return {"number": number, "problems": [], **lesson_as_json(planned)}


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Refuse with the reason what cannot be done."""
    try:
        yield
    except BotError as error:
        raise RefusedError(str(error)) from None


DESK: dict[str, tuple[type[Wanted], Callable[..., Awaitable[Json]]]] = {
    "teach": (Teach, DeskActions.teach),
    "draft": (Begin, DeskActions.draft),
    "add": (NewEntry, DeskActions.entry),
    "keep": (Numbered, DeskActions.keep),
    "undo": (Nothing, DeskActions.undo),
    "discard": (Nothing, DeskActions.discard),
    "measure": (Nothing, DeskActions.measure),
    "search": (Nothing, DeskActions.search),
    "synonym": (Numbered, DeskActions.synonym),
    "unanswered": (Nothing, DeskActions.unanswered),
}
"""What the page may ask of the desk: each action with what it takes."""
