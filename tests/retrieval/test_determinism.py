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

ROOT = Path(__file__).parents[2]
THREADS = 40

ASKED = """
import sys
from pathlib import Path
from tests.retrieval.test_determinism import digest_of
print(digest_of(Path(sys.argv[1])))
"""


def digest_of(root: Path) -> str:
    """Return a digest of everything that a sample of the tune questions gets."""
    matcher = Matcher(load(root / "knowledge.yaml"))
    files = [root / "tests" / "questions" / f"{name}.yaml" for name in ("en-a", "uk-a", "ru-a", "mix-e")]
    queries = [
        line.split("ask: ")[1] for file in files for line in file.read_text("utf-8").splitlines() if "ask: " in line
    ]
    return hashlib.sha256(repr([matcher.match(query) for query in queries[::4]]).encode()).hexdigest()


def test_replies_do_not_depend_on_the_hash_seed() -> None:
    """Candidates, suggestions and rules come out alike under every PYTHONHASHSEED, though sets are ordered anew."""
    digests = {
        subprocess.run(
            [sys.executable, "-c", ASKED, str(ROOT)],
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
