"""`run --check` in this process: what it says of bot, groups, database and webhook, and that it only looks."""

from __future__ import annotations

import contextlib
import io
import sqlite3
import time
from typing import TYPE_CHECKING

from bot.config import config_from
from bot.playground.standin import StandIn, Status
from bot.serving.checking import check
from bot.serving.connection import Connection
from bot.storage.database import engine_for
from bot.storage.store import Store
from tests.bases import knowledge_of
from tests.e2e.running import running
from tests.e2e.test_faults import confirmed
from tests.e2e.test_votes import KEY, ask

if TYPE_CHECKING:
    from pathlib import Path

HOOK = {"WEBHOOK_URL": "http://localhost:9/x", "WEBHOOK_SECRET": "made-up-secret-16", "LISTEN": "127.0.0.1:0"}


async def checked(api: StandIn, url: str, **environ: str) -> tuple[int, str]:
    """Return the exit status and what is printed."""
    given = {"TELEGRAM_BOT_TOKEN": api.token, "TELEGRAM_API_URL": api.url, "DATABASE_URL": url, **environ}
    with contextlib.redirect_stdout(io.StringIO()) as out:
        status = await check(config_from(given), Connection(api.token, api.url), knowledge_of("harbour"))
    return status, out.getvalue()


def kept(api: StandIn, url: str, *, keeps_texts: bool = False) -> Store:
    """Return the store of the stand-in's bot."""
    return Store(engine_for(url), bot_id=api.token.partition(":")[0], key=KEY, keeps_texts=keeps_texts)


async def test_it_says_what_it_found(api: StandIn, tmp_path: Path) -> None:
    """1 where something is in the way; a webhook's path is not shown."""
    url = f"sqlite:///{tmp_path / 'kept.sqlite3'}"
    api.world.privacy.enabled = False
    api.world.modes.inline = api.world.modes.guest = True
    status, out = await checked(api, url)
    assert status == 0
    assert "\nprivacy mode: off" in out
    assert "\ninline mode: on\nguest mode: on\n" in out
    api.webhook.url = "https://localhost:9/secret-path"
    status, out = await checked(api, url)
    assert status == 1
    assert "webhook: set at localhost; polling needs --take-over" in out
    assert "secret-path" not in out
    status, out = await checked(api, "sqlite:////proc/x/y", **HOOK)
    assert status == 1
    assert "webhook: set at localhost, at another path or port, to be replaced\n" in out
    assert "database: cannot be used" in out
    assert "secret-path" not in out


async def test_it_names_groups_in_which_the_bot_may_not_write(api: StandIn, database_url: str) -> None:
    """Of those that it was greeted in; where it was put out, and where Telegram is silent, nothing is to be mended."""
    anna = api.world.add_user("Anna")
    groups = [api.world.add_group(name, members=[anna], bot=Status.LEFT) for name in ("one", "two", "three", "four")]
    groups.append(api.world.add_group("five", members=[anna], bot=Status.LEFT, supergroup=False))
    async with running(api, store=kept(api, database_url)):
        for group in groups:
            await api.world.add_bot(group, by=anna)
            await api.world.wait_for_message(group)
        await confirmed(api)
    open_, muted, left, administered, moved = groups
    await api.world.migrate(moved, by=anna)
    muted.muted = administered.muted = True
    left.members[api.world.bot.id] = Status.KICKED
    administered.members[api.world.bot.id] = Status.ADMINISTRATOR
    status, out = await checked(api, database_url)
    assert (
        f"\nrights: the bot may not write in {muted.id}: an admin there can allow it; it may write in 2 groups\n" in out
    )
    assert "\ndatabase: ready\n" in out
    assert str(open_.id) not in out
    assert status == 1
    muted.muted = False
    api.faults.server_error(500, method="getChat", chat_id=muted.id)
    status, out = await checked(api, database_url)
    assert "\nrights: it may write in 2 groups; 1 could not be asked about; it needs none but to write\n" in out
    assert status == 0


def dumped(path: Path) -> list[str]:
    """Return all that a database holds."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


async def test_it_leaves_the_database_as_it_is(api: StandIn, tmp_path: Path) -> None:
    """Neither made nor brought up to date, and nothing in it deleted, whatever is set while one looks."""
    url = f"sqlite:///{tmp_path / 'kept.sqlite3'}"
    status, out = await checked(api, url)
    assert (status, "none yet" in out, list(tmp_path.iterdir())) == (0, True, [])
    anna = api.world.add_user("Anna", language_code="en")
    async with running(api, store=kept(api, url, keeps_texts=True)):
        await ask(api, anna, api.world.private(anna), "What is the ferry's favourite colour?")
        await confirmed(api)
    before = dumped(tmp_path / "kept.sqlite3")
    status, out = await checked(api, url)
    assert "\ndatabase: ready\n" in out
    assert dumped(tmp_path / "kept.sqlite3") == before
    assert [line for line in before if 'INTO "unanswered"' in line]


async def test_it_says_what_is_wrong_with_a_webhook(api: StandIn, tmp_path: Path) -> None:
    """The last failure of Telegram's to bring an update there counts for an hour."""
    url = f"sqlite:///{tmp_path / 'kept.sqlite3'}"
    api.webhook.url = HOOK["WEBHOOK_URL"]
    status, out = await checked(api, url, **HOOK)
    assert (status, out.splitlines()[-1]) == (0, "webhook: set at localhost")
    anna = api.world.add_user("Anna")
    api.webhook.url = ""
    await api.world.say(anna, api.world.private(anna), "hello")
    status, out = await checked(api, url)
    assert (status, out.splitlines()[-1]) == (0, "webhook: none, polling is possible; updates waiting: 1")
    api.webhook.url = HOOK["WEBHOOK_URL"]
    api.webhook._last_error = (int(time.time()) - 120, "Connection refused")
    status, out = await checked(api, url, **HOOK)
    assert out.splitlines()[-1].startswith("webhook: set at localhost, but Telegram could not get through at ")
    assert "(Connection refused); updates waiting: 1" in out
    assert status == 1
    api.webhook._last_error = (int(time.time()) - 7200, "Connection refused")
    assert (await checked(api, url, **HOOK))[0] == 0
