"""What somebody who chooses among replies while typing is offered: whole replies, the best first."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from bot.answering.browsing import EntryCard
from bot.answering.echo import echo
from bot.answering.language import reply_language
from bot.answering.reply import Answer, DidYouMean, NotInSource, OffTopic, Smalltalk, Unclear
from bot.answering.subject import subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.answering.reply import QueryReply, Reply
    from bot.answering.responder import Responder

OVERVIEW = 10
"""Entries that are offered before anything was asked: two screens of a phone."""
BEGUN = 3
"""Letters below which what leads nowhere is taken for the beginning of a word, not for a question."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A reply to choose, under the question that it answers ("" where none tells).

    `id` is that of the entry which it leads to; of a reply without one, what kind of reply it is, in letters that no id
    of an entry has. It is at most 40 characters, all ASCII, and no two offers of a query share it.
    """

    id: str
    question: str
    reply: Reply


def offers(
    responder: Responder, query: str, language_code: str | None = None, asked_most: Sequence[str] = ()
) -> tuple[Offer, ...]:
    """Return what to choose from for any string: never nothing, unless the base is empty.

    First what answers it, then the entries that a reply offers as questions, each as its own card; last, where the
    query is not answered, the abstention. Before a word is written there is an overview of the base, ids that are
    `asked_most` first; the question of an entry, as a reply is shared by it, leads to that entry.
    `language_code` is the person's.
    """
    if not query.strip():
        return _overview(responder, language_code, asked_most)
    reply = _replied(responder, query, language_code)
    if isinstance(reply, NotInSource | OffTopic | Unclear) and len(query.strip()) < BEGUN:
        return _overview(responder, language_code, asked_most)
    near = _cards(responder, (each.id for each in reply.suggestions), reply.language)
    first = _said(responder, reply, query)
    if isinstance(reply, Answer):
        shown = {_card_of(responder, each.id) for each in reply.facts}
        return (first, *(each for each in near if _card_of(responder, each.id) not in shown))
    if isinstance(reply, OffTopic):  # what it offers are examples: nothing is near
        return (first,)
    return (first, *near) if isinstance(reply, Smalltalk) else (*near, first)


def offer_of(responder: Responder, query: str, language_code: str | None, offer_id: str) -> Offer | None:
    """Return the offer of that id, None where the base has changed since and has it no more.

    What was asked most may be something else by now: before a word is written, every entry may have been offered.
    """
    found = (each for each in offers(responder, query, language_code, (offer_id,)) if each.id == offer_id)
    return next(found, None)


def _overview(responder: Responder, language_code: str | None, asked_most: Sequence[str]) -> tuple[Offer, ...]:
    language = reply_language(responder.knowledge.story.languages, language_code=language_code)
    show = responder.showcase
    current = (show.former_ids.get(each, each) for each in asked_most)
    cards = _cards(responder, (*current, *show.examples(OVERVIEW)), language)
    return tuple(islice(cards, OVERVIEW))


def _replied(responder: Responder, query: str, language_code: str | None) -> QueryReply:
    """Reply to a query; what is the question of an entry to the letter leads to it, and gets its language."""
    reply = responder.respond(query, language_code=language_code).reply
    entry_id, language = responder.showcase.asked_by.get(query.strip(), ("", ""))
    about = subject_of(reply)
    if about is not None and (about.entry_id, about.language) == (_card_of(responder, entry_id), language):
        return reply
    return responder.entry(entry_id, language) or reply


def _said(responder: Responder, reply: QueryReply, query: str) -> Offer:
    """Return what a query gets, word for word; what says nothing of the question by itself stands under it."""
    show, language = responder.showcase, reply.language
    match reply:
        case Answer():
            lead = reply.conflict.id if reply.conflict else reply.facts[0].id
            one = reply.conflict or reply.differs or len(reply.facts) == 1
            return Offer(lead, show.question(lead, language) if one else "", reply)
        case NotInSource(gap=str(gap)):
            return Offer(gap, show.question(gap, language), reply)
        case NotInSource() | DidYouMean():
            asked = echo(query)
            return Offer(_kind(reply), asked, EntryCard(language, reply.as_of, reply, asked) if asked else reply)
        case OffTopic() | Unclear() | Smalltalk():
            return Offer(_kind(reply), "", reply)


def _kind(reply: QueryReply) -> str:
    return f"_{type(reply).__name__}"


def _cards(responder: Responder, ids: Iterable[str], language: str) -> Iterator[Offer]:
    """Yield the entries that there are, a conflict once, whichever of its sides are named."""
    for entry_id in dict.fromkeys(_card_of(responder, each) for each in ids):
        reply = responder.entry(entry_id, language)
        if reply is not None:
            question = responder.showcase.question(entry_id, language)
            yield Offer(entry_id, question, EntryCard(language, reply.as_of, reply, question))


def _card_of(responder: Responder, entry_id: str) -> str:
    """Return the conflict that a fact is a side of, else the entry itself."""
    return responder.showcase.conflict_of.get(entry_id, entry_id)
