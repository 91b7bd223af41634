"""Entities: found in plain text, given by the bot, trimmed, written as JSON."""

from __future__ import annotations

import re
from dataclasses import replace

from .errors import bad_request
from .formatting import parse_html
from .model import Entity, Json, User
from .utf16 import cut, units

SHOWN_ENTITIES = 100
"""Telegram shows about this many entities of a message and drops the rest."""

_FOUND = (
    ("url", re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")),
    ("email", re.compile(r"(?<![\w.])[\w.+-]+@[\w-]+\.[\w.-]*\w")),
    ("bot_command", re.compile(r"(?<![\w/>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w/@])@[A-Za-z0-9_]{3,32}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#])#\w*[^\W\d]\w*")),
)
_OPAQUE = frozenset({"pre", "code", "text_link", "text_mention", "url", "email"})
# fmt: off
_GIVEN = frozenset([
    "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold", "italic",
    "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code", "pre", "text_link",
    "text_mention", "custom_emoji", "date_time",
])
# fmt: on


def found(text: str, given: tuple[Entity, ...] = ()) -> tuple[Entity, ...]:
    """Add the commands, mentions, links, addresses and hashtags of a text to what is given; none inside code."""
    entities = list(given)
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            entity = Entity(type=kind, offset=units(text[: match.start()]), length=units(match.group()))
            if not any(e.type in _OPAQUE and e.offset < entity.end and entity.offset < e.end for e in entities):
                entities.append(entity)
    return tuple(sorted(entities, key=lambda entity: (entity.offset, -entity.length)))


def formatted(
    text: str, parse_mode: str | None = None, given: list[Json] | None = None
) -> tuple[str, tuple[Entity, ...]]:
    """Return text and entities as Telegram keeps them: parsed, trimmed, with what it finds by itself.

    Raises:
        ApiError: 400 for an unknown parse mode, broken markup or entities that are no entities.

    """
    text = text.replace("\r", "")
    entities: tuple[Entity, ...] = ()
    if parse_mode:
        if parse_mode.lower() != "html":
            raise bad_request("unsupported parse_mode")
        text, entities = parse_html(text)
    elif given:
        entities = tuple(_read(item) for item in given)
    text, entities = _trimmed(text, entities)
    return text, found(text, entities)[:SHOWN_ENTITIES]


def _trimmed(text: str, entities: tuple[Entity, ...]) -> tuple[str, tuple[Entity, ...]]:
    """Strip white space; at the front only up to the first entity, as Telegram does."""
    text = text.rstrip()
    first = min((entity.offset for entity in entities), default=units(text))
    leading = min(units(text) - units(text.lstrip(" \n")), first)
    text = cut(text, leading, units(text))
    total = units(text)
    kept = []
    for entity in entities:
        start, end = entity.offset - leading, min(entity.end - leading, total)
        if end > start:
            kept.append(replace(entity, offset=start, length=end - start))
    return text, tuple(kept)


def _read(item: Json) -> Entity:
    kind, offset, length = item.get("type"), item.get("offset"), item.get("length")
    if kind not in _GIVEN or not isinstance(offset, int) or not isinstance(length, int):
        raise bad_request("can't parse MessageEntity: expected type, offset and length")
    user = item.get("user")
    return Entity(
        type=kind,
        offset=offset,
        length=length,
        url=item.get("url"),
        language=item.get("language"),
        custom_emoji_id=item.get("custom_emoji_id"),
        user=User(id=user["id"], first_name=user.get("first_name", "")) if user else None,
    )


def entity_json(entity: Entity) -> Json:
    """Write an entity as the Bot API's MessageEntity."""
    body: Json = {"type": entity.type, "offset": entity.offset, "length": entity.length}
    for name in ("url", "language", "custom_emoji_id"):
        value = getattr(entity, name)
        if value is not None and not (name == "language" and entity.type != "pre"):
            body[name] = value
    if entity.user is not None:
        body["user"] = {"id": entity.user.id, "is_bot": entity.user.is_bot, "first_name": entity.user.first_name}
    return body
