"""Buttons: within Telegram's limits, stateless, and understood again."""

from __future__ import annotations

import dataclasses
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.browsing import People, TopicPage, Topics
from bot.answering.chat_settings import Buttons, Choice, Setting
from bot.answering.reply import Answer, DidYouMean, NotInSource
from bot.answering.settings import SettingsCard
from bot.answering.subject import Subject
from bot.answering.timeline import Timeline
from bot.rendering.catalogue import catalogue
from bot.rendering.citing import citation, source_alert
from bot.rendering.cutting import utf16_length
from bot.rendering.keyboards import TEXT_LENGTH, Keyboard, keyboard_of
from bot.rendering.taps import (
    DATA_BYTES,
    Choose,
    OpenDossier,
    OpenEntry,
    OpenTopic,
    OpenTopics,
    Remove,
    ShowSource,
    Tap,
    Vote,
    read_tap,
    write_tap,
)
from bot.retrieval.match import Decision
from tests.rendering.samples import every_reply, shipped, small

LANGUAGE = st.from_regex(r"[a-z]{2,3}", fullmatch=True)
ID = st.from_regex(r"[a-z][a-z0-9-]{1,39}", fullmatch=True)
VOTED_ON = [decision for decision in Decision if decision is not Decision.SMALLTALK]
VOTES = ["👍", "👎", "🗑"]
TAPS = st.one_of(
    st.builds(OpenEntry, LANGUAGE, ID),
    st.builds(ShowSource, LANGUAGE, ID),
    st.builds(OpenTopic, LANGUAGE, ID, st.integers(min_value=1, max_value=9999)),
    st.builds(OpenTopics, LANGUAGE),
    st.builds(OpenDossier, LANGUAGE, ID),
    st.builds(Remove, LANGUAGE),
    st.builds(
        Choose, LANGUAGE, st.builds(Choice, st.sampled_from(Setting), st.from_regex(r"[a-z]{1,10}", fullmatch=True))
    ),
    st.builds(Vote, st.builds(Subject, LANGUAGE, st.sampled_from(VOTED_ON), st.just("") | ID), st.booleans()),
)


@given(TAPS)
def test_a_tap_is_understood_again(tap: Tap) -> None:
    """What is written into a button is what is read from it, and it fits."""
    written = write_tap(tap)
    assert read_tap(written) == tap
    assert 1 <= len(written.encode()) <= DATA_BYTES


@given(st.text(max_size=64))
def test_data_that_this_bot_did_not_write_means_nothing(text: str) -> None:
    """Old formats and forgeries are None, never an error."""
    tap = read_tap(text)
    assert tap is None or write_tap(tap) == text


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "1q:en",
        "1q:en:Id",
        "1t:en:id:0",
        "1l:en:id",
        "2q:en:id",
        "1q:en:id:1",
        "1q:en:id\n",
        "1v:en:?:answer:id",
        "1v:en:+:smalltalk",
        "1x:en:id",
        "1o:en:colour:red",
        "1o:en:quiet",
    ],
)
def test_nearly_right_data_is_refused(forged: str) -> None:
    """A format is kept to the letter."""
    assert read_tap(forged) is None


def test_every_button_keeps_to_the_limits() -> None:
    """Texts, data and copied citations, of every reply in every language, in private and in a group."""
    for reply, in_group in itertools.product(every_reply(), (False, True)):
        for row in keyboard_of(reply, in_group=in_group):
            assert row
            for button in row:
                assert 1 <= utf16_length(button.text) <= TEXT_LENGTH
                assert bool(button.callback_data) != bool(button.copy_text)
                assert len(button.callback_data.encode()) <= DATA_BYTES
                assert utf16_length(button.copy_text) <= 256


def test_an_answer_offers_its_source_its_citation_and_related_questions() -> None:
    """Source and copy in one row, the votes and the removal in the next, each question in its own."""
    reply = small().entry("berg-resigned", "en")
    assert isinstance(reply, Answer)
    first, votes, *others = keyboard_of(reply)
    assert [button.text for button in first] == ["Source", "Copy"]
    assert [button.text for button in votes] == VOTES
    assert read_tap(first[0].callback_data) == ShowSource("en", "berg-resigned")
    assert first[1].copy_text == (
        "Nils Berg, the harbour master, resigned on 1 September 2023. (the Gazette, quoting nobody; "
        "Sandvik Gazette of 8 September 2023, paragraph 6)"
    )
    assert [row[0].text for row in others] == [suggestion.question for suggestion in reply.suggestions]


def test_several_facts_have_their_sources_in_one_row() -> None:
    """No side of a conflict is copied without the other; a phone shows the answer and the buttons at once."""
    reply = small().entry("ferry-dates", "en")
    assert isinstance(reply, Answer)
    first, votes, *others = keyboard_of(reply)
    assert [button.text for button in first] == ["The Gazette", "The council"]
    assert [button.text for button in votes] == VOTES
    assert [read_tap(button.callback_data) for button in first] == [ShowSource("en", fact.id) for fact in reply.facts]
    assert [row[0].text for row in others] == [suggestion.question for suggestion in reply.suggestions]


def test_two_facts_by_one_owner_have_one_source_button() -> None:
    """Two buttons of one name would not tell which is which."""
    reply = small().entry("ferry-dates", "en")
    assert isinstance(reply, Answer)
    twice = dataclasses.replace(reply, facts=(reply.facts[0], dataclasses.replace(reply.facts[1], owner="the Gazette")))
    assert [button.text for button in keyboard_of(twice)[0]] == ["The Gazette"]


