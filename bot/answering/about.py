"""What the bot says of itself, of its base and of the last question: /start, /ask, /about, /sources, /why, /privacy."""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from bot.answering.browsing import UnknownEntry, fact
from bot.answering.reply import CommandReply

if TYPE_CHECKING:
    from bot.answering.context import CommandContext, CommandOutcome, InGroup
    from bot.answering.reply import SourceRef
    from bot.retrieval.match import Match


@dataclass(frozen=True, slots=True)
class Welcome(CommandReply):
    """/start: what the bot is about, from when, and what to ask; whether questions that go unanswered are kept.

    In a `group` also what it sees there, how to call it, and who can make it quiet.
    """

    title: str
    keeps_texts: bool = False
    group: InGroup | None = None


def start(context: CommandContext, argument: str) -> CommandReply:
    """Welcome; a deep link's payload "f_<id>" opens that entry instead, if there was one."""
    linked = fact(context, argument.removeprefix("f_")) if argument.startswith("f_") else None
    if linked is not None and not isinstance(linked, UnknownEntry):
        return linked
    story = context.knowledge.story
    title = context.showcase.pick(story.title, context.language)
    examples = context.examples()
    return Welcome(context.language, story.as_of, title, context.keeps_texts, context.group, suggestions=examples)


@dataclass(frozen=True, slots=True)
class NeedsQuestion(CommandReply):
    """/ask without a question: what to write, with examples to tap.

    The same where the bot was called `by_mention`, and where what it was to read was `wordless`.
    """

    by_mention: bool = False
    wordless: bool = False

    asks_back: ClassVar[bool] = True


def ask(context: CommandContext, argument: str) -> CommandOutcome:
    """Answer the question; without one, say what to write."""
    if not argument:
        how = context.by_mention, context.wordless
        return NeedsQuestion(context.language, context.as_of, *how, suggestions=context.examples())
    return context.responder.respond(
        argument,
        fixed_language=context.fixed_language,
        last_language=context.last_language,
        language_code=context.language_code,
        before=context.before,
        beside=context.beside,
    )


@dataclass(frozen=True, slots=True)
class About(CommandReply):
    """/about: what the answers are taken from and where to report a mistake ("" where the base does not say).

    `digest` tells one version of the base from another.
    """

    title: str
    facts: int
    gaps: int
    conflicts: int
    documents: tuple[SourceRef, ...]
    contact: str
    digest: str


def about(context: CommandContext, _argument: str) -> About:
    """Say what the answers are taken from."""
    known = context.knowledge
    return About(
        context.language,
        known.story.as_of,
        context.showcase.pick(known.story.title, context.language),
        facts=len(known.facts),
        gaps=len(known.gaps),
        conflicts=len(known.conflicts),
        documents=_documents(context),
        contact=context.showcase.contact(context.language),
        digest=known.digest,
    )


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who says facts of the base, as attributed, and how many."""

    attribution: str
    facts: int


@dataclass(frozen=True, slots=True)
class Sources(CommandReply):
    """/sources: the documents (they name no `paragraph`) and the voices in them, the most frequent first."""

    documents: tuple[SourceRef, ...]
    voices: tuple[Voice, ...]


def sources(context: CommandContext, _argument: str) -> Sources:
    """List the documents and who speaks in them."""
    counts = Counter(known.source for known in context.knowledge.facts)
    voices = tuple(
        Voice(context.showcase.pick(context.showcase.sources[source].attribution, context.language), count)
        for source, count in counts.most_common()
    )
    return Sources(context.language, context.as_of, _documents(context), voices)


@dataclass(frozen=True, slots=True)
class Why(CommandReply):
    """/why: how the last question was matched; `match` is None where there was none."""

    match: Match | None


def why(context: CommandContext, _argument: str) -> Why:
    """Say how the last question was matched."""
    return Why(context.language, context.as_of, context.last_match)


@dataclass(frozen=True, slots=True)
class Privacy(CommandReply):
    """/privacy: what is kept and whom to write to ("" where the base does not say).

    `keeps_texts` says that questions that go unanswered are kept.
    """

    is_repeated: ClassVar[bool] = True
    contact: str
    keeps_texts: bool = False


def privacy(context: CommandContext, _argument: str) -> Privacy:
    """Say what is kept."""
    story = context.knowledge.story
    return Privacy(context.language, story.as_of, context.showcase.contact(context.language), context.keeps_texts)


def _documents(context: CommandContext) -> tuple[SourceRef, ...]:
    first_of = {known.document: known.id for known in reversed(context.knowledge.facts)}
    shown = (
        context.showcase.fact(first_of[document.id], context.language).source
        for document in context.knowledge.documents
        if document.id in first_of
    )
    return tuple(dataclasses.replace(source, paragraph=()) for source in shown)
