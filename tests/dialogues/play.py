"""Plays a dialogue: people act in the stand-in's world, and what the bot does is held against the script."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.playground.standin import CallbackAnswer, Chat, Message, StandIn, Status, Topic, User
from bot.playground.standin.entities import formatted
from bot.rendering.catalogue import catalogue, interface_languages
from bot.storage.database import engine_for
from bot.storage.store import Store
from tests.e2e.running import start

if TYPE_CHECKING:
    from tests.dialogues.script import Dialogue, Line
    from tests.e2e.running import Running

GAP = "…"
"""Between pieces of a text that must occur in this order, with anything between them."""


TWO_DAYS = 48 * 3600 + 60.0
"""After so many seconds Telegram deletes no message of a bot any more."""


class MismatchError(AssertionError):
    """The bot did something else; shows the line and the whole chat."""


@dataclass
class Play:
    """One performance."""

    api: StandIn
    dialogue: Dialogue
    database_url: str = ""
    """Where the bot keeps what outlives a restart, "" for nowhere."""
    people: dict[str, User] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    last: dict[str, Message] = field(default_factory=dict)
    """The last message of everyone, the bot's as "Bot", and those of it that were given a name."""
    seen: int = 0
    """The last message of the bot that a line accounted for."""
    alert: CallbackAnswer | None = None

    async def perform(self) -> None:
        """Play all lines; then nothing may be left that no line expected."""
        self.chat = self._set_up()
        self.bot = self._started()
        try:
            for line in self.dialogue.lines:
                await self._play(line)
            await self._silence()
        finally:
            await self._end(self.bot)

    def _started(self) -> Running:
        store = Store(engine_for(self.database_url), key=b"a key for tests") if self.database_url else None
        return start(self.api, self.dialogue.base, store=store)

    def _set_up(self) -> Chat:
        world = self.api.world
        names = {line.who for line in self.dialogue.lines if line.who} | {"Anna"}
        for name in sorted(names):
            self.people[name] = world.add_user(name, language_code=self.dialogue.language or None)
        world.privacy.enabled = self.dialogue.privacy
        if self.dialogue.place == "private":
            return world.private(self.people["Anna"])
        admins = [self.people[name] for name in self.dialogue.admins]
        chat = world.add_group(
            "Readers",
            members=list(self.people.values()),
            supergroup=self.dialogue.place != "group",
            forum=self.dialogue.place == "forum",
            bot=Status.LEFT if any(line.verb == "added" for line in self.dialogue.lines) else Status.MEMBER,
        )
        for admin in admins:
            chat.members[admin.id] = Status.ADMINISTRATOR
        for name in sorted({line.topic for line in self.dialogue.lines if line.topic}):
            self.topics[name] = world.add_topic(chat, name)
        return chat

    async def _play(self, line: Line) -> None:
        match line.verb:
            case (
                "says" | "replies" | "sends" | "edits" | "taps" | "added" | "forwards" | "leaves" | "hides" | "removed"
            ):
                await self._act(line)
            case "restart":
                await self._end(self.bot)
                self.bot = self._started()
            case "silence":
                await self._silence()
            case "two days":
                self.api.world.clock = lambda: time.time() + TWO_DAYS
            case _:
                await self._expect(line)

    async def _expect(self, line: Line) -> None:
        match line.verb:
            case "bot":
                await self._expect_message(line)
            case "bot edits":
                await self._expect_edit(line)
            case "gone":
                gone = self._bots(line)
                await self.api.world.wait_for(lambda: self.api.world.current(gone) is None or None, "its deletion")
            case "alert" | "no alert":
                self._expect_alert(line)
            case "rows":
                rows = (self._present(line).reply_markup or {}).get("inline_keyboard", ())
                if len(rows) != int(line.text):
                    raise self._mismatch(line, f"the buttons are {rows}")
            case "buttons":
                self._expect_buttons(line)

    async def _act(self, line: Line) -> None:
        world, who = self.api.world, self.people[line.who]
        text, topic = self._filled(line.text), self.topics.get(line.topic)
        match line.verb:
            case "says":
                said = await world.say(who, self.chat, text, topic=topic)
            case "replies":
                said = await world.say(who, self.chat, text, reply_to=self.last[line.other], topic=topic)
            case "sends":
                said = await world.send(who, self.chat, line.kind, caption=text, topic=topic)
            case "forwards":
                elsewhere = world.private(world.add_user("Stranger"))
                found = await world.say(elsewhere.user or who, elsewhere, text)
                said = await world.forward(who, self.chat, found)
            case "hides":
                hidden = {"sender_chat": {"id": self.chat.id, "type": str(self.chat.type), "title": "Readers"}}
                text, entities = formatted(text)
                said = world.place(self.chat, sender=who, text=text, entities=entities, media=hidden)
            case "removed":
                await world.remove_bot(self.chat, by=who)
                return
            case "leaves":
                await world.leave(who, self.chat)
                return
            case "edits":
                said = await world.edit(self.last[line.who], text)
            case "taps":
                self.alert = await world.tap(who, self._bots(line), self._button(line))
                return
            case _:
                await world.add_bot(self.chat, by=who)
                return
        self.last[line.who] = said

    async def _expect_message(self, line: Line) -> None:
        topic = self.topics.get(line.topic)
        message = await self.api.world.wait_for_message(self.chat, after=self.seen)
        self.seen, self.last["Bot"] = message.message_id, message
        if line.kind:
            self.last[line.kind] = message
        self._compare(line, message.text)
        if self.topics and message.topic_id != (topic.id if topic else None):
            raise self._mismatch(line, f"it stands in topic {message.topic_id}")
        if line.other and message.reply_to != self.last[line.other].message_id:
            raise self._mismatch(line, f"it replies to {message.reply_to}")

    async def _expect_edit(self, line: Line) -> None:
        changed = await self.api.world.wait_for_edit(self._bots(line))
        self.last["Bot"] = changed
        self._compare(line, changed.text)

    def _expect_alert(self, line: Line) -> None:
        shown = self.alert.text if self.alert else ""
        if line.verb == "alert":
            self._compare(line, shown)
        elif shown:
            raise self._mismatch(line, f"the alert says {shown!r}")

    def _expect_buttons(self, line: Line) -> None:
        message = self.api.world.current(self._bots(line))
        have = [button["text"] for button in message.buttons] if message else []
        missing = [wanted for wanted in line.text.split(" | ") if wanted not in have]
        if missing:
            raise self._mismatch(line, f"the buttons are {have}")

    async def _silence(self) -> None:
        """Prove that the bot says nothing: ask something after all that, whose answer must come first."""
        world = self.api.world
        topic = next(iter(self.topics.values()), None)
        before = dict(self.last)
        asked = await world.say(self.people["Anna"], self.chat, f"/privacy@{world.bot.username}", topic=topic)
        answer = await world.wait_for_message(self.chat, after=self.seen)
        self.seen, self.last = answer.message_id, before
        expected = [catalogue(each)("privacy.no_texts") for each in interface_languages()]
        stray = self.chat.is_group and answer.reply_to != asked.message_id
        if stray or answer.message_id < asked.message_id or not answer.text.startswith(tuple(expected)):
            raise MismatchError(f"the bot was to say nothing but what the script has\n{world.transcript(self.chat)}")

    def _bots(self, line: Line) -> Message:
        if "Bot" not in self.last:
            raise self._mismatch(line, "the bot has said nothing yet")
        return self.last["Bot"]

    def _present(self, line: Line) -> Message:
        message = self.api.world.current(self._bots(line))
        if message is None:
            raise self._mismatch(line, "it was deleted")
        return message

    def _button(self, line: Line) -> str:
        """Return a button's whole text: a script may cut it with an ellipsis, as numbers in it change."""
        start, gap, _ = line.text.partition(GAP)
        present = self.api.world.current(self._bots(line))
        buttons = [button["text"] for button in present.buttons] if present and gap else []
        return next((text for text in buttons if text.startswith(start.strip())), line.text)

    def _filled(self, text: str) -> str:
        return text.replace("@bot", f"@{self.api.world.bot.username}")

    def _compare(self, line: Line, text: str) -> None:
        position = 0
        for piece in (each.strip() for each in self._filled(line.text).split(GAP)):
            found = text.find(piece, position)
            if found < 0:
                raise self._mismatch(line, f"{piece!r} is not in {text!r}")
            position = found + len(piece)

    def _mismatch(self, line: Line, why: str) -> MismatchError:
        screen = self.api.world.transcript(self.chat)
        return MismatchError(f"{self.dialogue.file}: {self.dialogue.title}\n> {line.written}\n{why}\n\n{screen}")

    async def _end(self, bot: Running) -> None:
        bot.stop.set()
        await asyncio.wait_for(bot.task, 10)
