"""Language packs: the shipped ones hold what a pack should, and mistakes are met with their place and advice."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import status_of
from bot.errors import KnowledgeError
from bot.language.pack import FOLDER, Asks, Pack, SmallTalk, is_pack, load_pack, packs_for, shipped_packs
from bot.language.text import normalise
from tests.knowledge.builders import BRIDGE, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator

POLISH = Path(__file__).parent / "polish.yaml"
PACKS = {**{pack.language: pack for pack in shipped_packs()}, "pl": load_pack(POLISH)}
every_pack = pytest.mark.parametrize("language", sorted(PACKS))


def lists_of(pack: Pack) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the words and phrases of a pack, list by list, with the name of each."""
    for name in ("stop_words", "fillers", "clause_breaks", "smalltalk_anywhere", "address", "introductions", "dated"):
        yield name, getattr(pack, name)
    yield "endings", pack.endings
    yield "apart", pack.apart
    yield "spellings", tuple(spelling for spellings in pack.spellings.values() for spelling in spellings)
    yield from ((f"asks.{kind}", phrases) for kind, phrases in pack.asks)
    yield from ((f"smalltalk.{kind}", phrases) for kind, phrases in pack.smalltalk)


def test_each_file_of_the_folder_is_the_pack_of_its_language() -> None:
    """Its name is the code; a language without a file has an empty pack."""
    assert {path.stem: load_pack(path).language for path in FOLDER.iterdir()} == {
        code: code for code in PACKS if code != "pl"
    }
    assert packs_for(["xx", "en"]) == (Pack(language="xx"), PACKS["en"])


@every_pack
def test_a_pack_has_every_kind_of_small_talk_and_of_what_is_asked_for(language: str) -> None:
    """Whatever the language, a bot is greeted, thanked, asked about itself, and asked for a date or a price."""
    held = {name for name, phrases in lists_of(PACKS[language]) if phrases}
    kinds = {f"asks.{kind}" for kind in Asks.model_fields} | {f"smalltalk.{kind}" for kind in SmallTalk.model_fields}
    assert held >= kinds | {"stop_words", "fillers", "clause_breaks", "introductions", "dated"}


@every_pack
def test_words_are_written_as_they_are_matched(language: str) -> None:
    """Small letters, in one script each, once in a list; ё and ß may be written."""
    for name, phrases in lists_of(PACKS[language]):
        assert len(set(phrases)) == len(phrases), (
            f"{name}: {sorted({one for one in phrases if phrases.count(one) > 1})}"
        )
        for phrase in phrases:
            assert normalise(phrase) == phrase.replace("ё", "е").replace("ß", "ss"), f"{name}: {phrase}"
            for word in re.findall(r"[^\W\d_]+", phrase):
                scripts = {unicodedata.name(letter).split()[0] for letter in word}
                assert len(scripts) == 1, f"{name}: {word} is written in {scripts}"


@every_pack
def test_words_that_are_small_talk_anywhere_are_small_talk(language: str) -> None:
    """Else they would never be taken out."""
    pack = PACKS[language]
    said = {phrase for _, phrases in pack.smalltalk for phrase in phrases}
    assert set(pack.smalltalk_anywhere) <= said


SMALL = """\
language: pl
stop_words: i a
asks:
  time: kiedy
introductions: kim jest {}
smalltalk:
  greeting: |
    cześć
    dzień dobry
"""
AMERICAN = "keyboard: |\n  `qwertyuiop[]asdfghjkl;'zxcvbnm,./\n  QWERTY\n"

