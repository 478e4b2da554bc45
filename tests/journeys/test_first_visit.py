"""Is the first visit light enough for an old phone in the rain, and does nothing come from elsewhere?"""

from playwright.sync_api import CDPSession, Page

from tests.browser import PHONE, Look
from tests.conftest import OpenPage
from tests.pages.table import PAGES

LIMIT = 60_000
"""Bytes over the wire, headers included: what a page may weigh, its style sheet and icon too."""


def weigh(page: Page, wire: CDPSession, address: str) -> tuple[int, int]:
    """Return the bytes and the number of answers that a page takes with an empty cache."""
    received: list[float] = []
    wire.on("Network.loadingFinished", lambda finished: received.append(finished["encodedDataLength"]))
    wire.send("Network.clearBrowserCache")
    page.goto(address, wait_until="networkidle")
    return int(sum(received)), len(received)


def test_every_page_is_light_on_the_first_visit(open_page: OpenPage, site: str) -> None:
    """Measured on the wire; that no other host is asked is watched on every page (tests/browser.py)."""
    for path in PAGES.values():
        page = open_page(Look(PHONE))
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        weight, answers = weigh(page, wire, site + path)
        assert answers >= 2
        assert weight <= LIMIT, f"{path} weighs {weight} bytes"
