"""Who is spoken to, and what is asked: decided from a message alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import Message, User

from bot.handlers.addressing import Asked, completed, read_in_group, read_in_private, thread_of

ME = User(id=42, first_name="Talks", is_bot=True, username="Talks_Bot")
ANNA = {"id": 7, "first_name": "Anna", "is_bot": False}
BOT = {"id": 42, "first_name": "Talks", "is_bot": True, "username": "Talks_Bot"}
OTHER_BOT = {"id": 43, "first_name": "Other", "is_bot": True, "username": "other_bot"}
GROUP = {"id": -1007, "type": "supergroup", "title": "Readers"}
POLL = {
    "id": "1",
    "question": "who?",
    "options": [{"persistent_id": "0", "text": "Yermak", "voter_count": 0}],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}


def units(text: str) -> int:
    """Count UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def entities(text: str) -> list[dict[str, Any]]:
    """Mark commands and mentions, as Telegram does."""
    found, position = [], 0
    for word in text.split(" "):
        kind = "bot_command" if word.startswith("/") else "mention" if word.startswith("@") else ""
        if kind:
            found.append(
                {"type": kind, "offset": units(text[:position]), "length": units(word.split("\n")[0].rstrip(","))}
            )
        position += len(word) + 1
    return found


def message(words: str | None = None, /, **fields: Any) -> Message:
    """Return a message of Anna's in a group."""
    body: dict[str, Any] = {"message_id": 10, "date": 0, "chat": GROUP, "from": ANNA, **fields}
    if words is not None:
        body |= {"text": words, "entities": entities(words)}
    made = Message.de_json(body, None)
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("who?", Asked("ask", "who?", 10, plain=True)),
        ("/who umerov", Asked("who", "umerov", 10, by_command=True)),
        ("/WHO umerov", Asked("who", "umerov", 10, by_command=True)),
        ("/who@talks_bot  umerov ", Asked("who", "umerov", 10, by_command=True)),
        ("/who@TALKS_BOT", Asked("who", "", 10, by_command=True)),
        ("/ask one\ntwo", Asked("ask", "one\ntwo", 10, by_command=True)),
        ("/ask 🕊️ peace", Asked("ask", "🕊️ peace", 10, by_command=True)),
        ("/who@Other_Bot umerov", Asked("who@Other_Bot", "umerov", 10, by_command=True)),
        ("  ", Asked("ask", "", 10, plain=True)),
    ],
)
def test_in_private_everything_is_for_the_bot(text: str, asked: Asked | None) -> None:
    """A command's argument is cut at its entity, line breaks and all; another bot's command is none that there is."""
    assert read_in_private(message(text), ME) == asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("who?", None),
        ("/ask who?", Asked("ask", "who?", 10, by_command=True)),
        ("/ask@Talks_Bot who?", Asked("ask", "who?", 10, by_command=True)),
        ("/ask@other_bot who?", None),
        ("@talks_bot who?", Asked("ask", "who?", 10)),
        ("who, @Talks_Bot", Asked("ask", "who", 10)),
        ("𝒲ho 🕊️ @talks_bot resigned", Asked("ask", "𝒲ho 🕊️ resigned", 10)),
        ("@talks_botanist who?", None),
        ("ask @other_bot", None),
    ],
)
def test_in_a_group_only_what_is_addressed_is_for_the_bot(text: str, asked: Asked | None) -> None:
    """Commands, and mentions where Telegram delivers them, counted in UTF-16 units."""
    assert read_in_group(message(text), ME) == asked


