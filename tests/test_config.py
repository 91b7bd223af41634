"""Settings from the environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.config import RESERVED, Secret, Settings, settings_from, with_env_file
from bot.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = {"TELEGRAM_BOT_TOKEN": "42:made-up_Token"}


def test_a_token_is_enough() -> None:
    """Everything else has a default: Telegram's server, and what the log looks like."""
    settings = settings_from(TOKEN)
    assert settings == Settings(Secret("42:made-up_Token"))
    assert settings.api_url == "https://api.telegram.org"
    assert (settings.log_level, settings.log_format) == ("INFO", "text")


def test_all_settings_are_read() -> None:
    """Spaces around a value and a slash behind an address do not matter."""
    settings = settings_from(
        TOKEN | {"TELEGRAM_API_URL": " http://127.0.0.1:8081/ ", "LOG_LEVEL": "debug", "LOG_FORMAT": "JSON"}
    )
    assert settings.api_url == "http://127.0.0.1:8081"
    assert (settings.log_level, settings.log_format) == ("DEBUG", "json")


def test_secrets_are_shown_nowhere() -> None:
    """Not in repr, str or a formatted text."""
    settings = settings_from(TOKEN)
    assert "made-up" not in f"{settings!r} {settings} {settings.token} {settings.token!r}"


@pytest.mark.parametrize("name", RESERVED)
def test_a_setting_that_would_do_nothing_is_refused(name: str) -> None:
    """Whoever sets it expects a webhook or a database; the line names it, says what to do, and shows no value."""
    with pytest.raises(ConfigError) as caught:
        settings_from(TOKEN | {name: "s3cret"})
    assert f"unset {name}:" in str(caught.value)
    assert "s3cret" not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert settings_from(TOKEN | {name: " "}) == settings_from(TOKEN)


def test_without_a_token_the_way_to_one_is_shown() -> None:
    """One line, with @BotFather, and that `ask` works without."""
    with pytest.raises(ConfigError) as caught:
        settings_from({"TELEGRAM_BOT_TOKEN": "  "})
    assert "@BotFather" in str(caught.value)
    assert "talks-bot ask" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"TELEGRAM_BOT_TOKEN": "s3cret-without-colon"}, "TELEGRAM_BOT_TOKEN"),
        ({"TELEGRAM_API_URL": "api.telegram.org"}, "TELEGRAM_API_URL"),
        ({"TELEGRAM_API_URL": "http://[oops"}, "TELEGRAM_API_URL"),
        ({"TELEGRAM_API_URL": "http://server:80810"}, "TELEGRAM_API_URL"),
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL"),
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(wrong: dict[str, str], named: str) -> None:
    """The message names the variable and says what to do, without showing a secret."""
    with pytest.raises(ConfigError) as caught:
        settings_from(TOKEN | wrong)
    assert named in str(caught.value)
    assert "s3cret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    """.env fills what the environment leaves open, and nothing is exported."""
    (tmp_path / ".env").write_text("LOG_LEVEL=ERROR\nTELEGRAM_BOT_TOKEN=1:a\nEMPTY\n", encoding="utf-8")
    assert with_env_file({"LOG_LEVEL": "DEBUG"}, tmp_path) == {"LOG_LEVEL": "DEBUG", "TELEGRAM_BOT_TOKEN": "1:a"}
    assert with_env_file({"A": "b"}, tmp_path / "nowhere") == {"A": "b"}


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """With its name and what to do."""
    (tmp_path / ".env").write_bytes(b"A=\xff\xfe")
    with pytest.raises(ConfigError, match="UTF-8"):
        with_env_file({}, tmp_path)


def test_a_byte_order_mark_hides_no_setting(tmp_path: Path) -> None:
    """Editors on Windows put one before the first line."""
    (tmp_path / ".env").write_text("LOG_LEVEL=ERROR\nLOG_FORMAT=json\n", encoding="utf-8-sig")
    assert with_env_file({}, tmp_path) == {"LOG_LEVEL": "ERROR", "LOG_FORMAT": "json"}


@pytest.mark.parametrize("quoted", ['"42:s3cret"', "'42:s3cret'", "“42:s3cret”", "`42:s3cret`", '"42:s3cret'])
def test_a_token_in_quotes_is_told_from_a_wrong_one(quoted: str) -> None:
    """Docker's --env-file hands quotes on as they stand."""
    with pytest.raises(ConfigError, match="in quotes") as caught:
        settings_from({"TELEGRAM_BOT_TOKEN": quoted})
    assert "s3cret" not in str(caught.value)
