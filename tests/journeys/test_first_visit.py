"""Is the first visit light enough for an old phone in the rain, and does nothing come from elsewhere?"""

from playwright.sync_api import Page

from tests.browser import PHONE, Look
from tests.conftest import OpenPage
from tests.pages.table import PAGES

LIMIT = 60_000
"""Bytes over the wire, headers included: what a page may weigh, its style sheet and icon too."""


class Scales:
    """Weighs what comes over the wire."""

    def __init__(self, page: Page) -> None:
        """Listen to a page's wire: one page for all addresses, for a window left open costs a hundred megabytes."""
        self.page = page
        self.received: list[float] = []
        self.wire = page.context.new_cdp_session(page)
        self.wire.on("Network.loadingFinished", lambda finished: self.received.append(finished["encodedDataLength"]))
        self.wire.send("Network.enable")

    def weigh(self, address: str) -> tuple[int, int]:
        """Return the bytes and the number of answers that a page takes with an empty cache."""
        self.page.goto("about:blank")
        self.wire.send("Network.clearBrowserCache")
        self.received.clear()
        self.page.goto(address)  # until it is loaded, and all that it asks for
        return int(sum(self.received)), len(self.received)


def test_every_page_is_light_on_the_first_visit(open_page: OpenPage, site: str) -> None:
    """Measured on the wire; that no other host is asked is watched on every page (tests/browser.py)."""
    scales = Scales(open_page(Look(PHONE)))
    for path in PAGES.values():
        weight, answers = scales.weigh(site + path)
        assert answers >= 2
        assert weight <= LIMIT, f"{path} weighs {weight} bytes"
