"""A day of a busy group: the bot says what it was asked for, and nothing else."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from bot.playground.standin import StandIn, Status
from bot.rendering.catalogue import catalogue
from tests.e2e.running import running
from tests.e2e.test_faults import confirmed
from tests.e2e.test_votes import store_at

if TYPE_CHECKING:
    from bot.playground.standin import Chat, Message, User, World

PEOPLE, MESSAGES, FOR_THE_BOT = 200, 1000, 30
CHATTER = (
    "good morning everybody",
    "has anyone seen the news today?",
    "Who resigned?",
    "Хто подав у відставку?",
    "а я вам говорил ещё вчера",
    "lol",
    "👍",
    "when do we meet?",
    "https://example.org/news look at this",
    "/ask@another_bot Who resigned?",
    "@somebody_else what do you think about the talks?",
    "Yermak resigned, they say",
    "що там із переговорами?",
    "кто-нибудь смотрел матч?",
    "I was told the delegation flew to Geneva",
)
"""What people say to each other; some of it the bot could answer, had it been asked."""
ASKED = (
    ("en", "Who resigned?"),
    ("en", "Who heads the delegation?"),
    ("en", "When was the plan to be presented to Putin?"),
    ("uk", "Хто подав у відставку?"),
    ("uk", "Хто очолює делегацію?"),
    ("uk", "Чому Єрмак подав у відставку?"),
    ("ru", "Кто подал в отставку?"),
    ("ru", "Кто возглавляет делегацию?"),
    ("ru", "Что сказал Рубио?"),
    ("en", "Are you a bot?"),
)


class Day:
    """A group of 200 people, and what they say in an order that is the same each time."""

    def __init__(self, world: World, *, seed: int) -> None:
        self.world = world
        self.chance = random.Random(seed)  # noqa: S311 - no secret
        languages = ("en", "uk", "ru")
        self.people = [
            world.add_user(f"Reader{number}", language_code=languages[number % 3]) for number in range(PEOPLE)
        ]
        self.group: Chat = world.add_group("Readers", members=self.people, bot=Status.LEFT)
        self.group.members[self.people[0].id] = Status.CREATOR
        self.questions: list[Message] = []

    def of_the_bot(self) -> list[Message]:
        """Return all that the bot has said in the group."""
        said = self.group.messages.values()
        return [each for each in said if each.sender == self.world.bot and each.service is None]

    async def until(self, said: int) -> None:
        """Wait until the bot has said so much."""
        await self.world.wait_for(lambda: len(self.of_the_bot()) >= said or None, f"message {said} of the bot")

    async def chat(self) -> None:
        """Say something that is not for the bot: in words, a picture, a forward, a reply to somebody, or a change."""
        who, text = self.chance.choice(self.people), self.chance.choice(CHATTER)
        others = [each for each in self.group.messages.values() if each.sender != self.world.bot and not each.service]
        kind = self.chance.random()
        if kind < 0.08:
            await self.world.send(who, self.group, self.chance.choice(("sticker", "photo", "voice", "poll")))
        elif kind < 0.12 and others:
            await self.world.forward(who, self.group, self.chance.choice(others))
        elif kind < 0.35 and others:
            await self.world.say(who, self.group, text, reply_to=self.chance.choice(others))
        else:
            said = await self.world.say(who, self.group, text)
            if kind > 0.95:
                await self.world.edit(said, self.chance.choice(CHATTER))

    async def ask(self, number: int) -> None:
        """Ask the bot: by /ask, in reply to a message of it, or by /ask in reply to somebody's question."""
        language, text = ASKED[number % len(ASKED)]
        who = next(each for each in self.people[number * 5 :] if each.language_code == language)
        if number % 3 == 0:
            asked = await self.world.say(who, self.group, f"/ask@talks_bot {text}")
        elif number % 3 == 1:
            asked = await self.world.say(who, self.group, text, reply_to=self.of_the_bot()[-1])
        else:
            asked = await self.world.say(self.people[-1], self.group, text)
            await self.world.say(who, self.group, "/ask@talks_bot", reply_to=asked)
        self.questions.append(asked)


async def join_and_leave(day: Day, stranger: User) -> None:
    """Come and go: what a group is told of its members is nothing to answer."""
    await day.world.join(stranger, day.group)
    await day.world.leave(stranger, day.group)


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize(
    ("privacy", "database_url"),
    [(True, "postgresql"), (False, "sqlite")],
    ids=["privacy", "hears all"],
    indirect=["database_url"],
)
async def test_a_day_of_a_busy_group(api: StandIn, database_url: str, privacy: bool) -> None:  # noqa: FBT001
    """200 people, 1,000 messages of which 30 are for the bot: 30 replies, each to its question, and one greeting."""
    world = api.world
    world.privacy.enabled = privacy
    day = Day(world, seed=17)
    stranger = world.add_user("Stranger")
    pointed_to = sum(number % 3 == 2 for number in range(FOR_THE_BOT))  # the bot is shown somebody's question
    turns = [*range(FOR_THE_BOT), *[None] * (MESSAGES - FOR_THE_BOT - pointed_to)]
    day.chance.shuffle(turns)
    async with running(api, "shipped", store=store_at(database_url)):
        await world.add_bot(day.group, by=day.people[0])
        await world.wait_for_message(day.group)
        for at, number in enumerate(turns):
            if number is None:
                await day.chat()
            else:
                await day.ask(number)
                expected = 1 + len(day.questions)
                await day.until(expected)
            if at == MESSAGES // 2:
                await join_and_leave(day, stranger)
                await world.promote(world.bot, day.group, by=day.people[0])
        await confirmed(api)
    greeting, *replies = day.of_the_bot()
    written = [each for each in day.group.messages.values() if each.sender != world.bot and each.service is None]
    assert len(written) == MESSAGES
    assert catalogue("en")("start.admins", name="talks_bot") in greeting.text
    assert [each.reply_to for each in replies] == [each.message_id for each in day.questions]
    assert len(replies) == FOR_THE_BOT
    assert len(api.journal.of("sendMessage")) == FOR_THE_BOT + 1
    assert not api.journal.of("editMessageText", "deleteMessage")
