"""What BotFather and the bot itself say about the bot: commands and descriptions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from .model import Chat, Json, User

Scope: TypeAlias = tuple[str, int, int]
"""A command scope: its type, chat id and user id, 0 where it has none."""


@dataclass
class Profile:
    """Keep commands by scope and language, descriptions by language; language "" is the fallback."""

    commands: dict[tuple[Scope, str], list[Json]] = field(default_factory=dict)
    description: dict[str, str] = field(default_factory=dict)
    short_description: dict[str, str] = field(default_factory=dict)

    def menu(self, user: User, chat: Chat) -> list[Json]:
        """Return the commands that a user sees in a chat, by Telegram's order from narrow to wide."""
        scopes: list[Scope] = [("chat", chat.id, 0)]
        if chat.is_group:
            admin = chat.status(user.id).administers
            scopes = [("chat_member", chat.id, user.id)]
            scopes += [("chat_administrators", chat.id, 0)] if admin else []
            scopes += [("chat", chat.id, 0)]
            scopes += [("all_chat_administrators", 0, 0)] if admin else []
            scopes += [("all_group_chats", 0, 0)]
        else:
            scopes += [("all_private_chats", 0, 0)]
        for scope in [*scopes, ("default", 0, 0)]:
            for language in (user.language_code or "", ""):
                if found := self.commands.get((scope, language)):
                    return found
        return []
