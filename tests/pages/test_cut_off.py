"""Does what the office and the head typed survive the end of their session, in each form of signing, and reach nobody else?"""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gatepost.accounts.models import Session
from gatepost.campaigns.models import Campaign, ChasingPlan, Holiday
from gatepost.demo.policies import IN_FORCE_ID
from gatepost.kernel import clock
from gatepost.signoff.keeping import YEARS, years_kept
from gatepost.signoff.models import Mistake, SignOff
from tests.conftest import NOON
from tests.pages.forms import sent
from tests.pages.html import complaints
from tests.pages.test_signing_cut_off import enter, strict
from tests.unit.signoff.people import PDF, on_paper, viewer_of
from tests.unit.signoff.people import record as record_sheet

ASK, KEPT, PLAN = "/sign-off/new/", "/sign-off/kept/", "/sign-off/chasing/"
HOLIDAYS = f"{PLAN}holidays/"
REASON = "She cannot\nwithout her phone."
TYPED = {"day": "2026-07-01", "edition": IN_FORCE_ID, "answer": "refused", "reason": REASON, "name": "T. ZIELIŃSKI"}
CHOSEN: dict[str, Any] = {
    "edition": IN_FORCE_ID,
    "audience": "hats",
    "hats": ["volunteer", "parent"],
    "level": "read",
    "minute": "2026/14",
}

pytestmark = pytest.mark.usefixtures("school", "noon")


def paper() -> str:
    """Return where the sheet of a parent is recorded."""
    return f"/sign-off/paper/{viewer_of('parent').person_id}/"


def scan() -> SimpleUploadedFile:
    """Return the scan of a sheet."""
    return SimpleUploadedFile("scan.pdf", PDF)


def opened(client: Client, path: str, form: str = "explorer") -> dict[str, Any]:
    """Open a page with a form of that class."""
    page = client.get(path).content.decode()
    assert complaints(page) == []
    return sent(page, form=form)


def office(path: str, *, form: str = "explorer", kind: str = "office") -> tuple[Client, dict[str, Any]]:
    """Let the office, or somebody else, open a form, and their session end."""
    client = strict()
    enter(client, viewer_of(kind).person_id)
    fields = opened(client, path, form)
    Session.objects.all().delete()
    return client, fields


def back(client: Client, path: str, kind: str = "office") -> str:
    """Sign in from where the form led, and look at it again."""
    client.get(f"/sign-in/?kept&next={path}")
    token = client.cookies["csrftoken"].value
    person = viewer_of(kind).person_id
    client.post("/sign-in/", {"person": person, "to": path, "csrfmiddlewaretoken": token})
    return unescape(client.get(path).content.decode())


def test_sheet_that_was_typed_is_there_again_and_is_recorded_when_it_is_sent_again() -> None:
    """Letter by letter, with what was ticked; only the file has to be chosen once more, and the page says so."""
    path = paper()
    client, fields = office(path)
    cut = client.post(path, {**fields, **TYPED, "is_theirs": "yes", "scan": scan()})
    assert cut["Location"] == f"/sign-in/?kept&next={path}"
    assert "What you typed is kept for half an hour" in client.get(cut["Location"]).content.decode()
    assert not SignOff.objects.exists()
    page = back(client, path)
    assert "Choose it again." in page
    assert "Nothing is recorded yet." in page
    there = opened(client, path)
    assert {name: there[name] for name in TYPED} == TYPED
    assert there["is_theirs"] == "yes"
    assert client.post(path, {**there, "scan": scan()}).status_code == 302
    assert SignOff.objects.get().reason == REASON
    assert opened(client, path)["reason"] == ""


@pytest.mark.parametrize("further", [{}, {"confirmed": "yes"}])
def test_campaign_that_was_chosen_is_there_again_and_nobody_is_asked_by_it(further: dict[str, str]) -> None:
    """On the first page, and on the one that asks whether it is meant."""
    client, fields = office(ASK)
    cut = client.post(ASK, {**fields, **CHOSEN, **further})
    assert cut["Location"] == f"/sign-in/?kept&next={ASK}"
    assert "Nobody is asked yet." in back(client, ASK)
    assert not Campaign.objects.exists()
    there = opened(client, ASK)
    assert {name: there[name] for name in CHOSEN} == CHOSEN
    assert client.post(ASK, {**there, "confirmed": "yes"}).status_code == 302
    assert Campaign.objects.get().hats == "parent,volunteer"
    assert "Nobody is asked yet." not in client.get(ASK).content.decode()


def test_plan_that_was_typed_is_there_again_and_nothing_is_set_by_it() -> None:
    """With the days that were ticked, and those that were not; also what makes no sense, to be mended."""
    client, fields = office(PLAN, form="plan")
    typed = {"is_on": "on", "every": "often", "most": "4", "opens": "09:15", "closes": "17:45", "days": ["1", "6"]}
    assert client.post(PLAN, {**fields, **typed})["Location"] == f"/sign-in/?kept&next={PLAN}"
    assert "Nothing is changed yet." in back(client, PLAN)
    assert not ChasingPlan.objects.exists()
    there = opened(client, PLAN, "plan")
    assert {name: there[name] for name in typed} == typed
    assert "name" not in opened(client, PLAN, "holiday")
    assert client.post(PLAN, {**there, "every": "7"}).status_code == 302
    assert ChasingPlan.objects.get().most == 4
    assert "Nothing is changed yet." not in client.get(PLAN).content.decode()


