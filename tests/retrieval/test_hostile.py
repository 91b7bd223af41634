"""What a message may cost, whatever it says: counted in what is done for it, as every machine has its own time."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from bot.language.clauses import LONGEST, MAX_CLAUSES, MAX_WORDS, MOST_ASKED
from bot.language.reader import MOST_REPAIRED, Reader
from bot.language.text import words_of
from bot.language.vocabulary import Vocabulary
from bot.retrieval.matcher import MOST_RANKED, RANKING
from bot.retrieval.vote import Ranker
from tests.bases import matcher_of

if TYPE_CHECKING:
    from collections.abc import Callable

MESSAGE = 4096
HARBOUR = matcher_of("harbour")
LETTERS = "abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщюяіїє"
CHANCE = random.Random(12)  # noqa: S311


def strange(length: int = 7) -> str:
    """Return letters that nobody has typed before."""
    return "".join(CHANCE.choices(LETTERS, k=length))


def known() -> str:
    """Return a word of the base."""
    return CHANCE.choice(["who", "resigned", "harbour", "master", "council", "ferry", "expects", "when", "December"])


KINDS: dict[str, Callable[[], str]] = {
    "one-letter words": lambda: f"{strange(1)} ",
    "letters": lambda: strange(1),
    "strange words": lambda: f"{strange()} ",
    "strange questions": lambda: f"{strange()} {strange()}? ",
    "known words": lambda: f"{known()} ",
    "short sentences": lambda: f"{known()} {known()}. ",
    "short questions": lambda: f"{known()} {known()}? ",
    "sentences": lambda: f"{' '.join(known() for _ in range(13))}. ",
    "parts": lambda: f"{known()} {known()}, ",
    "conjunctions": lambda: f"{known()} and who ",
    "question marks": lambda: "?",
    "lines": lambda: f"{known()} {strange()}\n",
    "ligatures in questions": lambda: "\ufdfa" * 30 + " \ufdfa? ",
    "letters between points": lambda: f"{strange(1)}{CHANCE.choice('._._._._.. ?')}",
    "another layout": lambda: "црщ куышптув ",
    "digits": lambda: str(CHANCE.randrange(10)),
    "numbers": lambda: f"{CHANCE.randrange(10**6)} ",
    "zero-width characters": lambda: f"{strange(1)}\u200b\u2060",
    "ligatures": lambda: "\ufdfa",
    "three long questions": lambda: f"{' '.join(known() for _ in range(170))}? ",
}


def message(kind: str) -> str:
    """Return a message of a kind, as long as Telegram takes."""
    parts = ""
    while len(parts) < MESSAGE:
        parts += KINDS[kind]()
    return parts[:MESSAGE]


class Counted:
    """Keeps the arguments that a method is called with."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, owner: type, name: str) -> None:
        self.calls: list[Any] = []
        method = getattr(owner, name)

        def counted(of: object, argument: Any, **options: Any) -> object:
            self.calls.append(argument)
            return method(of, argument, **options)

        monkeypatch.setattr(owner, name, counted)


@pytest.mark.parametrize("kind", KINDS)
def test_a_message_costs_what_some_questions_cost(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that are read, looked for and ranked have each their bound."""
    read = Counted(monkeypatch, Reader, "read_clause")
    repaired = Counted(monkeypatch, Vocabulary, "repair_name")
    ranked = Counted(monkeypatch, Ranker, "rank")
    HARBOUR.match(message(kind))
    assert len(read.calls) <= MAX_CLAUSES
    assert sum(len(words_of(text)[-LONGEST:]) for text in read.calls) <= MAX_WORDS + MOST_ASKED
    assert len(set(repaired.calls)) <= MOST_REPAIRED
    assert sum(RANKING + len(tokens.stems) for tokens in ranked.calls) <= MOST_RANKED + MOST_ASKED


def test_a_question_among_much_else_is_found_all_the_same() -> None:
    """At the beginning, in the middle and at the end of 4,096 characters of chatter."""
    chatter = [f"{strange(5)} {strange(6)} {strange(4)}." for _ in range(210)]
    for place in (0, 105, 210):
        text = " ".join([*chatter[:place], "Who resigned?", *chatter[place:]])
        assert HARBOUR.match(text).explanation.clause == "Who resigned?"
