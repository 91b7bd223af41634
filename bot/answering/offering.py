"""What somebody who chooses among replies while typing is offered: whole replies, the best first."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

from bot.answering.browsing import EntryCard
from bot.answering.echo import echo
from bot.answering.language import reply_language
from bot.answering.reply import Answer, DidYouMean, NotInSource, OffTopic, Smalltalk, Unclear
from bot.answering.subject import subject_of
from bot.language.text import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.answering.reply import QueryReply, Reply
    from bot.answering.responder import Responder
    from bot.retrieval.match import Match

OVERVIEW = 10
"""Entries that are offered before anything was asked: two screens of a phone."""
MOST_BEGUN = 5
"""Entries that are offered for an unfinished word."""
LESS = 0.2
"""By how much surer a less likely end of a word must be."""
PRINTED = 0.7
"""What counts for as much as this confidence: a question of the base that begins with all words of a query."""
BEGUN = 3
"""Letters below which what leads nowhere is the beginning of a word, as small words alone are that of a question."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A reply to choose, under the question that it answers ("" where none tells).

    `id` is that of the entry which it leads to; of a reply without one, what kind of reply it is, in letters that no id
    of an entry has. It is at most 40 characters, all ASCII, and no two offers of a query share it.
    """

    id: str
    question: str
    reply: Reply


@dataclass(frozen=True, slots=True)
class Reader:
    """Who types: the code of their app's language ("uk-UA"), and the language chosen in /settings, "" for none."""

    language_code: str | None = None
    chosen: str = ""


ANYBODY = Reader()


def offers(
    responder: Responder, query: str, reader: Reader = ANYBODY, asked_most: Sequence[str] = ()
) -> tuple[Offer, ...]:
    """Return what to choose from for any string: never nothing, unless the base is empty.

    First what answers it, then the entries that a reply offers as questions, each as its own card. Where the query is
    not answered, its last word may be unfinished: first what it may lead to, last the abstention. Before anything is
    asked there is an overview of the base, ids that are `asked_most` first; the question of an entry, as a reply is
    shared by it, leads to that entry.
    """
    if not query.strip():
        return _overview(responder, reader, asked_most)
    reply, match = _replied(responder, query, reader)
    # One word tells little of a language.
    begun, guessed = _begun(responder, query, match, reply.language if " " in query else _own(responder, reader))
    short = isinstance(reply, NotInSource | OffTopic | Unclear) and len(query.strip()) < BEGUN
    if short or (isinstance(reply, Unclear) and not match.explanation.words and words_of(query)):
        return _ranked(responder, begun, _overview(responder, reader, asked_most)[: OVERVIEW - len(begun)])
    near = tuple(_cards(responder, (each.id for each in reply.suggestions), reply.language))
    first = _said(responder, reply, query)
    if isinstance(reply, Answer):
        return _ranked(responder, begun, (first,), near) if guessed else _ranked(responder, (first,), begun, near)
    if isinstance(reply, Smalltalk):
        return (first, *near)
    examples = isinstance(reply, OffTopic | Unclear)  # of which none is near
    offered = _ranked(responder, begun, () if examples else near)
    return (*(each for each in offered if each.id != first.id), first)


def _begun(responder: Responder, query: str, match: Match, language: str) -> tuple[tuple[Offer, ...], bool]:
    """Return cards for a query whose last word may be unfinished, and whether that word is read as it may go on.

    What answers it so comes first, the surest before, and whose printed question begins so. A query with other words
    that are unseen is about something else.
    """
    if any(word.how == "unseen" for word in match.explanation.words[:-1]):
        return (), False
    found: dict[str, float] = {}
    for place, reading in enumerate(responder.completion.readings(query, language)):
        led = responder.led_to(reading)
        for entry_id in led.entries:
            found.setdefault(_card_of(responder, entry_id), led.confidence - place * LESS)
    guessed = bool(found) and not responder.completion.is_whole(query.rsplit(maxsplit=1)[-1])
    for entry_id in responder.completion.entries(query, language):
        card = _card_of(responder, entry_id)
        found[card] = max(found.get(card, 0.0), PRINTED if " " in query.strip() else 0.0)
    best = sorted(found, key=lambda each: -found[each])[:MOST_BEGUN]
    return tuple(_cards(responder, best, language)), guessed


def offer_of(responder: Responder, query: str, reader: Reader, offer_id: str) -> Offer | None:
    """Return the offer of that id, None where the base has changed since and has it no more.

    What was asked most may be something else by now: before a word is written, every entry may have been offered.
    """
    found = (each for each in offers(responder, query, reader, (offer_id,)) if each.id == offer_id)
    return next(found, None)


def _overview(responder: Responder, reader: Reader, asked_most: Sequence[str]) -> tuple[Offer, ...]:
    show, language = responder.showcase, _own(responder, reader)
    current = (show.former_ids.get(each, each) for each in asked_most)
    cards = _cards(responder, (*current, *show.examples(OVERVIEW)), language)
    return tuple(islice(cards, OVERVIEW))


def _replied(responder: Responder, query: str, reader: Reader) -> tuple[QueryReply, Match]:
    """Return the reply to a query; the question of an entry, to the letter, leads to it, and gets its language."""
    responded = responder.respond(query, fixed_language=reader.chosen, language_code=reader.language_code)
    reply, match = responded.reply, responded.match
    entry_id, printed_in = responder.showcase.asked_by.get(query.strip(), ("", ""))
    about, language = subject_of(reply), _language(responder, printed_in, reader)
    if about is not None and (about.entry_id, about.language) == (_card_of(responder, entry_id), language):
        return reply, match
    return responder.entry(entry_id, language) or reply, match


def _own(responder: Responder, reader: Reader) -> str:
    """Return the reader's own language."""
    languages = responder.knowledge.story.languages
    return reply_language(languages, fixed=reader.chosen, language_code=reader.language_code)


def _language(responder: Responder, language: str, reader: Reader) -> str:
    """Return the language that the reader chose, else this one."""
    return reader.chosen if reader.chosen in responder.knowledge.story.languages else language


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


def _ranked(responder: Responder, *offered: tuple[Offer, ...]) -> tuple[Offer, ...]:
    """Return offers in order, each fact, gap and conflict once, in whichever of them it stands; gaps below facts."""
    found, shown = list[Offer](), set[str]()
    for offer in chain.from_iterable(offered):
        reply = offer.reply
        ids = {_card_of(responder, each.id) for each in reply.facts} if isinstance(reply, Answer) else set[str]()
        if offer.id not in shown:
            found.append(offer)
        shown |= {offer.id, *ids}
    return tuple(sorted(found, key=lambda each: each.id in responder.showcase.gaps))


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
