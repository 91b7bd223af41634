"""The curator's desk: from a wrong reply to a change of the base, shown before it is made and taken back at will.

Only the named knowledge file and the labelled questions beside it are ever written. What takes long runs in a thread,
one work at a time, and tells the page how far it is; a newer work ends the one before.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

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
from bot.playground.measuring import Run, measured, run_as_json
from bot.playground.unanswered import unanswered_in
from bot.playground.wanted import Nothing, RefusedError, Text, Wanted

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from pathlib import Path

    from bot.curating.synonyms import Synonym
    from bot.evaluation.questions import LabelledQuestion
    from bot.playground.base import Base
    from bot.playground.standin.model import Json

    Progress = Callable[[int, int], None]

_log = logging.getLogger(__name__)
Line = Annotated[str, Field(max_length=1000)]
Id = Annotated[str, Field(max_length=40)]


class Teach(Wanted):
    """A question, and the entry that is right for it; without one the bot is to abstain. `language` may be told."""

    question: Text
    entry: Id = ""
    abstain: Literal["not_in_source", "off_topic", "unclear"] = "not_in_source"
    language: Annotated[str, Field(max_length=3)] = ""


class Begin(Wanted):
    """What a new entry is to answer."""

    question: Text
    section: Literal["facts", "gaps"]
    language: Annotated[str, Field(max_length=3)] = ""


class Entry(Wanted):
    """A new entry as it was filled in; keys that are empty are left out. Questions are lines, by language."""

    section: Literal["facts", "gaps"]
    id: Id
    text: dict[str, Line]
    questions: dict[str, Line]
    source: Id = ""
    document: Id = ""
    paragraph: Annotated[str, Field(max_length=100, pattern=r"^[\d, ]*$")] = ""
    status: Literal["", "statement", "report", "announcement", "background"] = ""
    topic: Id = ""
    date: Annotated[str, Field(max_length=10)] = ""


class Which(Wanted):
    """A proposal, or a synonym of the last search, by its number."""

    number: int


class Desk:
    """Propose, preview, keep and take back changes of the watched base; `tell` gets the news of works under way."""

    def __init__(self, base: Base, tell: Callable[[Json], None], report: Path | None = None) -> None:
        self._base = base
        self._tell = tell
        self._report = report
        self._version: Version | None = None
        self._proposal: tuple[int, tuple[files.Change, ...], Version | None] | None = None
        self._count = 0
        self._kept: list[files.Kept] = []
        self._found: list[Synonym] = []
        self._last_run: Run | None = None
        self._work: asyncio.Task[None] | None = None
        self._stopped = False
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
        await self._end_work()
        return {}

    async def measure(self, _: Nothing) -> Json:
        """Begin to ask all labelled questions; how far it is and what came of it is told."""
        version, labelled = await self._present(), await self._labelled()
        self._count += 1
        number, last = self._count, self._last_run

        def work(progress: Progress) -> Json:
            run = measured(version, labelled, progress)
            self._last_run = run
            return {"run": run_as_json(run, last)}

        await self._begin(number, work)
        return {"number": number, "total": len(labelled), "file": self._questions.name}

    async def search(self, _: Nothing) -> Json:
        """Begin to look for unknown words that several missed questions share."""
        version, labelled = await self._present(), await self._labelled()
        self._count += 1
        number = self._count

        def work(progress: Progress) -> Json:
            self._found = synonyms(version, labelled, progress=progress)
            return {"synonyms": [synonym_as_json(each) for each in self._found]}

        await self._begin(number, work)
        return {"number": number}

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
        """List what several people asked in vain, where the playground was given a report."""
        with _told():
            return await asyncio.to_thread(unanswered_in, self._report)

    async def close(self) -> None:
        """End what is under way."""
        await self._end_work()

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
        await self._end_work()
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
        self._count += 1
        number = self._count
        self._proposal = (number, changes, after)

        def work(progress: Progress) -> Json:
            if after is None:
                return {"preview": None}
            told = preview(before, after, labelled, question=question, progress=progress)
            return {"preview": preview_as_json(told)}

        await self._begin(number, work)
        return number

    async def _begin(self, number: int, work: Callable[[Progress], Json]) -> None:
        await self._end_work()
        self._stopped = False
        progress = self._progress(number)

        async def run() -> None:
            try:
                self._tell({"number": number, **await asyncio.to_thread(work, progress)})
            except _StoppedError:
                pass
            except BotError as error:
                self._tell({"number": number, "failed": str(error)})
            except Exception:  # noqa: BLE001 - the page is told rather than left waiting
                _log.exception("A work of the desk failed")
                self._tell({"number": number, "failed": "this could not be done: the playground's log says why"})

        self._work = asyncio.create_task(run())

    async def _end_work(self) -> None:
        if self._work is not None:
            self._stopped = True
            await asyncio.wait({self._work})
            self._work = None

    def _progress(self, number: int) -> Progress:
        """Return what a work in a thread tells of its progress, some hundred times in all; it ends what is stopped."""
        loop = asyncio.get_running_loop()

        def progress(done: int, total: int) -> None:
            if self._stopped:
                raise _StoppedError
            if done == total or done % max(1, total // 100) == 0:
                loop.call_soon_threadsafe(self._tell, {"number": number, "done": done, "total": total})

        return progress


class _StoppedError(Exception):
    """A newer work has begun."""


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
