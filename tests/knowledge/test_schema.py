"""The JSON Schema for editors is made from the model, and the file beside it is kept equal."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from bot.knowledge import schema
from bot.knowledge.defaults import OPTIONAL
from bot.knowledge.model import Knowledge

SHIPPED = Path(schema.__file__).with_name("schema.json")


def test_the_shipped_schema_is_that_of_the_model() -> None:
    """After a change of the model: `python -m bot.knowledge.schema > bot/knowledge/schema.json`."""
    assert json.loads(SHIPPED.read_text(encoding="utf-8")) == schema.schema()


def test_the_module_prints_the_shipped_file() -> None:
    """The command in the test above gives the file to the byte."""
    command = [sys.executable, "-m", "bot.knowledge.schema"]
    printed = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout
    assert printed.decode().replace("\r\n", "\n") == SHIPPED.read_text(encoding="utf-8")


def test_unknown_keys_are_marked_everywhere() -> None:
    """No object of the schema lets a misspelt key pass."""
    made = schema.schema()
    assert set(made["properties"]) == set(Knowledge.model_fields)
    open_objects = [
        name for name, part in made["$defs"].items() if part["type"] == "object" and part["additionalProperties"]
    ]
    assert open_objects == []
    assert made["additionalProperties"] is False


def test_an_editor_takes_what_the_loader_takes() -> None:
    """Keys that a fact may leave out are not asked for; a year is a number to an editor; lists stand beside texts."""
    parts = schema.schema()["$defs"]
    assert OPTIONAL.isdisjoint(parts["Fact"]["required"])
    kinds = {name: str(parts["Fact"]["properties"][name]) for name in ("date", "about", "questions")}
    assert "'integer'" in kinds["date"]
    assert all("'string'" in kinds[name] and "'array'" in kinds[name] for name in ("about", "questions"))
