"""Messages of command replies: one composer for each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.answering.about import About, NeedsQuestion, Privacy, Sources, Welcome, Why
from bot.answering.browsing import (
    Conflicts,
    Dossier,
    EntryCard,
    People,
    TopicPage,
    Topics,
    UnknownEntry,
    WithdrawnEntry,
)
from bot.answering.commands import Help, UnknownCommand
from bot.answering.echo import echo
from bot.answering.following import LONGEST_READING
from bot.answering.forgetting import Forgotten
from bot.answering.settings import AdminsOnly, NothingToSet, SettingsCard
from bot.answering.timeline import Timeline
from bot.rendering.compose_query import compose_query
from bot.rendering.message import Block, block, bold, choices, italic, line
from bot.rendering.pieces import (
    BULLET,
    EN_DASH,
    as_of,
    by_owner,
    conflict_card,
    contact,
    document_lines,
    questions,
    source_details,
)
from bot.rendering.settings_card import admins_only, nothing_to_set, settings_card
from bot.rendering.timeline import timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.answering.commands import CommandLine
    from bot.answering.context import Counted, InGroup
    from bot.answering.reply import Reply
    from bot.rendering.catalogue import Catalogue
    from bot.rendering.message import Message

NEAREST = 3
"""Candidates that /why names: the chosen one and what came next."""
UNDATED = (
    AdminsOnly,
    EntryCard,
    Forgotten,
    Help,
    NeedsQuestion,
    NothingToSet,
    Privacy,
    SettingsCard,
    Sources,
    TopicPage,
    Topics,
    UnknownCommand,
    UnknownEntry,
    Welcome,
    Why,
    WithdrawnEntry,
)
"""Kinds that tell nothing of the story, or have said as of when; any other, a new one included, ends with the line."""


def compose_command(reply: Reply, say: Catalogue) -> Message:
    """Compose the message of a command's reply.

    Raises:
        KeyError: the kind has no composer; a test rules that out.
    """
    blocks = COMPOSERS[type(reply)](reply, say)
    return tuple(blocks) if isinstance(reply, UNDATED) else (*blocks, as_of(reply.as_of, say))


def _welcome(reply: Welcome, say: Catalogue) -> list[Block]:
    text = say("start.text", title=reply.title, date=say.date(reply.as_of))
    keeps = [block(say("start.keeps_texts"))] if reply.keeps_texts else []
    return [block(text), *_in_group(reply.group, say), *keeps, *questions("reply.try", reply.suggestions, say)]


def _in_group(group: InGroup | None, say: Catalogue) -> list[Block]:
    """Return how to ask in a group, what the bot sees there, and who can make it quiet."""
    if group is None:
        return []
    sees = say("start.hears_all" if group.hears_all else "start.hears_some")
    return [
        block(say("start.in_group", name=group.username)),
        block(sees),
        block(say("start.admins", name=group.username)),
    ]


def _help(reply: Help, say: Catalogue) -> list[Block]:
    def rows(commands: Iterable[CommandLine]) -> list[str]:
        return [
            f"/{each.name} {say(each.argument) + ' ' if each.argument else ''}{EN_DASH} {say(each.description)}"
            for each in commands
        ]

    inline = [say("help.inline", name=reply.modes.inline_as)] if reply.modes.inline_as else []
    guest = [say("help.guest", name=reply.modes.guest_as)] if reply.modes.guest_as else []
    return [
        block(say("help.text"), *inline, *guest),
        block(*rows(reply.menu)),
        block(say("help.more"), *rows(reply.more)),
        *questions("reply.try", reply.suggestions, say),
    ]


def _about(reply: About, say: Catalogue) -> list[Block]:
    held = {"about.facts": reply.facts, "about.gaps": reply.gaps, "about.conflicts": reply.conflicts}
    counts = ", ".join(say.count(key, number) for key, number in held.items() if number)
    lines = [each for document in reply.documents for each in document_lines(document, say)]
    return [
        block(bold(reply.title)),
        block(say("about.text")),
        block(*lines, say("about.counts", counts=counts)),
        block(say("about.version", date=say.date(reply.as_of), digest=reply.digest)),
        *contact(reply.contact, say),
    ]


def _sources(reply: Sources, say: Catalogue) -> list[Block]:
    lines = [each for document in reply.documents for each in document_lines(document, say)]
    voices = [
        f"{BULLET}{voice.attribution} {EN_DASH} {say.count('sources.facts', voice.facts)}" for voice in reply.voices
    ]
    return [block(*lines), block(say("sources.voices"), *voices)]


def _conflicts(reply: Conflicts, say: Catalogue) -> list[Block]:
    if not reply.cards:
        return [block(say("conflicts.none"))]
    return [each for card in reply.cards for each in conflict_card(card.conflict, card.sides, say)]


def _entry(reply: EntryCard, say: Catalogue) -> list[Block]:
    note = [block(italic(say("fact.renamed", former=reply.former_id)))] if reply.former_id else []
    asked = [block(bold(reply.question))] if reply.question else []
    return [*asked, *note, *compose_query(reply.entry, say)]


def _withdrawn(reply: WithdrawnEntry, say: Catalogue) -> list[Block]:
    return [block(say("fact.withdrawn", id=reply.id)), block(reply.text)]


def _unknown_entry(reply: UnknownEntry, say: Catalogue) -> list[Block]:
    text = say("fact.unknown") if reply.given else say("fact.needs_id")
    return [block(text), *questions("reply.try", reply.suggestions, say)]


def _people(reply: People, say: Catalogue) -> list[Block]:
    if not reply.people:
        return [block(say("who.nobody"))]
    heading = say("who.unknown") if reply.unknown else say("who.choose")
    rows = [BULLET + (f"{person.name}, {person.role}" if person.role else person.name) for person in reply.people]
    return [block(heading), choices(*rows)]


def _dossier(reply: Dossier, say: Catalogue) -> list[Block]:
    head = [line(bold(reply.entity.name))]
    if reply.entity.role:
        head.append(line(say("who.role", role=reply.entity.role)))
    if reply.side:
        head.append(line(say("who.side", side=reply.side.name)))
    blocks = [block(*head)]
    if reply.by:
        blocks.append(block(bold(say("who.by")), *by_owner(reply.by, say)))
    if reply.about:
        # What others say of it is usually the longer part: it opens on a tap.
        blocks.append(block(bold(say("who.about")), *by_owner(reply.about, say), folded=bool(reply.by)))
    if not reply.by and not reply.about:
        return [*blocks, block(say("who.nothing"))]
    return [*blocks, source_details((*reply.by, *reply.about), say)]


def _topics(reply: Topics, say: Catalogue) -> list[Block]:
    return [block(say("topics.heading")), choices(*(f"{BULLET}{each.name} ({each.facts})" for each in reply.topics))]


def _topic_page(reply: TopicPage, say: Catalogue) -> list[Block]:
    page = " " + say("topics.page", page=reply.page, pages=reply.pages) if reply.pages > 1 else ""
    rows = (BULLET + each.question for each in reply.suggestions)
    return [block(line(bold(reply.topic.name), page)), choices(*rows)]


def _why(reply: Why, say: Catalogue) -> list[Block]:
    match = reply.match
    if match is None:
        return [block(say("why.none"))]
    confidence = say("why.confidence", confidence=f"{match.confidence:.0%}", threshold=f"{match.threshold:.0%}")
    near = [f"{BULLET}{one.phrasing} {EN_DASH} {100 * one.score:.0f}" for one in match.candidates[:NEAREST]]
    if not near:
        return [block(say("why.nothing_near"))]
    question = echo(match.read_as, LONGEST_READING)
    read_as = [block(say("why.read_as", question=question))] if question else []
    return [*read_as, block(confidence), block(say("why.nearest"), *near)]


def _privacy(reply: Privacy, say: Catalogue) -> list[Block]:
    questions_to = [block(say("privacy.contact", contact=reply.contact))] if reply.contact else []
    texts = say("privacy.some_texts" if reply.keeps_texts else "privacy.no_texts")
    return [
        block(texts),
        block(say("privacy.text")),
        block(say("privacy.elsewhere")),
        block(say("privacy.forget")),
        *questions_to,
    ]


FORGOTTEN = {
    "votes": "forget.votes",
    "texts": "forget.texts",
    "answers": "forget.answers",
    "waiting": "forget.waiting",
    "questions": "forget.questions",
    "languages": "forget.languages",
    "settings": "forget.settings",
}
"""What /forget deletes, as whoever keeps it calls it, with the sentence for it; in the order in which it is told."""


def _forgotten(reply: Forgotten, say: Catalogue) -> list[Block]:
    done = reply.deletion

    def told(heading: str, nothing: str, counted: Counted | None) -> list[Block]:
        if counted is None:
            return []
        numbers = dict(counted)
        rows = [BULLET + say.count(key, numbers[name]) for name, key in FORGOTTEN.items() if numbers.get(name)]
        return [block(say(heading), *rows) if rows else block(say(nothing))]

    return [
        *([] if done.complete else [block(say("forget.incomplete"))]),
        *told("forget.of_person", "forget.nothing_of_person", done.of_person),
        *told("forget.of_chat", "forget.nothing_of_chat", done.of_chat),
        *([block(say("forget.admins_only"))] if done.in_group and done.of_chat is None else []),
        block(say("forget.stays")),
    ]


def _needs_question(reply: NeedsQuestion, say: Catalogue) -> list[Block]:
    key = "mention.needs_question" if reply.by_mention else "ask.needs_question"
    return [block(say("unreadable.text" if reply.wordless else key)), *questions("reply.try", reply.suggestions, say)]


def _unknown_command(reply: UnknownCommand, say: Catalogue) -> list[Block]:
    nearest = say("unknown_command.nearest", nearest=reply.nearest) if reply.nearest else ""
    lines = [say("unknown_command.text"), nearest, say("unknown_command.help")]
    return [block(*(each for each in lines if each))]


COMPOSERS: dict[type[Reply], Callable[[Any, Catalogue], list[Block]]] = {
    Welcome: _welcome,
    Help: _help,
    About: _about,
    Sources: _sources,
    Conflicts: _conflicts,
    EntryCard: _entry,
    WithdrawnEntry: _withdrawn,
    UnknownEntry: _unknown_entry,
    People: _people,
    Dossier: _dossier,
    Timeline: timeline,
    Topics: _topics,
    TopicPage: _topic_page,
    Why: _why,
    Privacy: _privacy,
    Forgotten: _forgotten,
    SettingsCard: settings_card,
    AdminsOnly: admins_only,
    NothingToSet: nothing_to_set,
    NeedsQuestion: _needs_question,
    UnknownCommand: _unknown_command,
}
"""The composer of each kind. A command's kind is found by its type, so that adding one changes nothing else here."""
