"""kill -9 under load: how many questions are left without an answer, and how many got two: one a chat and kill at most.

    python -m tests.e2e.kills polling|webhook [ROUNDS [QUESTIONS [CHATS [A_SECOND]]]]

The bot runs as a process of its own against the stand-in. In every round questions come in while it works, it is killed
in the middle of them, and started again. By webhook there are two replicas behind nginx with a PostgreSQL, killed in
turn. At the end every question must have its answer, and of each chat no more may have two than there were kills: exit
status 1 if not.
"""

from __future__ import annotations

import asyncio
import functools
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from bot.answering.showing import Showcase
from bot.playground.standin import StandIn
from tests.bases import SHIPPED, knowledge_of
from tests.e2e.processes import bare_environ
from tests.e2e.replicas import replicas
from tests.storage.servers import postgresql

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.playground.standin import Chat, User

ROUNDS = 5
QUESTIONS = 200
CHATS = 20
A_SECOND = 250
"""Questions a second: about as many as one bot may answer at all, so that it is never idle."""
AGAIN_WITHIN = 120.0


@dataclass
class Load:
    """People who ask, and what became of their questions."""

    api: StandIn
    people: list[tuple[User, Chat]]
    pace: float = 1 / A_SECOND
    asked: dict[int, Counter[str]] = field(default_factory=partial(defaultdict, Counter))
    """How often an answer with this first line is to come in a chat."""

    async def ask(self, count: int) -> None:
        """Ask `count` questions, in each chat for one entry after another: the first line of its answer tells which."""
        first_lines = _first_lines()
        for _ in range(count):
            user, chat = random.choice(self.people)  # noqa: S311 - a load, not a secret
            entry_id, line = first_lines[self.asked[chat.id].total() % len(first_lines)]
            await self.api.world.say(user, chat, f"/fact {entry_id}")
            self.asked[chat.id][line] += 1
            await asyncio.sleep(self.pace)

    def result(self) -> tuple[int, int, int]:
        """Return how many questions have no answer, how many answers are second ones, and how many of one chat."""
        missing, doubled = 0, list[int]()
        for _, chat in self.people:
            said = (each.text for each in chat.messages.values() if each.sender == self.api.world.bot)
            answers, asked = Counter(text.partition("\n")[0] for text in said), self.asked[chat.id]
            missing += (asked - answers).total()
            doubled.append((answers - asked).total())
        return missing, sum(doubled), max(doubled)


@functools.cache
def _first_lines() -> tuple[tuple[str, str], ...]:
    """Return the gaps of the base with the line that their answers begin with, which no two share."""
    base = knowledge_of("shipped")
    show = Showcase(base)
    lines = {show.question(gap.id, "en"): gap.id for gap in base.gaps}
    return tuple((gap_id, line) for line, gap_id in lines.items())


async def start(api: StandIn, database: str) -> asyncio.subprocess.Process:
    """Start the bot."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        cwd=SHIPPED.parent,
        env={
            **bare_environ(),
            "TELEGRAM_BOT_TOKEN": api.token,
            "TELEGRAM_API_URL": api.url,
            "LOG_LEVEL": "ERROR",
            "DATABASE_URL": database,
        },
        stdout=asyncio.subprocess.DEVNULL,
    )


def _crowd(api: StandIn, chats: int, pace: float) -> Load:
    people = (api.world.add_user(f"P{number}") for number in range(chats))
    return Load(api, [(user, api.world.private(user)) for user in people], pace)


async def _killed_in_the_middle(load: Load, questions: int, kill: Callable[[], Awaitable[None]]) -> int:
    """Ask, and kill meanwhile; return how many updates were unconfirmed then."""
    asking = asyncio.create_task(load.ask(questions))
    await asyncio.sleep(random.uniform(0.3, 0.7) * questions * load.pace)  # noqa: S311
    await kill()
    unconfirmed = len(load.api.world.updates.pending)
    await asking
    return unconfirmed


async def _all_dealt_with(load: Load) -> None:
    deadline = time.monotonic() + AGAIN_WITHIN
    while (load.api.world.updates.pending or load.result()[0]) and time.monotonic() < deadline:  # noqa: ASYNC110
        await asyncio.sleep(0.1)


async def by_polling(rounds: int, questions: int, chats: int, pace: float) -> tuple[int, int, int, int]:
    """Kill the bot once in each round; return how many updates were unconfirmed then, and what the load tells."""
    with tempfile.TemporaryDirectory() as folder:
        async with StandIn(username="talks_bot") as api:
            load, interrupted, database = _crowd(api, chats, pace), 0, f"sqlite:///{folder}/kept.sqlite3"
            for _ in range(rounds):
                bot = await start(api, database)
                await api.world.wait_for(lambda: api.journal.of("getWebhookInfo") or None, "the bot", timeout=30)

                async def kill(bot: asyncio.subprocess.Process = bot) -> None:
                    bot.kill()
                    await bot.wait()

                interrupted += await _killed_in_the_middle(load, questions, kill)
                api.journal.clear()
            bot = await start(api, database)
            await _all_dealt_with(load)
            bot.terminate()
            await bot.wait()
            return interrupted, *load.result()


async def by_webhook(rounds: int, questions: int, chats: int, pace: float) -> tuple[int, int, int, int]:
    """Kill one of two replicas in each round, in turn; return as `by_polling`."""
    with postgresql() as database:
        async with StandIn(username="talks_bot") as api, replicas(api, database) as bots:
            load, interrupted = _crowd(api, chats, pace), 0
            for number in range(rounds):
                interrupted += await _killed_in_the_middle(load, questions, partial(bots.kill, number % 2))
                await bots.start(number % 2)
            await _all_dealt_with(load)
            return interrupted, *load.result()


def main() -> int:
    """Run the test and print its figure."""
    mode, *given = sys.argv[1:] or ["polling"]
    numbers = [int(each) for each in given]
    rounds, questions, chats, a_second = (*numbers, *(ROUNDS, QUESTIONS, CHATS, A_SECOND)[len(numbers) :])
    run = by_webhook if mode == "webhook" else by_polling
    interrupted, missing, doubled, of_one = asyncio.run(run(rounds, questions, chats, 1 / a_second))
    print(  # noqa: T201 - its purpose
        f"kill -9, {mode}: {rounds} kills, {rounds * questions} questions, {a_second} a second, "
        f"{interrupted} unconfirmed at the kills, {missing} without an answer, {doubled} answered twice, "
        f"{of_one} of one chat"
    )
    return 1 if missing or of_one > rounds else 0


if __name__ == "__main__":
    sys.exit(main())
