"""A fifth language from a file: a pack in Polish and a story in it, and what docs/languages.md says of every key."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.answering.following import Following
from bot.curating.warnings import present_tense_of
from bot.knowledge.load import load
from bot.language.dates import Dates
from bot.language.keyboard import Keyboard
from bot.language.pack import Asks, Pack, SmallTalk, load_pack, packs_for
from bot.language.stems import Stems
from bot.language.text import words_of
from bot.language.tongue import Tongue, languages_of
from bot.retrieval.match import Decision
from bot.retrieval.matcher import Matcher
from tests.bases import matcher_of
from tests.knowledge.builders import bridge
from tests.language.builders import reader

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
STORY = load(HERE / "latarnia.yaml")
POLISH = load_pack(HERE / "polish.yaml")
MATCHER = Matcher(STORY, packs=[POLISH])
WITHOUT = Matcher(STORY)
"""The same bot without the pack."""
GUIDE = (HERE.parents[1] / "docs" / "languages.md").read_text(encoding="utf-8")
KEYS = re.findall(r"^\| `([\w`, ]+)` \|[^|]+\| `([^`]+)` \| `([^`]+)` \|$", GUIDE, re.MULTILINE)
ASKS = re.findall(r"^\| `(\w+)` \| [^|`]+ \| `([^`]+)` \|$", GUIDE, re.MULTILINE)
SMALL_TALK = re.findall(r"^\| `([\w-]+)` \| `([^`]+)` \|$", GUIDE, re.MULTILINE)


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("Dzień dobry!", "greeting"),
        ("dziękuję bardzo", "thanks"),
        ("pa", "farewell"),
        ("cześć, kim jesteś?", "about-bot"),
    ],
)
def test_it_is_greeted(query: str, kind: str) -> None:
    """And thanked, and asked about itself; without a pack these are words like any others."""
    assert (MATCHER.match(query).decision, MATCHER.match(query).smalltalk) == (Decision.SMALLTALK, kind)
    assert WITHOUT.match(query).smalltalk == ""


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("Kiedy otwarto latarnię?", ("otwarcie",)),
        ("Cześć, powiedz mi, kiedy otwarto latarnię?", ("otwarcie",)),
        ("Kto pilnuje latarni?", ("latarniczka",)),
        ("kto pilnujee latarni", ("latarniczka",)),
        ("Ile razy otwarto latarnię?", ()),  # how often is not when
        ("Ile kosztuje bilet do latarni?", ()),
        ("Kto jest królem Danii?", ()),
    ],
)
def test_it_understands(query: str, answer: tuple[str, ...]) -> None:
    """What the story says is answered in it, anything else is not."""
    assert MATCHER.match(query).answers == answer


def test_its_stop_words_do_not_count() -> None:
    """A question of small words alone asks nothing; without the pack a single one is enough to be answered."""
    assert MATCHER.match("kiedy to jest").decision is Decision.UNCLEAR
    assert WITHOUT.match("kiedy?").answers == ("otwarcie",)


def test_its_fillers_go() -> None:
    """With them or without, it is the same question; without the pack they are words that nobody has seen."""
    plain, wordy = "kiedy otwarto latarnię", "swoją drogą, czy możesz powiedz mi, kiedy otwarto latarnię"
    assert MATCHER.match(wordy).confidence == MATCHER.match(plain).confidence
    assert WITHOUT.match(wordy).confidence < WITHOUT.match(plain).confidence


def test_it_is_asked_for_dates() -> None:
    """A fact that gives none is no answer to "kiedy": the pack tells what asks for what."""
    match = MATCHER.match("kiedy namalowano obraz latarni")
    assert "asks for a time, which obraz does not give" in " ".join(match.explanation.rules)
    assert "asks for a time" not in " ".join(WITHOUT.match("kiedy namalowano obraz latarni").explanation.rules)


def test_a_bare_name_is_introduced() -> None:
    """As if it had been asked who that is."""
    silent = Matcher(STORY, packs=[POLISH.model_copy(update={"introductions": ()})])
    assert MATCHER.match("Hanna Zielonka").answers == ("latarniczka",)
    assert MATCHER.match("Hanna Zielonka").confidence > silent.match("Hanna Zielonka").confidence


@pytest.mark.parametrize("query", ["привіт", "привет", "hallo", "dzień dobry", "cześć"])
def test_what_a_bot_does_not_speak_it_does_not_greet_in(query: str) -> None:
    """A bot in English alone greets in English alone, one in Polish in Polish."""
    assert Matcher(bridge()).match(query).smalltalk == ""
    assert Matcher(bridge()).match("hello").smalltalk == "greeting"
    assert bool(MATCHER.match(query).smalltalk) == (query in {"dzień dobry", "cześć"})


def test_the_guide_has_every_key_with_an_example() -> None:
    """A new key, or kind of small talk or of what is asked for, needs its row."""
    assert {key for keys, _, _ in KEYS for key in keys.split("`, `")} == Pack.model_fields.keys() - {"language"}
    assert {kind for kind, _ in ASKS} == Asks.model_fields.keys()
    assert {kind for kind, _ in SMALL_TALK} == {field.alias or name for name, field in SmallTalk.model_fields.items()}


READER = MATCHER._reader
GERMAN = matcher_of("museum")._reader
UKRAINIAN = packs_for(["uk"])
"""For what Polish has no need of: another keyboard, endings in Cyrillic letters."""
ENGLISH = Dates(packs_for(["en"]), ())
PACKS = [*packs_for(["en"]), POLISH]
TONGUE = Tongue(PACKS, languages_of(PACKS, ()))


def _left(message: str) -> str:
    return " ".join(word.text for clause in READER.read(message).clauses for word in clause.words)


BECOMES: dict[str, Callable[[str], object]] = {
    "name": lambda code: {POLISH.language: POLISH.name}[code],
    "stop_words": lambda message: " ".join(
        word.text for word in READER.read_clause(message).words if word.how != "stop word"
    ),
    "articles": ENGLISH.written_out,
    "joins": ENGLISH.written_out,
    "acronyms`, `acronym_nouns": reader(["en"]).written.out,
    "contractions": lambda message: " ".join(words_of(message)),
    "asks": lambda message: ", ".join(READER.read_clause(message).asks),
    "spellings": READER.written.out,
    "fillers": _left,
    "tags": lambda message: READER.read(message).clauses[-1].text,
    "asides": lambda message: READER.read(message).clauses[-1].text,
    "clause_breaks": lambda message: READER.read(message).clauses[-1].text,
    "smalltalk": lambda message: READER.read(message).smalltalk,
    "smalltalk_anywhere": _left,
    "address": lambda message: READER.read(message).smalltalk,
    "synonyms": lambda message: MATCHER.match(message).answers[0],
    "everyday": lambda message: READER.read_clause(message).words[0].how,
    "offices`, `accusations": lambda message: ", ".join(MATCHER.match(message).answers) or "nothing",
    "phases": lambda message: ", ".join(MATCHER.match(message).answers) or "nothing",
    "first_person": lambda message: ", ".join(MATCHER.match(message).answers) or "nothing",
    "we": lambda message: ", ".join(MATCHER.match(message).answers) or "nothing",
    "acts": lambda message: ", ".join(MATCHER.match(message).answers) or "nothing",
    "negations`, `suppositions`, `exceptions`, `comparisons": lambda message: ", ".join(
        READER.read_clause(message).frame.turned
    ),
    "conditions": lambda message: ", ".join(READER.read_clause(message).frame.turned),
    "what`, `tells": lambda message: ", ".join(READER.read_clause(message).frame.sayers),
    "about": lambda message: "of something" if READER.read_clause(message).frame.tells else "of anything",
    "counts": lambda message: READER.read_clause(message).frame.counted_word,
    "famous": lambda message: MATCHER._gatherer.gather(READER.read_clause(message)).somebody_else,
    "personal": lambda message: ", ".join(MATCHER.match(message).answers) or "nothing",
    "bots_own": lambda message: MATCHER.match(message).answers[0],
    "others": lambda message: ", ".join(MATCHER._gatherer.gather(READER.read_clause(message)).not_meant),
    "beside_names": lambda message: MATCHER.match(message).answers[0],
    "replies": lambda message: " ".join(word for word in words_of(message) if word in POLISH.replies.refers),
    "introductions": lambda message: MATCHER.match(message).answers[0],
    "dated": lambda message: "dated" if READER.read(message).dated else "",
    "present_tense": lambda text: present_tense_of(POLISH).findall(text)[0],
    "free_order": lambda message: ", ".join(reader(["uk"], names={"Рубіо": "rubio"}).read_clause(message).frame.sayers),
    "capital_nouns": lambda message: ", ".join(GERMAN.read_clause(message).capitals) or "no name",
    "months": lambda message: " ".join(READER.read(message).clauses[-1].text.split()[-2:]),
    "ordinals": lambda message: " ".join(READER.read(message).clauses[-1].text.split()[-2:]),
    "ordinal_endings": lambda message: " ".join(READER.read(message).clauses[-1].text.split()[-2:]),
    "letters": lambda message: ", ".join(TONGUE.of(message, words_of(message)).languages),
    "asked_for": lambda message: Following([POLISH], {}).language_in(words_of(message)),
    "keyboard": lambda message: Keyboard(UKRAINIAN).readings(message)[0],
    "endings": lambda message: Stems(["uk"], UKRAINIAN).of(message),
    "name_endings": lambda message: Stems(["uk"], UKRAINIAN).of(message.casefold()),
    "reflexive`, `infinitive": lambda message: Stems(["uk"], UKRAINIAN).of(message),
    "apart": lambda message: Stems(["uk"], UKRAINIAN).of(message),
}


@pytest.mark.parametrize(("key", "message", "outcome"), KEYS)
def test_an_example_of_a_key_is_true(key: str, message: str, outcome: str) -> None:
    """What the guide says becomes of a message becomes of it."""
    assert BECOMES[key](message) == outcome


@pytest.mark.parametrize(("kind", "message"), ASKS + SMALL_TALK)
def test_an_example_of_a_kind_is_true(kind: str, message: str) -> None:
    """It asks for that and nothing else, or is small talk of that kind."""
    words = words_of(message)
    assert (READER.talk.smalltalk_of(words) or ", ".join(READER.talk.asks_of(words))) == kind
