"""What do the journeys share: the invented school, served."""

import pytest
from playwright.sync_api import Page

from gatepost.demo import services as demo
from tests.browser import press
from tests.live import LiveServer


@pytest.fixture
def site(live_server: LiveServer, transactional_db: None) -> str:
    """The address of the site with the invented school in it."""
    demo.load()
    return live_server.url


def sign_in(page: Page, site: str, name: str) -> None:
    """Choose a person on the sign-in page."""
    page.goto(f"{site}/sign-in/")
    press(page.get_by_role("button", name=name))
    page.wait_for_url(f"{site}/")
