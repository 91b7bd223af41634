"""JSON Schema of a knowledge file, for editors that complete and check while one types.

`python -m bot.knowledge.schema` prints it; `schema.json` beside this file is kept equal by a test. Name it in the first
line of a base: `# yaml-language-server: $schema=bot/knowledge/schema.json`.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from bot.knowledge.defaults import OPTIONAL
from bot.knowledge.model import Knowledge


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a knowledge file as plain values."""
    made = Knowledge.model_json_schema()
    _close(made)
    fact = made["$defs"]["Fact"]
    fact["required"] = [key for key in fact["required"] if key not in OPTIONAL]
    return (
        {"$schema": "https://json-schema.org/draft/2020-12/schema"} | made | {"title": "A knowledge base of talks-bot"}
    )


def schema_text() -> str:
    """Return the schema as it stands in `schema.json`."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _close(node: object) -> None:
    """Refuse keys that are no language codes or ids (pydantic's schema lets them pass), and drop the made-up titles."""
    if isinstance(node, dict):
        if "patternProperties" in node:
            node.setdefault("additionalProperties", False)
        if isinstance(node.get("title"), str):
            del node["title"]
        for value in node.values():
            _close(value)
    elif isinstance(node, list):
        for value in node:
            _close(value)


if __name__ == "__main__":
    sys.stdout.write(schema_text())
