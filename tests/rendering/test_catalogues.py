"""The catalogues: complete, used, short enough, and read as gettext reads them."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po as babel_read_po

from bot.answering.commands import COMMANDS
from bot.rendering.catalogue import FALLBACK, LOCALES, Catalogue, catalogue, interface_languages, read_po

LANGUAGES = interface_languages()
LIMITS = {"button": 64, "alert": 200, "command": 256, "argument": 20, "copy": 256}
"""Characters that a place has room for; filled places are held by the tests of what fills them."""
CODE = Path(__file__).parents[2] / "bot"
_KEY = re.compile(r"""["']([a-z_]+\.[a-z_]+)["']""")


def messages(language: str) -> dict[str, tuple[str, ...]]:
    """Return a catalogue as it stands in its file, without the header."""
    found = read_po(LOCALES / language / "LC_MESSAGES" / "talks_bot.po")
    return {key: texts for key, texts in found.items() if key}


def keys_in_code() -> set[str]:
    """Return every string of the code that looks like a key, and those of the table of commands."""
    found = {key for path in CODE.rglob("*.py") for key in _KEY.findall(path.read_text(encoding="utf-8"))}
    return found | {command.description for command in COMMANDS}


def test_there_are_three_languages_and_english_comes_first() -> None:
    """English is the one to fall back to."""
    assert LANGUAGES == ("en", "ru", "uk")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_missing(language: str) -> None:
    """Every key of the code that a catalogue of any language has is in this one, in the same order, and not empty."""
    assert list(messages(language)) == list(messages(FALLBACK))
    assert [key for key, texts in messages(language).items() if not all(text.strip() for text in texts)] == []


def test_no_text_is_unused() -> None:
    """What no code asks for is not translated three times."""
    assert set(messages(FALLBACK)) - keys_in_code() == set()


def test_no_key_of_the_code_is_missing() -> None:
    """A key that begins like one of the catalogues' places is in the catalogues."""
    places = {key.partition(".")[0] for key in messages(FALLBACK)}
    asked = {key for key in keys_in_code() if key.partition(".")[0] in places}
    assert asked - set(messages(FALLBACK)) - {"story.id", "source.id"} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_too_long_for_its_place(language: str) -> None:
    """Telegram refuses what is too long; a phone cuts it before."""
    long = {
        key: text
        for key, texts in messages(language).items()
        for text in texts
        if len(text) > LIMITS.get(key.partition(".")[0], 4096)
    }
    assert long == {}
    refusals = ("alert.admins_only", "alert.not_yours", "alert.not_yours_to_remove")
    say = catalogue(language)
    assert max(len(f"{say(each)} {say('alert.anonymous')}") for each in refusals) <= LIMITS["alert"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_fills_the_same_places(language: str) -> None:
    """A translation that forgets {date}, or invents a place, shows in no other way before a user meets it."""

    def places(texts: tuple[str, ...]) -> set[str]:
        return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    assert {key: places(texts) for key, texts in messages(language).items()} == {
        key: places(texts) for key, texts in messages(FALLBACK).items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reader_reads_what_babel_reads(language: str) -> None:
    """Our reader of .po files is small; Babel's is the judge."""
    path = LOCALES / language / "LC_MESSAGES" / "talks_bot.po"
    with path.open(encoding="utf-8") as file:
        read = babel_read_po(file, locale=language, abort_invalid=True)
    expected = {}
    for message in read:
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            texts = message.string or ""
            expected[key] = (texts,) if isinstance(texts, str) else tuple(texts)
    assert messages(language) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["1 fact", "2 facts", "5 facts", "21 facts"]),
        ("uk", ["1 факт", "2 факти", "5 фактів", "21 факт"]),
        ("ru", ["1 факт", "2 факта", "5 фактов", "21 факт"]),
    ],
)
def test_plural_forms_are_those_of_the_language(language: str, expected: list[str]) -> None:
    """21 is singular in Ukrainian and Russian and plural in English."""
    say = catalogue(language)
    assert [say.count("about.facts", number) for number in (1, 2, 5, 21)] == expected
    assert "11" in say.count("about.facts", 11)


def test_a_language_without_a_catalogue_gets_english_throughout() -> None:
    """A story in German has an English interface, dates included."""
    german = catalogue("de")
    assert german.language == "en"
    assert isinstance(german, Catalogue)


def test_the_places_of_the_limits_exist() -> None:
    """A renamed place would leave its limit untested."""
    places = {key.partition(".")[0] for key in messages(FALLBACK)}
    assert set(LIMITS) - {"copy"} <= places


def test_a_broken_line_is_refused(tmp_path: Path) -> None:
    """A slip in a catalogue is named with its line, not passed over."""
    path = tmp_path / "x.po"
    path.write_text('msgid "a"\nmsgstr oops\n', encoding="utf-8")
    with pytest.raises(ValueError, match="line 2"):
        read_po(path)
