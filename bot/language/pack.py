"""A language pack: what the bot knows of one language, in one YAML file that a translator can write."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import Field, ValidationInfo, field_validator

from bot.knowledge.fields import Id, LanguageCode
from bot.knowledge.load import MAX_BYTES, read_as
from bot.knowledge.model import Part
from bot.language.fields import Lines, Phrases, Rows, SmallWord, SmallWords, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FOLDER = Path(__file__).parent / "packs"

KEYS = ("`qwertyuiop[]asdfghjkl;'zxcvbnm,./", '~@#$^&QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?')
"""The keys that `keyboard` gives the letters of, as an American keyboard has them: alone, and with Shift."""

_KEY = re.compile(r"^(\w+)\s*:", re.MULTILINE)
"""A key at the margin."""


class Kinds(Part):
    """Words and phrases, kind by kind."""

    @property
    def phrases(self) -> tuple[str, ...]:
        """Those of every kind."""
        return tuple(chain.from_iterable(dict(self).values()))


class Asks(Kinds):
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


class SmallTalk(Kinds):
    """Whole messages that ask nothing of the story."""

    greeting: Phrases = ()
    thanks: Phrases = ()
    farewell: Phrases = ()
    about_bot: Phrases = Field(default=(), alias="about-bot")
    privacy: Phrases = ()
    """What is kept of whoever writes, and to delete it. Answered with the commands for both."""
    overview: Phrases = ()
    """What a newcomer asks first: "what is this about?", "tl;dr". Answered with the story's overview."""


class Replies(Kinds):
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
    turns_to: Phrases = ()
    """What asks the same about somebody else: "what about Ada"."""
    refers: Words = ()
    """Words that stand for somebody who was named before: "him"."""
    pronouns: Words = ()
    """Those of them that stand for one person."""


class Pack(Part):
    """What small words of one language do, written as people write: capitals, stress marks and ё are folded."""

    language: LanguageCode
    name: str = ""
    """What the language calls itself."""
    stop_words: Words = ()
    """Words that say nothing about the subject; they never count as unseen, and are never repaired to another word."""
    articles: SmallWords = ()
    """They may stand before a name, an office or a day; with a capital letter one belongs to the name: "The Times"."""
    joins: SmallWords = ()
    """What joins an office to the place that it is of, and a day to its month: "of"."""
    acronyms: dict[str, Words] = Field(default_factory=dict)
    """Names that their capitals tell from small words, as they are read: "usa: US U.S."."""
    acronym_nouns: SmallWords = ()
    """Words before which such a name may stand in small letters, as behind an article: "us delegation"."""
    contractions: dict[SmallWord, SmallWords] = Field(default_factory=dict)
    """What is written with an apostrophe, in full; with a dash an ending of any word: "-'ll: will"."""
    asks: Asks = Asks()
    spellings: dict[str, Words] = Field(default_factory=dict)
    """How common words are written in chats: "what: wat wut". A query is read with the word, unless the base has what
    was written."""
    fillers: Phrases = ()
    """Phrases that are taken out before matching: "can you tell me", "by the way"."""
    tags: Phrases = ()
    """What stands behind a comma at the end of a sentence and only makes a question of it: "right", "isn't it"."""
    asides: Phrases = ()
    """What stands beside a question and asks nothing: "briefly", "in your article"."""
    clause_breaks: Words = ()
    """Words at which a long message may be cut."""
    smalltalk: SmallTalk = SmallTalk()
    smalltalk_anywhere: Words = ()
    """Single words that are small talk wherever they stand; "later" or "great" may belong to a question."""
    address: Words = ()
    """Words that may stand beside small talk without making it anything else."""
    bots_own: Phrases = ()
    """What is not `personal` although it looks so: "your article" asks for the story's."""
    personal: Phrases = ()
    """What is about whoever is spoken to, asked or not: "your"."""
    others: Words = ()
    """Words before a name that ask for another one: who came before, after or instead of somebody."""
    first_person: Words = ()
    """Words by which somebody speaks of himself: what asks nothing and names nobody is no question then."""
    we: Words = ()
    """The same of several; what asks something with them may be about the story all the same."""
    negations: Words = ()
    """Words that deny: "not"; after a question word they turn the question round."""
    suppositions: Phrases = ()
    """What asks for what would be: "what if"."""
    conditions: Words = ()
    """What begins a condition: "if". A question of yes or no that begins so asks for what would be."""
    what: Words = ()
    """What asks for a thing: "what"."""
    tells: Words = ()
    """Verbs of saying, in the forms in which it is asked what somebody said."""
    about: Words = ()
    """What leads, behind a verb of saying, to what was spoken of: "about"."""
    exceptions: Phrases = ()
    """What asks for others than who is known: "who else", "except"."""
    comparisons: Phrases = ()
    """What asks who or which is most, or more than another."""
    famous: Words = ()
    """Names that many know: beside one that a base does not have, nobody of the base is meant."""
    counts: Phrases = ()
    """What asks how many there are of what comes next."""
    synonyms: dict[Id, Phrases] = Field(default_factory=dict)
    """Everyday words and phrases that mean the same, by a name that groups of other languages share. A group counts in
    a base that uses one of its words."""
    beside_names: Words = ()
    """Words that may stand beside a name that asks for no more than who or what it is: "and who is this Ada"."""
    everyday: Words = ()
    """Common words, as they are written: none is a misspelling of a rarer one that a base happens to have."""
    offices: Phrases = ()
    accusations: Phrases = ()
    """What is definite or grave to say of somebody, or a judgement of him ("smart", "do you trust"): a fact that does
    not hold the word is no answer to it."""
    acts: Phrases = ()
    """Deeds that are as definite: to deny, to promise, to sell."""
    phases: Phrases = ()
    """Words for an end, a leaving, a taking away: a fact that holds none tells when something was, not when it ends."""
    introductions: Phrases = ()
    """Questions that a bare name stands for; {} is the name."""
    replies: Replies = Replies()
    """How a short reply asks; for replies in groups and for what follows an answer."""
    dated: Phrases = ()
    """Words that ask for the present: now, today, still, latest."""
    present_tense: Phrases = ()
    """What makes a text read as if it were written today; only what is wrong in nearly every fact."""
    free_order: bool = False
    """Whose something is, and who says something, may stand behind that word; else it stands before it."""
    capital_nouns: bool = False
    """Its common nouns have a capital letter, which tells no name then."""
    months: Rows = ()
    """A line for each month: how it stands beside a day, then its other forms and short ones."""
    ordinals: Rows = ()
    """A line for each day from the first to the thirty-first, in words: "twenty-eighth"."""
    ordinal_endings: SmallWords = ()
    """What makes an ordinal number of digits: "28th"."""
    letters: str = ""
    """Letters that none of the languages has that are written in the same script."""
    asked_for: Phrases = ()
    """What asks for an answer in this language, in whatever language that is asked."""
    keyboard: Lines = ()
    """What the keys of an American keyboard (`KEYS`) give here: a line without and one with Shift."""
    endings: Words = ()
    """Endings of inflected words, of languages in Cyrillic letters; the longest is taken off to find the stem."""
    name_endings: Words = ()
    """Those of them that leave a letter more, as they may belong to the word: "Медведева", but "Женева"."""
    reflexive: Words = ()
    """Endings that stand behind the others."""
    infinitive: Words = ()
    """Letters that are taken off last, where an infinitive may have them, from all words alike."""
    apart: Words = ()
    """Forms of a word that their endings would join with another one: they have a stem of their own."""

    @field_validator("keyboard")
    @classmethod
    def _has_every_key(cls, rows: tuple[str, ...]) -> tuple[str, ...]:
        sizes, found = [len(row) for row in KEYS], [len(row) for row in rows]
        if found not in ([], sizes):
            said = f"lines of {' and '.join(map(str, found))} keys, not of {' and '.join(map(str, sizes))}"
            raise ValueError(f"{said}; write what these keys give, in this order: {'  '.join(KEYS)}")
        return rows

    @field_validator("months", "ordinals")
    @classmethod
    def _has_every_line(cls, rows: tuple[tuple[str, ...], ...], info: ValidationInfo) -> tuple[tuple[str, ...], ...]:
        lines = {"months": 12, "ordinals": 31}[str(info.field_name)]
        if len(rows) not in (0, lines):
            raise ValueError(f"{len(rows)} lines, not {lines}; write a line for each, in their order, or none at all")
        return rows

    @field_validator("introductions")
    @classmethod
    def _has_place_for_a_name(cls, questions: tuple[str, ...]) -> tuple[str, ...]:
        for question in questions:
            if "{}" not in question or set("{}") & set(question.replace("{}", "", 1)):
                raise ValueError(f"'{question}' has no place for the name; write {{}} where the name goes, once")
        return questions


