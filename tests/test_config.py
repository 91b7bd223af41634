"""Settings from the environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.config import Config, Secret, config_from, with_env_file
from bot.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = {"TELEGRAM_BOT_TOKEN": "42:made-up_Token"}
HOOK = {
    "WEBHOOK_URL": "https://bot.example/telegram",
    "WEBHOOK_SECRET": "made-up-secret-16",
    "LISTEN": "127.0.0.1:8080",
}


def test_a_token_is_enough() -> None:
    """Everything else has a default: Telegram's server, and what the log looks like."""
    config = config_from(TOKEN)
    assert config == Config(Secret("42:made-up_Token"), Secret("sqlite:///talks-bot-42.sqlite3"))
    assert config.api_url == "https://api.telegram.org"
    assert (config.log_level, config.log_format) == ("INFO", "text")


def test_all_settings_are_read() -> None:
    """Spaces around a value and a slash behind an address do not matter."""
    config = config_from(
        TOKEN | {"TELEGRAM_API_URL": " http://127.0.0.1:8081/ ", "LOG_LEVEL": "debug", "LOG_FORMAT": "JSON"}
    )
    assert config.api_url == "http://127.0.0.1:8081"
    assert (config.log_level, config.log_format) == ("DEBUG", "json")


def test_a_level_may_be_named_as_elsewhere() -> None:
    """Many programs say "warn"."""
    assert config_from(TOKEN | {"LOG_LEVEL": "warn"}).log_level == "WARNING"


def test_secrets_are_shown_nowhere() -> None:
    """Not in repr, str or a formatted text."""
    config = config_from(TOKEN)
    assert "made-up" not in f"{config!r} {config} {config.token} {config.token!r}"


def test_where_things_are_kept_and_brought_is_read() -> None:
    """A database of its own for each bot unless one is named; a webhook with its secret and an address to listen on."""
    assert config_from(TOKEN).database_url.reveal() == "sqlite:///talks-bot-42.sqlite3"
    config = config_from(TOKEN | HOOK | {"DATABASE_URL": "postgresql://bot:s3cret@db/talks"})
    assert config.database_url.reveal() == "postgresql://bot:s3cret@db/talks"
    assert (config.webhook_url, config.listen) == ("https://bot.example/telegram", ("127.0.0.1", 8080))
    assert config.webhook_secret == Secret("made-up-secret-16")
    assert "s3cret" not in repr(config)
    assert "made-up" not in repr(config)
    assert config_from(TOKEN | {"LISTEN": "[::1]:80"}).listen == ("::1", 80)
    assert config_from(TOKEN | {"WEBHOOK_URL": " "}) == config_from(TOKEN)


@pytest.mark.parametrize(
    ("written", "kept"),
    [("on", True), (" ON ", True), ("1", True), ("yes", True), ("off", False), ("false", False), ("", False)],
)
def test_questions_are_kept_only_where_it_is_said(written: str, *, kept: bool) -> None:
    """Off unless it is switched on."""
    assert config_from(TOKEN | {"KEEP_UNANSWERED": written}).keep_unanswered is kept


def test_without_a_token_the_way_to_one_is_shown() -> None:
    """One line, with @BotFather, and that `ask` works without."""
    with pytest.raises(ConfigError) as caught:
        config_from({"TELEGRAM_BOT_TOKEN": "  "})
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
        ({"KEEP_UNANSWERED": "maybe"}, "KEEP_UNANSWERED"),
        ({"LISTEN": "8080"}, "LISTEN"),
        ({"LISTEN": ":8080"}, "LISTEN"),
        ({"LISTEN": "127.0.0.1:80800"}, "LISTEN"),
        (HOOK | {"WEBHOOK_URL": "http://bot.example/telegram"}, "https"),
        (HOOK | {"WEBHOOK_URL": "https://[oops/x"}, "WEBHOOK_URL"),
        (HOOK | {"WEBHOOK_URL": "https://bot.example/"}, "path"),
        (HOOK | {"WEBHOOK_URL": "https://bot.example:8080/telegram"}, "port 8080"),
        (HOOK | {"WEBHOOK_URL": "https://bot.example/t%C3%A9l"}, "path"),
        (HOOK | {"WEBHOOK_URL": "https://bot.example/{update}"}, "path"),
        (HOOK | {"WEBHOOK_SECRET": ""}, "WEBHOOK_SECRET"),
        (HOOK | {"WEBHOOK_SECRET": "s3cret"}, "WEBHOOK_SECRET"),
        (HOOK | {"LISTEN": ""}, "LISTEN"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(wrong: dict[str, str], named: str) -> None:
    """The message names the variable and says what to do, without showing a secret."""
    with pytest.raises(ConfigError) as caught:
        config_from(TOKEN | wrong)
    assert named in str(caught.value)
    assert "s3cret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    """.env fills what the environment leaves open, and nothing is exported."""
    (tmp_path / ".env").write_text("LOG_LEVEL=ERROR\nTELEGRAM_BOT_TOKEN=1:a\nEMPTY\n", encoding="utf-8")
    assert with_env_file({"LOG_LEVEL": "DEBUG"}, tmp_path) == {"LOG_LEVEL": "DEBUG", "TELEGRAM_BOT_TOKEN": "1:a"}
    assert with_env_file({"A": "b"}, tmp_path / "nowhere") == {"A": "b"}


def test_an_empty_variable_hides_no_value_of_the_file(tmp_path: Path) -> None:
    """Compose files and panels hand on every variable, also those that nobody filled in."""
    (tmp_path / ".env").write_text("LOG_LEVEL=ERROR\nTELEGRAM_BOT_TOKEN=1:a\n", encoding="utf-8")
    config = config_from(with_env_file({"TELEGRAM_BOT_TOKEN": "", "LOG_LEVEL": "  "}, tmp_path))
    assert (config.token.reveal(), config.log_level) == ("1:a", "ERROR")


@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_what_looks_like_a_variable_is_part_of_the_value(tmp_path: Path, quote: str) -> None:
    """A password may have any sign, in quotes or not; the service reads the same file so."""
    address = "postgresql://u:p${TOKEN}$y@h/d"
    (tmp_path / ".env").write_text(f"TOKEN=x\nDATABASE_URL={quote}{address}{quote}\n", encoding="utf-8")
    assert with_env_file({"y": "z"}, tmp_path)["DATABASE_URL"] == address


def test_a_value_that_holds_what_begins_a_comment_is_quoted(tmp_path: Path) -> None:
    """As operations.md says: unquoted it is cut off there."""
    (tmp_path / ".env").write_text("A='x #y'\nB=\"x #y\"\nC=x#y\nD=x #y\n", encoding="utf-8")
    assert with_env_file({}, tmp_path) == {"A": "x #y", "B": "x #y", "C": "x#y", "D": "x"}


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
        config_from({"TELEGRAM_BOT_TOKEN": quoted})
    assert "s3cret" not in str(caught.value)
