"""Methods that answer taps and show that the bot is at work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import bad_request
from .model import CallbackAnswer
from .service import thread
from .utf16 import units

if TYPE_CHECKING:
    from .service import Params, Service

MAX_ALERT = 200
"""Characters of a callback answer."""
# fmt: off
_ACTIONS = frozenset([
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
])
# fmt: on


async def answer_callback_query(service: Service, params: Params) -> bool:
    """Answer a tap, once."""
    text = params.get("text", "")
    if units(text) > MAX_ALERT:
        raise bad_request("MESSAGE_TOO_LONG")
    query_id = params["callback_query_id"]
    answer = CallbackAnswer(text=text, show_alert=params.get("show_alert", False), url=params.get("url"))
    chat_id = service.world.taps.answer(query_id, answer)
    body = {"id": query_id, "text": answer.text, "show_alert": answer.show_alert, "url": answer.url}
    service.world.events.emit("callback_answer", chat_id, body)
    return True


async def send_chat_action(service: Service, params: Params) -> bool:
    """Show "typing…" and its kin."""
    chat = service.writable(params)
    topic_id = thread(chat, params)
    if params["action"] not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    service.world.events.emit("chat_action", chat.id, {"action": params["action"], "topic": topic_id})
    return True
