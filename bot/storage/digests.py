"""Keyed digests: what stands in the database for a person or a chat, and names nobody to whoever has no key.

The key is derived from the bot's token, which is never stored: a copy of the database does not hold it, and the
replicas of a bot share it. With another token nothing could be found again; it is then deleted (see `records`).
"""

from __future__ import annotations

import hmac

LENGTH = 32
"""Hexadecimal digits, 128 bits."""
_PURPOSE = b"talks-bot: digests of people"


def key_of(token: str) -> bytes:
    """Return the key that belongs to a token."""
    return hmac.digest(token.encode(), _PURPOSE, "sha256")


class Digests:
    """Makes digests with one key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def person(self, user_id: int) -> str:
        """Return what stands for a person."""
        return self._of("person", user_id)

    def chat(self, chat_id: int) -> str:
        """Return what stands for a chat."""
        return self._of("chat", chat_id)

    def voter(self, user_id: int, chat: str, message_id: int) -> str:
        """Return what stands for a person at one message of a chat (its digest): another one at each message."""
        return self._of("voter", user_id, chat, message_id)

    def wording(self, alike: str) -> str:
        """Return what stands for what questions have in common that are asked alike."""
        return self._of("wording", alike)

    def of_key(self) -> str:
        """Return what tells one key from another."""
        return self._of("key")

    def _of(self, *what: object) -> str:
        return hmac.digest(self._key, "\0".join(map(str, what)).encode(), "sha256").hex()[:LENGTH]
