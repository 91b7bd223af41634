"""Settings from the environment: read once, checked at once, secrets masked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast
from urllib.parse import urlsplit

from bot.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

LogFormat = Literal["text", "json"]
LOG_FORMATS = ("text", "json")

TELEGRAM_API_URL = "https://api.telegram.org"
DATABASE_URL = "sqlite:///talks-bot.sqlite3"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
HOW_TO_GET_ONE = (
    "no TELEGRAM_BOT_TOKEN: write to @BotFather in Telegram, send /newbot, and put the token into .env as "
    "TELEGRAM_BOT_TOKEN=...; `talks-bot ask` works without one"
)
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_MAX_PORT = 65535


class Secret:
    """A text that is shown by no repr, str or format; `reveal` is the only way to it."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Return the text."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(***)"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Settings:
    """What `run` needs to know. `listen` None opens no port; `webhook_url` None means polling."""

    token: Secret
    api_url: str = TELEGRAM_API_URL
    knowledge_file: Path | None = None
    database_url: Secret = Secret(DATABASE_URL)  # noqa: RUF009  immutable
    webhook_url: str | None = None
    webhook_secret: Secret | None = None
    listen: Address | None = None
    log_level: str = "INFO"
    log_format: LogFormat = "text"


def settings_from(environ: Mapping[str, str]) -> Settings:
    """Return the settings of an environment; empty variables count as unset.

    Raises:
        ConfigError: a variable is missing or wrong; the message says which and what to do, and shows no secret.
    """
    given = {name: value.strip() for name, value in environ.items() if value.strip()}
    webhook_url = _webhook_url(given.get("WEBHOOK_URL"))
    listen = _listen(given.get("LISTEN"))
    if webhook_url and listen is None:
        raise ConfigError("WEBHOOK_URL needs LISTEN: set the host and port to listen on, such as LISTEN=0.0.0.0:8080")
    knowledge_file = given.get("KNOWLEDGE_FILE")
    return Settings(
        token=_token(given.get("TELEGRAM_BOT_TOKEN")),
        api_url=_api_url(given.get("TELEGRAM_API_URL", TELEGRAM_API_URL)),
        knowledge_file=Path(knowledge_file) if knowledge_file else None,
        database_url=Secret(given.get("DATABASE_URL", DATABASE_URL)),
        webhook_url=webhook_url,
        webhook_secret=_webhook_secret(given.get("WEBHOOK_SECRET"), needed=webhook_url is not None),
        listen=listen,
        log_level=_one_of("LOG_LEVEL", given.get("LOG_LEVEL", "INFO").upper(), LOG_LEVELS),
        log_format=cast("LogFormat", _one_of("LOG_FORMAT", given.get("LOG_FORMAT", "text").lower(), LOG_FORMATS)),
    )


def with_env_file(environ: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Return the environment over the values of `folder`/.env, if there is one; nothing is exported.

    Raises:
        ConfigError: the file cannot be read.
    """
    from dotenv import dotenv_values  # noqa: PLC0415  needed by `run` alone

    path = folder / ".env"
    try:
        values = dotenv_values(path, encoding="utf-8") if path.is_file() else {}
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read ({error}): save it as UTF-8 text, or remove it") from error
    return {**{name: value for name, value in values.items() if value is not None}, **environ}


def _token(given: str | None) -> Secret:
    if given is None:
        raise ConfigError(HOW_TO_GET_ONE)
    if not _TOKEN.fullmatch(given):
        raise ConfigError("TELEGRAM_BOT_TOKEN is not a token: copy the whole of it, digits:letters, from @BotFather")
    return Secret(given)


def _api_url(given: str) -> str:
    if not _is_address(given, ("http", "https")):
        raise ConfigError("TELEGRAM_API_URL is not an http address: leave it out for Telegram's own server")
    return given.rstrip("/")


def _webhook_url(given: str | None) -> str | None:
    if given is None:
        return None
    if _is_address(given, ("https",)) or (_is_address(given, ("http",)) and urlsplit(given).hostname in _LOOPBACK):
        return given
    raise ConfigError("WEBHOOK_URL must begin with https://, as Telegram asks; leave it out for polling")


def _webhook_secret(given: str | None, *, needed: bool) -> Secret | None:
    if given is None:
        if needed:
            raise ConfigError("WEBHOOK_URL needs WEBHOOK_SECRET: set 1 to 256 letters, digits, _ or -")
        return None
    if not _WEBHOOK_SECRET.fullmatch(given):
        raise ConfigError("WEBHOOK_SECRET holds something that Telegram refuses: use 1 to 256 letters, digits, _ or -")
    return Secret(given)


def _listen(given: str | None) -> Address | None:
    if given is None:
        return None
    host, _, port = given.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not host or not port.isascii() or not port.isdecimal() or int(port) > _MAX_PORT:
        raise ConfigError(f"LISTEN={given} is not host:port: write for example 127.0.0.1:8080")
    return Address(host, int(port))


def _one_of(name: str, given: str, allowed: tuple[str, ...]) -> str:
    if given not in allowed:
        raise ConfigError(f"{name}={given} is unknown: use one of {', '.join(allowed)}")
    return given


def _is_address(text: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in schemes and bool(parts.hostname)
    except ValueError:  # a malformed IPv6 host
        return False
