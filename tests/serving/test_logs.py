"""Nothing leaks: no token and no user's text, whoever logs at whatever level and whatever goes wrong."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import sys
import threading
import warnings
from typing import TYPE_CHECKING, Any

import pytest
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, TelegramError

from bot.errors import ConfigError
from bot.playground.standin import StandIn
from bot.serving.logs import JsonFormatter, TextFormatter, logging_to_stderr, report_loop_error
from bot.serving.redaction import MASK, WITHHELD, Redactor
from tests.e2e.running import running, start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.config import LogFormat

TOKEN = "700100200:AAH-distinctive_Token-0123456789abcdefXYZ"
HALF = "AAH-distinctive"
TEXT = "quizzaciously"
NO_LOOP: Any = None


class Foreign(logging.Handler):
    """A handler that somebody else added, with a formatter that knows nothing of secrets."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what it would have written, and everything the record carries."""
        self.lines.append(f"{self.format(record)} {record.__dict__}")


@pytest.fixture
def foreign() -> Iterator[Foreign]:
    """Add a foreign handler to the root logger."""
    handler = Foreign()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)


@pytest.mark.parametrize("shape", ["text", "json"])
async def test_a_bad_day_leaks_nothing_even_at_debug(
    shape: LogFormat, capsys: pytest.CaptureFixture[str], foreign: Foreign, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every fault there is, an exception that quotes the user, and an update that PTB itself fails on."""
    with logging_to_stderr("DEBUG", shape, [TOKEN]):
        for name in ("telegram", "httpx", "httpcore", "telegram.ext.Application", "httpx._client"):
            monkeypatch.setattr(logging.getLogger(name), "level", logging.DEBUG)  # an operator turned them up
        async with StandIn(TOKEN, username="talks_bot") as api:
            user = api.world.add_user("Anna", language_code="en")
            chat = api.world.private(user)
            for fault in ("reset", "server_error", "html_body", "lose_response", "too_many_requests"):
                getattr(api.faults, fault)(method="sendMessage")
                getattr(api.faults, fault)(method="getUpdates")
            api.world.queue("message", {"text": TEXT, "chat": {"id": TEXT}}, None)
            async with running(api) as bot:

                def fail(query: str, **_options: object) -> object:
                    raise ValueError(query, TOKEN) from NetworkError(f"https://host/bot{TOKEN}/{query}")

                await api.world.say(user, chat, f"{TEXT} one")
                first = await api.world.wait_for_message(chat, timeout=10)
                monkeypatch.setattr(bot.conversations.responder, "respond", fail)
                await api.world.say(user, chat, f"{TEXT} two")
                await api.world.wait_for_message(chat, after=first, timeout=10)
                monkeypatch.setattr(
                    bot.application.context_types, "_context", None
                )  # building a context fails: PTB logs the whole update
                await api.world.say(user, chat, f"{TEXT} three")
                async with asyncio.timeout(10):
                    while api.world.updates.pending:  # noqa: ASYNC110 - confirming is no event
                        await asyncio.sleep(0.01)
    out = capsys.readouterr()
    everything = out.out + out.err + "\n".join(foreign.lines)
    assert "A handler failed" in everything
    assert "fail" in everything  # the traceback leads to the mistake
    assert WITHHELD in everything
    assert HALF not in everything
    assert TEXT not in everything
    if shape == "json":
        assert all(isinstance(json.loads(line), dict) for line in out.err.splitlines())


async def test_a_wrong_token_is_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """PTB writes the token into the message of its own error."""
    with logging_to_stderr("DEBUG", "text", [TOKEN]):
        async with StandIn(username="talks_bot") as api:
            bot = start(api, token=TOKEN)
            error = (await asyncio.gather(bot.task, return_exceptions=True))[0]
            logging.getLogger("bot").error("refused", exc_info=error if isinstance(error, Exception) else None)
    assert HALF not in capsys.readouterr().err


@pytest.mark.parametrize(
    "hook",
    [
        lambda error: sys.excepthook(type(error), error, None),
        lambda error: threading.excepthook(threading.ExceptHookArgs((type(error), error, None, None))),
        lambda error: sys.unraisablehook(type("Args", (), {"exc_type": 0, "exc_value": error, "exc_traceback": 0})()),
        lambda error: report_loop_error(NO_LOOP, {"message": "lost", "exception": error, "future": TEXT}),
        lambda error: logging.getLogger("other.library").warning("%s", error),
        lambda error: logging.getLogger("other.library").warning("odd", exc_info=error),
        lambda error: warnings.warn(str(error).replace(TEXT, ""), stacklevel=1),
    ],
)
def test_every_way_out_is_closed(hook: Callable[[Exception], None], capsys: pytest.CaptureFixture[str]) -> None:
    """Hooks of the interpreter, of threads and of asyncio, other people's loggers, warnings."""
    with warnings.catch_warnings(), logging_to_stderr("DEBUG", "text", [TOKEN]):
        warnings.simplefilter("always")
        hook(ConfigError(f"use another token than {TOKEN}"))
    shown = capsys.readouterr().err
    assert HALF not in shown
    assert MASK in shown


def test_only_harmless_messages_are_shown() -> None:
    """Of other errors the type and the place are left, of all of a chain."""

    def cause() -> None:
        error = KeyError(TEXT)
        error.add_note(TEXT)
        raise ConfigError(f"use another token than {TOKEN}") from error

    with pytest.raises(ConfigError) as caught:
        cause()
    shown = Redactor([TOKEN]).traceback(caught.value)
    assert re.search(r"KeyError: \(message withheld.*ConfigError: use another token than \[secret\]", shown, re.DOTALL)
    assert "in cause" in shown
    assert TEXT not in shown


@pytest.mark.parametrize(
    "text", [TOKEN, HALF + TOKEN.partition(HALF)[2], TOKEN.replace(":", "%3A"), f"/bot{TOKEN}/getMe"]
)
def test_a_token_is_masked_in_every_writing(text: str) -> None:
    """Whole, its second half alone, and as part of an address."""
    assert HALF not in Redactor([TOKEN])(text)


def test_another_bots_token_is_masked_by_its_shape() -> None:
    """A token that nobody told of looks like one."""
    assert Redactor()("use 123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw") == f"use {MASK}"


@pytest.mark.parametrize("formatter", [TextFormatter, JsonFormatter])
def test_formatters_redact_records_made_elsewhere(formatter: type[TextFormatter | JsonFormatter]) -> None:
    """A record that did not come through the factory is no way out either."""
    error = ValueError(TOKEN)
    record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "see %s", (TOKEN,), (ValueError, error, None))
    shown = formatter(Redactor([TOKEN])).format(record)
    assert HALF not in shown
    assert "ValueError" in shown


