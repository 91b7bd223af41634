"""Settings from the environment: read once, checked at once, secrets masked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast
from urllib.parse import urlsplit

from bot.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LogFormat = Literal["text", "json"]
LOG_FORMATS = ("text", "json")

TELEGRAM_API_URL = "https://api.telegram.org"
DATABASE_URL = "sqlite:///talks-bot-{bot_id}.sqlite3"
"""A file where the bot is started, made by itself; one for each bot."""
SWITCHES = ("off", "on")
SAID_AS = {"0": "off", "no": "off", "false": "off", "1": "on", "yes": "on", "true": "on"}
"""What people write for a switch in other programs."""
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LEVELS_SAID_AS = {"WARN": "WARNING"}
"""What people write for a level in other programs."""
HOW_TO_GET_ONE = (
    "no TELEGRAM_BOT_TOKEN: write to @BotFather in Telegram, send /newbot, and put the token into .env as "
    "TELEGRAM_BOT_TOKEN=...; `talks-bot ask` works without one"
)
_QUOTES = "\"'`“”„‘’«»"
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
WEBHOOK_PORTS = (443, 80, 88, 8443)
"""To which Telegram brings updates; a Bot API server of one's own takes any."""
_WEBHOOK_PATH = re.compile(r"[!-$&-z|~]+")  # what is ASCII, but for % and braces
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
"""Telegram allows one character; it takes more to keep strangers out."""
MOST_PORTS = 65535


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
class Config:
    """What `run` needs to know."""

    token: Secret
    database_url: Secret
    """SQLAlchemy's form of an address; it may hold a password."""
    api_url: str = TELEGRAM_API_URL
    listen: tuple[str, int] | None = None
    """Host and port for health, metrics and the webhook; None opens no port."""
    webhook_url: str = ""
    """Where Telegram brings updates; "" polls."""
    webhook_secret: Secret | None = None
    keep_unanswered: bool = False
    """Whether questions that go unanswered are kept, stripped of who asked."""
    log_level: str = "INFO"
    log_format: LogFormat = "text"

    @property
    def bot_id(self) -> str:
        """The bot's number at Telegram, which its token begins with."""
        return self.token.reveal().partition(":")[0]


def config_from(environ: Mapping[str, str]) -> Config:
    """Return the config of an environment; empty variables count as unset.

    Raises:
        ConfigError: a variable is missing or wrong; the message says which and what to do, and shows no
            secret.
    """
    given = _given(environ)
    api_url = _api_url(given.get("TELEGRAM_API_URL", TELEGRAM_API_URL))
    listen = _listen(given["LISTEN"]) if "LISTEN" in given else None
    webhook_url = _webhook_url(given.get("WEBHOOK_URL", ""), given.get("WEBHOOK_SECRET", ""), api_url, listen)
    token = _token(given.get("TELEGRAM_BOT_TOKEN"))
    return Config(
        token=token,
        api_url=api_url,
        database_url=database_url_from(given),
        listen=listen,
        webhook_url=webhook_url,
        webhook_secret=Secret(given["WEBHOOK_SECRET"]) if "WEBHOOK_SECRET" in given else None,
        keep_unanswered=keep_unanswered_from(given),
        log_level=_log_level(given.get("LOG_LEVEL", "INFO").upper()),
        log_format=cast("LogFormat", _one_of("LOG_FORMAT", given.get("LOG_FORMAT", "text").lower(), LOG_FORMATS)),
    )


def database_url_from(environ: Mapping[str, str]) -> Secret:
    """Return the address of the database: DATABASE_URL, else that of the file that is named after the bot.

    Raises:
        ConfigError: there is no DATABASE_URL, and no token or a wrong one.
    """
    given = _given(environ)
    if "DATABASE_URL" in given:
        return Secret(given["DATABASE_URL"])
    return Secret(DATABASE_URL.format(bot_id=_token(given.get("TELEGRAM_BOT_TOKEN")).reveal().partition(":")[0]))


def keep_unanswered_from(environ: Mapping[str, str]) -> bool:
    """Tell whether questions that go unanswered are kept.

    Raises:
        ConfigError: KEEP_UNANSWERED is neither on nor off.
    """
    given = _given(environ)
    said = given.get("KEEP_UNANSWERED", "off").lower()
    return _one_of("KEEP_UNANSWERED", SAID_AS.get(said, said), SWITCHES) == "on"


