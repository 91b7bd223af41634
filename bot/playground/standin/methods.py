"""The one table of methods; what is not here is answered with 404 Not Found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import chats, describing, offering, picturing, reacting, receiving, sending

if TYPE_CHECKING:
    from .service import Handler

HANDLERS: dict[str, Handler] = {
    "getMe": chats.get_me,
    "getUpdates": receiving.get_updates,
    "setWebhook": receiving.set_webhook,
    "deleteWebhook": receiving.delete_webhook,
    "getWebhookInfo": receiving.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendPhoto": picturing.send_photo,
    "editMessageText": sending.edit_message_text,
    "editMessageReplyMarkup": sending.edit_message_reply_markup,
    "deleteMessage": sending.delete_message,
    "answerCallbackQuery": reacting.answer_callback_query,
    "answerInlineQuery": offering.answer_inline_query,
    "answerGuestQuery": offering.answer_guest_query,
    "sendChatAction": reacting.send_chat_action,
    "setMyCommands": describing.set_my_commands,
    "getMyCommands": describing.get_my_commands,
    "setMyDescription": describing.set_my_description,
    "getMyDescription": describing.get_my_description,
    "setMyShortDescription": describing.set_my_short_description,
    "getMyShortDescription": describing.get_my_short_description,
    "getChat": chats.get_chat,
    "getChatMember": chats.get_chat_member,
    "getChatAdministrators": chats.get_chat_administrators,
}

NAMES: dict[str, str] = {name.lower(): name for name in HANDLERS}
"""Lower-case name -> name: Telegram takes method names in any case."""
