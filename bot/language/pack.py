"""A language pack: what the bot knows of one language, in one YAML file that a translator can write."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator, Field, model_validator

from bot.knowledge.load import read_as
from bot.knowledge.model import Id, LanguageCode, Part
from bot.knowledge.patterns import PatternError, phrases

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = Path(__file__).parent / "packs"

KEYS = ("`qwertyuiop[]asdfghjkl;'zxcvbnm,./", '~@#$^&QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?')
"""The keys that `keyboard` gives the letters of, as an American keyboard has them: alone, and with Shift."""


def _words(value: object) -> object:
    return tuple(value.split()) if isinstance(value, str) else value


def _phrases(value: object) -> object:
    try:
        return tuple(phrases(value)) if isinstance(value, str) else value
    except PatternError as error:
        raise ValueError(str(error)) from error


def _rows(value: object) -> object:
    return tuple(value.strip("\n").split("\n")) if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_words)]
"""Single words with spaces between them."""
Phrases = Annotated[tuple[str, ...], BeforeValidator(_phrases)]
"""Words and phrases with commas between them; `(a | b)` and `(a |)` as in questions of a base."""


class Asks(Part):
    """What asks for what. The longest phrase wins: "how many times" is no "how many"."""

    time: Phrases = ()
    hour: Phrases = ()
    since: Phrases = ()
    place: Phrases = ()
    person: Phrases = ()
    owner: Phrases = ()
    reason: Phrases = ()
    number: Phrases = ()
    times: Phrases = ()
    age: Phrases = ()
    price: Phrases = ()
    manner: Phrases = ()


class SmallTalk(Part):
    """Whole messages that ask nothing of the story."""

    greeting: Phrases = ()
    thanks: Phrases = ()
    farewell: Phrases = ()
    about_bot: Phrases = Field(default=(), alias="about-bot")


class Replies(Part):
    """How a short reply asks something, or only sounds as if it did."""

    lead_ins: Words = ()
    """Words that may stand before the question: conjunctions, prepositions, laughter."""
    links: Words = ()
    """Small words inside a bare subject: "talks in Miami"."""
    opens: Phrases = ()
    """What opens a question beside the words that ask for a time, a place, a person."""
    inverts: Words = ()
    """Verbs that open a question which has something to say: "did Yermak resign", but not "did it"."""
    requests: Phrases = ()
    """What asks for more without a question."""
    exclaims: Phrases = ()
    """What opens no question although it looks like one: "what a pity", "who cares"."""
    refers: Words = ()
    """Words that stand for somebody who was named before: "him"."""


class Pack(Part):
    """What small words of one language do. Written as people write; accents, ё and apostrophes are folded."""

    language: LanguageCode
    stop_words: Words = ()
    """Words that say nothing about the subject; they never count as unseen, and are never repaired to another word."""
    asks: Asks = Asks()
    fillers: Phrases = ()
    """Phrases that are taken out before matching: "can you tell me", "by the way"."""
    clause_breaks: Words = ()
    """Words at which a long message may be cut."""
    smalltalk: SmallTalk = SmallTalk()
    smalltalk_anywhere: Words = ()
    """Single words that are small talk wherever they stand; "later" or "great" may belong to a question."""
    address: Words = ()
    """Words that may stand beside small talk without making it anything else."""
    synonyms: dict[Id, Phrases] = Field(default_factory=dict)
    """Everyday words and phrases that mean the same, by a name that groups of other languages share. A group counts in
    a base that uses one of its words."""
    introductions: Phrases = ()
    """Questions that a bare name stands for; {} is the name."""
    replies: Replies = Replies()
    """How a short reply asks; for replies in groups and for what follows an answer."""
    dated: Phrases = ()
    """Words that ask for the present: now, today, still, latest."""
    letters: str = ""
    """Letters that none of the languages has that are written in the same script."""
    keyboard: Annotated[tuple[str, ...], BeforeValidator(_rows)] = ()
    """What the keys of an American keyboard (`KEYS`) give here: a line without and one with Shift."""
    endings: Words = ()
    """Endings of inflected words, of languages in Cyrillic letters; the longest is taken off to find the stem."""

    @model_validator(mode="after")
    def _whole_keyboard(self) -> Pack:
        if self.keyboard and list(map(len, self.keyboard)) != list(map(len, KEYS)):
            raise ValueError(f"the keyboard has two lines, of {len(KEYS[0])} and {len(KEYS[1])} keys: those of {KEYS}")
        if any("{}" not in question for question in self.introductions):
            raise ValueError("each of the introductions needs {} where the name goes")
        return self


def load_pack(path: Path) -> Pack:
    """Return the pack in a file.

    Raises:
        KnowledgeError: the file cannot be read or holds mistakes; every problem, in file order.
    """
    return read_as(path, Pack)


@lru_cache
def _shipped(language: str) -> Pack:
    path = FOLDER / f"{language}.yaml"
    return load_pack(path) if path.exists() else Pack(language=language)


def packs_for(languages: Iterable[str]) -> tuple[Pack, ...]:
    """Return the shipped packs of languages, in that order; a language without one gets an empty pack."""
    return tuple(map(_shipped, languages))


@lru_cache
def shipped_packs() -> tuple[Pack, ...]:
    """Return every shipped pack: for what is asked of all languages at once, such as whether letters are words."""
    return packs_for(sorted(path.stem for path in FOLDER.glob("*.yaml")))
