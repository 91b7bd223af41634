"""Inline mode over HTTP: what is offered while somebody types, what it becomes, and what is counted of it."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest

from bot.handlers.inline import CACHE_SECONDS
from bot.playground.standin import StandIn
from bot.rendering.catalogue import catalogue
from bot.storage.database import engine_for
from bot.storage.store import Store
from tests.bases import responder_of
from tests.e2e.running import running
from tests.e2e.test_faults import confirmed
from tests.e2e.test_votes import KEY, ask, counts, store_at

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.playground.standin import User

QUESTIONS = {
    "en": ("Who resigned?", "resigned on 28 November", "As of 30 November 2025"),
    "uk": ("Хто подав у відставку?", "пішов у відставку 28 листопада", "Станом на 30 листопада 2025"),
    "ru": ("Кто подал в отставку?", "ушёл в отставку 28 ноября", "По состоянию на 30 ноября 2025"),
}
CONFLICT = {
    "en": "When will Witkoff meet Putin?",
    "uk": "Коли Віткофф зустрінеться з Путіним?",
    "ru": "Когда Уиткофф встретится с Путиным?",
}
OPEN = {"en": "Who is Kushner's wife?", "uk": "Хто дружина Кушнера?", "ru": "Кто жена Кушнера?"}
"""What the document does not say, and the base has a sentence for."""
ELSEWHERE = {"en": "weather in Paris", "uk": "погода в Парижі", "ru": "погода в Париже"}


@pytest.fixture
async def api() -> AsyncIterator[StandIn]:
    """Run a stand-in with inline mode for each test alone."""
    async with StandIn(username="talks_bot") as standin:
        standin.world.modes.inline = standin.world.modes.inline_feedback = True
        yield standin


def person(api: StandIn, language: str) -> User:
    """Return somebody who reads a language."""
    return api.world.add_user("Anna", language_code=language)


@pytest.mark.parametrize("language", QUESTIONS)
async def test_the_first_row_is_the_answer(api: StandIn, language: str) -> None:
    """Sourced and dated, as in private; behind it other entries as cards of their own, and no abstention."""
    question, said, dated = QUESTIONS[language]
    async with running(api, "shipped"):
        answer = await api.world.inline(person(api, language), question)
    first, *others = answer.results
    assert first.id == "yermak-resigned"
    assert said in first.text
    assert dated in first.text
    assert "— " in first.text
    assert first.description in first.text or first.description.endswith("…")
    assert others
    for one in others:
        assert one.text.startswith(one.title)
        assert dated in one.text
    assert not [one.id for one in answer.results if one.id.startswith("_")]
    assert (answer.is_personal, answer.cache_time) == (True, CACHE_SECONDS)
    assert answer.button == {"text": catalogue(language)("button.start"), "start_parameter": "inline"}


@pytest.mark.parametrize("language", CONFLICT)
async def test_a_conflict_is_one_row_with_all_its_sides(api: StandIn, language: str) -> None:
    """Neither side is offered without the other."""
    show = responder_of("shipped").showcase
    async with running(api, "shipped"):
        answer = await api.world.inline(person(api, language), CONFLICT[language])
    ids = [one.id for one in answer.results]
    sides = show.sides("putin-meeting-dates")
    assert ids[0] == "putin-meeting-dates"
    assert not set(ids) & set(sides)
    assert all(show.fact(side, language).text in answer.results[0].text for side in sides)


@pytest.mark.parametrize("language", OPEN)
async def test_an_abstention_comes_last(api: StandIn, language: str) -> None:
    """Behind what the base has to offer, or alone where nothing is near."""
    async with running(api, "shipped"):
        anna = person(api, language)
        near = await api.world.inline(anna, OPEN[language])
        far = await api.world.inline(anna, ELSEWHERE[language])
    assert near.results[-1].id == "families"
    assert len(near.results) > 1
    (only,) = far.results
    assert only.text.startswith(catalogue(language)("reply.off_topic").partition("{")[0])


@pytest.mark.parametrize("language", QUESTIONS)
async def test_before_a_word_is_written_there_is_an_overview(api: StandIn, language: str) -> None:
    """In the language of the app: the base's first questions, each with its answer."""
    show = responder_of("shipped").showcase
    async with running(api, "shipped"):
        answer = await api.world.inline(person(api, language), " ")
        begun = await api.world.inline(person(api, language), "x")
    expected = show.examples(10)
    assert [one.title for one in answer.results] == [show.question(each, language) for each in expected]
    assert begun.results == answer.results


