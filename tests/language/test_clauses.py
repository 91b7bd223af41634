"""Where a message may be cut."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.clauses import LONG_FROM, LONGEST, MAX_CLAUSES, MAX_WORDS, Signs, pieces_of, questions_of

SIGNS = Signs({"and", "але", "потому"}, asking={"who", "when", "коли"}, openers={"who", "when", "коли", "what"})
LONG = "one two three four five six seven"


@pytest.mark.parametrize(
    ("message", "pieces"),
    [
        ("who leads it", ["who leads it"]),
        ("who?", ["who?"]),  # a message of one word is a piece
        ("Who? And when was it?", ["And when was it?"]),  # one of many words is none
        ("Who leads it? When was it.", ["Who leads it?", "When was it."]),
        ("it was so... who leads it", ["it was so...", "who leads it"]),
        ("хто очолює; коли це", ["хто очолює;", "коли це"]),
        ("the 3.5 million plan", ["the 3.5 million plan"]),  # a point inside a word ends nothing
        ("who leads it\nwhen was it", ["who leads it", "when was it"]),
        ("who leads it, and when", ["who leads it, and when"]),  # a short question with a comma in it
        ("when was it? when was it?", ["when was it?"]),
        ("who... leads…\nit", ["who... leads… it"]),  # points and lines draw a short sentence out
        ("хто\nочолює\nїї", ["хто очолює її"]),
        (f"{LONG}\n{LONG}", [LONG]),  # a long one they cut
        (
            f"{LONG} 😅 was it so at all when {LONG}",
            [f"{LONG} 😅", f"was it so at all when {LONG}"],
        ),  # so does a picture
        ("who 😅 leads it", ["who 😅 leads it"]),
        ("", []),
        ("!?", []),
    ],
)
def test_a_message_is_cut_into_sentences(message: str, pieces: list[str]) -> None:
    """In order, each once."""
    assert [piece.text for piece in pieces_of(message, SIGNS)] == pieces


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (f"{LONG}, {LONG}", [LONG, LONG]),
        (f"{LONG} ({LONG}", [LONG, LONG]),
        (f"{LONG} - {LONG}", [LONG, LONG]),
        (f"{LONG} and {LONG}", [LONG, f"and {LONG}"]),
        (f"{LONG} але {LONG}", [LONG, f"але {LONG}"]),
        (f"{LONG} Потому {LONG}", [LONG, f"Потому {LONG}"]),
        (f"and {LONG} {LONG}", []),  # nothing stands before it
        (f"{LONG} or {LONG}", []),  # no conjunction of these languages
    ],
)
def test_a_long_sentence_is_cut_into_parts(sentence: str, parts: list[str]) -> None:
    """At commas, brackets and dashes, and at conjunctions where a part is still long; whole and in pairs, too."""
    pieces = [piece.text for piece in pieces_of(sentence, SIGNS)]
    assert pieces[0] == sentence
    assert set(parts) <= set(pieces)
    assert bool(parts) == (len(pieces) > 1)


@pytest.mark.parametrize(
    ("message", "pieces"),
    [
        ("my wife asks, who leads it", ["my wife asks, who leads it", "who leads it"]),
        ("just curious: who leads it", ["just curious: who leads it", "who leads it"]),
        ("in Geneva, who leads it", ["in Geneva, who leads it"]),  # what stands before it tells something
        ("I am not in Geneva at all, who leads it", ["I am not in Geneva at all, who leads it", "who leads it"]),
        ("I am not in Geneva at all, what is it", ["I am not in Geneva at all, what is it", "what is it"]),
        ("I am not in Geneva at all, it is so", ["I am not in Geneva at all, it is so"]),  # that asks nothing
        ("I am not in Geneva at all - ", ["I am not in Geneva at all -"]),  # nothing stands after it
        ("and now, who", ["and now, who"]),  # too short to be a question of its own
        ("Rubio... who is he?", ["Rubio... who is he?"]),
        ("wait, Rubio?? who is he", ["wait, Rubio?? who is he", "Rubio?? who is he"]),
        ("Rubio. who is he", ["who is he"]),  # a full stop ends it
        ("when exactly, as Rubio says, was it", ["when exactly, as Rubio says, was it"]),  # what stands before it asks
        ("it is at 18:00 or at 19:00", ["it is at 18:00 or at 19:00"]),
        ("Rubio? what he leads", ["Rubio? what he leads"]),
        ("it? who leads it", ["who leads it"]),  # that names nothing
        ("did Rubio speak there? who is he", ["did Rubio speak there?", "who is he"]),  # this is more than a name
        ("Rubio? thanks", ["Rubio? thanks"]),
    ],
)
def test_what_tells_nothing_is_cut_off_and_what_asks_about_a_name_is_not(message: str, pieces: list[str]) -> None:
    """`telling` are the words of the base."""
    signs = SIGNS._replace(telling={"geneva", "rubio", "leads"})
    found = pieces_of(message, signs)
    assert [piece.text for piece in found] == pieces


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("who leads it and when was it", ["who leads it", "when was it"]),
        ("who leads it\nwhen was it", ["who leads it", "when was it"]),
        ("who leads it & when was it", ["who leads it", "when was it"]),
        ("what leads it and what was it", ["what leads it", "what was it"]),
        ("is it so? was it so?", ["is it so?", "was it so?"]),
        ("is it so? since I am new here", ["is it so?"]),  # a reason, and no question
        ("who leads it and where", ["who leads it and where"]),  # this word asks for nothing here
        ("who leads\nit now", ["who leads it now"]),
        ("who leads it " * 40, []),
    ],
)
def test_questions_stand_side_by_side(message: str, questions: list[str]) -> None:
    """At a mark, or where a line or a conjunction leads to a word that asks."""
    assert questions_of(message, SIGNS) == questions


def test_neighbouring_parts_are_read_together() -> None:
    """A question may stand in two of three parts."""
    pieces = [piece.text for piece in pieces_of("a b c d e, f g h i j, k l m n o", SIGNS)]
    assert {"a b c d e, f g h i j", "f g h i j, k l m n o"} <= set(pieces)


def test_a_question_mark_marks_the_parts_of_its_sentence() -> None:
    """Also with a mark after it; not the sentence beside it."""
    pieces = pieces_of(f"It was so. {LONG}, {LONG}?!", SIGNS)
    assert [piece.asks for piece in pieces] == [False] + [True] * (len(pieces) - 1)


@settings(deadline=None)  # a law, whatever else the machine does
@given(st.lists(st.sampled_from(["a b?", "c d.", "e f!", f"{LONG}, {LONG}?"]), min_size=40, max_size=80), st.integers())
def test_no_more_is_read_than_fits_and_questions_are_kept(sentences: list[str], salt: int) -> None:
    """Of many sentences those with a question mark are the last to be dropped."""
    message = " ".join(f"{salt}{number} {sentence}" for number, sentence in enumerate(sentences))
    pieces = pieces_of(message, SIGNS)
    assert len(pieces) <= MAX_CLAUSES
    assert sum(len(piece.text.split()) for piece in pieces) <= MAX_WORDS
    left_out = {f"{salt}{number} {sentence}" for number, sentence in enumerate(sentences) if "?" in sentence}
    shortest = min((len(text.split()) for text in left_out - {piece.text for piece in pieces}), default=MAX_WORDS)
    assert all(piece.asks or len(piece.text.split()) < shortest for piece in pieces)


def test_of_what_asks_nothing_the_telling_pieces_are_read() -> None:
    """Wherever they stand in a message that is too long."""
    message = "".join(f"chatter{number} chatter. " for number in range(200))
    told = message.replace("chatter99 chatter.", "about the Harbour, yes.")
    assert "about the Harbour, yes." in [piece.text for piece in pieces_of(told, SIGNS._replace(telling={"harbour"}))]


def test_words_without_any_mark_are_cut_all_the_same() -> None:
    """And none is lost while they are few enough."""
    words = [f"word{number}" for number in range(MAX_WORDS - 1)]
    pieces = [piece.text.split() for piece in pieces_of(" ".join(words), SIGNS)]
    assert [word for piece in pieces for word in piece] == words
    assert max(map(len, pieces)) == LONGEST


def test_long_is_what_the_tests_above_take_for_long() -> None:
    """Two sevens."""
    assert len(LONG.split()) * 2 == LONG_FROM
