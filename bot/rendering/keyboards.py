"""Buttons under a reply, and what those about its source give: frozen values, stateless, nothing of Telegram's.

A button carries all that its tap needs: what to do, the language of the message, an id of the base. So it survives a
restart and a changed base; an id that is gone gets `alert.gone` or the entry's withdrawal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from bot.answering.browsing import EntryCard, People, TopicPage, Topics
from bot.answering.reply import Answer
from bot.answering.subject import Subject, subject_of
from bot.rendering.catalogue import catalogue
from bot.rendering.cutting import shorten, utf16_length
from bot.rendering.pieces import capitalised, paragraph_of, titled
from bot.retrieval.match import Decision

if TYPE_CHECKING:
    import datetime as dt

    from bot.answering.reply import Reply, ShownFact
    from bot.rendering.catalogue import Catalogue

VERSION = "1"
"""The first letter of callback data: a later format begins with another and knows this one."""
DATA_BYTES = 64
TEXT_LENGTH = 64
COPY_LENGTH = 256
ALERT_LENGTH = 200
_LEAST = 20
"""What is shortened to fit keeps at least so much."""
PEOPLE_IN_ROW = 2
"""Names are short; questions and topics get a row each."""


@dataclass(frozen=True, slots=True)
class Button:
    """One button: a text of at most 64 UTF-16 units and either `callback_data` (1-64 bytes) or `copy_text` (1-256)."""

    text: str
    callback_data: str = ""
    copy_text: str = ""


Keyboard = tuple[tuple[Button, ...], ...]
"""Rows of buttons; empty where there are none."""


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """A related question was tapped: show the entry in a new message."""

    language: str
    entry_id: str


@dataclass(frozen=True, slots=True)
class ShowSource:
    """The button "Source" was tapped: an alert for the one who taps (`source_alert`)."""

    language: str
    entry_id: str


@dataclass(frozen=True, slots=True)
class OpenTopic:
    """A topic or its next page was tapped: edit the message in place. `page` counts from 1."""

    language: str
    topic_id: str
    page: int


@dataclass(frozen=True, slots=True)
class OpenTopics:
    """The button "All topics" was tapped: edit the message in place."""

    language: str


@dataclass(frozen=True, slots=True)
class OpenDossier:
    """A person was tapped: show the dossier in a new message."""

    language: str
    entity_id: str


@dataclass(frozen=True, slots=True)
class Vote:
    """Useful or not was tapped: an alert for the one who taps. It says all that is counted."""

    subject: Subject
    useful: bool


Tap = OpenEntry | ShowSource | OpenTopic | OpenTopics | OpenDossier | Vote
"""What callback data can mean."""

_ID = r"(?::(?P<id>[a-z][a-z0-9-]{1,39}))?"
_DATA = re.compile(VERSION + r"(?P<kind>[qstlw]):(?P<language>[a-z]{2,3})" + _ID + r"(?::(?P<page>[1-9]\d{0,3}))?")
_VOTED_ON = "|".join(decision.value for decision in Decision if decision is not Decision.SMALLTALK)
_VOTE = re.compile(VERSION + rf"v:(?P<language>[a-z]{{2,3}}):(?P<sign>[+-]):(?P<kind>{_VOTED_ON})" + _ID)


def write_tap(tap: Tap) -> str:
    """Return the callback data of a tap: ASCII, at most 64 bytes."""
    match tap:
        case OpenEntry():
            return f"{VERSION}q:{tap.language}:{tap.entry_id}"
        case ShowSource():
            return f"{VERSION}s:{tap.language}:{tap.entry_id}"
        case OpenTopic():
            return f"{VERSION}t:{tap.language}:{tap.topic_id}:{tap.page}"
        case OpenTopics():
            return f"{VERSION}l:{tap.language}"
        case OpenDossier():
            return f"{VERSION}w:{tap.language}:{tap.entity_id}"
        case Vote():
            about = tap.subject
            written = f"{VERSION}v:{about.language}:{'+' if tap.useful else '-'}:{about.kind.value}"
            return f"{written}:{about.entry_id}" if about.entry_id else written
        case _:
            assert_never(tap)


def read_tap(callback_data: str) -> Tap | None:  # noqa: PLR0911  one per kind
    """Return what callback data means; None for anything that this bot did not write."""
    if (vote := _VOTE.fullmatch(callback_data)) is not None:
        return Vote(Subject(vote["language"], Decision(vote["kind"]), vote["id"] or ""), vote["sign"] == "+")
    found = _DATA.fullmatch(callback_data)
    if found is None:
        return None
    language, entry_id, page = found["language"], found["id"], found["page"]
    match found["kind"], entry_id, page:
        case "l", None, None:
            return OpenTopics(language)
        case "t", str(), str():
            return OpenTopic(language, entry_id, int(page))
        case "q", str(), None:
            return OpenEntry(language, entry_id)
        case "s", str(), None:
            return ShowSource(language, entry_id)
        case "w", str(), None:
            return OpenDossier(language, entry_id)
        case _:
            return None


def keyboard_of(reply: Reply, *, in_group: bool = False, voting: bool = True) -> Keyboard:
    """Return the buttons under a reply: its suggestions, where its kind has no others.

    Of these a group, where others talk as well, gets one row; the facts of a topic it gets whole. With `voting`, an
    answer has the votes beside its source, an abstention, which has none, last.
    """
    suggested = tuple((_tap(each.question, OpenEntry(reply.language, each.id)),) for each in reply.suggestions)
    if in_group and not isinstance(reply, TopicPage):
        suggested = suggested[:1]
    match reply:
        case Answer():
            return ((*_sources(reply), *(_votes(reply) if voting else ())), *suggested)
        case EntryCard():
            return keyboard_of(reply.entry, in_group=in_group, voting=voting)
        case People():
            buttons = [_tap(person.name, OpenDossier(reply.language, person.id)) for person in reply.people]
            return tuple(tuple(buttons[at : at + PEOPLE_IN_ROW]) for at in range(0, len(buttons), PEOPLE_IN_ROW))
        case Topics():
            return tuple(
                (_tap(f"{topic.name} ({topic.facts})", OpenTopic(reply.language, topic.id, 1)),)
                for topic in reply.topics
            )
        case TopicPage():
            return (*suggested, *_paging(reply))
        case _:
            votes = _votes(reply) if voting else ()
            return (*suggested, votes) if votes else suggested


def citation(fact: ShownFact, as_of: dt.date, say: Catalogue) -> str:
    """Return the whole fact with its owner, document and paragraph in at most 256 UTF-16 units.

    The document gives way to the date where it does not fit; "" where that does not either: half a fact is none.
    """
    fixed: dict[str, object] = {
        "text": fact.text,
        "attribution": fact.attribution,
        "paragraph": paragraph_of(fact.source, say),
    }
    full = say("citation.full", title=titled(fact.source, say), **fixed)
    short = say("citation.short", date=say.date(as_of), **fixed)
    return next((text for text in (full, short) if utf16_length(text) <= COPY_LENGTH), "")


def source_alert(fact: ShownFact, say: Catalogue) -> str:
    """Return who says a fact and where it stands, in at most 200 UTF-16 units; the document's title gives way first."""
    elastic = {"title": titled(fact.source, say), "attribution": fact.attribution}
    fixed = {"paragraph": paragraph_of(fact.source, say), "total": fact.source.paragraphs}
    for name, value in elastic.items():
        over = utf16_length(say("alert.source", **elastic, **fixed)) - ALERT_LENGTH
        if over > 0:
            elastic[name] = shorten(value, max(_LEAST, utf16_length(value) - over))
    return shorten(say("alert.source", **elastic, **fixed), ALERT_LENGTH)


