"""What each command does: from a context and an argument to a reply."""

from __future__ import annotations

import dataclasses
import difflib
from collections import Counter
from typing import TYPE_CHECKING

from bot.answering import command_replies as replies
from bot.answering.echo import echo
from bot.answering.showing import start_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.answering.command_context import CommandContext, CommandOutcome
    from bot.answering.reply import ShownFact, SourceRef
    from bot.knowledge.model import Entity, Fact

TOPIC_PAGE = 6
"""Facts on one page of a topic: as many buttons as a phone shows without scrolling."""
_NEAR_ID = 0.5
_NEAREST_IDS = 3


def start(context: CommandContext, argument: str) -> CommandOutcome:
    """Welcome; a deep link's payload "f_<id>" opens that entry instead."""
    if argument.startswith("f_"):
        return fact(context, argument.removeprefix("f_"))
    story = context.knowledge.story
    title = context.showcase.pick(story.title, context.language)
    return replies.Welcome(context.language, story.as_of, title, context.examples())


def ask(context: CommandContext, argument: str) -> CommandOutcome:
    """Answer the question; without one, say what to write."""
    if not argument:
        return replies.NeedsQuestion(context.language, context.knowledge.story.as_of, context.examples())
    return context.responder.respond(
        argument, fixed_language=context.fixed_language, language_code=context.language_code
    )


def who(context: CommandContext, argument: str) -> CommandOutcome:
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
    return replies.People(context.language, context.knowledge.story.as_of, echo(argument), people)


def dossier(context: CommandContext, entity_id: str) -> replies.Dossier:
    """Gather what an entity said and what is said of it; a fact that is both stands with what it said.

    Raises:
        KeyError: the base has no such entity.
    """
    show, language = context.showcase, context.language
    entity = show.entities[entity_id]
    voices = {source.id for source in context.knowledge.sources if entity_id in (source.speaker, source.outlet)}
    by = [known for known in _overview(context) if known.source in voices]
    about_it = [known for known in _overview(context) if entity_id in known.about and known not in by]
    side = show.entities.get(entity.side) if entity.side else None
    return replies.Dossier(
        language,
        context.knowledge.story.as_of,
        _entity_ref(context, entity),
        _entity_ref(context, side) if side else None,
        by=_shown(context, by),
        about=_shown(context, about_it),
    )


def timeline(context: CommandContext, _argument: str) -> CommandOutcome:
    """Put every fact that has a date in its place, happened or expected; ties in the file's order."""
    dated = sorted((known for known in _overview(context) if known.date), key=lambda known: start_of(known.date))
    return replies.Timeline(
        context.language,
        context.knowledge.story.as_of,
        happened=_shown(context, (known for known in dated if not known.expected)),
        expected=_shown(context, (known for known in dated if known.expected)),
    )


def topics(context: CommandContext, argument: str) -> CommandOutcome:
    """List the topics; with a topic's id or name, its first page."""
    listed = _topic_refs(context)
    wanted = argument.casefold()
    for topic in listed if wanted else ():
        if wanted in (topic.id, topic.name.casefold()) or (len(wanted) > 2 and wanted in topic.name.casefold()):  # noqa: PLR2004
            return topic_page(context, topic.id, 1)
    return replies.Topics(context.language, context.knowledge.story.as_of, listed)


