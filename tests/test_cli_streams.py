"""The command line where there is no disk, no output, no input or no folder: one line or none, never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.knowledge.builders import HARBOUR

ROOT = Path(__file__).parents[1]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """Return a folder whose knowledge.yaml is the harbour."""
    (tmp_path / "knowledge.yaml").write_text(HARBOUR, encoding="utf-8")
    return tmp_path


def shell(line: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a line in which `$BOT` is the program, as a shell would start it."""
    return subprocess.run(
        ["/bin/sh", "-c", line],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT), "BOT": f"{sys.executable} -P -m bot"},
    )


@pytest.mark.parametrize("arguments", ["check", "evaluate q.yaml", "teach 'хто пішов' --abstain --no"])
def test_output_is_utf_8_whatever_the_locale(arguments: str, here: Path) -> None:
    """A file on Windows, and a server of another locale, take no Cyrillic letters: it was a traceback."""
    base, questions = here / "knowledge.yaml", here / "q.yaml"
    questions.write_text("batch: a\nsplit: tune\nquestions:\n  - {kind: a, accept: [x], ask: хто пішов}\n", "utf-8")
    if arguments == "check":
        base.write_text(HARBOUR.replace("source: ", "source: вона-", 1), "utf-8")
    done = shell(f"PYTHONIOENCODING=cp1252 $BOT {arguments} > told.txt", here)
    assert "Traceback" not in done.stderr
    told = (here / "told.txt").read_text("utf-8")
    assert "вона-" in told or "хто пішов" in told


def test_what_goes_to_standard_error_is_utf_8_whatever_the_locale(here: Path) -> None:
    """A log of objects would hold escapes that no JSON has."""
    done = shell("PYTHONIOENCODING=cp1251 $BOT check 'édité-ж.yaml'", here)
    assert done.stderr.startswith("talks-bot: édité-ж.yaml is not a file")


@pytest.mark.parametrize(
    "arguments",
    [
        "teach {} --abstain --yes",
        "add {} --gap --text en=No --yes",
        "add who --gap --text en={} --yes",
        "new a.yaml --date 2026-11-26 --languages en --title {}",
    ],
)
def test_what_is_not_utf_8_is_not_written(arguments: str, here: Path) -> None:
    """A terminal in another encoding: one line says so, and no file is begun."""
    written = '"$(printf "how\\351much")"'
    done = shell(f"$BOT {arguments.format(written)}", here)
    assert done.returncode == 2
    assert "how\\udce9much' is not UTF-8" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert [path.name for path in here.iterdir()] == ["knowledge.yaml"]


def test_a_path_in_cyrillic_letters_is_written_in_any_locale(here: Path) -> None:
    """The bot begins with the path of its base."""
    folder = here / "мій бот"
    folder.mkdir()
    (here / "knowledge.yaml").rename(folder / "knowledge.yaml")
    line = "TELEGRAM_BOT_TOKEN=1:a TELEGRAM_API_URL=http://127.0.0.1:9 PYTHONIOENCODING=ascii $BOT run --check"
    done = shell(f"{line} --knowledge 'мій бот/knowledge.yaml'", here)
    assert "Traceback" not in done.stderr
    assert "мій бот/knowledge.yaml\n" in done.stdout


@pytest.mark.parametrize("arguments", ["ask who", "--help", "--version", "check", "run", "ask --json who"])
def test_a_full_disk_gets_one_line(arguments: str, here: Path) -> None:
    """Whatever was to be printed; no traceback, and no complaint of the interpreter at its end."""
    done = shell(f"TELEGRAM_BOT_TOKEN=1:a $BOT {arguments} > /dev/full", here)
    assert done.returncode == 2
    assert done.stderr.startswith("talks-bot: the output cannot be written")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("arguments", ["ask who", "--help", "check"])
def test_a_closed_output_is_nobodys_mistake(arguments: str, here: Path) -> None:
    """Whoever closes it wants the status alone; an input that is closed is an empty one."""
    done = shell(f"$BOT {arguments} >&- <&-", here)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_reader_that_goes_away_is_no_error(here: Path) -> None:
    """`talks-bot ask | head -1` ends quietly, and with 0."""
    (here / "questions.txt").write_text("who resigned\n" * 2000, encoding="utf-8")
    done = shell("{ $BOT ask --json < questions.txt; echo $? >&2; } | head -1", here)
    assert done.stderr == "0\n"
    assert json.loads(done.stdout)["answered"]


def test_a_closed_input_is_an_empty_one(here: Path) -> None:
    """There is no line to answer."""
    done = shell("$BOT ask <&-", here)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("arguments", ["ask who", "run", "check", "playground"])
def test_a_folder_that_is_gone_gets_one_line(arguments: str, here: Path) -> None:
    """It may be deleted while a shell stands in it."""
    done = shell(f"mkdir gone && cd gone && rmdir ../gone && $BOT {arguments}", here)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("talks-bot: the working directory does not exist any more")
    assert "Traceback" not in done.stderr
