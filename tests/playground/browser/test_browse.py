"""The base to browse and search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.async_api import expect

if TYPE_CHECKING:
    from playwright.async_api import Locator

    from tests.playground.browser.visitor import Visitor


def entries(visitor: Visitor) -> Locator:
    """Return the entries that are listed."""
    return visitor.page.locator("#knowledge .entries details")


async def every_entry_is_listed_and_opens(visitor: Visitor) -> None:
    """Texts in every language, source, questions, line; related entries are links."""
    await visitor.page.locator("#tab-knowledge").click()
    await expect(entries(visitor)).to_have_count(3)
    bill = visitor.page.locator("#entry-repair-bill")
    await visitor.sees(bill, "line 64")
    await bill.locator("summary").click()
    await visitor.sees(bill, "Журнал не каже")
    await visitor.sees(bill, "кто заплатил за ремонт")
    await bill.locator(".entry-link").click()
    glass = visitor.page.locator("#entry-glass-broken")
    await expect(glass.locator("summary")).to_be_focused()
    await visitor.sees(glass, "Mara Lind in her logbook")
    await visitor.sees(glass, "paragraph 3")


async def words_are_found_wherever_they_stand(visitor: Visitor) -> None:
    """All of them, in any language and case, in questions and sources too; a line by its number."""
    await visitor.page.locator("#tab-knowledge").click()
    search = visitor.page.get_by_role("searchbox")
    for typed, found in (
        ("LAMP", ["lamp-lit", "glass-broken"]),
        ("розбило", ["glass-broken"]),
        ("mara again", ["lamp-lit"]),
        ("зажгли лампу", ["lamp-lit"]),
        ("64", ["repair-bill"]),
        ("submarine", []),
    ):
        await search.fill(typed)
        await expect(entries(visitor).locator("summary code")).to_have_text(found)
    await visitor.sees(visitor.page.locator("#knowledge .browse [role=status]"), "0 entries")


async def a_candidate_leads_to_its_entry(visitor: Visitor) -> None:
    """From the explanation, by its id."""
    await visitor.start()
    await visitor.ask("when was the lamp lit", "7 March 2024")
    await visitor.page.locator("#tab-explain").click()
    await visitor.page.locator("#explain .candidate .entry-link").first.click()
    await expect(visitor.page.locator("#entry-lamp-lit summary")).to_be_focused()
    await expect(visitor.page.locator("#entry-lamp-lit")).to_have_attribute("open", "")


async def an_address_leads_to_an_entry(visitor: Visitor) -> None:
    """As the link of an id does in a window of its own."""
    await visitor.page.goto(f"{visitor.running.address}?entry=glass-broken")
    await expect(visitor.page.locator("#entry-glass-broken summary")).to_be_focused()


async def what_check_warns_of_stands_at_its_entry(visitor: Visitor) -> None:
    """And only those are listed on demand; a change of the file brings the warning, what was typed stays."""
    await visitor.page.locator("#tab-knowledge").click()
    await visitor.page.get_by_role("searchbox").fill("storm")
    await expect(entries(visitor)).to_have_count(1)
    visitor.running.write(
        "      en: A storm broke the glass of the lantern.", f"      en: A storm {'broke ' * 80}the glass."
    )
    glass = visitor.page.locator("#entry-glass-broken")
    await glass.locator("summary").click()
    await visitor.sees(glass.locator(".problems"), "characters")
    await expect(visitor.page.get_by_role("searchbox")).to_have_value("storm")
    await visitor.page.get_by_role("searchbox").fill("")
    await visitor.page.get_by_role("checkbox").check()
    shown = await entries(visitor).count()
    assert shown == await visitor.page.locator("#knowledge .entries .warned").count()
    await expect(glass).to_be_visible()


async def test_the_base_is_browsed(visitor: Visitor) -> None:
    """By hand, after a change, by an address, from an explanation."""
    await visitor.does(
        words_are_found_wherever_they_stand,
        what_check_warns_of_stands_at_its_entry,
        an_address_leads_to_an_entry,
        every_entry_is_listed_and_opens,
        a_candidate_leads_to_its_entry,
    )
