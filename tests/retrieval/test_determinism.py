"""The same answers whatever the process: no set's order, no thread and no other query decides anything."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
from itertools import product
from pathlib import Path

from bot.knowledge.load import load
from bot.language.stems import Stems
from bot.language.vocabulary import Vocabulary
from bot.retrieval.matcher import Matcher
from tests.bases import path_of

ROOT = Path(__file__).parents[2]
THREADS = 40

ASKED = """
import sys
from pathlib import Path
from tests.retrieval.test_determinism import digest_of
print(digest_of(Path(sys.argv[1])))
"""


def digest_of(path: Path) -> str:
    """Return a digest of everything that the questions of a base get, and those that lack their beginning."""
    matcher = Matcher(load(path))
    asked = [phrasing.text for phrasing in matcher.phrasings]
    queries = [*asked[::10], *(text[2:] for text in asked[1::6]), *(text.partition(" ")[2] for text in asked[2::6])]
    return hashlib.sha256(repr([matcher.match(query) for query in queries]).encode()).hexdigest()


def test_replies_do_not_depend_on_the_hash_seed() -> None:
    """Candidates, suggestions and rules come out alike under every PYTHONHASHSEED, though sets are ordered anew."""
    digests = {
        subprocess.run(
            [sys.executable, "-c", ASKED, str(path_of("festival"))],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_threads_that_ask_first_at_once_are_told_the_same() -> None:
    """Tables that the first query makes are never seen half made: a name is known to every thread."""
    many = ["".join(letters) + "en" for letters in product("bdfgklmnprst", "aeiou", "bdgklmnprst", "aeiou")]
    vocabulary = Vocabulary(Stems(["en"], ()), ["Umerov"], ())
    vocabulary.learn(many)
    found: list[str | None] = []
    start = threading.Barrier(THREADS)

    def ask() -> None:
        start.wait()
        found.append(vocabulary.by_key("umierov"))

    threads = [threading.Thread(target=ask) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["umerov"] * THREADS