def test_logging_is_left_as_it_was() -> None:
    """Hooks, levels and the factory come back."""
    before = (sys.excepthook, logging.getLogRecordFactory(), logging.getLogger().level)
    with logging_to_stderr("DEBUG", "text", []):
        pass
    assert (sys.excepthook, logging.getLogRecordFactory(), logging.getLogger().level) == before


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (BadRequest(f"can't parse entities: unsupported start tag {TEXT} at byte offset 7"), "form"),
        (BadRequest(f"{TEXT} is no word that Telegram knows"), "withheld"),
        (Forbidden(f"bot was blocked by the user {TEXT}"), "blocked"),
        (Conflict(f"terminated by {TEXT}"), "withheld"),
        (NetworkError(f"Internal Server Error: {TEXT}"), "a fault of the server"),
        (TelegramError(f"Invalid server response {TEXT}"), "none of a Bot API"),
        (InvalidToken(f"{TOKEN} was rejected"), "the token is not accepted"),
    ],
)
def test_a_description_by_telegram_is_logged_by_its_kind(error: TelegramError, kind: str) -> None:
    """Its words, quoted or bare, may be a piece of what a user wrote, echoed by a reply."""
    shown = Redactor([TOKEN]).traceback(error)
    assert kind in shown
    assert TEXT not in shown
    assert HALF not in shown
    assert type(error).__name__ in shown