def test_holiday_that_was_typed_is_there_again_and_is_added_when_it_is_sent_again() -> None:
    """Below the plan as it holds; afterwards its address leads to the plan as ever."""
    client, fields = office(PLAN, form="holiday")
    typed = {"name": "Summer — Été", "first": "2026-07-22", "last": "2026-08-31"}
    assert client.post(HOLIDAYS, {**fields, **typed})["Location"] == f"/sign-in/?kept&next={HOLIDAYS}"
    assert "Nothing is added yet." in back(client, HOLIDAYS)
    assert not Holiday.objects.exists()
    there = opened(client, HOLIDAYS, "holiday")
    assert {name: there[name] for name in typed} == typed
    assert opened(client, HOLIDAYS, "plan")["days"] == ["0", "1", "2", "3", "4"]
    assert client.post(HOLIDAYS, there).status_code == 302
    assert Holiday.objects.get().name == typed["name"]
    assert client.get(HOLIDAYS)["Location"] == PLAN


def test_why_a_sheet_was_a_mistake_is_there_again_and_the_sheet_counts_until_it_is_sent() -> None:
    """One tick, which is easily another when it is made anew."""
    path = f"/sign-off/paper/mistake/{record_sheet(on_paper()).id}/"
    client, fields = office(path)
    assert client.post(path, {**fields, "why": "sheet"})["Location"] == f"/sign-in/?kept&next={path}"
    assert "Nothing is changed yet." in back(client, path)
    assert not Mistake.objects.exists()
    there = opened(client, path)
    assert there["why"] == "sheet"
    assert client.post(path, there).status_code == 302
    assert Mistake.objects.get().why == "sheet"
    assert "Nothing is changed yet." not in client.get(path).content.decode()


@pytest.mark.parametrize("further", [{}, {"going": "1"}])
def test_years_that_were_typed_are_there_again_and_nothing_is_removed_by_them(further: dict[str, str]) -> None:
    """On the first page, and on the one that says how many answers go: that is asked again."""
    client, fields = office(KEPT, kind="head")
    typed = {"years": "3", "agreed": "yes"}
    assert client.post(KEPT, {**fields, **typed, **further})["Location"] == f"/sign-in/?kept&next={KEPT}"
    assert "Nothing is set yet." in back(client, KEPT, "head")
    school = viewer_of("head").school_id
    assert years_kept(school) == YEARS
    there = opened(client, KEPT)
    assert {name: there[name] for name in typed} == typed
    assert client.post(KEPT, there).status_code == 302
    assert years_kept(school) == 3
    assert "Nothing is set yet." not in client.get(KEPT).content.decode()


def test_years_that_the_head_typed_are_not_the_office_s_to_see() -> None:
    """They see the same page, and set nothing there."""
    client, fields = office(KEPT, kind="head")
    client.post(KEPT, {**fields, "years": "17", "agreed": "yes"})
    for kind in ("office", "head"):
        assert 'value="17"' not in back(client, KEPT, kind)


def test_page_from_before_a_new_sign_in_loses_nothing() -> None:
    """Out and in again in another tab: the mark of the page is another."""
    path = paper()
    client, fields = office(path)
    enter(client, viewer_of("office").person_id)
    answer = client.post(path, {**fields, **TYPED, "scan": scan()})
    assert (answer.status_code, answer["Location"]) == (303, path)
    assert opened(client, path)["reason"] == REASON
    assert not SignOff.objects.exists()


@pytest.mark.parametrize("kind", ["parent", "head"])
def test_nobody_else_at_that_computer_finds_it(kind: str) -> None:
    """Not who may open the same page either; nor does it come back when its owner signs in after them."""
    path = paper()
    client, fields = office(path)
    client.post(path, {**fields, **TYPED, "scan": scan()})
    for who in (kind, "office"):
        assert "without her phone" not in back(client, path, who)
        assert "gatepost_typed" not in client.session


def test_it_is_in_the_form_of_that_person_alone() -> None:
    """What stood on one sheet does not begin the form of another."""
    path = paper()
    client, fields = office(path)
    client.post(path, {**fields, **TYPED, "scan": scan()})
    back(client, path)
    assert opened(client, f"/sign-off/paper/{viewer_of('teacher').person_id}/")["reason"] == ""
    assert opened(client, ASK)["minute"] == ""


def test_it_is_kept_for_half_an_hour() -> None:
    """Somebody's reason is in it."""
    path = paper()
    client, fields = office(path)
    client.post(path, {**fields, **TYPED, "scan": scan()})
    back(client, path)
    with clock.frozen(NOON + timedelta(minutes=31)):
        assert "without her phone" not in client.get(path).content.decode()


def test_stranger_leaves_nothing() -> None:
    """Without a mark of ours, and with an altered one, no session comes of it."""
    path, client = paper(), Client()
    for mark in ("", "made-up"):
        assert client.post(path, {**TYPED, "made_for": mark}).status_code in {302, 403}
        assert client.post(ASK, {**CHOSEN, "made_for": mark}).status_code in {302, 403}
    assert not Session.objects.exists()
