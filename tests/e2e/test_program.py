"""`python -m bot run` as people start it: a process, an environment, signals, an exit status."""

from __future__ import annotations

import asyncio
import atexit
import os
import shutil
import signal
import sys
import tempfile
import uuid
from typing import TYPE_CHECKING, NamedTuple

import pytest

from bot.__main__ import status_of
from bot.playground.standin import StandIn
from tests.bases import SHIPPED
from tests.e2e.processes import bare_environ

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

TOKEN = "700100200:AAH-distinctive_Token-0123456789abcdefXYZ"
TEXT = "quizzaciously"
FOLDER = tempfile.mkdtemp()
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)


@pytest.fixture
async def api() -> AsyncIterator[StandIn]:
    """Run a stand-in with a token that would be recognised in a log."""
    async with StandIn(TOKEN, username="talks_bot") as standin:
        yield standin


async def program(
    api: StandIn, *arguments: str, options: tuple[str, ...] = (), **environ: str
) -> asyncio.subprocess.Process:
    """Start the program with nothing in its environment but what it needs; proxies lead nowhere."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, *options, "-m", "bot", *arguments),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=SHIPPED.parent,
        env={
            **bare_environ(),
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": f"{api.url}/",
            "HTTP_PROXY": "http://127.0.0.1:9",
            "ALL_PROXY": "http://127.0.0.1:9",
            "LOG_LEVEL": "DEBUG",
            "DATABASE_URL": f"sqlite:///{FOLDER}/{uuid.uuid4()}.sqlite3",
            **environ,
        },
    )


async def ended(process: asyncio.subprocess.Process) -> tuple[int, str, str]:
    """Return the exit status and what was printed."""
    out, err = await asyncio.wait_for(process.communicate(), 60)
    return process.returncode or 0, out.decode(), err.decode()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_answers_says_which_base_and_stops_with_zero(api: StandIn, number: signal.Signals) -> None:
    """A signal ends it in good order; neither the token nor a text is in what it printed."""
    user = api.world.add_user("Anna", language_code="en")
    chat = api.world.private(user)
    api.faults.reset(method="sendMessage")
    process = await program(api, "run", options=("-X", "dev"))  # what is left open is told of
    await api.world.say(user, chat, f"{TEXT}? Who resigned?")
    await api.world.wait_for_message(chat, timeout=60)
    process.send_signal(number)
    status, out, err = await ended(process)
    assert status == 0, err
    assert out.splitlines()[0] == f"knowledge: {SHIPPED}"
    assert "Polling as @talks_bot" in err
    assert "Stopped" in err
    assert "AAH-distinctive" not in out + err
    assert TEXT not in out + err
    assert not api.world.updates.pending


async def test_a_wrong_token_ends_it_with_two_and_one_line(api: StandIn) -> None:
    """The line says what to do."""
    status, _, err = await ended(await program(api, "run", TELEGRAM_BOT_TOKEN=TOKEN + "x", LOG_LEVEL="ERROR"))
    assert status == 2
    assert err.splitlines()[-1].startswith("talks-bot: Telegram does not accept the token")
    assert len(err.splitlines()) == 1


async def test_check_says_what_it_found(api: StandIn) -> None:
    """0 where polling could begin, 1 where something is in the way, and nothing is fetched."""
    status, out, err = await ended(await program(api, "run", "--check", LOG_LEVEL="INFO"))
    assert status == 0, err
    for line in (
        "Telegram: 127.0.0.1 answers",
        "token: accepted",
        "bot: @talks_bot",
        "privacy mode: on, as it should be",
        "inline mode: off, and the bot works without; @BotFather, /setinline turns it on",
        "guest mode: off, and the bot works without; @BotFather, /mybots, Bot Settings, Guest Mode turns it on",
        "webhook: none",
        "database: none yet, to be made",
    ):
        assert f"\n{line}" in out
    assert not api.journal.of("getUpdates")


class Ended(NamedTuple):
    """An exit status and what was printed."""

    status: int
    out: str
    err: str


@pytest.fixture
def run_here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Run the command in this process, which has been started already; proxies lead nowhere.

    For what ends before there is a loop: one that ran here would take the place of the tests' own.
    """

    def run(*arguments: str, **environ: str) -> Ended:
        for name in os.environ.keys() - bare_environ().keys():
            monkeypatch.delenv(name)
        given = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": "https://dead.invalid", "LOG_LEVEL": "ERROR"}
        proxies = {"HTTP_PROXY": "http://127.0.0.1:9", "ALL_PROXY": "http://127.0.0.1:9"}
        for name, value in (given | proxies | environ).items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir(SHIPPED.parent)
        status = status_of(["run", *arguments])
        return Ended(status, *capsys.readouterr())

    return run


async def test_check_of_a_server_that_is_not_there_ends_with_one(api: StandIn) -> None:
    """After some tries it says so."""
    nowhere = "http://127.0.0.1:9"
    status, out, _ = await ended(await program(api, "run", "--check", TELEGRAM_API_URL=nowhere, LOG_LEVEL="ERROR"))
    assert status == 1
    assert "cannot be reached" in out


@pytest.mark.parametrize(
    ("environ", "line"),
    [
        ({"NO_PROXY": "[::1]"}, "talks-bot: NO_PROXY cannot be used ([::1])"),
        ({"TELEGRAM_BOT_TOKEN": f'"{TOKEN}"'}, "talks-bot: TELEGRAM_BOT_TOKEN stands in quotes"),
    ],
)
def test_a_setting_that_cannot_be_used_ends_it_with_two_and_one_line(
    run_here: Callable[..., Ended], environ: dict[str, str], line: str
) -> None:
    """Variables for proxies are read by a library, in which they would end with a traceback."""
    ended = run_here(**environ)
    assert ended.status == 2
    assert ended.err.startswith(line)
    assert len(ended.err.splitlines()) == 1


async def test_check_names_a_dead_name(api: StandIn) -> None:
    """Name resolution is at fault, and is said to be."""
    url = "https://dead.invalid"
    process = await program(api, "run", "--check", TELEGRAM_API_URL=url, NO_PROXY="*", LOG_LEVEL="ERROR")
    status, out, err = await ended(process)
    assert status == 1
    assert "Telegram cannot be reached (the name of dead.invalid is not known" in out
    assert not err
