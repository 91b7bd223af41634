"""Ways through the base without a question: /who, /topics, /conflicts, /fact."""

from __future__ import annotations

import difflib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from bot.answering.reply import CommandReply
from bot.language.text import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.answering.context import CommandContext
    from bot.answering.reply import QueryReply, ShownConflict, ShownFact
    from bot.knowledge.model import Entity, Fact

TOPIC_PAGE = 6
"""Facts on one page of a topic: as many buttons as a phone shows without scrolling."""
_NEAR_ID = 0.5
_NEAREST_IDS = 3


@dataclass(frozen=True, slots=True)
class EntityRef:
    """A person, body or place to tap; `role` is the office at the time, "" where the base gives none."""

    id: str
    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class People(CommandReply):
    """/who without a name, or with one that is not in the base (`unknown`), which is not repeated."""

    asks_back: ClassVar[bool] = True
    unknown: bool
    people: tuple[EntityRef, ...]


@dataclass(frozen=True, slots=True)
class Dossier(CommandReply):
    """/who NAME: the entity, its side, every statement `by` it and every fact `about` it, in the file's order."""

    entity: EntityRef
    side: EntityRef | None
    by: tuple[ShownFact, ...]
    about: tuple[ShownFact, ...]


def who(context: CommandContext, argument: str) -> CommandReply:
    """Show the dossier of whoever is meant; without a name, or with one nobody bears, the people to choose from."""
    if argument:
        entity_id = argument.casefold() if argument.casefold() in context.showcase.entities else None
        entity_id = entity_id or context.responder.find_entity(argument)
        if entity_id in context.showcase.entities and entity_id is not None:
            return dossier(context, entity_id)
    spoken_of = {entity for known in context.knowledge.facts for entity in known.about}
    speakers = {source.speaker for source in context.knowledge.sources}
    people = tuple(
        _entity_ref(context, entity)
        for entity in context.knowledge.entities
        if entity.kind == "person" and entity.id in spoken_of | speakers
    )
    return People(context.language, context.as_of, bool(words_of(argument)), people)


def dossier(context: CommandContext, entity_id: str) -> Dossier:
    """Gather what an entity said and what is said of it; a fact that is both stands with what it said.

    Raises:
        KeyError: the base has no such entity.
    """
    show, language = context.showcase, context.language
    entity = show.entities[entity_id]
    voices = {source.id for source in context.knowledge.sources if entity_id in (source.speaker, source.outlet)}
    by = [known for known in overview(context) if known.source in voices]
    about_it = [known for known in overview(context) if entity_id in known.about and known not in by]
    side = show.entities.get(entity.side) if entity.side else None
    return Dossier(
        language,
        context.as_of,
        _entity_ref(context, entity),
        _entity_ref(context, side) if side else None,
        by=_shown(context, by),
        about=_shown(context, about_it),
    )


def _entity_ref(context: CommandContext, entity: Entity) -> EntityRef:
    pick = context.showcase.pick
    role = pick(entity.role, context.language) if entity.role else ""
    return EntityRef(entity.id, pick(entity.name, context.language), role)


@dataclass(frozen=True, slots=True)
class TopicRef:
    """A heading with the number of facts under it."""

    id: str
    name: str
    facts: int


@dataclass(frozen=True, slots=True)
class Topics(CommandReply):
    """/topics: the headings that have facts, in the file's order."""

    topics: tuple[TopicRef, ...]


@dataclass(frozen=True, slots=True)
class TopicPage(CommandReply):
    """One page of a topic's facts, as the questions to tap; `page` counts from 1 to `pages`."""

    topic: TopicRef
    page: int
    pages: int


def topics(context: CommandContext, argument: str) -> CommandReply:
    """List the topics; with a topic's id or name, its first page."""
    listed = _topic_refs(context)
    wanted = argument.casefold()
    for topic in listed if wanted else ():
        if wanted in (topic.id, topic.name.casefold()) or (len(wanted) > 2 and wanted in topic.name.casefold()):  # noqa: PLR2004
            return topic_page(context, topic.id, 1)
    return Topics(context.language, context.as_of, listed)


