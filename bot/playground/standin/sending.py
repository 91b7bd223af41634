"""Methods that write, change and take away messages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .entities import entity_json, formatted
from .errors import bad_request
from .keyboards import any_markup, inline_keyboard, leads_to_inline_mode
from .service import direct_topic, thread
from .utf16 import units

if TYPE_CHECKING:
    from .model import Chat, Entity, Json, Message
    from .service import Params, Service

MAX_TEXT = 4096
"""UTF-16 code units of a message, after entities were parsed."""
MAX_QUOTE = 1024
DELETABLE_SECONDS = 48 * 3600
# fmt: off
_REPLY_FIELDS = frozenset([
    "message_id", "chat_id", "allow_sending_without_reply", "quote", "quote_parse_mode", "quote_entities",
    "quote_position", "checklist_task_id", "poll_option_id",
])
# fmt: on
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content"
    " and reply markup of the message"
)


async def send_message(service: Service, params: Params) -> Json:
    """Send a text (sendMessage)."""
    chat = service.writable(params)
    text, entities = read_text(params, too_long="message is too long")
    return place(service, chat, params, text, entities, link_preview_options=params.get("link_preview_options"))


def place(service: Service, chat: Chat, params: Params, text: str, entities: tuple[Entity, ...], **more: Any) -> Json:
    """Put a message of the bot where the parameters say: in a topic, with buttons, in reply."""
    if chat.muted and not chat.status(service.world.bot.id).administers:
        raise bad_request("not enough rights to send text messages to the chat")
    markup = any_markup(params.get("reply_markup"))
    _check_buttons(chat, markup)
    message = service.world.place(
        chat,
        sender=service.world.bot,
        text=text,
        entities=entities,
        topic_id=thread(chat, params),
        direct_topic_id=direct_topic(chat, params),
        reply_markup=markup,
        **read_reply(chat, params.get("reply_parameters")),
        **more,
    )
    return service.world.as_json(message)


async def edit_message_text(service: Service, params: Params) -> Json:
    """Change text and keyboard of one of the bot's messages; without `reply_markup` the keyboard goes."""
    message = _own(service, params)
    if message.media is not None:
        raise bad_request("there is no text in the message to edit")
    text, entities = read_text(params, too_long="MESSAGE_TOO_LONG")
    changed = replace(
        message,
        text=text,
        entities=entities,
        reply_markup=inline_keyboard(params.get("reply_markup")),
        link_preview_options=params.get("link_preview_options"),
    )
    return _edited(service, message, changed)


async def edit_message_reply_markup(service: Service, params: Params) -> Json:
    """Change or take away the keyboard of one of the bot's messages."""
    message = _own(service, params)
    return _edited(service, message, replace(message, reply_markup=inline_keyboard(params.get("reply_markup"))))


async def delete_message(service: Service, params: Params) -> bool:
    """Delete a message: the bot's own, any in a private chat, any where it is an admin, for 48 hours."""
    chat = service.writable(params)
    message = service.message(chat, params["message_id"], "message to delete not found")
    if not _deletable(service, chat, message):
        raise bad_request("message can't be deleted for everyone")
    service.world.erase(message)
    return True


def read_text(params: Params, *, too_long: str) -> tuple[str, tuple[Entity, ...]]:
    """Return what a `text` with its `parse_mode` or `entities` says.

    Raises:
        ApiError: 400 where it is empty, too long, or not marked up as Telegram takes it.

    """
    source = params["text"]
    if not source:
        raise bad_request("message text is empty")
    text, entities = formatted(source, params.get("parse_mode"), params.get("entities"))
    if not text:
        raise bad_request("text must be non-empty")
    if units(text) > MAX_TEXT:
        raise bad_request(too_long)
    return text, entities


def read_reply(chat: Chat, given: Json | None) -> Json:
    """Return the fields of a message that make it a reply; none where the target is gone and that is allowed."""
    if given is None:
        return {}
    if unknown := set(given) - _REPLY_FIELDS:
        raise bad_request(f'unknown parameter "reply_parameters.{min(unknown)}"')
    message_id = given.get("message_id")
    if not isinstance(message_id, int):
        raise bad_request("can't parse reply parameters: message_id must be an Integer")
    if given.get("chat_id", chat.id) != chat.id:
        raise bad_request("the stand-in knows no replies to another chat")
    target = chat.messages.get(message_id)
    if target is None:
        if given.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    fields: Json = {"reply_to": message_id}
    if given.get("quote"):
        fields["quote"] = _quote(target, given)
    return fields


def _quote(target: Message, given: Json) -> Json:
    text, entities = formatted(given["quote"], given.get("quote_parse_mode"), given.get("quote_entities"))
    if units(text) > MAX_QUOTE or not text or text not in target.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    quote: Json = {"text": text, "position": units(target.text[: target.text.find(text)]), "is_manual": True}
    if entities:
        quote["entities"] = [entity_json(entity) for entity in entities]
    return quote


def _own(service: Service, params: Params) -> Message:
    """Return the message to edit: there, and written by the bot."""
    if "inline_message_id" in params:
        raise bad_request("MESSAGE_ID_INVALID")
    chat = service.writable(params)
    if "message_id" not in params:
        raise bad_request("message identifier is not specified")
    message = service.message(chat, params["message_id"], "message to edit not found")
    if message.sender != service.world.bot or message.service is not None:
        raise bad_request("message can't be edited")
    return message


def _check_buttons(chat: Chat, markup: Json | None) -> None:
    """Refuse buttons that lead to inline mode in a channel's direct messages, where Telegram has none."""
    if chat.direct_topics is not None and leads_to_inline_mode(markup):
        raise bad_request("BUTTON_TYPE_INVALID")


def _edited(service: Service, before: Message, after: Message) -> Json:
    _check_buttons(service.world.chat_of(after), after.reply_markup)
    same = (before.text, before.entities, before.reply_markup) == (after.text, after.entities, after.reply_markup)
    if same and before.link_preview_options == after.link_preview_options:
        raise bad_request(_NOT_MODIFIED)
    return service.world.as_json(service.world.edited(replace(after, edit_date=service.world.now())))


def _deletable(service: Service, chat: Chat, message: Message) -> bool:
    if service.world.clock() - message.date > DELETABLE_SECONDS:
        return False
    mine = message.sender == service.world.bot
    return mine or not chat.is_group or chat.status(service.world.bot.id).administers
