"""Which knowledge file is used when nobody says, or when somebody does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE_NAME = "knowledge.yaml"
VARIABLE = "KNOWLEDGE_FILE"


def find_knowledge_file(explicit: Path | None, environ: Mapping[str, str], cwd: Path) -> Path:
    """Return the knowledge file to use.

    That is `explicit`, else `KNOWLEDGE_FILE`, else knowledge.yaml in `cwd`, else the one shipped: the copy inside the
    wheel; in an editable checkout, the knowledge.yaml beside `bot/`, so that edits take effect. A relative name is
    taken from `cwd`. An empty `KNOWLEDGE_FILE` counts as unset.

    Raises:
        ConfigError: a file that was named does not exist or is a directory, or there is none at all.
    """
    if explicit is not None:
        return _named(explicit, cwd, "--knowledge")
    if named := environ.get(VARIABLE, "").strip():
        return _named(Path(named), cwd, VARIABLE)
    package = Path(__file__).resolve().parent
    for candidate in (cwd / FILE_NAME, package / FILE_NAME, package.parents[1] / FILE_NAME):
        if candidate.is_file():
            return candidate
    raise ConfigError(
        f"no {FILE_NAME} here and none installed with the bot: name one with --knowledge FILE or {VARIABLE}"
    )


def _named(path: Path, cwd: Path, by: str) -> Path:
    found = cwd / path.expanduser()
    try:
        if found.is_file():
            return found
        what = "is a directory, not a file" if found.is_dir() else "does not exist"
    except (OSError, ValueError, RuntimeError):  # a name too long, one with a NUL
        what = "cannot be used as a file name"
    raise ConfigError(f"{by}: {path} {what}: give the path of a knowledge file, or leave {by} out for the one shipped")