def replied(text: str, sender: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Return a message to reply to."""
    return {"message_id": 5, "date": 0, "chat": GROUP, "from": sender, "text": text, **fields}


def test_a_reply_to_the_bot_is_a_question() -> None:
    """No command is needed."""
    assert read_in_group(message("and who?", reply_to_message=replied("Hello", BOT)), ME) == Asked(
        "ask", "and who?", 10, plain=True, replies_to=5
    )
    assert read_in_group(message("and who?", reply_to_message=replied("Hello", OTHER_BOT)), ME) is None
    assert read_in_group(message(None, sticker=None, reply_to_message=replied("Hello", BOT)), ME) is None


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("@olha who?", "mention", "@olha"),
        ("who, Olha?", "text_mention", "Olha"),
        ("https://t.me/a?b", "url", "https://t.me/a?b"),
    ],
)
def test_a_reply_to_the_bot_may_speak_to_others(text: str, kind: str, part: str) -> None:
    """By a mention of them, a link alone, or a poll; a link among words is no more than that."""
    found = [{"type": kind, "offset": text.index(part), "length": len(part), "user": ANNA}]
    to_the_bot = replied("Hello", BOT)
    assert read_in_group(message(text=text, entities=found, reply_to_message=to_the_bot), ME) is None
    assert read_in_group(message(poll=POLL, reply_to_message=to_the_bot), ME) is None
    is_link = kind == "url"
    with_words = message(text=f"{text} who?", entities=found, reply_to_message=to_the_bot)
    assert (read_in_group(with_words, ME) is not None) is is_link


@pytest.mark.parametrize("text", ["/ask", "/ask@talks_bot", "@talks_bot"])
def test_a_bare_question_in_reply_to_a_message_asks_that_message(text: str) -> None:
    """The answer belongs to it."""
    assert read_in_group(message(text, reply_to_message=replied("who?", ANNA)), ME) == Asked(
        "ask", "who?", 5, by_command=text[0] == "/"
    )


def test_words_that_say_nothing_ask_what_they_reply_to() -> None:
    """Others stand for themselves."""

    def says_nothing(words: str, beside: str) -> bool:
        return (words, beside) == ("please", "who?")

    target = replied("who?", ANNA)
    please, when = (
        read_in_group(message(text, reply_to_message=target), ME) for text in ("@talks_bot please", "/ask when?")
    )
    assert please is not None
    assert when is not None
    assert completed(please, lambda words, _: words == "please") == Asked("ask", "who?", 5)
    assert completed(when, lambda words, _: words == "please") is when
    assert (when.argument, when.message_id, when.pointed_at) == ("when?", 10, ("who?", 5))


def test_what_a_plain_reply_points_at_is_a_quotation_of_the_bot_or_anothers_message() -> None:
    """It is what the words are read with, and never asked in their place."""
    quote = {"text": "Umerov", "position": 0, "is_manual": True}
    quoting = read_in_group(message("and he?", reply_to_message=replied("Umerov and others", BOT), quote=quote), ME)
    assert quoting == Asked("ask", "and he?", 10, plain=True, pointed_at=("Umerov", 5), replies_to=5)
    assert completed(quoting, lambda *_: True) is quoting
    own = read_in_private(message("when?", reply_to_message=replied("Who is Umerov?", ANNA)), ME)
    assert own == Asked("ask", "when?", 10, plain=True, pointed_at=("Who is Umerov?", 5))


def test_a_chosen_quotation_is_what_is_asked() -> None:
    """Of a long message only the quoted part."""
    quote = {"text": "who?", "position": 20, "is_manual": True}
    made = message("/ask", reply_to_message=replied("a long message that asks who?", ANNA), quote=quote)
    assert read_in_group(made, ME) == Asked("ask", "who?", 5, by_command=True)


def test_a_bare_question_in_reply_to_the_bot_asks_nothing() -> None:
    """The bot does not answer its own words."""
    assert read_in_group(message("/ask", reply_to_message=replied("Hello", BOT)), ME) == Asked(
        "ask", "", 10, by_command=True, replies_to=5
    )


@pytest.mark.parametrize(
    ("fields", "heard"),
    [
        ({"from": OTHER_BOT}, False),
        ({"via_bot": BOT}, False),
        ({"is_automatic_forward": True, "sender_chat": GROUP}, False),
        ({"from": {"id": 1087968824, "first_name": "Group", "is_bot": True}, "sender_chat": GROUP}, True),
        ({"via_bot": OTHER_BOT}, True),
    ],
)
def test_bots_are_not_answered_and_anonymous_admins_are(fields: dict[str, Any], heard: bool) -> None:  # noqa: FBT001
    """An admin who hides behind the group looks like a bot to those who do not look twice."""
    assert (read_in_group(message("/ask who?", **fields), ME) is not None) is heard


ORIGIN = {"type": "user", "date": 1, "sender_user": ANNA}


@pytest.mark.parametrize("text", ["@talks_bot who?", "/ask who?", "/ask@talks_bot who?", "/who@talks_bot umerov"])
def test_what_is_forwarded_to_a_group_is_not_meant_for_the_bot(text: str) -> None:
    """Whoever forwards it did not write it."""
    assert read_in_group(message(text, forward_origin=ORIGIN), ME) is None


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("/ask who?", Asked("ask", "who?", 10, by_command=True)),
        ("/ask@other_bot who?", Asked("ask", "who?", 10, by_command=True)),
        ("/who umerov", Asked("ask", "umerov", 10, by_command=True)),
        ("/start", Asked("ask", "", 10, by_command=True)),
        ("who?", Asked("ask", "who?", 10, plain=True)),
    ],
)
def test_what_is_forwarded_in_private_is_a_question_and_no_command(text: str, asked: Asked) -> None:
    """Somebody else gave the command, perhaps to another bot."""
    assert read_in_private(message(text, forward_origin=ORIGIN), ME) == asked


def test_a_bare_question_in_reply_to_a_poll_asks_what_the_poll_asks() -> None:
    """Its answers are not asked."""
    asked = message("/ask", reply_to_message={**replied("", ANNA), "text": None, "poll": POLL})
    assert read_in_group(asked, ME) == Asked("ask", "who?", 5, by_command=True)
    assert read_in_private(asked, ME) == Asked("ask", "who?", 5, by_command=True)


@pytest.mark.parametrize("text", ["/ask", "@talks_bot"])
def test_a_bare_question_in_reply_to_a_sticker_has_no_words(text: str) -> None:
    """A message of a topic's beginning has no words either, but nobody sent it to be read."""
    dice = {**replied("", ANNA), "text": None, "dice": {"emoji": "x", "value": 1}}
    topic = {**replied("", ANNA), "text": None, "forum_topic_created": {"name": "News", "icon_color": 1}}
    for target, wordless in ((dice, True), (topic, False)):
        asked = read_in_group(message(text, reply_to_message=target), ME)
        assert asked is not None
        assert (asked.argument, asked.wordless) == ("", wordless)


def test_in_private_the_bots_own_name_is_no_part_of_a_question() -> None:
    """Nor is it a question by itself."""
    assert read_in_private(message("@talks_bot who?"), ME) == Asked("ask", "who?", 10)
    assert read_in_private(message("@talks_bot"), ME) == Asked("ask", "", 10)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("/who @talks_bot umerov", Asked("who", "umerov", 10, by_command=True)),
        ("/who@talks_bot umerov, @Talks_Bot", Asked("who", "umerov", 10, by_command=True)),
        ("/settings @talks_bot", Asked("settings", "", 10, by_command=True)),
        ("@talks_bot /timeline", Asked("timeline", "", 10, by_command=True)),
        ("@talks_bot, /WHO@talks_bot umerov", Asked("who", "umerov", 10, by_command=True)),
        ("@talks_bot /ask one\ntwo", Asked("ask", "one\ntwo", 10, by_command=True)),
        ("/ask @other_bot who?", Asked("ask", "@other_bot who?", 10, by_command=True)),
        ("@talks_bot /ban umerov", Asked("ask", "/ban umerov", 10)),
        ("@talks_bot /ask@other_bot who?", Asked("ask", "/ask@other_bot who?", 10)),
        ("@talks_bot who is /who ?", Asked("ask", "who is /who ?", 10)),
    ],
)
def test_a_mention_of_the_bot_before_or_behind_a_command_is_no_part_of_it(text: str, asked: Asked) -> None:
    """What is behind a mention and no command of the bot's stays a question."""
    for read in (read_in_group, read_in_private):
        assert read(message(text), ME) == asked


@pytest.mark.parametrize("text", ["hey /ask who?", "@other_bot /ask who?", "/ban @talks_bot"])
def test_a_command_behind_other_words_is_not_meant_for_the_bot(text: str) -> None:
    """Nor is another bot's, whoever is named behind it."""
    asked = read_in_group(message(text), ME)
    assert asked is None or asked.name == "ban"


def test_only_a_forum_has_topics() -> None:
    """A reply in a plain supergroup carries a thread id that may not be sent back."""
    assert thread_of(message("x", message_thread_id=3)) is None
    assert thread_of(message("x", message_thread_id=3, is_topic_message=True)) == 3


@settings(deadline=None)
@given(st.text(), st.integers(0, 40), st.integers(0, 40), st.sampled_from(["bot_command", "mention", "bold"]))
def test_any_text_with_any_entity_is_read_without_an_error(text: str, offset: int, length: int, kind: str) -> None:
    """Entities that do not fit the text are Telegram's, not ours, to explain."""
    made = message(None, text=text, entities=[{"type": kind, "offset": offset, "length": length}])
    read_in_private(made, ME)
    read_in_group(made, ME)
