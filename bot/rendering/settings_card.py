"""What /settings says: how the bot works in a chat, a line for each setting, and what each choice is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.chat_settings import AUTOMATIC, AnswersTo, Buttons, Setting
from bot.language.pack import packs_for
from bot.rendering.message import block, bold
from bot.rendering.pieces import BULLET

if TYPE_CHECKING:
    from bot.answering.chat_settings import Choice
    from bot.answering.settings import AdminsOnly, NothingToSet, SettingsCard
    from bot.rendering.catalogue import Catalogue
    from bot.rendering.message import Block

CHOICES = {
    (Setting.LANGUAGE, AUTOMATIC): "button.language_auto",
    (Setting.BUTTONS, Buttons.FULL): "button.buttons_full",
    (Setting.BUTTONS, Buttons.ROW): "button.buttons_row",
    (Setting.BUTTONS, Buttons.NONE): "button.buttons_none",
    (Setting.ANSWERS_TO, AnswersTo.ALL): "button.answers_all",
    (Setting.ANSWERS_TO, AnswersTo.COMMANDS): "button.answers_commands",
    (Setting.QUIET, "on"): "button.quiet",
    (Setting.QUIET, "off"): "button.wake",
}
"""What each choice is called on its button; a language by its own name."""
BUTTONS = {
    Buttons.FULL: "setting.buttons_full",
    Buttons.ROW: "setting.buttons_row",
    Buttons.NONE: "setting.buttons_none",
}
ANSWERS_TO = {AnswersTo.ALL: "setting.answers_all", AnswersTo.COMMANDS: "setting.answers_commands"}


def choice_name(choice: Choice, say: Catalogue) -> str:
    """Return what a choice is called on its button."""
    key = CHOICES.get((choice.setting, choice.value))
    return say(key) if key else own_name(choice.value)


def own_name(language: str) -> str:
    """Return what a language calls itself: "Українська"; the code where no pack says it."""
    return packs_for([language])[0].name or language


def settings_card(reply: SettingsCard, say: Catalogue) -> list[Block]:
    """Compose what is chosen; what it can be changed to stands on the buttons."""
    chosen = reply.settings
    fixed = say("setting.language_fixed", language=own_name(chosen.language)) if chosen.language else ""
    lines = [fixed or say("setting.language_auto")]
    if not reply.in_group:
        return [block(bold(say("settings.private"))), block(*lines)]
    lines += [say(BUTTONS[chosen.buttons]), say(ANSWERS_TO[chosen.answers_to])]
    quiet = [block(bold(say("setting.quiet")))] if chosen.quiet else []
    heading = block(bold(say("settings.group")))
    return [heading, block(*(BULLET + each for each in lines)), *quiet, block(say("settings.who"))]


def admins_only(_reply: AdminsOnly, say: Catalogue) -> list[Block]:
    """Compose who may change settings."""
    return [block(say("settings.admins_only"))]


def nothing_to_set(_reply: NothingToSet, say: Catalogue) -> list[Block]:
    """Compose that there is no chat to be set."""
    return [block(say("settings.no_chat"))]
