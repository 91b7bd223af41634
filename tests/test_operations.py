"""docs/operations.md and deploy/ are true: settings, metrics, figures, and parts that fit each other."""

from __future__ import annotations

import configparser
import json
import re
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from bot.__main__ import WRONG_CALL
from bot.config import DATABASE_URL, SWITCHES, config_from
from bot.evaluation.figures import PEOPLE
from bot.handlers.timing import Timing
from bot.knowledge.find import VARIABLE
from bot.serving.dispatcher import BACKLOG, Dispatcher
from bot.serving.watching import Watching
from bot.serving.webhook import MOST_BYTES, Webhook
from bot.storage.care import KEPT
from bot.storage.records import TEXTS_KEPT, VOTES_KEPT
from bot.storage.store import LEASE
from bot.storage.writer import AWAY, PATIENCE, REMEMBERED
from tests.e2e.running import Away, conversations_of

if TYPE_CHECKING:
    from prometheus_client import Metric

    from bot.serving.dispatcher import RawUpdate

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
GUIDE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
CONFIG = (ROOT / "bot" / "config.py").read_text(encoding="utf-8")
SETTINGS = {*re.findall(r'given(?:\.get\(|\[)"([A-Z_]+)"', CONFIG), VARIABLE}
EXAMPLE = (DEPLOY / "env.example").read_text(encoding="utf-8")
NGINX = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
TIMING = Timing()
FILLED = {
    "TELEGRAM_BOT_TOKEN": "42:made-up_Token",
    "WEBHOOK_URL": "https://bot.example/telegram",
    "WEBHOOK_SECRET": "made-up-secret-16",
    "POSTGRES_PASSWORD": "made-up",
}
"""What an operator writes into .env."""


def _rows(heading: str) -> dict[str, list[str]]:
    """Return the cells of the rows under a heading that begin with a name, by that name."""
    section = GUIDE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `([A-Za-z_]+)` \|(.*)\|$", section, flags=re.MULTILINE)
    assert len(rows) == len(dict(rows))
    return {name: [cell.strip() for cell in re.split(r"(?<!\\)\|", rest)] for name, rest in rows}


def _compose() -> dict[str, Any]:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]  # type: ignore[no-any-return]


def _bot_environment() -> dict[str, str]:
    """Return what Compose gives a replica whose .env is filled in."""
    given = _compose()["bot-1"]["environment"]
    return {name: re.sub(r"\$\{(\w+)[^}]*\}", lambda found: FILLED[found[1]], value) for name, value in given.items()}


def _unit() -> configparser.SectionProxy:
    unit = configparser.ConfigParser(interpolation=None, delimiters=("=",), strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(DEPLOY / "talks-bot.service", encoding="utf-8")
    return unit["Service"]


def _name(metric: Metric) -> str:
    """Return a metric's name as Prometheus shows it; a summary's is the beginning of two."""
    return metric.name + {"counter": "_total", "info": "_info"}.get(metric.type, "")


def test_every_setting_is_told_with_its_default() -> None:
    """The table has a row for each variable that is read, and no other; the example file names the same ones."""
    rows = _rows("Settings")
    assert set(rows) == SETTINGS
    defaults = config_from({"TELEGRAM_BOT_TOKEN": FILLED["TELEGRAM_BOT_TOKEN"]})
    said = {name: row[0].split("`")[1] for name, row in rows.items() if row[0].startswith("`")}
    said.pop(VARIABLE)  # its default depends on what is there
    assert said == {
        "TELEGRAM_API_URL": defaults.api_url,
        "DATABASE_URL": DATABASE_URL.format(bot_id="<number>"),
        "KEEP_UNANSWERED": SWITCHES[defaults.keep_unanswered],
        "LOG_LEVEL": defaults.log_level,
        "LOG_FORMAT": defaults.log_format,
    }


def test_the_example_file_names_every_setting() -> None:
    """And what Compose makes one of; nothing in it is read as a value by mistake."""
    named = re.findall(r"^#?([A-Z_]+)=", EXAMPLE, flags=re.MULTILINE)
    assert sorted(named) == sorted(SETTINGS | {"POSTGRES_PASSWORD"})
    assert re.findall(r"^[^#\n].*", EXAMPLE, flags=re.MULTILINE) == ["TELEGRAM_BOT_TOKEN="]


async def _unused(_raw: RawUpdate) -> None:
    raise AssertionError


async def test_every_metric_is_told() -> None:
    """The table has a row for each metric of a bot with a webhook and a database, and no other."""
    conversations, store = conversations_of("harbour"), Away()
    watching = Watching(
        conversations,
        Webhook(FILLED["WEBHOOK_URL"], FILLED["WEBHOOK_SECRET"], store, TIMING),
        Dispatcher(_unused, lambda _: None, TIMING, store),
    )
    assert set(_rows("Health and metrics")) == {_name(metric) for metric in watching.collect()}


@pytest.mark.parametrize(
    "figure",
    [
        f"numbers for {KEPT / 3600:.0f} hours",
        f"one vote on a message for {VOTES_KEPT / 3600:.0f} hours",
        f"are kept for {TEXTS_KEPT / 86400:.0f} days",
        f"only where {['', 'one', 'two', 'three'][PEOPLE]} people or more",
        f"up to {REMEMBERED:,}, votes do not",
        f"lapses within {LEASE:.0f} seconds",
        f"by another within {LEASE + TIMING.adopt_every:.0f} seconds",
        f"more than {BACKLOG} of one chat",
        f"after {TIMING.conflict_patience:.0f} seconds this one ends with status {WRONG_CALL}",
        f"it asks again, after {TIMING.longest_pause:.0f} seconds at most",
        f"slower than {PATIENCE:.0f} seconds",
        f"{AWAY[1]:.0f} seconds after the last try at most",
        f"waits {TIMING.shutdown:.0f} seconds for answers under way",
    ],
)
def test_figures_are_those_of_the_code(figure: str) -> None:
    """Whoever changes one is told where it stands."""
    assert figure in " ".join(GUIDE.split())


def test_what_is_seen_is_what_the_bot_says() -> None:
    """Every line that the guide quotes from the log or the terminal stands in the code; "…" is what varies."""
    section = GUIDE.split("\n## What to do when\n")[1]
    quoted = [part.strip() for text in re.findall(r'"([^"]+)"', section) for part in text.split("…")]
    assert len(quoted) > 5
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))
    assert [part for part in quoted if part not in code] == []


