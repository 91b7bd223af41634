"""Messages of command replies."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from bot.answering import command_replies as replies
from bot.rendering.compose_query import compose_query
from bot.rendering.compose_why import why_blocks
from bot.rendering.message import Block, block, bold, italic, line
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

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.answering.reply import ShownFact
    from bot.rendering.catalogue import Catalogue
    from bot.rendering.message import Message


def compose_command(reply: replies.CommandReply, say: Catalogue, *, tappable: bool) -> Message:
    """Compose the message of a command's reply. `tappable` as in `compose`."""
    if isinstance(reply, replies.EntryCard):
        entry = compose_query(reply.entry, say, tappable=tappable)
        note = [block(italic(say("fact.renamed", former=reply.former_id)))] if reply.former_id else []
        return (*note, *entry)
    return (*_blocks(reply, say, tappable=tappable), as_of(reply.as_of, say))


def _blocks(reply: replies.CommandReply, say: Catalogue, *, tappable: bool) -> list[Block]:  # noqa: C901, PLR0911, PLR0912
    """Dispatch: one line per kind, so that a kind that is missing is a type error."""
    match reply:
        case replies.Welcome():
            text = say("start.text", title=reply.title, date=say.date(reply.as_of))
            return [block(text), *questions("reply.try", reply.suggestions, say, tappable=tappable)]
        case replies.Help():
            return _help(reply, say, tappable=tappable)
        case replies.About():
            return _about(reply, say)
        case replies.Sources():
            return _sources(reply, say)
        case replies.Conflicts():
            return _conflicts(reply, say)
        case replies.EntryCard():
            return list(compose_query(reply.entry, say, tappable=tappable))
        case replies.WithdrawnEntry():
            return [block(say("fact.withdrawn", id=reply.id)), block(reply.text)]
        case replies.UnknownEntry():
            text = say("fact.unknown", id=reply.id) if reply.id else say("fact.needs_id")
            return [block(text), *questions("reply.try", reply.nearest, say, tappable=tappable)]
        case replies.People():
            return _people(reply, say, tappable=tappable)
        case replies.Dossier():
            return _dossier(reply, say)
        case replies.Timeline():
            return _timeline(reply, say)
        case replies.Topics():
            rows = [] if tappable else [block(*(f"{BULLET}{t.name} ({t.facts})" for t in reply.topics))]
            return [block(say("topics.heading")), *rows]
        case replies.TopicPage():
            return _topic_page(reply, say, tappable=tappable)
        case replies.Why():
            return why_blocks(reply.match, say)
        case replies.Privacy():
            return [block(say("privacy.text")), block(say("privacy.contact", contact=reply.contact))]
        case replies.NeedsQuestion():
            return [
                block(say("ask.needs_question")),
                *questions("reply.try", reply.suggestions, say, tappable=tappable),
            ]
        case replies.UnknownCommand():
            nearest = say("unknown_command.nearest", nearest=reply.nearest) if reply.nearest else ""
            lines = [say("unknown_command.text", name=reply.name), nearest, say("unknown_command.help")]
            return [block(*(each for each in lines if each))]
        case _:
            assert_never(reply)


def _help(reply: replies.Help, say: Catalogue, *, tappable: bool) -> list[Block]:
    def rows(commands: Iterable[replies.CommandLine]) -> list[str]:
        return [
            f"/{each.name} {say(each.argument) + ' ' if each.argument else ''}{EN_DASH} {say(each.description)}"
            for each in commands
        ]

    return [
        block(say("help.text")),
        block(*rows(reply.menu)),
        block(say("help.more"), *rows(reply.more)),
        *questions("reply.try", reply.suggestions, say, tappable=tappable),
    ]


def _about(reply: replies.About, say: Catalogue) -> list[Block]:
    held = {"about.facts": reply.facts, "about.gaps": reply.gaps, "about.conflicts": reply.conflicts}
    counts = ", ".join(say.count(key, number) for key, number in held.items() if number)
    lines = [each for document in reply.documents for each in document_lines(document, say)]
    return [
        block(bold(reply.title)),
        block(say("about.text")),
        block(*lines, say("about.counts", counts=counts)),
        contact(reply.contact, say),
    ]


def _sources(reply: replies.Sources, say: Catalogue) -> list[Block]:
    lines = [each for document in reply.documents for each in document_lines(document, say)]
    voices = [
        f"{BULLET}{voice.attribution} {EN_DASH} {say.count('sources.facts', voice.facts)}" for voice in reply.voices
    ]
    return [block(*lines), block(say("sources.voices"), *voices)]


def _conflicts(reply: replies.Conflicts, say: Catalogue) -> list[Block]:
    if not reply.cards:
        return [block(say("conflicts.none"))]
    return [each for card in reply.cards for each in conflict_card(card.conflict, card.sides, say)]


def _people(reply: replies.People, say: Catalogue, *, tappable: bool) -> list[Block]:
    if not reply.people:
        return [block(say("who.nobody"))]
    heading = say("who.unknown", asked=reply.asked) if reply.asked else say("who.choose")
    rows = [BULLET + (f"{person.name}, {person.role}" if person.role else person.name) for person in reply.people]
    return [block(heading)] if tappable else [block(heading), block(*rows)]


def _dossier(reply: replies.Dossier, say: Catalogue) -> list[Block]:
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


def _timeline(reply: replies.Timeline, say: Catalogue) -> list[Block]:
    blocks: list[Block] = []
    for heading, facts in (("timeline.happened", reply.happened), ("timeline.expected", reply.expected)):
        days: dict[str, list[ShownFact]] = {}
        for fact in facts:
            days.setdefault(say.date(fact.date) if fact.date else "", []).append(fact)
        if days:
            blocks.append(block(bold(say(heading))))
        blocks += [block(bold(day), *by_owner(group, say, note=False)) for day, group in days.items()]
    if reply.expected:
        blocks.append(block(italic(say("conflict.expected"))))
    return blocks


def _topic_page(reply: replies.TopicPage, say: Catalogue, *, tappable: bool) -> list[Block]:
    page = " " + say("topics.page", page=reply.page, pages=reply.pages) if reply.pages > 1 else ""
    rows = [] if tappable else [block(*(BULLET + fact.question for fact in reply.facts))]
    return [block(line(bold(reply.topic.name), page)), *rows]
