"""In which language the bot replies."""

from __future__ import annotations

import dataclasses
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from bot.answering.language import reply_language, written_in
from bot.language.pack import KEYS, packs_for
from tests.bases import well_read
from tests.stories.test_stories import STORIES

if TYPE_CHECKING:
    from bot.answering.responder import Responder

ALL = ("en", "uk", "ru")
TABLE: dict[str, dict[str, str]] = yaml.safe_load(Path(__file__).with_name("language.yaml").read_text(encoding="utf-8"))
TOLD = [(row, language) for language, rows in TABLE["told"].items() for row in rows.splitlines()]
RETYPED = [(row, language) for language, rows in TABLE["retyped"].items() for row in rows.splitlines()]
APPS = [(*row.split(maxsplit=2), language) for language, rows in TABLE["apps"].items() for row in rows.splitlines()]
OPEN = [(row, tuple(among.split())) for among, rows in TABLE["open"].items() for row in rows.splitlines()]
KNOWN = (None, *ALL, "de")
"""What may be known of a chat or an app."""


@cache
def responder_of(base: str) -> Responder:
    """Return a responder on a base of that name."""
    return well_read(base)


def written(text: str, base: str = "shipped") -> set[str]:
    """Return the languages that a text may be in."""
    return set(responder_of(base).respond(text).match.languages)


@pytest.mark.parametrize(("text", "language"), TOLD + RETYPED)
def test_what_tells_its_language_is_answered_in_it(text: str, language: str) -> None:
    """Whatever was written before and whatever the app's language is."""
    respond = responder_of("shipped").respond
    replies = {respond(text, last_language=last, language_code=code).reply.language for last in ALL for code in ALL}
    assert replies == {language}


@pytest.mark.parametrize(("code", "last", "text", "language"), APPS)
def test_latin_words_are_read_as_cyrillic_ones_for_whom_they_may_be(
    code: str, last: str, text: str, language: str
) -> None:
    """What a Pole or a Czech writes may read as transliterated: their app says that it is not."""
    app, chat = (None if known == "-" else known for known in (code, last))
    assert responder_of("shipped").respond(text, language_code=app, last_language=chat).reply.language == language


@pytest.mark.parametrize("first", ["Kto zrezygnował?", "Dobrý den", "Kto zrezygnowal?", "Guten Tag"])
def test_a_story_in_cyrillic_letters_alone_has_nothing_else_to_answer_in(first: str) -> None:
    """Its first language is taken."""
    told = responder_of("shipped").respond(first).match
    assert written_in(told, ("uk", "ru"), language_code="pl") in {(), ("en",)}
    assert reply_language(("uk", "ru"), written=written_in(told, ("uk", "ru"), language_code="pl")) == "uk"


@pytest.mark.parametrize(
    "text",
    ["Хто подав у відставку?", "kto ushel v otstavku", "Who resigned?", "спасибо", "dyakuyu", "привіт",
     "Cześć", "їжа", "какой курс рубля, ыыы"],
)  # fmt: skip
def test_what_is_understood_or_has_letters_of_its_own_settles_the_language(text: str) -> None:
    """What comes next is in it, too; so with a greeting."""
    assert responder_of("shipped").respond(text).match.settles_language


@pytest.mark.parametrize(
    "text",
    ["Слава России", "да", "кто станет чемпионом", "kto eto takoi Vasya", "Kto zrezygnowal?", "weather in Paris",
     "какой курс у Єрмака", "5", "план"],
)  # fmt: skip
def test_what_is_not_understood_settles_none(text: str) -> None:
    """Nor does the letter of a name, nor what two languages share."""
    assert not responder_of("shipped").respond(text).match.settles_language


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("по-русски?", "ru"),
        ("а можно по-русски", "ru"),
        ("на русском, пожалуйста", "ru"),
        ("російською", "ru"),
        ("in Russian", "ru"),
        ("українською", "uk"),
        ("а українською можна?", "uk"),
        ("in Ukrainian please", "uk"),
        ("по-украински", "uk"),
        ("in English please", "en"),
        ("English?", "en"),
        ("can you say it in English", "en"),
        ("на английском", "en"),
        ("переведи на английский", "en"),
        ("англійською, будь ласка", "en"),
    ],
)
def test_an_answer_is_given_again_in_the_language_that_is_asked_for(asked: str, language: str) -> None:
    """Right after it was given in any, whatever the app is in; that language is the chat's then."""
    respond = responder_of("shipped").respond
    for question in ("Who resigned?", "Хто подав у відставку?", "Кто подал в отставку?", "who is the president"):
        before = respond(question)
        again = respond(asked, before=before.match, last_language=before.reply.language, language_code="de")
        assert again.reply == dataclasses.replace(respond(question, fixed_language=language).reply, read_as=question)
        assert (again.match.query, again.match.settles_language) == (asked, True)
    assert not respond(asked).match.read_as


