"""Methods that tell about chats and their members, and about the bot itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import bad_request
from .model import ChatType
from .writing import full_chat_json, member_json, user_json

if TYPE_CHECKING:
    from .model import Json
    from .service import Params, Service


async def get_me(service: Service, _: Params) -> Json:
    """Tell who the bot is and what it hears in groups."""
    return user_json(service.world.bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": not service.world.privacy.enabled,
        "supports_inline_queries": service.world.modes.inline,
        "supports_guest_queries": service.world.modes.guest,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def get_chat(service: Service, params: Params) -> Json:
    """Tell what a chat is."""
    return full_chat_json(service.chat(params))


async def get_chat_member(service: Service, params: Params) -> Json:
    """Tell what a user is to a chat."""
    chat = service.writable(params)
    user = service.world.users.get(params["user_id"])
    if user is None:
        raise bad_request("invalid user_id specified")
    return member_json(user, chat.status(user.id))


async def get_chat_administrators(service: Service, params: Params) -> list[Json]:
    """List the admins of a group, without other bots unless asked for."""
    chat = service.writable(params)
    if chat.type is ChatType.PRIVATE:
        raise bad_request("there are no administrators in the private chat")
    found = [(service.world.users[i], status) for i, status in chat.members.items() if status.administers]
    with_bots = params.get("return_bots", False)
    return [
        member_json(user, status) for user, status in found if with_bots or not user.is_bot or user == service.world.bot
    ]
