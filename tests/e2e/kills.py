"""kill -9 under load: how many questions are left without an answer, and how many got two.

    python -m tests.e2e.kills [ROUNDS [QUESTIONS [CHATS]]]

The bot runs as a process of its own against the stand-in. In every round questions come in while it works, it is killed
in the middle of them, and started again. At the end every question must have its answer; exit status 1 if one has not.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.playground.standin import StandIn
from tests.e2e.running import SHIPPED

if TYPE_CHECKING:
    from bot.playground.standin import Chat, User

ROUNDS = 5
QUESTIONS = 200
CHATS = 20
PACE = 0.004
"""Seconds between two questions: about as many a second as one bot may answer at all, so that it is never idle."""
AGAIN_WITHIN = 120.0
ECHO = re.compile(r"question-(\d+)\b")


@dataclass
class Load:
    """People who ask, and what became of their questions."""

    api: StandIn
    people: list[tuple[User, Chat]]
    asked: int = 0

    async def ask(self, count: int) -> None:
        """Ask `count` questions, each with a number that its answer repeats."""
        for _ in range(count):
            user, chat = random.choice(self.people)  # noqa: S311 - a load, not a secret
            await self.api.world.say(user, chat, f"/fact question-{self.asked}")
            self.asked += 1
            await asyncio.sleep(PACE)

    def result(self) -> tuple[int, int]:
        """Return how many questions have no answer, and how many answers are second ones."""
        answers = Counter(
            int(number)
            for _, chat in self.people
            for message in chat.messages.values()
            if message.sender == self.api.world.bot
            for number in ECHO.findall(message.text)[:1]
        )
        return self.asked - len(answers), answers.total() - len(answers)


async def start(api: StandIn, database: str) -> asyncio.subprocess.Process:
    """Start the bot."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        cwd=SHIPPED.parent,
        env={
            "PATH": os.environ["PATH"],
            "TELEGRAM_BOT_TOKEN": api.token,
            "TELEGRAM_API_URL": api.url,
            "LOG_LEVEL": "ERROR",
            "DATABASE_URL": database,
        },
        stdout=asyncio.subprocess.DEVNULL,
    )


async def kill_under_load(rounds: int, questions: int, chats: int) -> tuple[int, int, int]:
    """Kill the bot once in each round; return how many updates were unconfirmed then, missing and doubled answers."""
    with tempfile.TemporaryDirectory() as folder:
        return await _kill_under_load(f"sqlite:///{folder}/kept.sqlite3", rounds, questions, chats)


async def _kill_under_load(database: str, rounds: int, questions: int, chats: int) -> tuple[int, int, int]:
    async with StandIn(username="talks_bot") as api:
        people = [(user, api.world.private(user)) for user in (api.world.add_user(f"P{n}") for n in range(chats))]
        load, interrupted = Load(api, people), 0
        for _ in range(rounds):
            bot = await start(api, database)
            await api.world.wait_for(lambda: api.journal.of("getWebhookInfo") or None, "the bot to start", timeout=30)
            asking = asyncio.create_task(load.ask(questions))
            await asyncio.sleep(random.uniform(0.3, 0.7) * questions * PACE)  # noqa: S311
            bot.kill()
            await bot.wait()
            interrupted += len(api.world.updates.pending)
            await asking
            api.journal.clear()
        bot = await start(api, database)
        deadline = time.monotonic() + AGAIN_WITHIN
        while api.world.updates.pending and time.monotonic() < deadline:  # noqa: ASYNC110 - no event
            await asyncio.sleep(0.1)
        bot.terminate()
        await bot.wait()
        missing, doubled = load.result()
        return interrupted, missing, doubled


def main() -> int:
    """Run the test and print its figure."""
    given = [int(each) for each in sys.argv[1:]]
    rounds, questions, chats = (*given, *(ROUNDS, QUESTIONS, CHATS)[len(given) :])
    interrupted, missing, doubled = asyncio.run(kill_under_load(rounds, questions, chats))
    total = rounds * questions
    print(  # noqa: T201 - its purpose
        f"kill -9, polling: {rounds} kills, {total} questions, {interrupted} unconfirmed at the kills, "
        f"{missing} without an answer, {doubled} answered twice"
    )
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
