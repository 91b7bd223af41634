"""How the bot is to work in a chat: what can be chosen, and what was."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


class Buttons(StrEnum):
    """How many buttons stand under an answer."""

    FULL = "full"
    ROW = "row"
    NONE = "none"


class AnswersTo(StrEnum):
    """What a group's members are answered: all that is meant for the bot, or commands alone."""

    ALL = "all"
    COMMANDS = "commands"


@dataclass(frozen=True, slots=True)
class Settings:
    """How the bot works in a chat. `language` is a code, "" for that of the question; a `quiet` bot says nothing."""

    language: str = ""
    buttons: Buttons = Buttons.FULL
    answers_to: AnswersTo = AnswersTo.ALL
    quiet: bool = False


class Setting(StrEnum):
    """What can be chosen."""

    LANGUAGE = "language"
    BUTTONS = "buttons"
    ANSWERS_TO = "answers"
    QUIET = "quiet"


AUTOMATIC = "auto"
"""The choice of no language."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen: for the language a code or `AUTOMATIC`, for quiet "on" or "off", else the value's own name."""

    setting: Setting
    value: str

    def fits(self, languages: Collection[str], *, in_group: bool) -> bool:
        """Tell whether it can be chosen there; a private chat has but a language."""
        return (in_group or self.setting is Setting.LANGUAGE) and self.value in values(self.setting, languages)

    def applied(self, settings: Settings) -> Settings:
        """Return settings with what was chosen.

        Raises:
            ValueError: there is no such value.
        """
        match self.setting:
            case Setting.LANGUAGE:
                return dataclasses.replace(settings, language="" if self.value == AUTOMATIC else self.value)
            case Setting.BUTTONS:
                return dataclasses.replace(settings, buttons=Buttons(self.value))
            case Setting.ANSWERS_TO:
                return dataclasses.replace(settings, answers_to=AnswersTo(self.value))
            case Setting.QUIET:
                return dataclasses.replace(settings, quiet=self.value == "on")

    def is_in(self, settings: Settings) -> bool:
        """Tell whether settings have what was chosen already."""
        return self.applied(settings) == settings


def values(setting: Setting, languages: Collection[str]) -> tuple[str, ...]:
    """Return what can be chosen of a setting, in the order of its buttons."""
    match setting:
        case Setting.LANGUAGE:
            return (AUTOMATIC, *languages)
        case Setting.BUTTONS:
            return tuple(Buttons)
        case Setting.ANSWERS_TO:
            return tuple(AnswersTo)
        case Setting.QUIET:
            return ("on", "off")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The settings of the chat where a command was sent, and whether whoever sent it may change them."""

    settings: Settings
    in_group: bool
    may_change: bool