BROKEN = {
    "unknown key": ("stop_words: i a", "stopwords: i a", 2, 1, "did you mean 'stop_words'?"),
    "unknown kind": ("  time: kiedy", "  tiem: kiedy", 4, 3, "did you mean 'time'?"),
    "a kind like no other": ("  time: kiedy", "  x: kiedy", 4, 3, "the keys here are: time, hour, since, place"),
    "about_bot": ("  greeting: |", "  about_bot: |", 7, 3, "did you mean 'about-bot'?"),
    "list for words per kind": ("asks:\n  time: kiedy", "asks: [kiedy]", 3, 7, "'asks' should be"),
    "mapping for words": ("stop_words: i a", "stop_words: {i: a}", 2, 13, "'stop_words' should be a list"),
    "mapping in a list": ("stop_words: i a", "stop_words: [i, {a: b}]", 2, 17, "should be a text"),
    "two rows of different length": ("stop_words: i a\n", AMERICAN, 2, 11, "lines of 34 and 6 keys, not of 34 and 39;"),
    "one row": ("stop_words: i a", 'keyboard: "asdf"', 2, 11, "lines of 4 keys"),
    "an introduction without a place": ("kim jest {}", "kim jest", 5, 16, "has no place for the name; write {}"),
    "an introduction with a name in it": ("kim jest {}", '"kim jest {imię}"', 5, 16, "write {} where the name goes"),
    "an introduction with two places": ("kim jest {}", "kim {} jest {}", 5, 16, "once"),
    "pattern never closed": ("    dzień dobry", "    (dzień | dobry", 9, 5, "never closed; add the missing )"),
    "pattern without a choice": ("    dzień dobry", "    pa, dzień (dobry)", 9, 15, "offers no choice; write (a | b)"),
    "stray bar": ("  time: kiedy", "  time: kiedy | gdzie", 4, 15, "a bar outside parentheses; put the alternatives"),
    "no language code": ("language: pl", "language: Polish", 1, 11, "'Polish' is no language code; use a code of two"),
    "empty value": ("stop_words: i a", "stop_words:", 2, 1, "nothing stands after 'stop_words:'; fill it in"),
    "doubled key": ("stop_words: i a", "language: pl", 2, 1, "is here a second time"),
    "no YAML": ("stop_words: i a", 'stop_words: "i a', 2, 13, "a quotation mark is never closed"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", BROKEN.values(), ids=BROKEN)
def test_a_mistake_is_met_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], mistake: tuple[str, str, int, int, str]
) -> None:
    """`check` names line and column, says what to do, and ends as with a base."""
    old, new, line, column, said = mistake
    path = tmp_path / "pl.yaml"
    path.write_text(replaced(SMALL, old, new), encoding="utf-8")
    assert status_of(["check", str(path)]) == 1
    problem, *_, summary = capsys.readouterr().out.splitlines()
    assert problem.removeprefix(f"{path}: line {line}, column {column}")[0] in " :"
    assert said in problem
    assert "; " in problem
    assert summary == f"1 to mend in {path}"


def test_every_mistake_is_named(tmp_path: Path) -> None:
    """Not the first alone."""
    path = tmp_path / "pl.yaml"
    path.write_text(SMALL.replace("time", "tiem").replace("dzień dobry", "(dzień)").replace("{}", ""), encoding="utf-8")
    with pytest.raises(KnowledgeError) as refused:
        load_pack(path)
    assert [problem.line for problem in refused.value.problems] == [4, 5, 9]


def test_words_may_be_a_text_or_a_list(tmp_path: Path) -> None:
    """Both are read alike, patterns included."""
    path = tmp_path / "pl.yaml"
    path.write_text("language: pl\nstop_words: [i, a]\ndated: [(teraz | dziś), o tej (godzinie |)]\n", encoding="utf-8")
    pack = load_pack(path)
    assert (pack.stop_words, pack.dated) == (("i", "a"), ("teraz", "dziś", "o tej godzinie", "o tej"))


def test_what_stands_beside_a_name_is_read_in_any_capitals_and_with_any_apostrophe(tmp_path: Path) -> None:
    """A translator writes as he writes."""
    path = tmp_path / "xx.yaml"
    path.write_text("language: xx\narticles: The L’\ncontractions:\n  Geht’s: geht Es\n", encoding="utf-8")
    pack = load_pack(path)
    assert pack.articles == ("the", "l'")
    assert pack.contractions == {"geht's": ("geht", "es")}


def test_a_good_pack_is_summed_up(capsys: pytest.CaptureFixture[str]) -> None:
    """`check` says which language it is, and how much there is; warnings there are none."""
    assert status_of(["check", "--strict", str(POLISH)]) == 0
    count = len(PACKS["pl"].stop_words)
    assert capsys.readouterr().out == f"{POLISH}: no problems; language: pl, stop words: {count}\n"


@pytest.mark.parametrize(
    ("text", "pack"),
    [
        (SMALL, True),
        ("# a comment\n\nlanguage : pl\n", True),
        (SMALL + "asks: [never closed", True),  # a broken pack is a pack
        (BRIDGE, False),
        (BRIDGE + "language: en\n", False),  # a base with a key too many is a base
        ("  language: pl\n", False),
        ("", False),
    ],
)
def test_a_pack_is_known_by_its_keys(tmp_path: Path, text: str, pack: bool) -> None:  # noqa: FBT001 - a column
    """`language` at the margin, and no `story`."""
    path = tmp_path / "file.yaml"
    path.write_text(text, encoding="utf-8")
    assert is_pack(path) == pack
    assert not is_pack(tmp_path)


def test_bases_are_compared_and_packs_are_not(capsys: pytest.CaptureFixture[str]) -> None:
    """`--diff` of a pack is refused rather than forgotten."""
    assert status_of(["check", str(POLISH), "--diff", str(POLISH), "--questions", "none.yaml"]) == 2
    assert "--diff compares bases" in capsys.readouterr().err
