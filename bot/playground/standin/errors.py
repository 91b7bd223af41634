"""The refusals of the Bot API, as exceptions that become its JSON envelope."""

from __future__ import annotations

from http import HTTPStatus


class ApiError(Exception):
    """Refuse a call the way Telegram does.

    `code` is both the HTTP status and `error_code`; `description` is Telegram's wording, prefix included; `parameters`
    is what Telegram puts beside it (`retry_after` in seconds, `migrate_to_chat_id`), empty for most refusals.
    """

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad_request(reason: str, **parameters: int) -> ApiError:
    """Build a 400 with Telegram's prefix."""
    return ApiError(HTTPStatus.BAD_REQUEST, f"Bad Request: {reason}", **parameters)


def forbidden(reason: str) -> ApiError:
    """Build a 403 with Telegram's prefix."""
    return ApiError(HTTPStatus.FORBIDDEN, f"Forbidden: {reason}")


def conflict(reason: str) -> ApiError:
    """Build a 409 with Telegram's prefix."""
    return ApiError(HTTPStatus.CONFLICT, f"Conflict: {reason}")


def too_many_requests(retry_after: int) -> ApiError:
    """Build a 429; `retry_after` is in seconds."""
    return ApiError(
        HTTPStatus.TOO_MANY_REQUESTS, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after
    )
