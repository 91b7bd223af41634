"""Methods that set and tell the bot's commands and descriptions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .errors import bad_request

if TYPE_CHECKING:
    from .model import Json
    from .profile import Scope
    from .service import Params, Service

MAX_COMMANDS = 100
MAX_COMMAND_DESCRIPTION = 256
MAX_DESCRIPTION = 512
MAX_SHORT_DESCRIPTION = 120
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}|")
_PLAIN_SCOPES = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})
_CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})


async def set_my_commands(service: Service, params: Params) -> bool:
    """Set the commands of one scope and language."""
    key = _key(service, params)
    commands = [_command(one) for one in params["commands"]]
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    service.profile.commands[key] = commands
    service.world.events.emit("commands", None, {"scope": list(key[0]), "language": key[1], "commands": commands})
    return True


async def get_my_commands(service: Service, params: Params) -> list[Json]:
    """Tell the commands of exactly this scope and language; empty where none are set."""
    return service.profile.commands.get(_key(service, params), [])


async def set_my_description(service: Service, params: Params) -> bool:
    """Set what an empty chat with the bot shows."""
    return _describe(service, params, "description", MAX_DESCRIPTION)


async def set_my_short_description(service: Service, params: Params) -> bool:
    """Set what the bot's profile shows."""
    return _describe(service, params, "short_description", MAX_SHORT_DESCRIPTION)


async def get_my_description(service: Service, params: Params) -> Json:
    """Tell the description in a language, else the fallback."""
    return _described(service, params, "description")


async def get_my_short_description(service: Service, params: Params) -> Json:
    """Tell the short description in a language, else the fallback."""
    return _described(service, params, "short_description")


def _describe(service: Service, params: Params, what: str, longest: int) -> bool:
    text, language = params.get(what, ""), _language(params)
    if len(text) > longest:
        raise bad_request(f"{what.replace('_', ' ')} is too long")
    texts: dict[str, str] = getattr(service.profile, what)
    if text:
        texts[language] = text
    else:
        texts.pop(language, None)
    service.world.events.emit("description", None, {"kind": what, "language": language, "text": text})
    return True


def _described(service: Service, params: Params, what: str) -> Json:
    texts: dict[str, str] = getattr(service.profile, what)
    return {what: texts.get(_language(params), texts.get("", ""))}


def _language(params: Params) -> str:
    language: str = params.get("language_code", "")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language_code specified")
    return language


def _key(service: Service, params: Params) -> tuple[Scope, str]:
    scope: Json = params.get("scope", {"type": "default"})
    kind = scope.get("type")
    if kind in _PLAIN_SCOPES:
        return (kind, 0, 0), _language(params)
    if kind not in _CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    chat = service.chat(scope)
    user_id = scope.get("user_id") if kind == "chat_member" else 0
    if not isinstance(user_id, int):
        raise bad_request("invalid user_id specified")
    return (kind, chat.id, user_id), _language(params)


def _command(one: Any) -> Json:
    if not isinstance(one, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name, description = one.get("command"), one.get("description")
    if not isinstance(name, str) or not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not isinstance(description, str) or not 1 <= len(description) <= MAX_COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}
