"""How do the journeys and the pictures drive a real browser?

Debian's Chromium, started once; each test opens pages of its own, as wide, dark and scriptless as it asks for. A page
that asks anything of another host, breaks the Content-Security-Policy or throws an error fails its test.

    def test_policy_is_readable_on_a_phone(open_page, live_server):
        page = open_page(Look(width=PHONE, theme="dark"))
        page.goto(live_server.url)
        assert_no_axe_violations(page)
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from typing import Literal
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, sync_playwright

Theme = Literal["light", "dark"]

PHONE, DESK = 360, 1280
"""Widths in CSS pixels."""
HEIGHTS = {PHONE: 740, DESK: 900}
PATIENCE = 10_000
"""Milliseconds that a page may take before the test says so."""
ARGUMENTS = (
    "--no-sandbox",  # the tests also run as root, where Chromium refuses its sandbox
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
NOT_A_REQUEST = frozenset({"data", "blob", "about", "chrome-error"})


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is looked at."""

    width: int = DESK
    theme: Theme = "light"
    javascript: bool = True

    def __str__(self) -> str:
        """Name the look in a test's id."""
        return f"{self.width}-{self.theme}" + ("" if self.javascript else "-no-script")


THEMES: tuple[Theme, ...] = ("light", "dark")
LOOKS = tuple(Look(width, theme) for width, theme in product((PHONE, DESK), THEMES))
"""Every page is looked at in these four."""
AT_A_DESK = Look()
LOOKS_WITH_AND_WITHOUT_SCRIPT = (*LOOKS, Look(PHONE, javascript=False), Look(DESK, javascript=False))


@dataclass
class Watch:
    """What a page did that no page may do."""

    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def on_console(self, message: ConsoleMessage) -> None:
        """Keep violations of the Content-Security-Policy."""
        if message.type == "error" and "Content Security Policy" in message.text:
            self.complaints.append(message.text)

    def on_error(self, error: Exception) -> None:
        """Keep an error that a script threw."""
        self.complaints.append(f"script error: {error}")

    def on_request(self, request: Request) -> None:
        """Keep the host that is asked."""
        parts = urlsplit(request.url)
        if parts.scheme not in NOT_A_REQUEST:
            self.hosts.add(parts.netloc)

    def verify(self) -> None:
        """Fail if the page complained, or asked more than one host."""
        assert not self.complaints, self.complaints
        assert len(self.hosts) <= 1, f"requests went to several hosts: {sorted(self.hosts)}"


def find_chromium() -> str:
    """Return the path of Debian's Chromium; fail the test run, never skip, where there is none."""
    path = shutil.which("chromium")
    assert path, "Chromium is missing: apt-get install chromium"
    return path


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Start Chromium, and stop it whatever happens."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened_page(browser: Browser, look: Look) -> Iterator[Page]:
    """Open an empty page with cookies of its own, watched."""
    context = browser.new_context(
        viewport={"width": look.width, "height": HEIGHTS.get(look.width, HEIGHTS[DESK])},
        color_scheme=look.theme,
        java_script_enabled=look.javascript,
        locale="en-GB",
        timezone_id="Europe/London",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    watch = Watch()
    page = context.new_page()
    page.on("console", watch.on_console)
    page.on("pageerror", watch.on_error)
    page.on("request", watch.on_request)
    try:
        yield page
    finally:
        context.close()
    watch.verify()


def press(target: Locator) -> None:
    """Press a link or a button that leads to another page, and wait for that page.

    A click alone returns while the old page is still there: what is then read or looked at is either of the two.
    """
    with target.page.expect_navigation():
        target.click()


def press_here(target: Locator) -> None:
    """Press what leaves the page where it is: a summary, or a button that gives a file."""
    target.click()


def assert_no_axe_violations(page: Page) -> None:
    """Fail with axe's report if the page as it stands has a violation."""
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def assert_no_sideways_scroll(page: Page) -> None:
    """Fail if the page is wider than its window."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= window, f"the page is {wide} px wide in a window of {window} px"
