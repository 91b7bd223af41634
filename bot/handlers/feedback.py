"""What is learnt of answers without keeping who asked: counts, votes, questions that went unanswered; and /forget."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.answering.context import Deletion
from bot.answering.stripping import alike, stripped
from bot.answering.subject import subject_of
from bot.handlers import addressing
from bot.handlers.attempt import once, update_id
from bot.retrieval.match import Decision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from telegram import CallbackQuery, Message

    from bot.answering.context import Counted
    from bot.answering.reply import Responded
    from bot.answering.showing import Showcase
    from bot.handlers.addressing import Asked
    from bot.handlers.admins import Admins
    from bot.handlers.memory import Memory
    from bot.handlers.outbox import Outbox
    from bot.rendering.taps import Vote
    from bot.storage.records import Records

ALERTS = {"useful": "alert.useful", "not_useful": "alert.not_useful", "taken_back": "alert.taken_back"}
"""What a tap on a vote came to, with the sentence for it."""
FORGET = "forget"
"""The command that deletes before it is replied to."""


@dataclass(slots=True)
class Feedback:
    """Passes on what is to be counted or deleted."""

    records: Records
    memory: Memory
    admins: Admins
    outbox: Outbox

    @property
    def keeps_texts(self) -> bool:
        """Whether questions that go unanswered are kept."""
        return self.records.keeps_texts

    def count(self, message: Message, asked: Asked, responded: Responded, *, person: int) -> None:
        """Count a question by what became of it; keep one that went unanswered where that is switched on.

        What another one wrote is not kept: its author could not find it again.
        """
        subject = subject_of(responded.reply)
        if subject is None or not asked.argument:
            return
        self.records.count(subject)
        is_own = asked.message_id == message.message_id and message.forward_origin is None
        if self.keeps_texts and is_own and subject.kind is not Decision.ANSWER:
            text = stripped(asked.argument, _names_in(message))
            if text:
                reading = alike(responded.match, text)
                self.records.keep_text(subject, text, reading, person=person, chat=message.chat.id)

    async def vote(self, query: CallbackQuery, tap: Vote, showcase: Showcase) -> str:
        """Count a vote; return the key of the sentence that says what it came to.

        What the base does not have is not counted: data can be made up.
        """
        about, message = tap.subject, query.message
        is_known = about.language in showcase.languages and (not about.entry_id or showcase.has(about.entry_id))
        if message is None or not is_known:
            return "alert.gone"
        came_to = await self.records.vote(
            about, query.from_user.id, message.chat.id, message.message_id, update_id(), useful=tap.useful
        )
        return "alert.not_counted" if came_to is None else ALERTS[came_to]

    async def forget(self, message: Message) -> Deletion:
        """Delete what is kept of whoever writes and, if an admin of a group does, of the group; return what it was.

        A second try at the same message tells what the first one deleted.

        Raises:
            RetryAfter: Telegram asks to wait; nothing is deleted yet.
        """
        chat, speaks_as = message.chat.id, message.sender_chat
        person = message.from_user.id if message.from_user is not None and speaks_as is None else None
        in_group = addressing.is_group(message.chat)
        if speaks_as is not None:
            may = speaks_as.id == chat  # an anonymous admin, not a channel
        else:
            may = in_group and person is not None and await self.admins.includes(chat, person, afresh=True)
        group = chat if in_group and may else None
        topic = addressing.direct_topic_of(message)
        direct = () if topic is None else (topic,)
        deletion = partial(self._deletion, person, direct, group, in_group=in_group)
        return await once(("forget", chat, message.message_id), deletion)

    async def _deletion(
        self, person: int | None, direct: tuple[int, ...], group: int | None, *, in_group: bool
    ) -> Deletion:
        of_person = of_chat = None
        complete = True
        if person is not None:  # whose private chat with the bot bears the same number
            kept = Counter(self.memory.forget_person(person)) + Counter(self.memory.forget_direct(direct))
            of_person, complete = await self._of_chats(dict.fromkeys((person, *direct)), kept, person)
        if group is not None:
            of_chat, found = await self._of_chats((*self.memory.moved_to(group), group), Counter())
            complete = complete and found
        return Deletion(of_person, of_chat, in_group=in_group, complete=complete)

    async def _of_chats(
        self, chats: Iterable[int], kept: Counter[str], person: int | None = None
    ) -> tuple[Counted, bool]:
        """Delete what is kept of chats and of a person, of whom `kept` was in memory; tell whether that is all."""
        total: Counter[str] = Counter()
        complete = True
        for chat in chats:
            kept = kept + Counter(self.memory.forget_chat(chat))
            self.outbox.unbind(chat)
            found = await self.records.forget(person=person, chat=chat)
            total.update(dict(_counted(kept, found)))
            complete, kept = complete and found is not None, Counter()
        return tuple(total.items()), complete


def forgets(asked: Asked) -> bool:
    """Tell whether a message asks to delete what is kept; its answer is then not remembered either."""
    return asked.name == FORGET


def _counted(remembered: Counter[str], found: dict[str, int] | None) -> Counted:
    """Return how many of each kind: what stands in memory and in the database (None: it is away) is one thing."""
    return tuple((remembered | Counter(found or {})).items())


def _names_in(message: Message) -> Iterator[str]:
    """Yield the names of whoever wrote a message, and of those who are mentioned in it by name."""
    named = [message.from_user, *(entity.user for entity in message.entities or message.caption_entities)]
    for user in named:
        if user is not None:
            yield from (user.first_name, user.last_name or "", user.username or "")
    if message.sender_chat is not None:
        yield from (message.sender_chat.title or "", message.sender_chat.username or "")
    yield message.author_signature or ""
