"""What the bot remembers while it runs: which message answers which, what was asked last, what was said in a group.

Bounded, in memory; the only words of a person in it are those of the last questions. A restart forgets it, and the bot
then answers anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from bot.answering.chat_settings import Settings
from bot.answering.following import FOLLOWED_WITHIN
from bot.handlers.bounded import REMEMBERED, Bounded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.handlers.delivery import Place, Speech
    from bot.retrieval.match import Match

REPEATED_WITHIN = 300.0
"""Seconds within which the same answer is pointed to instead of repeated."""
AT_ONCE = 60.0
"""Seconds within which one person's taps bring a group few messages."""
MOST_AT_ONCE = 5
"""Messages that one person's taps bring a group within these seconds."""
SCREEN = 10
"""Messages that a phone shows at once, about: further up, somebody else has not read the answer."""
WELCOMED_WITHIN = 60.0
"""Seconds within which a group is welcomed once: an add-to-group link adds the bot and sends /start."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The messages that answer a question, () while they wait.

    `digest` tells whether an edit changed it, without keeping its words; None where that is not known.
    """

    message_ids: tuple[int, ...]
    digest: int | None


class Pointer(NamedTuple):
    """A message that pointed to an earlier one, and when."""

    message_id: int
    at: float


@dataclass(frozen=True, slots=True)
class Said:
    """Where and when something was said in a group, and to whom; `pointed` are the pointers to it since, by person."""

    message_id: int
    at: float
    asker: int
    pointed: Mapping[int, Pointer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tapped:
    """When a tap was answered by a message, and whose it was."""

    at: float
    person: int


@dataclass(frozen=True, slots=True)
class Heard:
    """The first and the last message of a chat, the bot's own included, since the bot started."""

    first: int
    last: int


Conversation = tuple[int, int | None, int]
"""A chat, its topic and the person: state of one is nobody else's."""
LAST_QUESTIONS = 200
"""Conversations whose last question is remembered."""
NOBODY = 0
"""The id of no user."""
QUESTIONS = 500
"""Questions that may be followed, of everybody together."""


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked and may be followed; the person is `NOBODY` where an entry was shown that none asked in words."""

    match: Match
    at: float
    conversation: Conversation


class Memory:
    """All of it. Times are those of the clock that the callers read."""

    def __init__(self) -> None:
        self.answers: Bounded[tuple[int, int], Answered] = Bounded()
        """(chat, question's message) -> the answer."""
        self._answering: Bounded[tuple[int, int], int] = Bounded(2 * REMEMBERED)
        """(chat, message of an answer, of which some have several) -> the question's message."""
        self.last_matches: Bounded[Conversation, Match] = Bounded(LAST_QUESTIONS)
        """What `/why` explains."""
        self.questions: Bounded[tuple[int, int], Question] = Bounded(QUESTIONS)
        """(chat, question's message, or what a tap was answered by) -> what a reply to the answer is read with."""
        self._asked: Bounded[Conversation, tuple[int, ...]] = Bounded(QUESTIONS)
        """The messages of `questions` that are of a conversation."""
        self.asked_back: Bounded[tuple[int, int], str] = Bounded()
        """(chat, command's message) -> the command, which asked for its argument."""
        self.albums: Bounded[tuple[int, str], int] = Bounded()
        """(chat, album) -> the digest of what was answered last of its pictures."""
        self.migrated: Bounded[int, bool] = Bounded()
        """Supergroups that were groups a moment ago."""
        self.moved: Bounded[int, int] = Bounded()
        """Group -> the supergroup that it has become, itself where it was none when Telegram was asked."""
        self.taps: Bounded[tuple[int, int, str], Tapped] = Bounded()
        """(chat, message, button) -> the last tap that was answered by a message."""
        self.languages: Bounded[tuple[int, int | None], str] = Bounded()
        """(chat, topic) -> the language that was written last."""
        self.welcomed: Bounded[int, float] = Bounded()
        """Group -> when it was."""
        self.greeted: Bounded[int, bool] = Bounded()
        """Groups that the bot has introduced itself to."""
        self.ungreeted: Bounded[int, bool] = Bounded()
        """Groups that would not let the bot introduce itself."""
        self.settings: Bounded[int, tuple[float, Settings]] = Bounded()
        """Chat -> when its settings were read, and what they were."""
        self._heard: Bounded[int, Heard] = Bounded()
        self._said: Bounded[tuple[int, int | None, int], Said] = Bounded()

    def note_answer(self, chat: int, message_id: int, answered: Answered) -> None:
        """Remember what answers a message."""
        self.answers.put((chat, message_id), answered)
        for each in answered.message_ids:
            self._answering.put((chat, each), message_id)

    def answer_with(self, chat: int, message_id: int) -> tuple[int, ...]:
        """Return all messages of the answer that a message of the bot is part of, () where it is not remembered."""
        answered = self.answers.get((chat, self._answering.get((chat, message_id)) or 0))
        return answered.message_ids if answered is not None and message_id in answered.message_ids else ()

    def answered_by(self, chat: int, message_id: int) -> int:
        """Return the message that a message of the bot answers, itself where none is remembered."""
        asking = self._answering.get((chat, message_id))
        return asking if asking is not None and self.answer_with(chat, message_id) else message_id

    def note_question(self, chat: int, message_id: int, question: Question, now: float) -> None:
        """Remember what a message asked, and forget what is too old to be followed."""
        self.questions.forget_where(lambda _, known: now - known.at > FOLLOWED_WITHIN)
        self.questions.put((chat, message_id), question)
        known = self._asked.get(question.conversation) or ()
        earlier = [each for each in known if each != message_id and (chat, each) in self.questions]
        self._asked.put(question.conversation, (*earlier, message_id))

    def forget_asked(self, chat: int, message_id: int) -> None:
        """Forget what a message asked, or which command it was: it says something else now."""
        self.questions.forget((chat, message_id))
        self.asked_back.forget((chat, message_id))

    def question_answered_by(self, chat: int, message_id: int, now: float) -> Question | None:
        """Return the question of a moment ago that a message of the bot answers, None where none is remembered."""
        known = self.questions.get((chat, self.answered_by(chat, message_id)))
        return known if known is not None and now - known.at <= FOLLOWED_WITHIN else None

    def question_before(self, conversation: Conversation, message_id: int, now: float) -> Question | None:
        """Return the last question of a moment ago that somebody asked before a message."""
        earlier = [each for each in self._asked.get(conversation) or () if each < message_id]
        asked = [known for each in earlier if (known := self.questions.peek((conversation[0], each))) is not None]
        fresh = [each for each in asked if each.conversation == conversation and now - each.at <= FOLLOWED_WITHIN]
        return max(fresh, key=lambda known: known.at, default=None)

    def moved_to(self, chat: int) -> list[int]:
        """Return the group that a supergroup was; none where that is not remembered."""
        return [old for old, new in self.moved.items() if new == chat != old]

    def note_heard(self, chat: int, message_id: int) -> None:
        """Remember that a new message stands in a chat."""
        known = self._heard.get(chat) or Heard(message_id, message_id)
        self._heard.put(chat, Heard(min(known.first, message_id), max(known.last, message_id)))

    def is_new(self, chat: int, message_id: int) -> bool:
        """Tell whether a message was written since the bot started: what it asked then has had its answer, or none."""
        known = self._heard.get(chat)
        return known is not None and message_id >= known.first

    def note_said(self, place: Place, speech: Speech, said: Said) -> None:
        """Remember what was said in a group's topic, so that it can be pointed to."""
        self._said.put((place.chat_id, place.thread_id, hash(speech.html)), said)

    def said_lately(self, place: Place, speech: Speech, *, asker: int, now: float) -> Said | None:
        """Return where the same was said there within the last minutes, None if it was not.

        What was said to somebody else counts only while it is on the screen.
        """
        said = self._said.get((place.chat_id, place.thread_id, hash(speech.html)))
        if said is None or now - said.at > REPEATED_WITHIN:
            return None
        known = self._heard.get(place.chat_id)
        on_screen = known is None or known.last - said.message_id <= SCREEN
        return said if on_screen or said.asker == asker else None

    def is_pointed_to(self, chat: int, message_id: int) -> bool:
        """Tell whether what a message says is the answer to other questions, too."""
        return any(each.pointed for key, each in self._said.items() if (key[0], each.message_id) == (chat, message_id))

    def taps_too_much(self, chat: int, person: int, now: float) -> bool:
        """Tell whether somebody's taps have brought a chat enough messages for the moment."""
        lately = (
            each
            for (where, _, _), each in self.taps.items()
            if (where, each.person) == (chat, person) and now - each.at <= AT_ONCE
        )
        return sum(1 for _ in lately) >= MOST_AT_ONCE

    def welcomed_lately(self, chat: int, now: float) -> bool:
        """Tell whether a group was welcomed a moment ago."""
        at = self.welcomed.get(chat)
        return at is not None and now - at <= WELCOMED_WITHIN

    def forget_said(self, chat: int, message_id: int) -> None:
        """Forget what a message said, or that it pointed to another: it was deleted, or says something else now."""
        self._said.forget_where(lambda key, said: key[0] == chat and said.message_id == message_id)
        for key, said in [one for one in self._said.items() if one[0][0] == chat]:
            left = {person: each for person, each in said.pointed.items() if each.message_id != message_id}
            self._said.put(key, replace(said, pointed=left))

    def forget_everybody(self) -> None:
        """Forget what anybody asked or chose: another process was told to forget one of them."""
        asked = (self.last_matches, self.questions, self._asked, self.asked_back, self.albums, self.taps, self._said)
        for each in (*asked, self.answers, self._answering, self.languages, self.settings, self.greeted):
            each.clear()

    def forget_person(self, person: int) -> dict[str, int]:
        """Forget a person in all chats; return what that was and how many, as /forget calls it."""
        self._said.forget_where(lambda _, said: person == said.asker or person in said.pointed)
        self.taps.forget_where(lambda _, tapped: tapped.person == person)
        return {"questions": self._forget_questions(lambda conversation: conversation[2] == person)}

    def forget_direct(self, topics: tuple[int, ...]) -> dict[str, int]:
        """Forget topics of a channel's direct messages; return as `forget_person`."""
        return {"languages": self.languages.forget_where(lambda key, _: key[1] in topics)}

    def forget_chat(self, chat: int) -> dict[str, int]:
        """Forget a chat and whoever wrote there; return as `forget_person`."""
        self._answering.forget_where(lambda key, _: key[0] == chat)
        self.albums.forget_where(lambda key, _: key[0] == chat)
        self.asked_back.forget_where(lambda key, _: key[0] == chat)
        self.taps.forget_where(lambda key, _: key[0] == chat)
        self._said.forget_where(lambda key, _: key[0] == chat)
        self.migrated.forget(chat)
        self.moved.forget_where(lambda old, new: chat in {old, new})
        self.welcomed.forget(chat)
        self._heard.forget(chat)
        self.greeted.forget(chat)
        self.ungreeted.forget(chat)
        chosen = self.settings.get(chat)
        self.settings.forget(chat)
        return {
            "settings": int(chosen is not None and chosen[1] != Settings()),
            "answers": self.answers.forget_where(lambda key, _: key[0] == chat),
            "questions": self._forget_questions(lambda conversation: conversation[0] == chat),
            "languages": self.languages.forget_where(lambda key, _: key[0] == chat),
        }

    def _forget_questions(self, concerned: Callable[[Conversation], bool]) -> int:
        """Forget what was asked in the conversations that a function picks; return how many questions that was."""
        asked = [(known.conversation, known.match.query) for _, known in self.questions.items()]
        asked += [(conversation, match.query) for conversation, match in self.last_matches.items()]
        for each in (self.last_matches, self._asked):
            each.forget_where(lambda conversation, _: concerned(conversation))
        self.questions.forget_where(lambda _, known: concerned(known.conversation))
        return len({(conversation, query) for conversation, query in asked if concerned(conversation)})