def topic_page(context: CommandContext, topic_id: str, page: int) -> CommandReply:
    """Show one page of a topic, counted from 1; out of range gives the nearest, an unknown topic the list of topics."""
    topic = next((known for known in _topic_refs(context) if known.id == topic_id), None)
    if topic is None:
        return Topics(context.language, context.as_of, _topic_refs(context))
    pages = -(-topic.facts // TOPIC_PAGE)
    page = min(max(page, 1), pages)
    ids = [known.id for known in context.knowledge.facts if known.topic == topic_id]
    on_page = ids[(page - 1) * TOPIC_PAGE : page * TOPIC_PAGE]
    shown = (context.showcase.suggestion(fact_id, context.language) for fact_id in on_page)
    questions = tuple(each for each in shown if each)
    return TopicPage(context.language, context.as_of, topic, page, pages, suggestions=questions)


def _topic_refs(context: CommandContext) -> tuple[TopicRef, ...]:
    counts = Counter(known.topic for known in context.knowledge.facts)
    return tuple(
        TopicRef(topic.id, context.showcase.pick(topic.name, context.language), counts[topic.id])
        for topic in context.knowledge.topics
        if counts[topic.id]
    )


@dataclass(frozen=True, slots=True)
class ConflictCard:
    """Statements that differ: the neutral line and all sides in date order."""

    conflict: ShownConflict
    sides: tuple[ShownFact, ...]


@dataclass(frozen=True, slots=True)
class Conflicts(CommandReply):
    """/conflicts: every place where sources differ; may be empty."""

    cards: tuple[ConflictCard, ...]


def conflicts(context: CommandContext, _argument: str) -> CommandReply:
    """Show every place where sources differ."""
    show = context.showcase
    cards = tuple(
        ConflictCard(
            show.conflict(conflict.id, context.language),
            tuple(show.fact(side, context.language) for side in show.sides(conflict.id)),
        )
        for conflict in context.knowledge.conflicts
    )
    return Conflicts(context.language, context.as_of, cards)


@dataclass(frozen=True, slots=True)
class EntryCard(CommandReply):
    """/fact ID, a link or a tapped question: the `question` that the entry answers, and its reply.

    `former_id` is the id it was asked by where that is not its id of today, else "".
    """

    entry: QueryReply
    question: str
    former_id: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawnEntry(CommandReply):
    """An id that was in use once; `text` says why it is not."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class UnknownEntry(CommandReply):
    """An id that the base has never had, or none was `given`; suggested are entries with an id spelt like it."""

    asks_back: ClassVar[bool] = True
    given: bool


def fact(context: CommandContext, argument: str) -> CommandReply:
    """Show an entry by its id, a former one included; a withdrawn or unknown id is said to be one."""
    asked, show, as_of = argument.casefold(), context.showcase, context.as_of
    current = show.former_ids.get(asked, asked)
    entry = context.responder.entry(current, context.language)
    if entry is not None:
        former = asked if current != asked else ""
        return EntryCard(context.language, as_of, entry, show.question(current, context.language), former)
    for withdrawn in context.knowledge.withdrawn:
        if withdrawn.id == asked:
            text = show.pick(withdrawn.text, context.language)
            return WithdrawnEntry(context.language, as_of, withdrawn.id, text)
    known = (*show.facts, *show.conflicts)
    near = difflib.get_close_matches(asked, known, n=_NEAREST_IDS, cutoff=_NEAR_ID) if asked else ()
    nearest = show.suggestions(near or show.examples(), context.language)
    return UnknownEntry(context.language, as_of, bool(words_of(argument)), suggestions=nearest)


def overview(context: CommandContext) -> list[Fact]:
    """Return the facts that stand for themselves, without those that restate or zoom in on another."""
    return [known for known in context.knowledge.facts if known.detail_of is None]


def _shown(context: CommandContext, facts: Iterable[Fact]) -> tuple[ShownFact, ...]:
    return tuple(context.showcase.fact(known.id, context.language) for known in facts)
