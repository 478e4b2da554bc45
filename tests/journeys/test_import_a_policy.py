"""A head teacher brings in the school's own policy, looks it through, and makes a draft of it."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gatepost.agreements.importing.models import DocumentImport
from gatepost.agreements.importing.states import UNREAD
from gatepost.agreements.importing.tasks import read_document
from gatepost.agreements.models import SchoolEdition
from tests.browser import DESK, LOOKS, PHONE, Look, assert_no_axe_violations, assert_no_sideways_scroll, press
from tests.conftest import OpenPage
from tests.journeys.conftest import sign_in
from tests.unit.documents import labelled

PICTURES = os.environ.get("PICTURES_OF_IMPORT", "")
"""A folder for pictures of each step, for whoever wants to look."""


def send(page: Page, site: str, folder: Path) -> None:
    """Choose a Word document and send it."""
    path = folder / "Our social media policy.docx"
    path.write_bytes(labelled.word_of(labelled.source("harrowmere")))
    page.goto(f"{site}/policy/import/")
    page.get_by_label("Your policy").set_input_files(path)
    picture(page, "upload")
    press(page.get_by_role("button", name="Read this document"))


def read() -> None:
    """Do what the worker does."""
    for row in DocumentImport.objects.filter(state__in=[each.value for each in UNREAD]):
        read_document.func(row.id)


def picture(page: Page, name: str) -> None:
    """Take a picture, if somebody wants to look."""
    if PICTURES:
        width = (page.viewport_size or {"width": 0})["width"]
        dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        page.screenshot(path=f"{PICTURES}/{name}-{width}{'-dark' if dark else ''}.png", full_page=True)


@pytest.mark.parametrize("look", [Look(PHONE, javascript=False), Look(DESK, javascript=False)], ids=str)
def test_document_becomes_a_draft_without_script(open_page: OpenPage, site: str, tmp_path: Path, look: Look) -> None:
    """Sent, read, looked through, made a draft."""
    page = open_page(look)
    sign_in(page, site, "Ruth Adeyemi")
    send(page, site, tmp_path)
    read()
    page.goto(page.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Look through your document")
    press(page.get_by_role("button", name="very likely"))
    press(page.get_by_role("link", name="Not looked at yet"))
    first = page.get_by_role("checkbox").first
    first.focus()
    page.keyboard.press("Space")
    page.get_by_label("They belong to").select_option("conduct.7")
    press(page.get_by_role("button", name="Move them to this clause"))
    page.get_by_label("What this edition is called").fill("Autumn 2026")
    press(page.get_by_role("button", name="Make a draft"))
    assert SchoolEdition.objects.get(source="imported").label == "Autumn 2026"
    assert not DocumentImport.objects.exists()


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_pages_of_an_import_are_no_barrier(open_page: OpenPage, site: str, tmp_path: Path, look: Look) -> None:
    """The form, the sentences, and what is wrong."""
    page = open_page(look)
    sign_in(page, site, "Ruth Adeyemi")
    send(page, site, tmp_path)
    read()
    page.goto(page.url)
    picture(page, "look")
    assert_no_axe_violations(page)
    assert_no_sideways_scroll(page)
    press(page.get_by_role("button", name="Move them to this clause"))
    picture(page, "wrong")
    assert_no_axe_violations(page)
    page.goto(f"{site}/policy/import/")
    press(page.get_by_role("button", name="Read this document"))
    picture(page, "nothing-chosen")
    assert_no_axe_violations(page)
    assert_no_sideways_scroll(page)


def test_waiting_page_is_no_barrier(page: Page, site: str, tmp_path: Path) -> None:
    """And shows how far it is."""
    sign_in(page, site, "Ruth Adeyemi")
    send(page, site, tmp_path)
    DocumentImport.objects.update(state="reading", document=b"x", proposal="", done=12, of=100)
    page.goto(page.url)
    expect(page.get_by_text("12 of 100")).to_be_visible()
    picture(page, "waiting")
    assert_no_axe_violations(page)
