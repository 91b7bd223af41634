"""What a tap on a button means, and its callback data: what to do, the language of the message, an id of the base."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import assert_never

from bot.answering.chat_settings import Choice, Setting
from bot.answering.subject import Subject
from bot.retrieval.match import Decision

VERSION = "1"
"""The first letter of callback data: a later format begins with another and knows this one."""
DATA_BYTES = 64


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
class ShowPicture:
    """The timeline was asked for as a picture: send it in a new message."""

    language: str


@dataclass(frozen=True, slots=True)
class Vote:
    """Useful or not was tapped: an alert for the one who taps. It says all that is counted."""

    subject: Subject
    useful: bool


@dataclass(frozen=True, slots=True)
class Remove:
    """The button that takes an answer away was tapped: the message is deleted."""

    language: str


@dataclass(frozen=True, slots=True)
class Choose:
    """A setting was tapped: it changes at once, and the message shows it."""

    language: str
    choice: Choice


Tap = OpenEntry | ShowSource | OpenTopic | OpenTopics | OpenDossier | ShowPicture | Vote | Remove | Choose
"""What callback data can mean."""

_ID = r"(?::(?P<id>[a-z][a-z0-9-]{1,39}))?"
_DATA = re.compile(VERSION + r"(?P<kind>[qstlwxp]):(?P<language>[a-z]{2,3})" + _ID + r"(?::(?P<page>[1-9]\d{0,3}))?")
_VOTED_ON = "|".join(decision.value for decision in Decision if decision is not Decision.SMALLTALK)
_VOTE = re.compile(VERSION + rf"v:(?P<language>[a-z]{{2,3}}):(?P<sign>[+-]):(?P<kind>{_VOTED_ON})" + _ID)
_CHOICE = re.compile(VERSION + r"o:(?P<language>[a-z]{2,3}):(?P<setting>[a-z]{1,10}):(?P<value>[a-z]{1,10})")


def write_tap(tap: Tap) -> str:  # noqa: PLR0911  one per kind
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
        case Remove():
            return f"{VERSION}x:{tap.language}"
        case ShowPicture():
            return f"{VERSION}p:{tap.language}"
        case Choose():
            return f"{VERSION}o:{tap.language}:{tap.choice.setting}:{tap.choice.value}"
        case _:
            assert_never(tap)


def read_tap(callback_data: str) -> Tap | None:  # noqa: C901, PLR0911  one per kind
    """Return what callback data means; None for anything that this bot did not write."""
    if (vote := _VOTE.fullmatch(callback_data)) is not None:
        return Vote(Subject(vote["language"], Decision(vote["kind"]), vote["id"] or ""), vote["sign"] == "+")
    if (choice := _CHOICE.fullmatch(callback_data)) is not None and choice["setting"] in set(Setting):
        return Choose(choice["language"], Choice(Setting(choice["setting"]), choice["value"]))
    found = _DATA.fullmatch(callback_data)
    if found is None:
        return None
    language, entry_id, page = found["language"], found["id"], found["page"]
    match found["kind"], entry_id, page:
        case "l", None, None:
            return OpenTopics(language)
        case "x", None, None:
            return Remove(language)
        case "p", None, None:
            return ShowPicture(language)
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