def topic_page(context: CommandContext, topic_id: str, page: int) -> CommandOutcome:
    """Show one page of a topic, counted from 1; out of range gives the nearest, an unknown topic the list of topics."""
    topic = next((known for known in _topic_refs(context) if known.id == topic_id), None)
    if topic is None:
        return replies.Topics(context.language, context.knowledge.story.as_of, _topic_refs(context))
    pages = -(-topic.facts // TOPIC_PAGE)
    page = min(max(page, 1), pages)
    ids = [known.id for known in context.knowledge.facts if known.topic == topic_id]
    on_page = ids[(page - 1) * TOPIC_PAGE : page * TOPIC_PAGE]
    shown = (context.showcase.suggestion(fact_id, context.language) for fact_id in on_page)
    questions = tuple(each for each in shown if each)
    return replies.TopicPage(context.language, context.knowledge.story.as_of, topic, page, pages, questions)


def about(context: CommandContext, _argument: str) -> CommandOutcome:
    """Say what the answers are taken from."""
    known = context.knowledge
    return replies.About(
        context.language,
        known.story.as_of,
        context.showcase.pick(known.story.title, context.language),
        facts=len(known.facts),
        gaps=len(known.gaps),
        conflicts=len(known.conflicts),
        documents=_documents(context),
        contact=context.showcase.contact(context.language),
    )


def sources(context: CommandContext, _argument: str) -> CommandOutcome:
    """List the documents and who speaks in them."""
    counts = Counter(known.source for known in context.knowledge.facts)
    voices = tuple(
        replies.Voice(context.showcase.pick(context.showcase.sources[source].attribution, context.language), count)
        for source, count in counts.most_common()
    )
    return replies.Sources(context.language, context.knowledge.story.as_of, _documents(context), voices)


def conflicts(context: CommandContext, _argument: str) -> CommandOutcome:
    """Show every place where sources differ."""
    show = context.showcase
    cards = tuple(
        replies.ConflictCard(
            show.conflict(conflict.id, context.language),
            tuple(show.fact(side, context.language) for side in show.sides(conflict.id)),
        )
        for conflict in context.knowledge.conflicts
    )
    return replies.Conflicts(context.language, context.knowledge.story.as_of, cards)


def fact(context: CommandContext, argument: str) -> CommandOutcome:
    """Show an entry by its id, a former one included; a withdrawn or unknown id is said to be one."""
    asked, show, as_of = argument.casefold(), context.showcase, context.knowledge.story.as_of
    current = show.former_ids.get(asked, asked)
    entry = context.responder.entry(current, context.language)
    if entry is not None:
        return replies.EntryCard(context.language, as_of, entry, asked if current != asked else "")
    for withdrawn in context.knowledge.withdrawn:
        if withdrawn.id == asked:
            text = show.pick(withdrawn.text, context.language)
            return replies.WithdrawnEntry(context.language, as_of, withdrawn.id, text)
    known = (*show.facts, *show.conflicts)
    near = difflib.get_close_matches(asked, known, n=_NEAREST_IDS, cutoff=_NEAR_ID) if asked else ()
    nearest = show.suggestions(near or show.examples(), context.language)
    return replies.UnknownEntry(context.language, as_of, echo(argument), nearest)


def why(context: CommandContext, _argument: str) -> CommandOutcome:
    """Say how the last question was matched."""
    return replies.Why(context.language, context.knowledge.story.as_of, context.last_match)


def privacy(context: CommandContext, _argument: str) -> CommandOutcome:
    """Say what is stored."""
    story = context.knowledge.story
    return replies.Privacy(context.language, story.as_of, context.showcase.contact(context.language))


def _entity_ref(context: CommandContext, entity: Entity) -> replies.EntityRef:
    pick = context.showcase.pick
    role = pick(entity.role, context.language) if entity.role else ""
    return replies.EntityRef(entity.id, pick(entity.name, context.language), role)


def _overview(context: CommandContext) -> list[Fact]:
    """Return the facts that stand for themselves, without those that restate or zoom in on another."""
    return [known for known in context.knowledge.facts if known.detail_of is None]


def _shown(context: CommandContext, facts: Iterable[Fact]) -> tuple[ShownFact, ...]:
    return tuple(context.showcase.fact(known.id, context.language) for known in facts)


def _topic_refs(context: CommandContext) -> tuple[replies.TopicRef, ...]:
    counts = Counter(known.topic for known in context.knowledge.facts)
    return tuple(
        replies.TopicRef(topic.id, context.showcase.pick(topic.name, context.language), counts[topic.id])
        for topic in context.knowledge.topics
        if counts[topic.id]
    )


def _documents(context: CommandContext) -> tuple[SourceRef, ...]:
    first_of = {known.document: known.id for known in reversed(context.knowledge.facts)}
    shown = (
        context.showcase.fact(first_of[document.id], context.language).source
        for document in context.knowledge.documents
        if document.id in first_of
    )
    return tuple(dataclasses.replace(source, paragraph=0) for source in shown)
