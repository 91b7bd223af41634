"""How often the reply changes with how a question is typed: `python benchmarks/manners.py [MANNER ...]`.

Every labelled tune question that the shipped base answers rightly, or rightly abstains from, is typed again in each
manner: in capitals, with slips, after an apology or before a thanks (those of tests/retrieval/manners.yaml), and so on.
Prints in percent how many of the right answers are lost, and how many abstentions become answers. What chance decides
is the same for a question in every run.
"""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from bot.evaluation.evaluate import judge
from bot.evaluation.questions import load_questions
from bot.knowledge.load import load
from bot.language.pack import packs_for
from bot.retrieval.matcher import Matcher

if TYPE_CHECKING:
    from collections.abc import Callable

    Manner = Callable[[str, str, random.Random], str]

ROOT = Path(__file__).parents[1]
LANGUAGES = ("en", "uk", "ru")
AROUND = yaml.safe_load((ROOT / "tests" / "retrieval" / "manners.yaml").read_text(encoding="utf-8"))
SPELLINGS = {
    language: {word: spellings for word, spellings in pack.spellings.items() if spellings}
    for language, pack in zip(LANGUAGES, packs_for(LANGUAGES), strict=True)
}
ALIKE = dict(zip("асеорхуіКМТВАЕОРСНХ", "aceopxyiKMTBAEOPCHX", strict=True))
ALIKE |= {latin: cyrillic for cyrillic, latin in ALIKE.items()}
LONG = 5
"""Letters of a word that a finger slips in."""


def main() -> None:
    """Print a line for each manner and language."""
    knowledge = load(ROOT / "knowledge.yaml")
    matcher = Matcher(knowledge)
    asked = load_questions([ROOT / "tests" / "questions"], split="tune")
    first = {each.ask: judge(knowledge, each, matcher.match(each.ask)) for each in asked if each.language in LANGUAGES}
    good = [each for each in first.values() if each.good]
    print(f"{len(good)} questions; of 100 right answers lost, of 100 abstentions answered")
    for name in sys.argv[1:] or MANNERS:
        line = [f"{name:16}"]
        for language in LANGUAGES:
            kept = {"right": [0, 0], "abstained": [0, 0]}
            for one in (one for one in good if one.question.language == language):
                chance = random.Random(f"{name} {one.question.ask}")  # noqa: S311 - nothing is secret
                typed = MANNERS[name](one.question.ask, language, chance)
                if typed != one.question.ask:
                    again = judge(knowledge, one.question, matcher.match(typed))
                    kept[one.verdict][0] += 1
                    kept[one.verdict][1] += again.verdict != one.verdict
            shares = " ".join(f"{100 * lost / asked:5.1f}" if asked else "    –" for asked, lost in kept.values())
            line.append(f"{language} {shares}")
        print("   ".join(line), flush=True)


def _in_words(change: Callable[[str, random.Random], str], shortest: int, most: int) -> Manner:
    """Return the manner that changes so many of the words that are not too short."""

    def typed(question: str, _: str, chance: random.Random) -> str:
        parts = re.findall(r"\w+|\W+", question)
        places = [place for place, part in enumerate(parts) if part[0].isalpha() and len(part) >= shortest]
        for place in chance.sample(places, min(most, len(places))):
            parts[place] = change(parts[place], chance)
        return "".join(parts)

    return typed


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    return word[:at] + chance.choice(["", word[at] * 2, word[at + 1] + word[at]]) + word[at + 1 :]


def _drawn(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    return word[:at] + 4 * word[at] + word[at + 1 :]


def _alike(word: str, chance: random.Random) -> str:
    places = [place for place, letter in enumerate(word) if letter in ALIKE]
    at = chance.choice(places) if places else len(word)
    return word[:at] + ALIKE.get(word[at : at + 1], "") + word[at + 1 :]


def _without_a_space(question: str, _: str, chance: random.Random) -> str:
    spaces = [found.start() for found in re.finditer(" ", question)]
    at = chance.choice(spaces) if spaces else len(question)
    return question[:at] + question[at + 1 :]


def _spelt(question: str, language: str, chance: random.Random) -> str:
    spellings = SPELLINGS[language]
    return re.sub(r"\w+", lambda found: chance.choice(spellings.get(found[0], (found[0],))), question.casefold())


def _in_lines(question: str, _: str, chance: random.Random) -> str:
    return question.replace(" ", chance.choice(["\n", "... "]), 2) if len(question.split()) > LONG else question


MANNERS: dict[str, Manner] = {
    "capitals": lambda question, _, __: question.upper(),
    "no capitals": lambda question, _, __: question.lower(),
    "no marks": lambda question, _, __: re.sub(r"[^\w\s'’-]", "", question),
    "words before": lambda question, language, chance: f"{chance.choice(AROUND[language]['before'])} {question}",
    "words after": lambda question, language, chance: (
        f"{question.rstrip('?')} {chance.choice(AROUND[language]['after'])}"
    ),
    "a mention": lambda question, _, __: f"@masha_k {question}",
    "chat spellings": _spelt,
    "drawn letters": _in_words(_drawn, 3, 2),
    "two scripts": _in_words(_alike, 3, 2),
    "a space missing": _without_a_space,
    "lines and points": _in_lines,
    "a slip": _in_words(_slip, LONG, 1),
    "two slips": _in_words(_slip, LONG, 2),
}

if __name__ == "__main__":
    main()
