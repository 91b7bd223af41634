"""Compiled bases in files, so that the next process starts in half of the time.

A file is one of numpy's archives: arrays, and all else as JSON in one of them; nothing in it can run. Its name says of
which version of the base it is, of this code and of the libraries: where one of them changes, it is compiled anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import stat
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import Stemmer

from bot.language.pack import packs_for
from bot.language.talk import Talk
from bot.language.tongue import Tongue
from bot.retrieval.compiled import Compiled, compiled_of
from bot.retrieval.entries import empty_vocabulary, reader_of
from bot.retrieval.entry import Entry
from bot.retrieval.vectors import ARRAYS, FeatureSpace
from bot.retrieval.vote import Phrasing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.knowledge.model import Knowledge
    from bot.language.pack import Pack

FOLDER = ("talks-bot",) if os.name != "nt" else ("talks-bot", "Cache")
"""Of the files, in the user's folder for what can be made anew."""

MOST = 8
"""Files that are left there, those that were used last."""

_CODE = Path(__file__).parents[1]
_MADE_BY = ("knowledge/*.py", "language/*.py", "language/packs/*.yaml", "retrieval/*.py")
_NAME = re.compile(r"[0-9a-f]{12}-[0-9a-f]{12}\.npz")
_SETS = (
    "entities",
    "asks",
    "places",
    "stems",
    "concepts",
    "numbers",
    "offices",
    "unmentioned",
    "subjects",
    "personal",
    "told",
    "turned",
    "premises",
    "speakers",
)
"""What an `Entry` has sets of strings of."""


def cached(knowledge: Knowledge) -> Compiled:
    """Return a compiled base as it was kept; else compile it, and keep it where that is possible.

    A file that is damaged, in whatever way, is as good as none.
    """
    packs = packs_for(knowledge.story.languages)
    if (path := path_of(knowledge)) is None:
        return compiled_of(knowledge, packs)
    with contextlib.suppress(Exception):
        return _read(path, knowledge, packs)
    compiled = compiled_of(knowledge, packs)
    with contextlib.suppress(OSError):
        _write(path, compiled)
    return compiled


def path_of(knowledge: Knowledge) -> Path | None:
    """Return where a base is kept, None where there is no place for it (a user without a folder), or no version."""
    if not VERSION:
        return None
    named = Path(os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME") or "")
    with contextlib.suppress(RuntimeError):
        folder = named if named.is_absolute() else Path.home() / ".cache"
        if folder.is_absolute():
            return folder.joinpath(*FOLDER, f"{knowledge.digest}-{VERSION}.npz")
    return None


def _version() -> str:
    """Return what tells this code, its packs and its libraries from others, "" where they are not there to be read."""
    digest = hashlib.sha256(repr((sys.version, np.__version__, Stemmer.version())).encode())
    for pattern in _MADE_BY:
        try:
            written = [path.read_bytes() for path in sorted(_CODE.glob(pattern))]
        except OSError:
            written = []
        if not written:
            return ""
        digest.update(b"\0".join(written))
    return digest.hexdigest()[:12]


VERSION = _version()
"""Of what runs, so it is taken when that is imported: whoever brings the code up to date meanwhile changes files."""


def _write(path: Path, compiled: Compiled) -> None:
    """Keep a base. Another process sees nothing of it, or all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    told = json.dumps({"name": path.name} | _told(compiled), ensure_ascii=False).encode("utf-8", "surrogatepass")
    arrays: dict[str, Any] = {"told": np.frombuffer(told, dtype=np.uint8)} | compiled.space.arrays
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        try:
            np.savez(file, **arrays)
            file.close()
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink()
            raise
    others = [each for each in path.parent.iterdir() if _NAME.fullmatch(each.name) and each != path]
    for old in sorted(others, key=lambda each: each.lstat().st_mtime)[: -(MOST - 1)]:
        old.unlink()


def _told(compiled: Compiled) -> dict[str, Any]:
    """Return all but the arrays. Strings stand in a pool, and elsewhere their numbers in it, since most come often."""
    pool: dict[str, int] = {}

    def numbers(strings: Iterable[str]) -> list[int]:
        return [pool.setdefault(string, len(pool)) for string in strings]

    place = {phrasing: number for number, phrasing in enumerate(compiled.phrasings)}
    vocabulary, languages_of = compiled.reader.vocabulary, compiled.tongue.languages_of
    return {
        "phrasings": [numbers(column) for column in zip(*compiled.phrasings, strict=True)],
        "said": numbers(compiled.said),
        "words": [
            numbers(each) for each in (vocabulary.stem_of, vocabulary.stem_of.values(), vocabulary.form_of.values())
        ],
        "terms": [(numbers(stems), *numbers([concept])) for stems, concept in compiled.terms],
        "features": [numbers(names) for names in compiled.space.names],
        "entries": [
            {name: numbers(getattr(entry, name)) for name in _SETS}
            | {"id": entry.id, "kind": entry.kind, "about": entry.about, "phrasings": entry.phrasings}
            | {"explains": entry.explains, "phrasing": place[entry.phrasing]}
            for entry in compiled.entries.values()
        ],
        "languages": [numbers(languages_of), [numbers(its) for its in languages_of.values()]],
        "pool": list(pool),
    }


def _read(path: Path, knowledge: Knowledge, packs: Sequence[Pack]) -> Compiled:
    """Return a base that was kept; what reads its questions is made of the packs, which takes little.

    Raises:
        Exception: of any kind, where there is none, or something is wrong with it.
    """
    seen = path.stat()
    if not stat.S_ISREG(seen.st_mode) or (hasattr(os, "getuid") and seen.st_uid != os.getuid()):
        raise PermissionError("somebody else has put it there, or it is no file")
    with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
        told = json.loads(file["told"].tobytes())
        arrays = {name: file[name] for name in ARRAYS}
    if told["name"] != path.name:
        raise ValueError("it is another one's")
    with contextlib.suppress(OSError):  # where it may be read alone
        path.touch()
    of = told["pool"].__getitem__

    def strings(numbers: Iterable[int]) -> list[str]:
        return list(map(of, numbers))

    phrasings = list(map(Phrasing, *map(strings, told["phrasings"])))
    talk = Talk(packs)
    vocabulary = empty_vocabulary(knowledge, packs, talk)
    words, stem_of, form_of = map(strings, told["words"])
    vocabulary.restore(dict(zip(words, stem_of, strict=True)), dict(zip(words, form_of, strict=True)))
    terms = [(tuple(map(of, phrase)), of(concept)) for phrase, concept in told["terms"]]
    stems, concepts = map(strings, told["features"])
    space = FeatureSpace(())
    space.restore(stems, concepts, arrays)
    words, languages = strings(told["languages"][0]), told["languages"][1]
    once = {its: tuple(map(of, its)) for its in set(map(tuple, languages))}
    return Compiled(
        phrasings,
        strings(told["said"]),
        terms,
        reader_of(knowledge, packs, talk, vocabulary, terms),
        space,
        {each["id"]: _entry(each, phrasings, strings) for each in told["entries"]},
        Tongue(packs, {word: once[tuple(its)] for word, its in zip(words, languages, strict=True)}),
    )


def _entry(told: dict[str, Any], phrasings: Sequence[Phrasing], strings: Callable[[Iterable[int]], list[str]]) -> Entry:
    sets = {name: frozenset(strings(told[name])) for name in _SETS}
    return Entry(
        id=told["id"],
        kind=told["kind"],
        about=tuple(told["about"]),
        phrasing=phrasings[told["phrasing"]],
        phrasings=told["phrasings"],
        explains=told["explains"],
        **sets,
    )
