"""Whatever is written is text; the page runs its own scripts alone."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from playwright.async_api import expect

from bot.playground.standin import StandIn

if TYPE_CHECKING:
    from playwright.async_api import Browser

    from tests.playground.browser.visitor import Visitor

NASTY = '<script>document.title = "owned"</script><img src=x onerror=alert(1)> & &lt;b&gt;'


async def a_message_of_markup_is_text(visitor: Visitor) -> None:
    """Bubble, chat list, reply, explanation: everywhere the same characters, nowhere an element."""
    await visitor.start()
    count = await visitor.answers.count()
    await visitor.write(NASTY)
    await expect(visitor.answers).to_have_count(count + 1)
    await expect(visitor.mine.last.locator(".text")).to_have_text(NASTY)
    await expect(visitor.page.locator("#explain .asked")).to_have_text(NASTY)
    assert await visitor.page.locator("#app script, #app img").count() == 0
    assert "owned" not in await visitor.page.title()


async def the_browser_itself_refuses_markup_from_strings(visitor: Visitor) -> None:
    """The policy asks for trusted types and allows none: innerHTML throws, inline scripts do not run."""
    refused = await visitor.page.evaluate(
        "() => { try { document.body.innerHTML = '<b>x</b>'; return false } catch { return true } }"
    )
    assert refused
    visitor.complaints.clear()  # the browser reports what it refused


ENTITIES: list[tuple[str, str, list[tuple[str, int, int, dict[str, str]]], str]] = [
    ("bold in italics", "ab c", [("italic", 0, 4, {}), ("bold", 1, 1, {})], "<em>a<strong>b</strong> c</em>"),
    ("after an astral sign", "\U0001f600 b", [("bold", 3, 1, {})], "\U0001f600 <strong>b</strong>"),
    ("overlapping", "abcd", [("bold", 0, 3, {}), ("italic", 2, 2, {})], "<strong>ab<em>c</em></strong>d"),
    ("a harmful link", "x", [("text_link", 0, 1, {"url": "javascript:alert(1)"})], "<span>x</span>"),
    ("beyond the end", "ab", [("bold", 1, 9, {})], "a<strong>b</strong>"),
    ("a block swallows one line break", "q\n\nr", [("blockquote", 0, 1, {})], "<blockquote>q</blockquote>\nr"),
]


async def entities_become_elements(visitor: Visitor) -> None:
    """Offsets count UTF-16 units, nested ones nest, what is wrong harms nobody."""
    script = """async ([text, entities]) => {
      const { formatted } = await import("/static/js/entities.js");
      const place = document.createElement("div");
      place.append(...formatted(text, entities));
      return place.innerHTML;
    }"""
    for name, text, entities, html in ENTITIES:
        given = [{"type": kind, "offset": offset, "length": length} | extra for kind, offset, length, extra in entities]
        assert await visitor.page.evaluate(script, [text, given]) == html, name


async def an_expandable_quotation_opens_and_closes(visitor: Visitor) -> None:
    """A long one shows three lines and a button that says whether it is open; a short one has no button."""
    script = """async (lines) => {
      const { formatted } = await import("/static/js/entities.js");
      const row = document.querySelector(".row.theirs .text");
      const text = Array(lines).fill("a line of a quotation").join("\\n");
      row.replaceChildren(...formatted(text, [{ type: "expandable_blockquote", offset: 0, length: text.length }]));
    }"""
    await visitor.start()
    quote, fold = visitor.newest.locator("blockquote"), visitor.newest.locator(".fold")
    await visitor.page.evaluate(script, 2)
    await expect(fold).to_be_hidden()
    await visitor.page.evaluate(script, 9)
    await expect(fold).to_have_attribute("aria-expanded", "false")
    closed = (await quote.bounding_box() or {"height": 0})["height"]
    await fold.press("Enter")
    await expect(fold).to_have_attribute("aria-expanded", "true")
    opened = (await quote.bounding_box() or {"height": 0})["height"]
    assert opened > 2 * closed
    await quote.click(position={"x": 30, "y": 10})
    await expect(fold).to_have_attribute("aria-expanded", "false")


async def test_whatever_is_written_is_text(visitor: Visitor) -> None:
    """In a quotation, in a message, in a script, in its entities."""
    await visitor.does(
        an_expandable_quotation_opens_and_closes,
        a_message_of_markup_is_text,
        the_browser_itself_refuses_markup_from_strings,
        entities_become_elements,
    )


ATTACK = """async ([url, token, hook]) => {
  const call = `${url}/bot${token}/setWebhook`;
  const got = [];
  const tried = async (address, options) => {
    try { got.push((await fetch(address, options)).type) } catch { got.push("refused") }
  };
  const body = new URLSearchParams({ url: hook });
  await tried(call, { method: "POST", body, mode: "no-cors" });
  await tried(call, { method: "POST", body });
  const headers = { "content-type": "application/json" };
  await tried(call, { method: "POST", body: JSON.stringify({ url: hook }), headers });
  await tried(`${call}?${body}`, { mode: "no-cors" });
  await tried(`${url}/control/add_user`, { method: "POST", body: '{"first_name": "Eve"}', mode: "no-cors" });
  await new Promise((done) => {
    const picture = new Image();
    picture.onload = picture.onerror = done;
    picture.src = `${call}?${body}`;
  });
  const form = document.createElement("form");
  const frame = document.createElement("iframe");
  frame.name = form.target = "frame";
  document.body.append(frame, form);
  form.method = "POST";
  form.action = call;
  const field = document.createElement("input");
  field.name = "url";
  field.value = hook;
  form.append(field);
  const loaded = new Promise((done) => { frame.onload = done });
  form.submit();
  await loaded;
  return got;
}"""


async def test_another_website_gets_nothing_of_the_stand_in(browser: Browser) -> None:
    """It knows port and token, and tries all that a page can do: fetch with and without CORS, a picture, a form."""

    async def page_of_eve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 3\r\nConnection: close\r\n\r\nEve")
        await writer.drain()
        writer.close()

    async with StandIn(control=True) as api, await asyncio.start_server(page_of_eve, "127.0.0.1", 0) as eve:
        here = f"http://127.0.0.1:{eve.sockets[0].getsockname()[1]}/"
        page = await browser.new_page()
        await page.goto(here)
        got = await page.evaluate(ATTACK, [api.url, api.token, here])
        await page.close()
        assert got == ["opaque", "refused", "refused", "opaque", "opaque"]
        assert (api.webhook.url, len(api.journal), set(api.world.users)) == ("", 0, {api.world.bot.id})
