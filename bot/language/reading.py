"""A query after it was read: its words, its clauses, and what is asked and named in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from bot.language.phrases import Mention

YOU = "you"
"""Stands for all words by which somebody is spoken to."""

WE = "we"
"""Stands for all words by which somebody speaks of himself and others."""

How = Literal["known", "stop word", "repaired", "layout", "transliterated", "unseen"]


class Tokens(NamedTuple):
    """A text after reading: its stems in order, the form of each for trigrams, and the concepts found in it."""

    stems: tuple[str, ...]
    forms: tuple[str, ...]
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a query with its reading: `read_as` is the word of the base that it stands for, "" if unseen."""

    text: str
    read_as: str
    stem: str
    how: How

    @property
    def meant(self) -> str:
        """The word that it stands for, or itself."""
        return self.read_as or self.text


class Claimed(NamedTuple):
    """Stems of what a clause claims, but for what stands in a name or a role."""

    offices: frozenset[str] = frozenset()
    """Of offices, and of what they are of."""
    titles: frozenset[str] = frozenset()
    """Of offices alone."""
    whose: frozenset[str] = frozenset()
    """Of those that are somebody's who is named: "Umerov's deputy"."""
    accusations: frozenset[str] = frozenset()
    """Of what is grave to say of somebody."""
    phases: frozenset[str] = frozenset()
    """Of an end, a leaving, a taking away."""
    acts: frozenset[str] = frozenset()
    """Of deeds that nothing else stands for: who promised has not just said."""


NOTHING_CLAIMED = Claimed()

NEGATED, SUPPOSED, EXCEPTED, COMPARED = "negated", "supposed", "excepted", "compared"


class Frame(NamedTuple):
    """How a clause asks."""

    turned: frozenset[str] = frozenset()
    """`NEGATED`: "who did not resign"; `SUPPOSED`: "what if he resigns"; `EXCEPTED`: "who else resigned";
    `COMPARED`: "who is the richest"."""
    sayers: frozenset[str] = frozenset()
    """Entities whose words are asked for: "what did *Ada* say about Berg"."""
    tells: str = ""
    """The stem of the verb, where their words about something are ("" if they are not): "what did Ada *say* about"."""
    statement: bool = True
    """No word in it opens a question."""
    asks_what: bool = False
    """It asks for a thing."""
    counted: str = ""
    """The stem of what is counted: "how many *windows*" ("" if nothing is, or what is says nothing)."""
    counted_word: str = ""
    """What is counted, as it is written."""


PLAIN = Frame()


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a query, read: its words without greetings and fillers, and what is named and asked in them.

    `capitals` are the words that are written with a capital letter inside a sentence; `marked` says that a question
    mark ends it.
    """

    text: str
    words: tuple[Word, ...]
    tokens: Tokens
    mentions: tuple[Mention, ...]
    asks: frozenset[str]
    frame: Frame
    claimed: Claimed = NOTHING_CLAIMED
    capitals: frozenset[str] = frozenset()
    marked: bool = False
    dated: bool = False
    """It asks for the present."""
    day: frozenset[str] = frozenset()
    """Stems of numbers and months."""
    personal: frozenset[str] = frozenset()
    """Words by which somebody speaks of himself, `WE` where of several, and `YOU` where somebody is spoken to."""

    @property
    def asks_something(self) -> bool:
        """Whether a question mark ends it, or a word in it asks or opens a question."""
        return self.marked or bool(self.asks) or not self.frame.statement

    @property
    def says_something(self) -> bool:
        """Whether there is any word but stop words and numbers: a number alone asks nothing."""
        return any(word.how != "stop word" and not word.text.isdigit() for word in self.words)


@dataclass(frozen=True, slots=True)
class Reading:
    """A query, read. `clauses` are those that say something, in order; there are none where it is small talk."""

    query: str
    words: tuple[str, ...] = ()
    """All its words, normalised."""
    clauses: tuple[Clause, ...] = ()
    smalltalk: str = ""
    questions: tuple[Clause, ...] = ()
    """Several questions that stand side by side in it, in order; () where there is one."""
    dated: bool = False
    """It asks for the present: now, today, still, latest."""
    retyped: bool = False
    """It was typed in another keyboard layout."""