def test_a_replica_gets_settings_that_are_right() -> None:
    """With .env filled in: a webhook at the path that nginx hands on, where nginx looks for it, and PostgreSQL."""
    environment = _bot_environment()
    assert set(environment) <= SETTINGS
    settings = config_from(environment)
    assert settings.database_url.reveal().startswith("postgresql://talks_bot:made-up@database/")
    assert settings.listen is not None
    assert re.findall(r"location = (\S+) \{", NGINX) == ["/telegram"]
    assert settings.webhook_url.endswith("/telegram")
    replicas = [name for name, service in _compose().items() if service.get("image") == "talks-bot"]
    assert re.findall(r"^ +server (bot[^;\s]+)", NGINX, flags=re.MULTILINE) == [
        f"{name}:{settings.listen[1]}" for name in replicas
    ]
    assert f"LISTEN=0.0.0.0:{settings.listen[1]}" in (DEPLOY / "Containerfile").read_text(encoding="utf-8")


def test_the_proxy_finds_the_replicas_where_they_are() -> None:
    """By the addresses that they have, whether they run or not; of the database it sees nothing."""
    services = _compose()
    at = [f"{name}:{services[name]['networks']['front']['ipv4_address']}" for name in ("bot-1", "bot-2")]
    assert services["proxy"]["extra_hosts"] == at
    assert set(services["proxy"]["networks"]).isdisjoint(services["database"]["networks"])
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]


def test_the_proxy_is_as_patient_and_as_strict_as_the_bot() -> None:
    """It waits for the bot's own 503, and takes bodies of the length that the bot takes."""
    [patience] = re.findall(r"proxy_read_timeout (\d+)s;", NGINX)
    assert TIMING.webhook_patience < int(patience) < 60
    [megabytes] = re.findall(r"client_max_body_size (\d+)m;", NGINX)
    assert int(megabytes) << 20 == MOST_BYTES


def test_whoever_stops_the_bot_waits_for_it() -> None:
    """For answers, replies sent late, the last confirmation, the port and the database, one after the other."""
    longest = 2 * TIMING.shutdown + 5 + 5 + PATIENCE
    assert int(_unit()["TimeoutStopSec"]) > longest
    assert int(_compose()["bot-1"]["stop_grace_period"].removesuffix("s")) > longest


def test_a_bot_that_starts_can_be_stopped() -> None:
    """Process 1 of a container gets no signal that it has not asked for, as the bot has not before its base is read."""
    assert [name for name, service in _compose().items() if service.get("init")] == ["bot-1", "bot-2"]


class _Healthy(BaseHTTPRequestHandler):
    """Answers 200 at /healthz alone."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/healthz" else 404)
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Print nothing."""


def _health_of(listen: str | None) -> int:
    """Return the status of the container's own check where LISTEN is so, None where it was taken away."""
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8").replace("\\\n", "")
    (_, *command) = json.loads(re.findall(r"^HEALTHCHECK .* CMD (\[.*\])$", text, flags=re.MULTILINE)[0])
    program, environ = [sys.executable, *command], {} if listen is None else {"LISTEN": listen}
    return subprocess.run(program, check=False, env=environ, stderr=subprocess.DEVNULL).returncode


def test_the_container_asks_for_its_health_where_the_bot_listens() -> None:
    """Whatever LISTEN says; one without a port is not called ill for good."""
    server = HTTPServer(("127.0.0.1", 0), _Healthy)
    Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_port
    assert [_health_of(each) for each in (f"0.0.0.0:{port}", f" 127.0.0.1:{port}", "", " ", None)] == 5 * [0]
    server.shutdown()
    server.server_close()
    assert _health_of(f"127.0.0.1:{port}") == 1


def test_the_service_starts_nothing_anew_that_cannot_run() -> None:
    """A wrong setting ends the bot for good; SIGHUP reads the base anew."""
    assert int(_unit()["RestartPreventExitStatus"]) == WRONG_CALL
    assert _unit()["ExecReload"].endswith("kill -HUP $MAINPID")


def test_installs_are_constrained() -> None:
    """What is installed is what was tested, in the guide and in the container."""
    for text in (GUIDE, (DEPLOY / "Containerfile").read_text(encoding="utf-8")):
        installs = re.findall(r"(?:pip|python) install\b.*", text)
        assert installs
        assert [each for each in installs if "-c constraints.txt" not in each] == []