def with_env_file(environ: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Return the environment over the values of `folder`/.env, if there is one; nothing is exported.

    A variable that is empty is unset: containers are often given one for each setting, filled or not. Nothing is filled
    into what the file has, as by systemd: `${x}` may be part of a password. " #" begins a comment, except in quotes.

    Raises:
        ConfigError: the file cannot be read.
    """
    from dotenv import dotenv_values  # noqa: PLC0415  needed by `run` alone

    path = folder / ".env"
    try:
        values = dotenv_values(path, interpolate=False, encoding="utf-8-sig") if path.is_file() else {}
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read ({error}): save it as UTF-8 text, or remove it") from error
    in_file = {name: value for name, value in values.items() if value is not None}
    return {**environ, **in_file, **_given(environ)}


def _given(environ: Mapping[str, str]) -> dict[str, str]:
    return {name: value.strip() for name, value in environ.items() if value.strip()}


def _token(given: str | None) -> Secret:
    if given is None:
        raise ConfigError(HOW_TO_GET_ONE)
    if _TOKEN.fullmatch(given.strip(_QUOTES)) and given[0] in _QUOTES:
        raise ConfigError("TELEGRAM_BOT_TOKEN stands in quotes, which belong to its value here: take them away")
    if not _TOKEN.fullmatch(given):
        raise ConfigError("TELEGRAM_BOT_TOKEN is not a token: copy the whole of it, digits:letters, from @BotFather")
    return Secret(given)


def _log_level(said: str) -> str:
    return _one_of("LOG_LEVEL", LEVELS_SAID_AS.get(said, said), LOG_LEVELS)


def _api_url(given: str) -> str:
    try:
        parts = urlsplit(given)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a malformed IPv6 host, a port beyond 65535
        usable = False
    if not usable:
        raise ConfigError("TELEGRAM_API_URL is not an http address: leave it out for Telegram's own server")
    return given.rstrip("/")


def _listen(given: str) -> tuple[str, int]:
    """Return host and port of "host:port"; "[::]:8080" has IPv6 in brackets."""
    host, colon, port = given.rpartition(":")
    if not (colon and host and port.isascii() and port.isdigit() and int(port) <= MOST_PORTS):
        raise ConfigError(f"LISTEN={given} is not host:port: use 127.0.0.1:8080, or 0.0.0.0:8080 in a container")
    return host.strip("[]"), int(port)


def _webhook_url(given: str, secret: str, api_url: str, listen: tuple[str, int] | None) -> str:
    if not given:
        return ""
    try:
        parts = urlsplit(given)
        schemes = {"https"} if api_url == TELEGRAM_API_URL else {"https", "http"}
        usable = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ConfigError("WEBHOOK_URL is not an https address: Telegram brings updates to no other")
    if api_url == TELEGRAM_API_URL and (parts.port or 443) not in WEBHOOK_PORTS:
        raise ConfigError(f"WEBHOOK_URL has port {parts.port}: Telegram brings updates to 443, 80, 88 and 8443 alone")
    if not parts.path.strip("/"):
        raise ConfigError("WEBHOOK_URL has no path: add one, such as /telegram, beside which /metrics stays private")
    if not _WEBHOOK_PATH.fullmatch(parts.path):
        raise ConfigError("WEBHOOK_URL has an odd path: write it in ASCII, without % and braces")
    if not _WEBHOOK_SECRET.fullmatch(secret):
        raise ConfigError(
            "WEBHOOK_URL needs a WEBHOOK_SECRET of letters, digits, _ and -: `openssl rand -hex 32` makes one"
        )
    if listen is None:
        raise ConfigError(
            "WEBHOOK_URL needs LISTEN, the address that the proxy hands requests on to: LISTEN=127.0.0.1:8080"
        )
    return given


def _one_of(name: str, given: str, allowed: tuple[str, ...]) -> str:
    if given not in allowed:
        raise ConfigError(f"{name}={given} is unknown: use one of {', '.join(allowed)}")
    return given
