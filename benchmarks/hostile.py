"""Measure what hostile messages cost beside ordinary questions: `python benchmarks/hostile.py [--rounds 7]`.

Every message has 4,096 characters, the longest that Telegram takes, and no two have the same words: nothing that was
remembered helps. Prints the CPU time of matching one, in milliseconds and as a multiple of an ordinary question in the
same run: the median and the worst of all rounds.
"""

from __future__ import annotations

import argparse
import gc
import random
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bot.knowledge.load import load
from bot.retrieval.matcher import Matcher
from bot.retrieval.names import LONGEST_NAME, Names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SHIPPED = Path(__file__).parents[1] / "knowledge.yaml"
LONGEST = 4096
ORDINARY = 200
"""Ordinary questions that are timed."""
LATIN = "abcdefghijklmnopqrstuvwxyz"
CYRILLIC = "абвгдежзийклмнопрстуфхцчшщьюяіїє"


class Hostile:
    """Makes messages of every kind, new ones at each call, from the words of a base."""

    def __init__(self, questions: list[str], seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - a benchmark, not a secret
        self._questions = questions
        self._words = sorted({word for question in questions for word in question.rstrip("?").split()})

    def kinds(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """Yield each kind with what makes one of it."""
        chance, words = self._chance, self._words
        word, strange = self._word, self._strange
        yield "one-letter words", lambda: self._filled(lambda: chance.choice(LATIN + CYRILLIC) + " ")
        yield "one long word", lambda: self._filled(lambda: chance.choice(LATIN))
        yield "long words", lambda: self._filled(lambda: strange(LATIN, 40) + " ")
        yield "words of 39 letters, Cyrillic", lambda: self._filled(lambda: strange(CYRILLIC, 39) + " ")
        yield "strange words", lambda: self._filled(lambda: strange(LATIN, 7) + " ")
        yield "strange words, Cyrillic", lambda: self._filled(lambda: strange(CYRILLIC, 7) + " ")
        yield "misspelt words", lambda: self._filled(lambda: self._misspelt() + " ")
        yield (
            "misspelt words, questions",
            lambda: self._filled(lambda: self._misspelt() + " " + self._misspelt() + "? "),
        )
        yield "known words", lambda: self._filled(lambda: word() + " ")
        yield "known words, commas", lambda: self._filled(lambda: word() + " " + word() + ", ")
        yield "short sentences", lambda: self._filled(lambda: word() + " " + word() + ". ")
        yield "short questions", lambda: self._filled(lambda: word() + " " + word() + "? ")
        yield "sentences of 13 words", lambda: self._filled(lambda: " ".join(word() for _ in range(13)) + ". ")
        yield (
            "long sentences, commas",
            lambda: self._filled(lambda: ", ".join(" ".join(word() for _ in range(5)) for _ in range(8)) + "? "),
        )
        yield "real questions", lambda: self._filled(lambda: chance.choice(self._questions) + " ")
        yield "real questions, commas", lambda: self._filled(lambda: chance.choice(self._questions).rstrip("?") + ", ")
        yield "question marks", lambda: "?" * LONGEST
        yield "question marks apart", lambda: self._filled(lambda: chance.choice(LATIN) + "? ")
        yield "conjunctions", lambda: self._filled(lambda: word() + chance.choice([" and ", " і ", " и "]))
        yield (
            "conjunctions and question words",
            lambda: self._filled(lambda: word() + chance.choice([" and who ", " і хто "])),
        )
        yield (
            "mixed scripts",
            lambda: self._filled(lambda: "".join(chance.choice((LATIN, CYRILLIC)[at % 2]) for at in range(8)) + " "),
        )
        yield "another layout", lambda: self._filled(lambda: self._retyped() + " ")
        yield "another layout, questions", lambda: self._filled(lambda: self._retyped() + " " + self._retyped() + "? ")
        yield "transliterated", lambda: self._filled(lambda: strange("aeiou", 1) + strange("bvgdzklmn", 2) + "ia" + " ")
        yield "a long number", lambda: self._filled(lambda: chance.choice("0123456789"))
        yield "numbers", lambda: self._filled(lambda: str(chance.randrange(10**6)) + " ")
        yield "zero-width", lambda: self._filled(lambda: chance.choice(LATIN) + "\u200b\u200d\u2060")
        yield "combining marks", lambda: self._filled(lambda: chance.choice(LATIN) + "\u0301\u0308\u0327")
        yield "ligatures", lambda: self._filled(lambda: "\ufdfa")
        yield "apostrophes", lambda: self._filled(lambda: chance.choice(LATIN) + "'")
        yield "contractions", lambda: self._filled(lambda: word() + "n't'd've ")
        yield "links", lambda: self._filled(lambda: "http://" + strange(LATIN, 5) + " ")
        yield "points", lambda: self._filled(lambda: chance.choice(LATIN) + ".")
        yield "emoji", lambda: self._filled(lambda: chr(0x1F600 + chance.randrange(60)) + " ")
        yield "line breaks", lambda: self._filled(lambda: word() + " " + word() + "\n")
        yield "capitals", lambda: self._filled(lambda: strange(LATIN, 6).title() + " ")
        yield "spaces", lambda: " " * (LONGEST - 3) + chance.choice(words)
        yield "spaces inside", lambda: word() + " " * (LONGEST - 30) + word()
        yield "run together", lambda: self._filled(lambda: "who" + word() + ",")
        yield "drawn out", lambda: self._filled(lambda: word().replace("a", "aaaa") + " ")
        yield "dashes", lambda: self._filled(lambda: word() + " - ")
        yield "Chinese", lambda: self._filled(lambda: chr(0x4E00 + chance.randrange(20_000)))

    def _filled(self, part: Callable[[], str]) -> str:
        parts = [""]
        length = 0
        while length < LONGEST:
            parts.append(part())
            length += len(parts[-1])
        return "".join(parts)[:LONGEST]

    def _word(self) -> str:
        return self._chance.choice(self._words)

    def _strange(self, letters: str, length: int) -> str:
        return "".join(self._chance.choices(letters, k=length))

    def _misspelt(self) -> str:
        word = self._word()
        at = self._chance.randrange(len(word))
        return word[:at] + self._chance.choice(LATIN + CYRILLIC) + word[at:]

    def _retyped(self) -> str:
        there = dict(zip("йцукенгшщзфывапролдячсмить", "qwertyuiopasdfghjklzxcvbnm", strict=True))
        there |= {latin: cyrillic for cyrillic, latin in there.items()}
        return "".join(there.get(letter, letter) for letter in self._misspelt().casefold())


def cpu_ms(act: Callable[[str], object], text: str) -> float:
    """Return the milliseconds of CPU that it takes."""
    start = time.process_time()
    act(text)
    return 1000 * (time.process_time() - start)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="messages of each kind")
    rounds = parser.parse_args().rounds
    knowledge = load(SHIPPED)
    matcher, names = Matcher(knowledge), Names(knowledge)
    asked = [phrasing.text for phrasing in matcher.phrasings]
    hostile = Hostile(asked, seed=12)
    usual = random.Random(5).sample(asked, ORDINARY)  # noqa: S311
    for text in usual[:20]:
        matcher.match(f"{text} please")
    for _, make in hostile.kinds():  # what is made for the first message of a kind, is made now
        matcher.match(make())
    gc.collect()
    gc.freeze()  # a collection that looks through the whole base takes 50 ms, and comes by chance
    ordinary = statistics.median(cpu_ms(matcher.match, f"so, {text}") for text in usual)
    print(f"an ordinary question: {ordinary:.2f} ms\n")
    print(f"{'4,096 characters of':34}{'median ms':>10}{'worst':>8}{'times':>8}   {'/who ms':>8}")
    worst = 0.0
    for kind, make in hostile.kinds():
        texts = [make() for _ in range(rounds)]
        spent = [cpu_ms(matcher.match, text) for text in texts]
        looked = [cpu_ms(names.find_entity, text) for text in texts] + [
            cpu_ms(names.find_entity, text[:LONGEST_NAME]) for text in texts
        ]
        worst = max(worst, *spent)
        median = statistics.median(spent)
        print(f"{kind:34}{median:10.2f}{max(spent):8.2f}{median / ordinary:8.1f}   {max(looked):8.2f}")
    print(f"\nthe worst: {worst:.1f} ms, {worst / ordinary:.1f} times an ordinary question")


if __name__ == "__main__":
    main()
