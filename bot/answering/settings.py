"""/settings: what is chosen for a chat, and, to whoever may change it, what can be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from bot.answering.reply import CommandReply

if TYPE_CHECKING:
    from bot.answering.chat_settings import Settings
    from bot.answering.context import CommandContext

COMMAND = "settings"
"""The command's name."""


@dataclass(frozen=True, slots=True)
class SettingsCard(CommandReply):
    """/settings: what is chosen, and, as buttons, what can be; `languages` are those of the story."""

    is_repeated: ClassVar[bool] = True
    settings: Settings
    in_group: bool
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AdminsOnly(CommandReply):
    """/settings in a group by somebody who is no admin."""


@dataclass(frozen=True, slots=True)
class NothingToSet(CommandReply):
    """/settings where there is no chat, as in the terminal."""


def settings(context: CommandContext, _argument: str) -> CommandReply:
    """Show what is chosen to whoever may change it."""
    chosen = context.chosen
    if chosen is None:
        return NothingToSet(context.language, context.as_of)
    if not chosen.may_change:
        return AdminsOnly(context.language, context.as_of)
    return card(context, chosen.settings, in_group=chosen.in_group)


def card(context: CommandContext, shown: Settings, *, in_group: bool) -> SettingsCard:
    """Return what shows settings, in the language that they choose."""
    languages = tuple(context.knowledge.story.languages)
    language = shown.language if shown.language in languages else context.language
    return SettingsCard(language, context.as_of, shown, in_group, languages)
