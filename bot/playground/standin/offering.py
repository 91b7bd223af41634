"""Methods that answer inline queries and mentions of a guest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .elsewhere import InlineAnswer, InlineResult
from .errors import bad_request
from .keyboards import inline_keyboard
from .sending import read_text

if TYPE_CHECKING:
    from .model import Json
    from .service import Params, Service

MAX_RESULTS = 50
MAX_ID_BYTES = 64
MAX_OFFSET_BYTES = 64
# fmt: off
_ARTICLE = frozenset([
    "type", "id", "title", "input_message_content", "reply_markup", "url", "description", "thumbnail_url",
    "thumbnail_width", "thumbnail_height",
])
# fmt: on
_CONTENT = frozenset({"message_text", "parse_mode", "entities", "link_preview_options"})
_START = re.compile(r"[A-Za-z0-9_-]{1,64}")


async def answer_inline_query(service: Service, params: Params) -> bool:
    """Offer rows for an inline query, once."""
    given = params["results"]
    if len(given) > MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len(params.get("next_offset", "").encode()) > MAX_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    if params.get("cache_time", 0) < 0:
        raise bad_request('parameter "cache_time" must be positive')
    results = tuple(_result(one) for one in given)
    if len({one.id for one in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    query_id = params["inline_query_id"]
    answer = InlineAnswer(
        query_id=query_id,
        results=results,
        button=_button(params.get("button")),
        cache_time=params.get("cache_time", 300),
        is_personal=params.get("is_personal", False),
        next_offset=params.get("next_offset", ""),
    )
    service.world.queries.take(query_id, of_guest=False)
    service.world.queries.answers[query_id] = answer
    rows = [{"id": one.id, "title": one.title, "description": one.description} for one in results]
    service.world.events.emit("inline_answer", None, {"id": query_id, "results": rows, "button": answer.button})
    return True


async def answer_guest_query(service: Service, params: Params) -> Json:
    """Say the one thing that a guest may say where it was mentioned."""
    result = _result(params["result"])
    asked = service.world.queries.take(params["guest_query_id"], of_guest=True)
    message = service.world.place_guest(asked, result)
    return {"inline_message_id": f"guest-{message.chat_id}-{message.message_id}"}


def _result(one: Any) -> InlineResult:
    if not isinstance(one, dict) or one.get("type") != "article":
        raise bad_request("the stand-in knows no inline results but articles")
    _known(one, _ARTICLE, "InlineQueryResultArticle")
    result_id, title, description = one.get("id"), one.get("title"), one.get("description", "")
    if not isinstance(result_id, str) or not 1 <= len(result_id.encode()) <= MAX_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if not isinstance(title, str) or not title.strip():
        raise bad_request('can\'t parse inline query result: Field "title" must be a non-empty String')
    if not isinstance(description, str):
        raise bad_request('can\'t parse inline query result: Field "description" must be a String')
    content = one.get("input_message_content")
    if not isinstance(content, dict) or not isinstance(content.get("message_text"), str):
        raise bad_request("can't parse inline query result: message text expected")
    _known(content, _CONTENT, "InputTextMessageContent")
    text, entities = read_text({**content, "text": content["message_text"]}, too_long="MESSAGE_TOO_LONG")
    return InlineResult(
        id=result_id,
        title=title,
        description=description,
        text=text,
        entities=entities,
        reply_markup=inline_keyboard(one.get("reply_markup")),
        link_preview_options=content.get("link_preview_options"),
    )


def _button(button: Json | None) -> Json | None:
    if button is None:
        return None
    _known(button, frozenset({"text", "web_app", "start_parameter"}), "InlineQueryResultsButton")
    if not isinstance(button.get("text"), str) or not button["text"].strip():
        raise bad_request('can\'t parse inline query results button: Field "text" must be a non-empty String')
    if len({"web_app", "start_parameter"} & set(button)) != 1:
        raise bad_request("can't parse inline query results button: exactly one action expected")
    if "start_parameter" in button and not _START.fullmatch(str(button["start_parameter"])):
        raise bad_request("START_PARAM_INVALID")
    return dict(button)


def _known(given: Json, fields: frozenset[str], what: str) -> None:
    if unknown := set(given) - fields:
        raise bad_request(f'can\'t parse {what}: unknown field "{min(unknown)}"')
