"""Telegram's refusals, in its own words."""

from __future__ import annotations

import pytest
from telegram.error import BadRequest

from bot.handlers.refusals import Refusal


@pytest.mark.parametrize(
    ("words", "meanings"),
    [
        ('Can\'t parse entities: unsupported start tag "x" at byte offset 0', {Refusal.FORM}),
        ("Message is too long", {Refusal.FORM}),
        ("Button_data_invalid", {Refusal.FORM}),
        (
            "Message is not modified: specified new message content and reply markup are exactly the same",
            {Refusal.UNCHANGED, Refusal.FORM},
        ),
        ("Message to edit not found", {Refusal.GONE}),
        ("Message can't be edited", {Refusal.GONE}),
        ("Message_id_invalid", {Refusal.GONE}),
        ("Message thread not found", {Refusal.NO_TOPIC}),
        ("Message to be replied not found", {Refusal.NO_REPLIED}),
        ("Not enough rights to send text messages to the chat", {Refusal.MAY_NOT_WRITE}),
        ("Have no rights to send a message", {Refusal.MAY_NOT_WRITE}),
        ("Need administrator rights in the channel chat", {Refusal.MAY_NOT_WRITE}),
        ("Topic_closed", {Refusal.MAY_NOT_WRITE}),
        ("Chat_write_forbidden", {Refusal.MAY_NOT_WRITE}),
        ("Chat not found", {Refusal.MAY_NOT_WRITE}),
        ("Chat_admin_required", {Refusal.MAY_NOT_WRITE}),
        ("Chat_guest_send_forbidden", {Refusal.MAY_NOT_WRITE}),
        ("User_banned_in_channel", {Refusal.MAY_NOT_WRITE}),
        ("Allow_payment_required_5", {Refusal.MAY_NOT_WRITE}),
        ("Peer_id_invalid", {Refusal.MAY_NOT_WRITE}),
        ("Group chat was deactivated", {Refusal.MAY_NOT_WRITE}),
        ("Input_user_deactivated", {Refusal.BLOCKED}),
        (
            "Query is too old and response timeout expired or query id is invalid",
            {Refusal.TOO_LATE},
        ),
        ("Can't use getUpdates method while webhook is active", {Refusal.WEBHOOK}),
        ("Terminated by other getUpdates request; make sure that only one bot instance is running", set()),
        ("Message text is empty", {Refusal.EMPTY}),
        ("Bot was blocked by the user", {Refusal.BLOCKED}),
        (
            "Internal Server Error: sent message was immediately deleted and can't be accessed",
            {Refusal.DELETED_AT_ONCE},
        ),
        ("Nothing that anybody planned for", set()),
    ],
)
def test_a_refusal_is_known_by_its_words(words: str, meanings: set[Refusal]) -> None:
    """In Telegram's wording, whatever its case; what nobody planned for means nothing known."""
    assert {refusal for refusal in Refusal if refusal.fits(BadRequest(words))} == meanings


def test_every_meaning_has_words_of_its_own() -> None:
    """A wording stands once, in lower case, as it is compared."""
    every = [words for refusal in Refusal for words in refusal.value]
    assert len(every) == len(set(every))
    assert every == [words.lower() for words in every]
