"""What stands in the bot's profile, for any title that a story may have."""

from __future__ import annotations

import pytest

from bot.rendering.catalogue import catalogue
from bot.rendering.cutting import utf16_length
from bot.serving import menus
from tests.bases import knowledge_of


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
@pytest.mark.parametrize("length", [1, 60, 300, 2000])
def test_a_long_title_does_not_push_out_the_date(language: str, length: int) -> None:
    """How old the document is stands in both descriptions, which keep to Telegram's limits."""
    story = knowledge_of("shipped").story.model_copy(update={"title": {language: "мир 🕊 " * length}})
    date = catalogue(language).date(story.as_of)
    limits = {"description.text": menus.DESCRIPTION_LENGTH, "short_description.text": menus.SHORT_DESCRIPTION_LENGTH}
    for key, limit in limits.items():
        told = menus._filled(key, story, language, limit)
        assert utf16_length(told) <= limit
        assert date in told