async def test_no_letter_of_a_question_is_refused(api: StandIn) -> None:
    """What the document does not say included: Telegram takes each list of rows, and there is one."""
    show = responder_of("shipped").showcase
    questions = [show.question(gap, language) for gap in sorted(show.gaps)[::9] for language in ("en", "uk", "ru")]
    async with running(api, "shipped"):
        for question in questions:
            for typed in (question.rstrip("?"), question[: 2 * len(question) // 3], question[: len(question) // 3]):
                assert (await api.world.inline(person(api, "uk"), typed)).results, typed
    assert not [call for call in api.journal.of("answerInlineQuery") if not call.ok]


async def test_half_typed_and_in_the_language_that_was_chosen(api: StandIn) -> None:
    """What somebody chose in private holds where there is no chat; a name need not be whole."""
    anna = person(api, "en")
    chat = api.world.private(anna)
    async with running(api, "shipped"):
        settings = await ask(api, anna, chat, "/settings")
        await api.world.tap(anna, settings, "Українська")
        await confirmed(api)
        answer = await api.world.inline(anna, "When will Wi")
        empty = await api.world.inline(anna, "")
    say = catalogue("uk")
    assert answer.results[0].id == "putin-meeting-dates"
    assert answer.results[0].title == responder_of("shipped").showcase.question("putin-meeting-dates", "uk")
    assert answer.button == {"text": say("button.start"), "start_parameter": "inline"}
    assert all(
        say("reply.as_of", date=say.date(responder_of("shipped").knowledge.story.as_of)) in one.text
        for one in empty.results
    )


async def test_a_chosen_row_is_a_question_asked(api: StandIn, database_url: str) -> None:
    """It is counted once, in the language of the reply; a row that the base has no more is not."""
    anna = person(api, "uk")
    group = api.world.add_group("Readers", members=[anna])
    async with running(api, "shipped", store=store_at(database_url)):
        for question in (QUESTIONS["uk"][0], OPEN["uk"]):
            answer = await api.world.inline(anna, question)
            sent = await api.world.choose(group, answer, answer.results[-1 if question == OPEN["uk"] else 0].id)
            assert (sent.sender, sent.via_bot) == (anna, api.world.bot)
        body = {"result_id": "gone", "from": api.world.named(anna), "query": "погода"}
        api.world.queue("chosen_inline_result", body, None)
        await confirmed(api)
    assert counts(database_url) == {
        ("uk", "answer", "yermak-resigned"): (1, 0, 0),
        ("uk", "not_in_source", "families"): (1, 0, 0),
    }
    assert len(group.messages) == 2  # the bot says nothing to what was sent by way of it


async def test_only_the_last_keystroke_of_a_batch_is_answered(api: StandIn) -> None:
    """What was typed before it waits for nothing and costs nothing; another person's query is another's."""
    anna, ben = person(api, "en"), api.world.add_user("Ben", language_code="en")
    question = "Who resigned?"
    typed = [await api.world.type_inline(anna, question[:length]) for length in range(len(question) + 1)]
    other = await api.world.type_inline(ben, question)
    async with running(api, "shipped"):
        await confirmed(api)
    assert set(api.world.queries.answers) == {typed[-1], other}


async def test_a_slow_answer_does_not_hold_up_the_next_keystroke(api: StandIn) -> None:
    """The call for the older one is still under way when the newer one is answered."""
    anna = person(api, "en")
    async with running(api, "shipped"):
        api.faults.delay(5.0, method="answerInlineQuery")
        await api.world.type_inline(anna, "Who")
        await asyncio.sleep(0.3)
        answer = await api.world.inline(anna, "Who resigned?", timeout=2)
        api.faults.let_go()
    assert answer.results[0].id == "yermak-resigned"


async def test_answers_that_hang_hold_up_nobody(api: StandIn) -> None:
    """However fast somebody types: after half a second the update is dealt with, and others have their answers."""
    anna, ben = person(api, "en"), api.world.add_user("Ben", language_code="en")
    async with running(api, "shipped"):
        api.faults.delay(60.0, method="answerInlineQuery", times=30)
        for length in range(1, 31):
            await api.world.type_inline(anna, ("Who resigned? " * 3)[:length])
            await asyncio.sleep(0.01)
        began = time.monotonic()
        await ask(api, ben, api.world.private(ben), "Who resigned?")
        await confirmed(api)
        assert time.monotonic() - began < 4
        api.faults.clear()
        api.faults.let_go()


async def test_a_query_that_fails_is_forgotten_in_seconds(api: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """Telegram has forgotten it by then, too."""
    monkeypatch.setattr("bot.handlers.inline.WANTED", 0.3)
    api.faults.server_error(500, method="answerInlineQuery", times=10_000)
    async with running(api, "shipped"):
        await api.world.type_inline(person(api, "en"), "Who resigned?")
        await confirmed(api)
    assert len(api.journal.of("answerInlineQuery")) > 1


async def test_too_late_is_no_error(api: StandIn, caplog: pytest.LogCaptureFixture) -> None:
    """Telegram forgets a query soon; the next one is answered."""
    anna = person(api, "en")
    await api.world.type_inline(anna, "Who")
    api.world.queries.expire()
    async with running(api, "shipped"):
        await confirmed(api)
        assert (await api.world.inline(anna, "Who resigned?")).results
    assert not [record for record in caplog.records if record.levelname in {"ERROR", "WARNING"}]


async def test_a_passing_fault_is_tried_again(api: StandIn) -> None:
    """Nobody has to type a letter more because of a bad gateway."""
    api.faults.server_error(502, method="answerInlineQuery")
    async with running(api, "shipped"):
        assert (await api.world.inline(person(api, "en"), "Who resigned?")).results


async def test_an_empty_query_offers_what_is_asked_most(api: StandIn, database_url: str) -> None:
    """In all languages together, from the third time on; the base's first questions fill the rest."""
    anna, olha = person(api, "en"), person(api, "uk")
    show = responder_of("shipped").showcase
    group = api.world.add_group("Readers", members=[anna])
    rare, often = CONFLICT["en"], QUESTIONS["en"][0]
    async with running(api, "shipped", store=store_at(database_url)):
        before = await api.world.inline(anna, "")
        for question in (often, often, often, QUESTIONS["uk"][0], rare, rare, rare, "Where did the talks take place?"):
            await ask(api, anna, api.world.private(anna), question)
    async with running(api, "shipped", store=Store(engine_for(database_url), key=KEY, lease=1)):
        after, in_ukrainian = await api.world.inline(anna, ""), await api.world.inline(olha, "")
        await api.world.choose(group, after, "putin-meeting-dates")
        await confirmed(api)
        await ask(api, anna, api.world.private(anna), rare)
        async with asyncio.timeout(10):
            while (await api.world.inline(anna, "")).results[0].id != "putin-meeting-dates":  # noqa: ASYNC110
                await asyncio.sleep(0.05)
    ids = [one.id for one in after.results]
    assert [one.id for one in before.results] == list(show.examples(10))
    assert ids[:2] == ["yermak-resigned", "putin-meeting-dates"]
    assert ids[2:] == [each for each in show.examples(10) if each not in ids[:2]][:8]
    assert [one.id for one in in_ukrainian.results] == ids
    assert in_ukrainian.results[0].title == show.question("yermak-resigned", "uk")
    assert counts(database_url)["en", "answer", "putin-meeting-dates"][0] == 5  # the row that was chosen counts too
