"""`python -m bot run` as people start it: a process, an environment, signals, an exit status."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
import uuid
from typing import TYPE_CHECKING

import pytest

from bot.playground.standin import StandIn, Status
from bot.storage.database import engine_for
from bot.storage.store import Store
from tests.bases import SHIPPED
from tests.e2e.processes import bare_environ
from tests.e2e.running import running
from tests.e2e.test_faults import confirmed
from tests.e2e.test_votes import KEY, ask

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

TOKEN = "700100200:AAH-distinctive_Token-0123456789abcdefXYZ"
TEXT = "quizzaciously"
FOLDER = tempfile.mkdtemp()
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)


@pytest.fixture
async def api() -> AsyncIterator[StandIn]:
    """Run a stand-in with a token that would be recognised in a log."""
    async with StandIn(TOKEN, username="talks_bot") as standin:
        yield standin


async def program(api: StandIn, *arguments: str, **environ: str) -> asyncio.subprocess.Process:
    """Start the program with nothing in its environment but what it needs; proxies lead nowhere."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-X", "dev", "-m", "bot", *arguments),
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
    process = await program(api, "run")
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
        "guest mode: off, and the bot works without; @BotFather",
        "webhook: none",
        "database: none yet, to be made",
    ):
        assert f"\n{line}" in out
    api.world.privacy.enabled = False
    api.world.modes.inline = api.world.modes.guest = True
    out = (await ended(await program(api, "run", "--check", LOG_LEVEL="INFO")))[1]
    assert "\nprivacy mode: off" in out
    assert "\ninline mode: on\nguest mode: on\n" in out
    api.webhook.url = "https://localhost:9/secret-path"
    status, out, err = await ended(await program(api, "run", "--check", LOG_LEVEL="INFO"))
    assert status == 1, err
    assert "localhost" in out
    assert "secret-path" not in out + err
    assert not api.journal.of("getUpdates")
    hook = {"WEBHOOK_URL": "http://localhost:9/x", "WEBHOOK_SECRET": "made-up-secret-16", "LISTEN": "127.0.0.1:0"}
    status, out, err = await ended(await program(api, "run", "--check", DATABASE_URL="sqlite:////proc/x/y", **hook))
    assert status == 1
    assert "webhook: set at localhost, at another path or port, to be replaced\n" in out
    assert "database: cannot be used" in out
    assert "secret-path" not in out + err


async def test_check_names_groups_in_which_the_bot_may_not_write(api: StandIn, database_url: str) -> None:
    """Of those that it was greeted in; where it was put out, and where Telegram is silent, nothing is to be mended."""
    anna = api.world.add_user("Anna")
    groups = [api.world.add_group(name, members=[anna], bot=Status.LEFT) for name in ("one", "two", "three", "four")]
    groups.append(api.world.add_group("five", members=[anna], bot=Status.LEFT, supergroup=False))
    async with running(api, store=Store(engine_for(database_url), bot_id=TOKEN.partition(":")[0], key=KEY)):
        for group in groups:
            await api.world.add_bot(group, by=anna)
            await api.world.wait_for_message(group)
        await confirmed(api)
    open_, muted, left, administered, moved = groups
    await api.world.migrate(moved, by=anna)
    muted.muted = administered.muted = True
    left.members[api.world.bot.id] = Status.KICKED
    administered.members[api.world.bot.id] = Status.ADMINISTRATOR
    status, out, err = await ended(await program(api, "run", "--check", DATABASE_URL=database_url))
    assert (
        f"\nrights: the bot may not write in {muted.id}: an admin there can allow it; it may write in 2 groups\n" in out
    ), err
    assert "\ndatabase: ready\n" in out
    assert str(open_.id) not in out
    assert status == 1
    muted.muted = False
    api.faults.server_error(500, method="getChat", chat_id=muted.id)
    status, out, err = await ended(await program(api, "run", "--check", DATABASE_URL=database_url))
    assert "\nrights: it may write in 2 groups; 1 could not be asked about; it needs none but to write\n" in out, err
    assert status == 0


def dumped(path: Path) -> list[str]:
    """Return all that a database holds."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


async def test_check_leaves_the_database_as_it_is(api: StandIn, tmp_path: Path) -> None:
    """Neither made nor brought up to date, and nothing in it deleted, whatever is set while one looks."""
    url = f"sqlite:///{tmp_path / 'kept.sqlite3'}"
    status, out, err = await ended(await program(api, "run", "--check", DATABASE_URL=url))
    assert (status, "none yet" in out, list(tmp_path.iterdir())) == (0, True, []), err
    anna = api.world.add_user("Anna", language_code="en")
    async with running(api, store=Store(engine_for(url), bot_id=TOKEN.partition(":")[0], key=KEY, keeps_texts=True)):
        await ask(api, anna, api.world.private(anna), "What is the ferry's favourite colour?")
        await confirmed(api)
    before = dumped(tmp_path / "kept.sqlite3")
    status, out, err = await ended(await program(api, "run", "--check", DATABASE_URL=url))
    assert "\ndatabase: ready\n" in out, err
    assert dumped(tmp_path / "kept.sqlite3") == before
    assert [line for line in before if 'INTO "unanswered"' in line]


async def test_check_says_what_is_wrong_with_a_webhook(api: StandIn) -> None:
    """The last failure of Telegram's to bring an update there counts for an hour."""
    hook = {"WEBHOOK_URL": "http://localhost:9/x", "WEBHOOK_SECRET": "made-up-secret-16", "LISTEN": "127.0.0.1:0"}
    api.webhook.url = hook["WEBHOOK_URL"]
    status, out, _ = await ended(await program(api, "run", "--check", **hook))
    assert (status, out.splitlines()[-1]) == (0, "webhook: set at localhost")
    api.webhook._last_error = (int(time.time()) - 120, "Connection refused")
    status, out, _ = await ended(await program(api, "run", "--check", **hook))
    assert out.splitlines()[-1].startswith("webhook: set at localhost, but Telegram could not get through at ")
    assert "(Connection refused); 0 updates wait" in out
    assert status == 1
    api.webhook._last_error = (int(time.time()) - 7200, "Connection refused")
    assert (await ended(await program(api, "run", "--check", **hook)))[0] == 0


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
async def test_a_setting_that_cannot_be_used_ends_it_with_two_and_one_line(
    api: StandIn, environ: dict[str, str], line: str
) -> None:
    """Variables for proxies are read by a library, in which they would end with a traceback."""
    process = await program(api, "run", **{"TELEGRAM_API_URL": "https://dead.invalid", **environ})
    status, _, err = await ended(process)
    assert status == 2
    assert err.startswith(line)
    assert len(err.splitlines()) == 1


async def test_check_names_a_dead_name(api: StandIn) -> None:
    """Name resolution is at fault, and is said to be."""
    nowhere = {"TELEGRAM_API_URL": "https://dead.invalid", "NO_PROXY": "*", "LOG_LEVEL": "ERROR"}
    status, out, err = await ended(await program(api, "run", "--check", **nowhere))
    assert status == 1
    assert "Telegram cannot be reached (the name of dead.invalid is not known" in out
    assert not err
