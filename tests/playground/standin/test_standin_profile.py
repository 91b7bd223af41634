"""Commands and descriptions, and which menu a user sees."""

# ruff: noqa: D103, PLR0917 - names say what is shown; fixtures come by position

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from bot.playground.standin import Chat, StandIn, User, World
    from tests.playground.standin.calling import Call


def commands(*names: str) -> list[dict[str, str]]:
    """Write a list of commands."""
    return [{"command": name, "description": name.title()} for name in names]


@pytest.mark.parametrize(
    ("params", "problem"),
    [
        ({"commands": commands("Ask")}, "BOT_COMMAND_INVALID"),
        ({"commands": commands("a" * 33)}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "ask", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [{"command": "ask", "description": "x" * 257}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": commands(*(f"c{n}" for n in range(101)))}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": commands("ask"), "language_code": "english"}, "invalid language_code specified"),
        ({"commands": commands("ask"), "scope": {"type": "all"}},
         "can't parse BotCommandScope: unsupported type specified"),
        ({"commands": commands("ask"), "scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
    ],
)  # fmt: skip
async def test_commands_are_checked(params: dict[str, Any], problem: str, call: Call) -> None:
    assert (await call("setMyCommands", **params))["description"] == f"Bad Request: {problem}"


async def test_each_sees_the_narrowest_menu(
    api: StandIn, call: Call, world: World, anna: User, ben: User, group: Chat
) -> None:
    """By scope first, then by language; deleted commands uncover the wider ones."""
    admins = {"type": "chat_administrators", "chat_id": group.id}
    await call("setMyCommands", commands=commands("start"))
    await call("setMyCommands", commands=commands("ask"), scope={"type": "all_group_chats"})
    await call("setMyCommands", commands=commands("zapyt"), scope={"type": "all_private_chats"}, language_code="uk")
    await call("setMyCommands", commands=commands("settings"), scope=admins)

    def menu(user: User, chat: Chat) -> list[str]:
        return [one["command"] for one in api.service.profile.menu(user, chat)]

    assert menu(anna, group) == ["settings"]
    assert menu(ben, group) == ["ask"]
    assert menu(anna, world.private(anna)) == ["zapyt"]
    assert menu(ben, world.private(ben)) == ["start"]
    await call("setMyCommands", commands=[], scope=admins)
    assert menu(anna, group) == ["ask"]
    assert (await call("getMyCommands", scope=admins))["result"] == []


async def test_descriptions_have_limits_and_a_fallback(call: Call) -> None:
    assert not (await call("setMyDescription", description="x" * 513))["ok"]
    assert not (await call("setMyShortDescription", short_description="x" * 121))["ok"]
    assert (await call("setMyDescription", description="x" * 512))["ok"]
    assert (await call("getMyDescription", language_code="uk"))["result"] == {"description": "x" * 512}
    await call("setMyDescription", description="")
    assert (await call("getMyDescription"))["result"] == {"description": ""}