def _tap(text: str, tap: Tap) -> Button:
    return Button(shorten(text, TEXT_LENGTH), callback_data=write_tap(tap))


def _votes(reply: Reply) -> tuple[Button, ...]:
    """Return the two votes on an answer or an abstention, small enough to stand beside other buttons."""
    say, subject = catalogue(reply.language), subject_of(reply)
    if subject is None:
        return ()
    return (
        _tap(say("button.useful"), Vote(subject, useful=True)),
        _tap(say("button.not_useful"), Vote(subject, useful=False)),
    )


def _sources(reply: Answer) -> tuple[Button, ...]:
    """Return source and citation of a fact; of several facts (there is always one), whose source each is.

    Several have no citation to copy: one side of a conflict copied alone would leave the other out, and a row of its
    own for each fact pushes the answer off a phone's screen. Of two facts by one owner the first has the button.
    """
    say, facts = catalogue(reply.language), reply.facts
    if len(facts) == 1:
        (fact,) = facts
        source = _tap(say("button.source"), ShowSource(reply.language, fact.id))
        copied = citation(fact, reply.as_of, say)
        return (source, Button(say("button.copy"), copy_text=copied)) if copied else (source,)
    row: dict[str, Button] = {}
    for fact in facts:
        text = say("button.source_of", owner=capitalised(fact.owner)) if fact.owner else say("button.source")
        row.setdefault(text, _tap(text, ShowSource(reply.language, fact.id)))
    return tuple(row.values())


def _paging(reply: TopicPage) -> Keyboard:
    say, row = catalogue(reply.language), []
    if reply.page > 1:
        row.append(_tap(say("button.previous"), OpenTopic(reply.language, reply.topic.id, reply.page - 1)))
    if reply.page < reply.pages:
        row.append(_tap(say("button.next"), OpenTopic(reply.language, reply.topic.id, reply.page + 1)))
    back = (_tap(say("button.topics"), OpenTopics(reply.language)),)
    return (tuple(row), back) if row else (back,)
