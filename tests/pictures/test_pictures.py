"""Can the documents' pictures be taken, and are they small enough to keep?

From the invented school, as it is served. In every run they go to a folder that is thrown away; `make pictures` says
where to keep them.

    $ make pictures   # writes docs/pictures/policy-1280.png and the others
"""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from gatepost.demo import services as demo
from tests.browser import DESK, PHONE, Look, Theme, press
from tests.conftest import OpenPage
from tests.live import LiveServer

LARGEST = 200_000
"""Bytes: what a picture in the repository may weigh."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page to take a picture of, how high, and who is signed in."""

    path: str
    width: int
    height: int
    theme: Theme = "light"
    person: str = ""


PICTURES = {
    "start-1280": Picture("/", DESK, 980),
    "policy-1280": Picture("/policy/", DESK, 1060),
    "clause-1280": Picture("/policy/conduct.5/", DESK, 1000),
    "verdict-360": Picture("/policy/examples/photos-parent-without-pass/", PHONE, 900),
    "verdict-dark-360": Picture("/policy/examples/phone-staff-parent-in-lesson/", PHONE, 900, theme="dark"),
    "head-1280": Picture("/", DESK, 900, person="Ruth Adeyemi"),
}


@pytest.mark.parametrize("name", PICTURES)
def test_picture_can_be_taken(
    open_page: OpenPage, live_server: LiveServer, transactional_db: None, tmp_path: Path, name: str
) -> None:
    """Of a page that is there, and small enough."""
    demo.load()
    picture = PICTURES[name]
    folder = Path(os.environ.get("PICTURES") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    page = open_page(Look(picture.width, picture.theme))
    page.set_viewport_size({"width": picture.width, "height": picture.height})
    if picture.person:
        page.goto(f"{live_server.url}/sign-in/")
        press(page.get_by_role("button", name=picture.person))
    response = page.goto(live_server.url + picture.path)
    assert response is not None
    assert response.status == 200
    page.screenshot(path=folder / f"{name}.png")
    assert (folder / f"{name}.png").stat().st_size < LARGEST
