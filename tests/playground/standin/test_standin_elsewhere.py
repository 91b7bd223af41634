"""Inline and guest mode of the stand-in: what is delivered, what is refused, and what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.playground.standin import Status

if TYPE_CHECKING:
    from bot.playground.standin import Chat, StandIn, User, World
    from tests.playground.standin.calling import Call

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture(autouse=True)
def _modes(world: World) -> None:
    world.modes.inline = world.modes.inline_feedback = world.modes.guest = True


@pytest.fixture
def elsewhere(world: World, anna: User) -> Chat:
    """Make a group without the bot."""
    return world.add_group("Elsewhere", members=[anna], bot=Status.LEFT)


def article(**changes: Any) -> dict[str, Any]:
    """Return a result as Telegram takes it, with what a test changes."""
    content = {"message_text": "<b>Yermak</b> resigned", "parse_mode": "HTML"}
    return {"type": "article", "id": "one", "title": "Who?", "input_message_content": content} | changes


async def test_getme_says_which_modes_are_on(world: World, call: Call) -> None:
    """Off, as in a new bot, until BotFather is told."""
    on = (await call("getMe"))["result"]
    world.modes.inline = world.modes.guest = False
    off = (await call("getMe"))["result"]
    assert [(me["supports_inline_queries"], me["supports_guest_queries"]) for me in (on, off)] == [
        (True, True),
        (False, False),
    ]
    with pytest.raises(AssertionError, match="inline mode is off"):
        await world.type_inline(world.bot, "Who")


async def test_a_row_that_is_chosen_is_sent_by_the_person(world: World, call: Call, anna: User, group: Chat) -> None:
    """By way of the bot, formatted; where inline feedback is on, the bot is told. Of a query 256 characters count."""
    query_id = await world.type_inline(anna, "x" * 300)
    (update,) = world.updates.pending
    assert (update.kind, update.body["query"]) == ("inline_query", "x" * 256)
    button = {"text": "Ask", "start_parameter": "inline"}
    params = {"results": [article()], "button": button, "cache_time": 0, "is_personal": True, "next_offset": ""}
    assert (await call("answerInlineQuery", inline_query_id=query_id, **params))["ok"]
    answer = world.queries.answers[query_id]
    assert (answer.button, answer.cache_time, answer.is_personal) == (button, 0, True)
    for expected in (["message", "chosen_inline_result"], ["message"]):
        world.updates.drop()
        sent = await world.choose(group, answer, "one")
        assert (sent.sender, sent.via_bot, sent.text) == (anna, world.bot, "Yermak resigned")
        assert [entity.type for entity in sent.entities] == ["bold"]
        assert [update.kind for update in world.updates.pending] == expected
        world.modes.inline_feedback = False


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"results": [article(id=str(number)) for number in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [article(), article()]}, "RESULT_ID_DUPLICATE"),
        ({"results": [article(id="x" * 65)]}, "RESULT_ID_INVALID"),
        ({"results": [article(id="")]}, "RESULT_ID_INVALID"),
        ({"results": [article(id="я" * 33)]}, "RESULT_ID_INVALID"),
        ({"results": [article(title=" ")]}, "title"),
        ({"results": [article(hide_url=True)]}, "hide_url"),
        ({"results": [article(input_message_content={"message_text": "x" * 4097})]}, "MESSAGE_TOO_LONG"),
        ({"results": [article(input_message_content={"message_text": ""})]}, "message text is empty"),
        ({"results": [article(input_message_content={"message_text": "<b>", "parse_mode": "HTML"})]}, "parse entities"),
        ({"results": [{"type": "photo", "id": "one"}]}, "articles"),
        ({"button": {"text": "Ask"}}, "exactly one"),
        ({"button": {"text": "Ask", "start_parameter": "a b"}}, "START_PARAM_INVALID"),
        ({"next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
    ],
)
async def test_what_telegram_would_not_take(
    world: World, call: Call, anna: User, changes: dict[str, Any], refusal: str
) -> None:
    """A refused call leaves the query open."""
    query_id = await world.type_inline(anna, "Who")
    refused = await call("answerInlineQuery", **({"inline_query_id": query_id, "results": [article()]} | changes))
    assert refusal in refused["description"]
    assert (await call("answerInlineQuery", inline_query_id=query_id, results=[]))["ok"]


async def test_a_query_is_answered_once_and_in_time(world: World, call: Call, anna: User) -> None:
    """A second answer, an unknown query and one that is too old are refused alike."""
    first, second, third = [await world.type_inline(anna, "Who") for _ in range(3)]
    assert (await call("answerInlineQuery", inline_query_id=first, results=[]))["ok"]
    world.queries.lifetime = -1.0
    late = await call("answerInlineQuery", inline_query_id=second, results=[])
    world.queries.lifetime = 30.0
    world.queries.expire()
    for refused in (
        late,
        await call("answerInlineQuery", inline_query_id=first, results=[]),
        await call("answerInlineQuery", inline_query_id=third, results=[]),
        await call("answerGuestQuery", guest_query_id="7", result=article()),
    ):
        assert refused["description"] == TOO_OLD


async def test_a_mention_where_the_bot_is_no_member(world: World, call: Call, anna: User, elsewhere: Chat) -> None:
    """Brings a guest query, which takes one reply; other words, and mentions where it is a member, bring none."""
    await world.say(anna, elsewhere, "hello")
    asked = await world.say(anna, elsewhere, f"@{world.bot.username} who?")
    (update,) = world.updates.pending
    assert update.kind == "guest_message"
    assert update.body["text"] == asked.text
    query_id = update.body["guest_query_id"]
    assert (await call("answerInlineQuery", inline_query_id=query_id, results=[]))["description"] == TOO_OLD
    said = await call("answerGuestQuery", guest_query_id=query_id, result=article())
    assert said["result"]["inline_message_id"]
    answer = await world.wait_for_message(elsewhere, after=asked)
    assert (answer.text, answer.reply_to, answer.guest_caller) == ("Yermak resigned", asked.message_id, anna)
    assert world.as_json(answer)["guest_bot_caller_user"]["id"] == anna.id
    again = await call("answerGuestQuery", guest_query_id=query_id, result=article())
    assert again["description"] == TOO_OLD


async def test_with_the_mode_off_a_mention_is_not_delivered(
    world: World, anna: User, group: Chat, elsewhere: Chat
) -> None:
    """Nor is one in a group that the bot is in, where privacy mode decides."""
    await world.say(anna, group, f"@{world.bot.username} who?")
    world.modes.guest = False
    await world.say(anna, elsewhere, f"@{world.bot.username} who?")
    assert not world.updates.pending


async def test_over_http(api: StandIn, anna: User) -> None:
    """The driver's wait gives up with what it waited for."""
    with pytest.raises(AssertionError, match="inline query 'Who'"):
        await api.world.inline(anna, "Who", timeout=0.01)