def test_names_of_several_sources_are_not_squeezed_beside_the_votes() -> None:
    """Five buttons in a row show "Dmi..." on a phone; who wants one row has it."""
    reply = small().entry("ferry-dates", "en")
    assert isinstance(reply, Answer)
    sources = ["The Gazette", "The council"]
    rows = keyboard_of(reply, in_group=True)[:2]
    assert [[button.text for button in row] for row in rows] == [sources, VOTES]
    (row,) = keyboard_of(reply, in_group=True, buttons=Buttons.ROW)
    assert [button.text for button in row] == [*sources, *VOTES]


def test_a_group_gets_one_row_of_related_questions() -> None:
    """Others talk there."""
    reply = shipped().entry("yermak-resigned", "en")
    assert isinstance(reply, Answer)
    assert len(reply.suggestions) > 1
    source, votes_of_it, question, *_ = keyboard_of(reply)
    assert keyboard_of(reply, in_group=True) == ((source[0], *votes_of_it), question)
    meant = DidYouMean("en", reply.as_of, suggestions=reply.suggestions)
    first, *_, votes = keyboard_of(meant)
    row = (dataclasses.replace(first[0], text="Answer"), *votes)
    assert keyboard_of(meant, in_group=True) == keyboard_of(meant, in_group=True, buttons=Buttons.ROW) == (row,)


def test_a_chat_gets_no_more_buttons_than_it_wants() -> None:
    """One row is that of source, votes and removal; what is chosen from stays whole."""
    for reply in every_reply():
        full, row, none = (keyboard_of(reply, in_group=True, buttons=each) for each in Buttons)
        if isinstance(reply, People | Timeline | Topics | TopicPage | SettingsCard):
            assert full == row == none
            continue
        assert none == ()
        removes = next((at for at, buttons in enumerate(full) if "🗑" in {button.text for button in buttons}), -1)
        together = tuple(button for buttons in full[: removes + 1] for button in buttons)  # sources, and votes
        assert row == ((together,) if removes in (0, 1) else full[-1:])
        assert len(row) == min(1, len(full))


def test_a_group_can_take_away_whatever_is_said() -> None:
    """A menu too; in private what is not voted on is in nobody's way."""
    for reply, in_group in itertools.product(every_reply(), (False, True)):
        rows = keyboard_of(reply, in_group=in_group)
        found = [row for row in rows for button in row if read_tap(button.callback_data) == Remove(reply.language)]
        assert len(found) == (in_group or "👍" in _texts(rows))


def test_alerts_fit_and_name_the_owner() -> None:
    """At most 200 units, whatever the language and however long the title."""
    for reply in every_reply():
        if isinstance(reply, Answer):
            for fact in reply.facts:
                alert = source_alert(fact, catalogue(reply.language))
                assert utf16_length(alert) <= 200
                assert fact.attribution[:20] in alert


def test_no_fact_is_copied_by_half() -> None:
    """The whole text with its owner and paragraph is copied, or the button is not there."""
    copied = 0
    for reply in every_reply():
        for fact in reply.facts if isinstance(reply, Answer) else ():
            text = citation(fact, reply.as_of, catalogue(reply.language))
            assert not text or text.startswith(f"{fact.text} ({fact.attribution}")
            copied += bool(text)
    assert copied


def test_where_the_citation_does_not_fit_the_document_gives_way_and_then_the_button() -> None:
    """256 units are soon full."""
    reply = small().entry("berg-resigned", "en")
    assert isinstance(reply, Answer)
    (fact,) = reply.facts
    longer, longest = (dataclasses.replace(fact, text="x" * length) for length in (180, 250))
    say = catalogue("en")
    assert citation(longer, reply.as_of, say) == (
        "x" * 180 + " (the Gazette, quoting nobody, paragraph 6; as of 10 September 2023)"
    )
    assert citation(longest, reply.as_of, say) == ""
    row = keyboard_of(dataclasses.replace(reply, facts=(longest,)))[0]
    assert [button.text for button in row] == ["Source"]


def test_a_vote_says_what_it_is_about() -> None:
    """An answer's first fact or its conflict; of an abstention the reason, with the gap or the nearest entry."""
    about = {
        read_tap(keyboard_of(reply)[row][place].callback_data)
        for entry in ("berg-resigned", "ferry-dates", "why-berg-resigned")
        if (reply := small().entry(entry, "en")) is not None
        for row, place in ([(-1, 0), (-1, 1)] if isinstance(reply, NotInSource) else [(1, 0), (1, 1)])
    }
    subjects = (
        Subject("en", Decision.ANSWER, "berg-resigned"),
        Subject("en", Decision.ANSWER, "ferry-dates"),
        Subject("en", Decision.NOT_IN_SOURCE, "why-berg-resigned"),
    )
    assert about == {Vote(subject, useful) for subject in subjects for useful in (True, False)}


def test_small_talk_commands_and_what_cannot_be_read_are_not_voted_on() -> None:
    """There is nothing in them that could be useful, or the vote would be about something else."""
    voted = {type(reply).__name__ for reply in every_reply() if {"👍"} & _texts(keyboard_of(reply))}
    assert voted == {"Answer", "EntryCard", "DidYouMean", "NotInSource", "OffTopic", "Unclear"}
    assert not any({"👍"} & _texts(keyboard_of(reply, voting=False)) for reply in every_reply())


def _texts(keyboard: Keyboard) -> set[str]:
    return {button.text for row in keyboard for button in row}
