"""Reading a call's parameters from wherever a client may put them."""

from __future__ import annotations

from email.parser import BytesParser
from email.policy import HTTP
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from .errors import bad_request
from .parameters import Upload, parsed

if TYPE_CHECKING:
    from starlette.requests import Request


async def parameters(request: Request) -> dict[str, object]:
    """Return the parameters of a request: query string, JSON, form-urlencoded or multipart body.

    Written on the standard library, since Starlette's form parser needs one more package.

    Raises:
        ApiError: 400 for a JSON body that is no object and a multipart body that is none.

    """
    raw: dict[str, object] = dict(request.query_params)
    body = await request.body()
    content_type = request.headers.get("content-type", "")
    kind = content_type.partition(";")[0].strip().lower()
    if not body:
        return raw
    if kind == "application/json":
        raw |= _json(body)
    elif kind == "multipart/form-data":
        raw |= _multipart(content_type, body)
    else:
        raw |= dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return raw


def _json(body: bytes) -> dict[str, object]:
    try:
        found = parsed(body)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise bad_request("can't parse request JSON object")
    return found


def _multipart(content_type: str, body: bytes) -> dict[str, object]:
    try:
        message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
    except RecursionError:  # parts within parts
        message = None
    if message is None or not message.is_multipart():
        raise bad_request("can't parse multipart body")
    found: dict[str, object] = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        file_name = part.get_filename()
        found[str(name)] = Upload(file_name, content) if file_name else content.decode("utf-8", "replace")
    return found
