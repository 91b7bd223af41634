"""What is said around a question: small talk, fillers, what asks for what (talk.yaml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.language.pack import Asks, SmallTalk, packs_for, shipped_packs
from bot.language.talk import Talk
from bot.language.text import words_of
from tests.language.builders import pack

TABLE: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "talk.yaml").read_text(encoding="utf-8"))
TALK = Talk(shipped_packs())


def rows(name: str) -> list[tuple[str, str]]:
    """Return the rows of a part of the table: what is expected, and the message."""
    return [(expected, text) for expected, texts in TABLE[name].items() for text in texts]


@pytest.mark.parametrize(("kind", "message"), rows("small talk"))
def test_a_whole_message_of_small_talk_has_a_kind(kind: str, message: str) -> None:
    """About the bot before thanks, thanks before farewell, farewell before a greeting; "" where more is said."""
    assert TALK.smalltalk_of(words_of(message)) == kind


@pytest.mark.parametrize(("kind", "message"), rows("transliterated"))
def test_small_talk_is_known_in_latin_letters(kind: str, message: str) -> None:
    """However it is spelt in them, and with who is greeted beside it."""
    assert TALK.transliterated_smalltalk_of(words_of(message)) == kind


@pytest.mark.parametrize(("message", "left"), TABLE["left over"])
def test_what_asks_nothing_is_taken_out(message: str, left: str) -> None:
    """Greetings, thanks and fillers; never what might be the question itself."""
    words = words_of(message)
    assert " ".join(words[position] for position in TALK.without(words)) == left


@pytest.mark.parametrize(("message", "asked"), TABLE["tags"])
def test_what_only_makes_a_question_of_it_is_a_question_mark(message: str, asked: str) -> None:
    """Behind a comma, a dash or a full stop, at the end of a sentence."""
    assert TALK.untagged(message) == asked


@pytest.mark.parametrize(("asks", "question"), rows("asks"))
def test_a_question_asks_for(asks: str, question: str) -> None:
    """The longest phrase wins: "how many times" is no "how many", and "how many" no "how"."""
    assert TALK.asks_of(words_of(question)) == frozenset(asks.split())


@pytest.mark.parametrize(("dated", "question"), rows("dated"))
def test_a_question_asks_for_the_present(dated: str, question: str) -> None:
    """Now, today, still, latest: the reply puts its own date first."""
    assert TALK.is_dated(words_of(question)) == (dated == "yes")


def test_the_table_has_every_kind() -> None:
    """A new kind of small talk, or of what is asked for, needs its rows."""
    assert TABLE["small talk"].keys() - {""} == {name.replace("_", "-") for name in SmallTalk.model_fields}
    assert TABLE["asks"].keys() >= Asks.model_fields.keys()


@pytest.mark.parametrize(("language", "message"), [("en", "привіт"), ("en", "hallo"), ("uk", "hello"), ("ru", "вітаю")])
def test_what_a_bot_does_not_speak_it_does_not_greet_in(language: str, message: str) -> None:
    """The packs of its own languages say what a greeting is."""
    assert Talk(packs_for([language])).smalltalk_of(words_of(message)) == ""
    assert TALK.smalltalk_of(words_of(message)) == "greeting"


def test_of_two_languages_the_first_says_what_a_phrase_is() -> None:
    """One phrase may be a greeting here and a farewell there."""
    here, there = pack("aa", smalltalk={"greeting": "ciao"}), pack("bb", smalltalk={"farewell": "ciao"})
    assert [Talk(packs).smalltalk_of(["ciao"]) for packs in ((here, there), (there, here))] == ["greeting", "farewell"]


def test_words_of_address_stand_beside_small_talk_only() -> None:
    """They make it nothing else, and are nothing by themselves."""
    talk = Talk([pack("aa", smalltalk={"greeting": "hej"}, address="bot")])
    assert [talk.smalltalk_of(words) for words in (["hej", "bot"], ["bot"], ["bot", "hej"])] == ["greeting", "", ""]
