"""What a fact need not say, because only one thing is possible: its source, its document, its status."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.knowledge.fields import ID
from bot.knowledge.model import Status

if TYPE_CHECKING:
    from bot.knowledge.nodes import Tree

ONLY_ONE = {"source": "sources", "document": "documents"}
"""Key of a fact -> the section whose only entry it then names."""

OPTIONAL = frozenset({*ONLY_ONE, "status"})
"""Keys that the model of a fact has and its file may leave out."""

_TRUE = frozenset({"true", "yes", "on", "1", "y", "t"})
"""What pydantic reads as true."""


def fill_in(tree: Tree) -> None:
    """Complete the facts of a file whose `data` is a mapping with what only one thing is possible for.

    Where a section has several entries the key stays missing. Where its only entry is wrong, that is reported of the
    entry, and the key counts as absent.
    """
    base = tree.data if isinstance(tree.data, dict) else {}
    sources = {str(entry.get("id")): entry for entry in _entries(base, "sources")}
    for index, fact in enumerate(_entries(base, "facts")):
        for key, section in ONLY_ONE.items():
            path = ("facts", index, key)
            if key in fact or path in tree.absent or len(entries := _entries(base, section)) > 1:
                continue
            name = entries[0].get("id") if entries else None
            if isinstance(name, str) and re.fullmatch(ID, name):
                fact[key] = name
            else:
                tree.absent.add(path)
        if "status" not in fact and ("facts", index, "status") not in tree.absent:
            fact["status"] = _status(fact, sources.get(str(fact.get("source")), {})).value


def _status(fact: dict[str, object], source: dict[str, object]) -> Status:
    if "outlet" in source and "speaker" not in source:
        return Status.REPORT
    if str(fact.get("expected", "")).lower() in _TRUE:
        return Status.ANNOUNCEMENT
    return Status.STATEMENT if "speaker" in source else Status.BACKGROUND


def _entries(base: dict[str, object], section: str) -> list[dict[str, object]]:
    """Return the entries of a section; an entry that is none stands as an empty one, so that it is counted."""
    entries = base.get(section)
    return [entry if isinstance(entry, dict) else {} for entry in entries] if isinstance(entries, list) else []
