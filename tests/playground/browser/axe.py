"""What axe-core finds wrong with the page, as it is in the browser."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.async_api import Page

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")

_RUN = """async () => {
  const rules = { "label-content-name-mismatch": { enabled: true } };
  const { violations } = await axe.run(document, { rules, resultTypes: ["violations"] });
  const told = ({ html, failureSummary }) => [html.slice(0, 200), failureSummary];
  return violations.map(({ id, nodes }) => [id, nodes.map(told)]);
}"""


async def violations(page: Page) -> list[str]:
    """Return each rule that is broken, with the elements that break it: all of axe's rules, best practices too."""
    if not await page.evaluate("'axe' in window"):  # half a megabyte, read once by a page that is looked at twice
        # As the debugger's script, which the page's policy has no say in.
        await page.evaluate(AXE)
    found: list[Any] = await page.evaluate(_RUN)
    return [f"{rule}: {html}\n  {why}" for rule, nodes in found for html, why in nodes]
