"""Telegram's HTML: what it becomes, and how it is refused."""

# ruff: noqa: D103 - names say what is shown; fixtures come by position

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.playground.standin import ApiError
from bot.playground.standin.entities import entity_json, formatted

if TYPE_CHECKING:
    from bot.playground.standin import Chat
    from tests.playground.standin.calling import Call


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>a</b><strong>b</strong>", "ab", [("bold", 0, 1), ("bold", 1, 1)]),
        ("<i>a</i><em>b</em>", "ab", [("italic", 0, 1), ("italic", 1, 1)]),
        ("<u>a</u><ins>b</ins>", "ab", [("underline", 0, 1), ("underline", 1, 1)]),
        ("<s>a</s><strike>b</strike><del>c</del>", "abc", [("strikethrough", n, 1) for n in range(3)]),
        ('<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>', "ab", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
        ("😀 <b>x</b>", "😀 x", [("bold", 3, 1)]),
        ("Зе <i>б<b>в</b></i>", "Зе бв", [("italic", 3, 2), ("bold", 4, 1)]),
        ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ("<B>a</b >", "a", [("bold", 0, 1)]),
        ("<b>a</>", "a", [("bold", 0, 1)]),
        ("<b></b>a", "a", []),
        ("&lt;&gt;&amp;&quot;&#33;&#x21;&nbsp;&amp", '<>&"!!&nbsp;&', []),
        ("  <b> a </b>  ", " a", [("bold", 0, 2)]),
        ("<pre>a</pre><code>b</code>", "ab", [("pre", 0, 1), ("code", 1, 1)]),
        ("/ask@some_bot #tag", "/ask@some_bot #tag", [("bot_command", 0, 13), ("hashtag", 14, 4)]),
        ("<code>/ask</code> @anna", "/ask @anna", [("code", 0, 4), ("mention", 5, 5)]),
    ],
)
def test_html_becomes_text_and_entities_in_utf16_units(
    source: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    found, marks = formatted(source, "HTML")
    assert found == text
    assert [(mark.type, mark.offset, mark.length) for mark in marks] == entities


def test_links_and_languages_are_kept() -> None:
    _, (link,) = formatted('<a href="https://Example.org/a?b=1&amp;c=2">a</a>', "HTML")
    assert entity_json(link)["url"] == "https://example.org/a?b=1&c=2"
    _, (code,) = formatted('<pre><code class="language-python">x</code></pre>', "HTML")
    assert entity_json(code) == {"type": "pre", "offset": 0, "length": 1, "language": "python"}
    assert formatted('<a href="nonsense">a</a>', "HTML") == ("a", ())
    _, (emoji,) = formatted('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>', "html")
    assert entity_json(emoji)["custom_emoji_id"] == "5368324170671202286"


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("a <x>b</x>", 'Unsupported start tag "x" at byte offset 2'),
        ("й <br/>", 'Unsupported start tag "br/" at byte offset 3'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("1 <2", "Unclosed start tag at byte offset 2"),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a href="x>a</a>', "Unclosed start tag at byte offset 0"),
        ("<a href=x/y>a</a>", "Unexpected end of name token at byte offset 8"),
        ("<a =x>a</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<tg-emoji>a</tg-emoji>", "Invalid custom emoji identifier specified"),
    ],
)
async def test_broken_html_is_refused_in_telegrams_words(source: str, problem: str, call: Call, started: Chat) -> None:
    refusal = await call("sendMessage", chat_id=started.id, text=source, parse_mode="HTML")
    assert refusal["description"] == f"Bad Request: can't parse entities: {problem}"


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(ApiError, match="unmatched surrogate code units"):
        formatted("&#55357;", "HTML")


async def test_unknown_parse_modes_and_given_entities(call: Call, started: Chat) -> None:
    refusal = await call("sendMessage", chat_id=started.id, text="a", parse_mode="BBCode")
    assert refusal["description"] == "Bad Request: unsupported parse_mode"
    entities = [{"type": "bold", "offset": 0, "length": 9}]
    sent = await call("sendMessage", chat_id=started.id, text="ab", entities=entities)
    assert sent["result"]["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    refusal = await call("sendMessage", chat_id=started.id, text="ab", entities=[{"type": "loud"}])
    assert "can't parse MessageEntity" in refusal["description"]
