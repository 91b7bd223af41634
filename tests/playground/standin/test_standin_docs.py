"""The page for other bot authors is true."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from bot.playground.standin import Faults, World
from bot.playground.standin.control import Control

PAGE = (Path(__file__).parents[3] / "docs" / "standin.md").read_text("utf-8")


def test_the_example_runs() -> None:
    """The first Python block is a whole programme."""
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    run = subprocess.run([sys.executable, "-c", example], capture_output=True, text=True, check=False, timeout=60)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_every_verb_of_the_control_is_named() -> None:
    """And no other."""
    (named,) = re.findall(r"Verbs: `(.*?)`", PAGE, re.DOTALL)
    assert set(named.split()) == {name for name in vars(Control) if not name.startswith("_")}


def test_every_act_and_fault_named_exists() -> None:
    """In the driver's table and the list of faults."""
    table = PAGE[PAGE.index("## The driver") : PAGE.index("Over HTTP")]
    acts = set(re.findall(r"`([a-z_]+)[`(]", table)) - {"of", "failed"}
    assert len(acts) > 25
    assert not {name for name in acts if not hasattr(World, name)}
    faults = set(re.findall(r"api\.faults\.(\w+)\(", PAGE))
    assert faults == {name for name in vars(Faults) if not name.startswith("_")} - {
        "add",
        "clear",
        "delayed",
        "take",
        "waiting",
    }
