"""Who is in the playground: three people, their private chats with the bot, a group, a forum, a group without it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.playground.standin import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.playground.standin import Chat, User, World
    from bot.playground.standin.model import Json

LANGUAGES = ("en", "uk", "ru")
"""Those the page speaks; what the bot speaks is the base's business."""
BOT_NAME = "talks-bot"
BOT_USERNAME = "talks_bot"


@dataclass(frozen=True, slots=True)
class People:
    """The people of a world and where they talk. Names are chosen to read the same in every language."""

    world: World
    ids: tuple[int, ...]
    group: Chat
    forum: Chat
    elsewhere: Chat

    def as_json(self) -> list[Json]:
        """Write the people as the page wants them."""
        return [self._person(self.world.users[user_id]) for user_id in self.ids]

    def chats_json(self) -> list[Json]:
        """Write the chats of each kind; of a forum topic 0 is the general one, which has no id in Telegram."""
        topics = [{"id": 0, "name": "General"}]
        topics += [{"id": topic.id, "name": topic.name} for topic in self.forum.topics.values()]
        private = [_chat(self.world.chats[user_id], "private") for user_id in self.ids]
        return [
            *private,
            _chat(self.group, "group"),
            _chat(self.forum, "forum", topics),
            _chat(self.elsewhere, "elsewhere"),
        ]

    def speak(self, user_id: int, language: str) -> None:
        """Let a person use Telegram in another language from now on."""
        user = replace(self.world.users[user_id], language_code=language)
        self.world.users[user_id] = user
        self.world.private(user).user = user

    def _person(self, user: User) -> Json:
        admin = self.group.status(user.id).administers
        return {"id": user.id, "first_name": user.first_name, "language_code": user.language_code, "admin": admin}


def populate(world: World) -> People:
    """Put people and chats into an empty world."""
    anna = world.add_user("Anna", username="anna", language_code="en")
    taras = world.add_user("Taras", username="taras", language_code="uk")
    vera = world.add_user("Vera", username="vera", language_code="ru")
    group = world.add_group("Newsroom", members=(anna, vera), admins=(taras,))
    forum = world.add_group("Readers’ forum", members=(anna, vera), admins=(taras,), forum=True)
    for name in ("Questions", "Dates"):
        world.add_topic(forum, name, by=taras)
    elsewhere = world.add_group("Without the bot", members=(anna, vera), admins=(taras,), bot=Status.LEFT)
    return People(world, (anna.id, taras.id, vera.id), group, forum, elsewhere)


def _chat(chat: Chat, kind: str, topics: Sequence[Json] = ()) -> Json:
    # Telegram counts the bot among the members.
    members = sum(status.inside for status in chat.members.values())
    return {"id": chat.id, "kind": kind, "title": chat.title, "members": members, "topics": list(topics)}