@pytest.mark.parametrize(
    "asked",
    ["auf Deutsch", "what did he say in English", "кто говорит по-русски", "Russian?", "who resigned, in English",
     "хто керує українською делегацією", "in English please tell me all about who has resigned there"],
)  # fmt: skip
def test_what_says_more_asks_for_no_language(asked: str) -> None:
    """Nor does a language that the story does not have."""
    respond = responder_of("shipped").respond
    assert respond(asked, before=respond("Хто подав у відставку?").match).match.read_as != "Хто подав у відставку?"


@pytest.mark.parametrize(("text", "among"), OPEN)
def test_what_tells_none_is_left_open(text: str, among: tuple[str, ...]) -> None:
    """Among the languages that share its words; digits, signs and strange words may be in any."""
    assert written(text) == set(among)


@pytest.mark.parametrize("sign", ["5", "28.11", "?", "!!!", "👍", "https://example.org/5"])
def test_digits_and_signs_never_decide(sign: str) -> None:
    """Law: what stands beside words without being one changes nothing."""
    changed = [text for text, _ in (*TOLD, *OPEN) if written(f"{text} {sign}") != written(text)]
    assert changed == []


@pytest.mark.parametrize(
    ("before", "after", "language"), [("Who is ", "?", "en"), ("Хто такий ", "?", "uk"), ("Кто такой ", "?", "ru")]
)
def test_names_never_decide_beside_words(before: str, after: str, language: str) -> None:
    """Law: the question is in the same language, however a name of the base is spelt in it."""
    names = {name for entity in responder_of("shipped").knowledge.entities for name in entity.name.values()}
    assert [name for name in sorted(names) if written(before + name + after) != {language}] == []


@pytest.mark.parametrize("language", ALL)
def test_small_talk_is_never_taken_for_another_language(language: str) -> None:
    """Law: every phrase of a pack is in its language, or shared, as it is and in the layout of another keyboard."""
    (pack,) = packs_for([language])
    layout = str.maketrans("".join(pack.keyboard), "".join(KEYS)) if language != "en" else {}
    phrases = [phrase for group in dict(pack.smalltalk).values() for phrase in group]
    assert [phrase for phrase in phrases if language not in written(phrase)] == []
    typed = [phrase for phrase in phrases if len(phrase.replace(" ", "")) > 5]
    assert [phrase for phrase in typed if language not in written(phrase.translate(layout))] == []


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize("base", ["shipped", *STORIES])
def test_a_question_of_the_base_is_never_taken_for_another_language(base: str) -> None:
    """Law: what a button shows, typed as it stands, is answered in its language."""
    responder = responder_of(base)
    shown = [
        (suggestion.question, language)
        for fact in responder.knowledge.facts
        for language in responder.knowledge.story.languages
        if (suggestion := responder.showcase.suggestion(fact.id, language))
    ]
    assert len(shown) > 3
    assert [(text, language) for text, language in shown if language not in written(text, base)] == []


@pytest.mark.parametrize("among", [(), ("uk", "ru"), ("ru", "uk"), ALL, ("de",)])
def test_what_is_open_goes_by_the_chat_then_the_app_then_the_order(among: tuple[str, ...]) -> None:
    """Law: the first of them that is possible; a language that the story does not have counts as unknown."""
    possible = [language for language in among if language in ALL] or list(ALL)
    for last, code in product(KNOWN, KNOWN):
        expected = next(known for known in (last, code, possible[0]) if known in possible)
        assert reply_language(ALL, written=among, last=last, language_code=code and f"{code}-XX") == expected


def test_a_fixed_language_wins_over_everything() -> None:
    """`--lang` or a button decides, whatever was written and whoever asks."""
    assert reply_language(ALL, fixed="ru", written=("uk",), last="uk", language_code="en") == "ru"


def test_a_story_is_never_answered_in_a_language_that_it_does_not_have() -> None:
    """Ukrainian words, a Ukrainian chat and app and a fixed Ukrainian do not help where the story is English."""
    assert reply_language(("en",), fixed="uk", written=("uk",), last="uk", language_code="uk") == "en"
    assert reply_language(("de", "en"), language_code="uk") == "de"


def test_what_only_follows_is_in_the_language_that_it_is_written_in() -> None:
    """And in that of the question before where it tells none."""
    respond = responder_of("shipped").respond
    before = respond("Who resigned?").match
    after = [respond(text, before=before).reply for text in ("а коли?", "а когда?", "and when?")]
    assert [(reply.language, bool(reply.read_as)) for reply in after] == [("uk", True), ("ru", True), ("en", True)]