def load_pack(path: Path) -> Pack:
    """Return the pack in a file.

    Raises:
        KnowledgeError: the file cannot be read or holds mistakes; every problem, in file order.
    """
    return read_as(path, Pack)


def is_pack(path: Path) -> bool:
    """Say whether a file is a language pack and no base, by the keys at its margin; mistakes elsewhere do not matter.

    What cannot be read is none: whoever reads it as a base says why.
    """
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            keys = set(_KEY.findall(file.read(MAX_BYTES)))
    except OSError:
        return False
    return "language" in keys and "story" not in keys


@lru_cache
def _shipped(language: str) -> Pack:
    path = FOLDER / f"{language}.yaml"
    return load_pack(path) if path.exists() else Pack(language=language)


def packs_for(languages: Iterable[str]) -> tuple[Pack, ...]:
    """Return the shipped packs of languages, in that order; a language without one gets an empty pack."""
    return tuple(map(_shipped, languages))


def merged(packs: Iterable[Pack]) -> Pack:
    """Return the words and phrases of some languages together: people mix them.

    What is told word by word (synonyms, spellings) and what one language has alone (its name, its letters) is left
    out.
    """
    packs = tuple(packs)

    def together(parts: Sequence[Part]) -> dict[str, Any]:
        columns = {name: [getattr(part, name) for part in parts] for name in type(parts[0]).model_fields}
        found: dict[str, Any] = {}
        for name, values in columns.items():
            if isinstance(values[0], tuple):
                found[name] = tuple(chain.from_iterable(values))
            elif isinstance(values[0], Kinds):
                found[name] = type(values[0]).model_construct(**together(values))
        return found

    return Pack.model_construct(**together(packs)) if packs else Pack.model_construct()


@lru_cache
def shipped_packs() -> tuple[Pack, ...]:
    """Return every shipped pack: for what is asked of all languages at once, such as whether letters are words."""
    return packs_for(sorted(path.stem for path in FOLDER.glob("*.yaml")))
