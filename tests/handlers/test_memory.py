"""What is remembered is bounded, and forgotten in time."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.chat_settings import Settings
from bot.answering.following import FOLLOWED_WITHIN
from bot.handlers.bounded import Bounded
from bot.handlers.delivery import Place, Speech
from bot.handlers.memory import (
    AT_ONCE,
    MOST_AT_ONCE,
    REPEATED_WITHIN,
    SCREEN,
    Answered,
    Memory,
    Pointer,
    Question,
    Said,
    Tapped,
)
from bot.retrieval.match import Decision, Match

HERE, TEXT = Place(-1), Speech(("text",))


def test_what_was_used_longest_ago_is_forgotten_first() -> None:
    """Looking at an entry counts as using it."""
    bounded: Bounded[str, int] = Bounded(2)
    bounded.put("a", 1)
    bounded.put("b", 2)
    assert bounded.get("a") == 1
    bounded.put("c", 3)
    assert (bounded.get("a"), bounded.get("b"), bounded.get("c")) == (1, None, 3)


def test_an_answer_is_pointed_to_for_minutes_in_its_own_topic() -> None:
    """Later, elsewhere, or after it was deleted, it is given again."""
    memory = Memory()
    said = Said(5, at=100, asker=7)
    memory.note_said(HERE, TEXT, said)
    assert memory.said_lately(HERE, TEXT, asker=7, now=100 + REPEATED_WITHIN) == said
    assert memory.said_lately(HERE, TEXT, asker=7, now=101 + REPEATED_WITHIN) is None
    assert memory.said_lately(Place(-1, 3), TEXT, asker=7, now=101) is None
    assert memory.said_lately(Place(-2), TEXT, asker=7, now=101) is None
    memory.forget_said(-1, 5)
    assert memory.said_lately(HERE, TEXT, asker=7, now=101) is None


def test_what_somebody_else_was_told_is_pointed_to_while_it_is_on_the_screen() -> None:
    """Whoever asked has read it; another person has not, once it has scrolled away."""
    memory = Memory()
    said = Said(5, at=100, asker=7)
    memory.note_said(HERE, TEXT, said)
    memory.note_heard(-1, 5 + SCREEN)
    assert memory.said_lately(HERE, TEXT, asker=8, now=101) == said
    memory.note_heard(-1, 6 + SCREEN)
    memory.note_heard(-1, 6)
    assert memory.said_lately(HERE, TEXT, asker=8, now=101) is None
    assert memory.said_lately(HERE, TEXT, asker=7, now=101) == said


def test_one_person_taps_a_group_full() -> None:
    """Each has messages of their own, in each group, and new ones a minute later."""
    memory = Memory()
    for number in range(MOST_AT_ONCE):
        assert not memory.taps_too_much(-1, 7, 100)
        memory.taps.put((-1, number, "1l:en"), Tapped(100, 7))
    assert memory.taps_too_much(-1, 7, 100 + AT_ONCE)
    assert not memory.taps_too_much(-1, 7, 101 + AT_ONCE)
    assert not memory.taps_too_much(-1, 8, 101)
    assert not memory.taps_too_much(-2, 7, 101)


def test_a_message_is_new_from_the_first_that_was_heard_in_its_chat() -> None:
    """What came before may have been answered before a restart."""
    memory = Memory()
    assert not memory.is_new(-1, 5)
    for heard in (7, 5, 9):  # what people say to each other overtakes what is asked
        memory.note_heard(-1, heard)
    assert (memory.is_new(-1, 4), memory.is_new(-1, 5), memory.is_new(-1, 7)) == (False, True, True)
    assert not memory.is_new(-2, 7)


def test_of_an_answer_in_parts_each_part_tells_the_others() -> None:
    """In its own chat, and until another answer took its place."""
    memory = Memory()
    memory.note_answer(-1, 4, Answered((5, 6), 0))
    assert [memory.answer_with(-1, each) for each in (5, 6, 4)] == [(5, 6), (5, 6), ()]
    assert memory.answer_with(-2, 5) == ()
    memory.note_answer(-1, 4, Answered((6,), 0))
    assert [memory.answer_with(-1, each) for each in (5, 6)] == [(), (6,)]
    assert [memory.answered_by(-1, each) for each in (5, 6)] == [5, 4]


def test_a_question_is_remembered_for_minutes_by_its_answer_and_by_who_asked() -> None:
    """Each part of the answer leads to it; an edited message has no question before it but those that stood before."""
    memory, match, anna = Memory(), Match("who?", Decision.UNCLEAR, 0.0, 0.5), (-1, None, 7)
    first, second = Question(match, 100, anna), Question(match, 200, anna)
    memory.note_question(-1, 4, first, now=100)
    memory.note_answer(-1, 4, Answered((5, 6), 0))
    memory.note_question(-1, 7, second, now=200)
    assert [memory.question_answered_by(-1, each, now=200) for each in (5, 6, 8)] == [first, first, None]
    assert memory.question_answered_by(-2, 5, now=200) is None
    assert [memory.question_before(anna, each, now=200) for each in (4, 5, 7, 8)] == [None, first, first, second]
    assert memory.question_before((-1, 3, 7), 8, now=200) is None
    late = 101 + FOLLOWED_WITHIN
    assert (memory.question_answered_by(-1, 5, late), memory.question_before(anna, 7, late)) == (None, None)
    memory.note_question(-1, 9, Question(match, late, anna), now=late)
    assert [key for key, _ in memory.questions.items()] == [(-1, 7), (-1, 9)]


def test_a_person_and_a_chat_are_forgotten_apart() -> None:
    """With what that was; everybody else is remembered."""
    memory, match = Memory(), Match("who?", Decision.UNCLEAR, 0.0, 0.5)
    for chat, person in ((-1, 7), (-1, 8), (-2, 7), (7, 7)):
        memory.last_matches.put((chat, None, person), match)
        memory.note_question(chat, person, Question(match, 100, (chat, None, person)), now=100)
        memory.languages.put((chat, None), "uk")
        memory.note_said(Place(chat), Speech((f"to {person}",)), Said(5, at=100, asker=person))
        memory.note_heard(chat, 3)
    memory.note_question(-1, 9, Question(replace(match, query="when?"), 101, (-1, None, 7)), now=101)
    memory.note_said(HERE, Speech(("to 9",)), Said(6, at=100, asker=9, pointed={7: Pointer(8, 100)}))
    for number in range(MOST_AT_ONCE):
        memory.taps.put((-1, number, "1l:en"), Tapped(100, 7))
    memory.note_answer(-1, 4, Answered((5,), 0))
    assert memory.forget_person(7) == {"questions": 4}
    assert memory.question_before((-1, None, 7), 10, now=101) is None
    assert 7 not in {person for (_, _, person), _ in memory._asked.items()}
    assert memory.question_before((-1, None, 8), 10, now=101) is not None
    assert memory.said_lately(HERE, Speech(("to 7",)), asker=7, now=101) is None
    assert memory.said_lately(HERE, Speech(("to 9",)), asker=9, now=101) is None
    assert not memory.taps_too_much(-1, 7, 101)
    assert memory.said_lately(HERE, Speech(("to 8",)), asker=8, now=101) is not None
    memory.settings.put(-1, (100, Settings(quiet=True)))
    memory.settings.put(-2, (100, Settings()))
    assert memory.forget_chat(-1) == {"settings": 1, "answers": 1, "questions": 1, "languages": 1}
    assert (memory.settings.get(-1), memory.answered_by(-1, 5), list(memory._answering.items())) == (None, 5, [])
    assert memory.languages.get((-2, None)) == "uk"
    assert memory.forget_chat(-2) == {"settings": 0, "answers": 0, "questions": 0, "languages": 1}
    assert memory.said_lately(HERE, Speech(("to 8",)), asker=8, now=101) is None
    assert not memory.is_new(-1, 3)


def test_a_pointer_that_is_gone_was_none() -> None:
    """Whoever was pointed to an answer may be pointed to it again; the answer itself is still there."""
    memory = Memory()
    memory.note_said(HERE, TEXT, Said(5, at=100, asker=9, pointed={7: Pointer(6, 100), 8: Pointer(7, 100)}))
    memory.forget_said(-1, 6)
    said = memory.said_lately(HERE, TEXT, asker=7, now=101)
    assert said is not None
    assert said.pointed == {8: Pointer(7, 100)}


def test_nothing_of_anybody_is_left_when_another_process_was_told_to_forget() -> None:
    """Nor who tapped, nor what was asked of a picture."""
    memory = Memory()
    memory.taps.put((-1, 1, "1l:en"), Tapped(100, 7))
    memory.albums.put((-1, "album"), 5)
    memory.forget_everybody()
    assert (list(memory.taps.items()), list(memory.albums.items())) == ([], [])
