"""Small talk and fillers: greetings, thanks, farewells, "who are you", and what is said around a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.retrieval.languages import HINTS
from bot.retrieval.text import normalise, split_words

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_PHRASE = 8
"""Words of the longest phrase that is looked for."""


def _table(phrases_of: dict[tuple[str, ...], str], phrase: str, kind: str) -> None:
    phrases_of.setdefault(tuple(split_words(normalise(phrase))), kind)


_SMALLTALK: dict[tuple[str, ...], str] = {}
_FILLERS: dict[tuple[str, ...], str] = {}
_DATED: dict[tuple[str, ...], str] = {}
for _hints in HINTS.values():
    for _kind, _phrases in _hints.smalltalk.items():
        for _phrase in sorted(_phrases):
            _table(_SMALLTALK, _phrase, _kind)
    for _phrase in _hints.fillers:
        _table(_FILLERS, _phrase, "filler")
    for _phrase in _hints.dated:
        _table(_DATED, _phrase, "dated")


def smalltalk_of(words: Sequence[str]) -> str:
    """Return the kind of small talk that these normalised words are through and through, "" if anything else is said.

    Several phrases may follow each other ("hi, how are you?"); what says most wins: "about-bot" over thanks
    over farewell over greeting.
    """
    kinds: set[str] = set()
    position = 0
    while position < len(words):
        length = _longest(_SMALLTALK, words, position)
        if length:
            kinds.add(_SMALLTALK[tuple(words[position : position + length])])
            position += length
        elif kinds and words[position] in _ADDRESS:
            position += 1
        else:
            return ""
    for kind in ("about-bot", "thanks", "farewell", "greeting"):
        if kind in kinds:
            return kind
    return ""


def without_talk(words: Sequence[str]) -> list[int]:
    """Return the positions of the words that are left when greetings, thanks and fillers are taken out.

    A phrase that also asks something ("who are you") is left in: taking it out could take out the question.
    """
    kept: list[int] = []
    position = 0
    while position < len(words):
        length = _longest(_FILLERS, words, position)
        talk = _longest(_SMALLTALK, words, position)
        if talk and _SMALLTALK[tuple(words[position : position + talk])] == "about-bot":
            talk = 0
        if talk == 1 and words[position] not in _SURE:
            talk = 0
        length = max(length, talk)
        if not length:
            kept.append(position)
        position += length or 1
    return kept


def is_dated(words: Sequence[str]) -> bool:
    """Say whether the words ask for the present: now, today, still, latest."""
    return any(_longest(_DATED, words, position) for position in range(len(words)))


def _longest(table: dict[tuple[str, ...], str], words: Sequence[str], position: int) -> int:
    for length in range(min(LONGEST_PHRASE, len(words) - position), 0, -1):
        if tuple(words[position : position + length]) in table:
            return length
    return 0


_ADDRESS = frozenset(
    [
        "bot",
        "all",
        "everyone",
        "everybody",
        "there",
        "friend",
        "friends",
        "guys",
        "folks",
        "sir",
        "team",
        "бот",
        "боте",
        "друже",
        "друзі",
        "колеги",
        "всім",
        "усім",
        "друг",
        "друзья",
        "коллеги",
        "всем",
        "and",
        "і",
        "й",
        "та",
        "и",
        "а",
        "ну",
        "you",
        "вам",
        "тобі",
        "тебе",
    ]
)
"""Words that may stand beside small talk without making it anything else."""

_SURE = frozenset(
    [
        "hi",
        "hello",
        "hey",
        "hiya",
        "greetings",
        "thanks",
        "thx",
        "привіт",
        "вітаю",
        "вітання",
        "здрастуйте",
        "дякую",
        "спасибі",
        "привет",
        "здравствуйте",
        "здравствуй",
        "приветик",
        "спасибо",
        "благодарю",
    ]
)
"""Single words that are small talk wherever they stand; "later", "пока" or "супер" may belong to a question."""
