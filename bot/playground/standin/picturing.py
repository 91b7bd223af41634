"""sendPhoto: a PNG that is uploaded, or one that was before, by its file id."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from .entities import formatted
from .errors import bad_request
from .parameters import Upload
from .sending import place
from .utf16 import units

if TYPE_CHECKING:
    from .model import Json
    from .service import Params, Service

MAX_CAPTION = 1024
"""UTF-16 code units, after entities were parsed."""
MAX_BYTES = 10 << 20
MAX_SIDES = 10_000
"""Pixels of width and height together."""
MAX_RATIO = 20
"""How many times longer one side may be than the other."""
_PNG = b"\x89PNG\r\n\x1a\n"
_SIZES = slice(16, 24)
"""Where a PNG says how wide and how high it is."""


async def send_photo(service: Service, params: Params) -> Json:
    """Send a picture (sendPhoto)."""
    chat = service.writable(params)
    text, entities = formatted(params.get("caption", ""), params.get("parse_mode"), params.get("caption_entities"))
    if units(text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return place(service, chat, params, text, entities, media={"photo": [_picture(service, params["photo"])]})


def _picture(service: Service, photo: object) -> Json:
    """Keep what is uploaded, and return it as a PhotoSize; a file id stands for what was kept under it."""
    if isinstance(photo, Upload):
        _size(photo.content)
        digest = hashlib.sha256(photo.content).hexdigest()[:24]
        file_id = f"picture-{digest}"
        service.pictures[file_id] = photo.content
    elif isinstance(photo, str) and photo in service.pictures:
        file_id = photo
    else:
        raise bad_request("wrong file identifier/HTTP URL specified")
    content = service.pictures[file_id]
    width, height = _size(content)
    return {
        "file_id": file_id,
        "file_unique_id": file_id[-16:],
        "width": width,
        "height": height,
        "file_size": len(content),
    }


def _size(content: bytes) -> tuple[int, int]:
    """Return width and height of a PNG, the one format that is known here."""
    sides = content[_SIZES]
    if not content.startswith(_PNG) or len(sides) < 8:  # noqa: PLR2004 - two numbers of four bytes
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = int.from_bytes(sides[:4], "big"), int.from_bytes(sides[4:], "big")
    if len(content) > MAX_BYTES:
        raise bad_request("file is too big")
    if width + height > MAX_SIDES or max(width, height) > MAX_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height
