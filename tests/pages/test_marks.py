"""Is the mark of a form good for its owner on its own page, and for nobody and nothing else, and not for ever?"""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from gatepost.accounts.models import Session
from gatepost.kernel import clock
from gatepost.signoff.models import SignOff
from gatepost.web.typed import GOOD_FOR, made_for
from tests.conftest import NOON
from tests.pages.test_cut_off import ASK, CHOSEN, TYPED, back, office, opened, paper
from tests.pages.test_signing import PAGE, form
from tests.pages.test_signing_cut_off import NAME, cut_off, enter, strict, typed
from tests.unit.signoff.people import viewer_of

LATER = GOOD_FOR + timedelta(minutes=1)
FIELDS = {ASK: CHOSEN, PAGE: {"name": NAME, "answer": "refused", "reason": "No."}}

pytestmark = pytest.mark.usefixtures("school", "noon")


@pytest.mark.parametrize("path", [ASK, PAGE])
@pytest.mark.parametrize("mark", ["", "made-up", ":", "cut", "longer", "swapped", "another-page", "too-old"])
def test_mark_that_is_not_ours_for_this_page_and_time_leaves_nothing_of_a_stranger(path: str, mark: str) -> None:
    """Nobody is signed in: no session comes of it, whatever else is in the form."""
    head, other = viewer_of("head"), viewer_of("parent")
    good, theirs = made_for(head, path), made_for(other, path)
    sent = {
        "cut": good[:-1],
        "longer": f"{good}x",
        "swapped": ":".join([*theirs.split(":")[:-1], good.split(":")[-1]]),
        "another-page": made_for(head, f"{path}other/"),
        "too-old": good,
    }.get(mark, mark)
    client = Client()
    with clock.frozen(NOON + (LATER if mark == "too-old" else timedelta())):
        client.post(path, {**FIELDS[path], "made_for": sent})
    assert not Session.objects.exists()
    client.post(path, {**FIELDS[path], "made_for": good})
    assert Session.objects.count() == 1


def test_mark_of_one_sheet_brings_nothing_into_that_of_another() -> None:
    """Both are the office's to record; only where it was typed does it wait."""
    client, fields = office(paper())
    elsewhere = f"/sign-off/paper/{viewer_of('teacher').person_id}/"
    client.post(elsewhere, {**fields, **TYPED})
    assert not Session.objects.exists()
    assert opened_by_office(elsewhere)["reason"] == ""


def opened_by_office(path: str) -> dict[str, object]:
    """Return the fields of a form that the office opens in another browser."""
    client = strict()
    enter(client, viewer_of("office").person_id)
    return opened(client, path)


def test_form_that_lay_open_over_a_weekend_waits(client: Client) -> None:
    """Its session is long over; what was typed is not."""
    sent = typed()
    with clock.frozen(NOON + GOOD_FOR - timedelta(minutes=1)):
        cut_off(client, **sent)
        client.post("/sign-in/", {"person": viewer_of("parent").person_id, "to": PAGE})
        assert NAME in unescape(client.get(PAGE).content.decode())


def later_as(kind: str) -> Client:
    """Let somebody send what a parent typed days ago, in the browser of that parent, where they signed in anew."""
    client = strict()
    enter(client, viewer_of("parent").person_id)
    fields = {**opened(client, PAGE), "answer": "refused", "name": NAME, "reason": "No."}
    Session.objects.all().delete()
    with clock.frozen(NOON + LATER):
        enter(client, viewer_of(kind).person_id)
        client.post(PAGE, fields)
    assert not SignOff.objects.exists()
    return client


def test_owner_who_is_signed_in_loses_nothing_with_a_form_that_is_too_old() -> None:
    """They signed in anew in another tab; it is in the form, and sent from there it counts."""
    client = later_as("parent")
    with clock.frozen(NOON + LATER):
        assert NAME in unescape(client.get(PAGE).content.decode())
        again = {**opened(client, PAGE), "csrfmiddlewaretoken": client.cookies["csrftoken"].value}
        assert client.post(PAGE, again).status_code == 302
    assert SignOff.objects.get().person_id == viewer_of("parent").person_id


def test_form_of_another_that_is_too_old_is_theirs_to_see_in_no_way() -> None:
    """It is not even said to be another's: it is none of ours."""
    client = later_as("teacher")
    with clock.frozen(NOON + LATER):
        assert NAME not in unescape(client.get(PAGE).content.decode())
    assert "gatepost_typed" not in client.session


def test_old_form_of_somebody_who_never_went_is_taken_as_any() -> None:
    """Their session is kept up, so nothing has to wait."""
    client, sent = Client(), form(answer="refused", reason="No.")
    with clock.frozen(NOON + LATER):
        client.post("/sign-in/", {"person": viewer_of("parent").person_id})
        assert client.post(PAGE, sent).status_code == 302
    assert SignOff.objects.get().answer == "refused"


def test_field_with_many_values_fills_no_session() -> None:
    """As many as a form of ours has, and together as long as one may be."""
    client, fields = office(ASK)
    client.post(ASK, {**fields, **CHOSEN, "minute": ["x" * 390] * 50, "hats": ["parent", *["y" * 30] * 50]})
    kept = client.session["gatepost_typed"]["fields"]
    assert [len("".join(kept[name])) for name in ("minute", "hats")] == [400, 40]
    assert max(len(values) for values in kept.values()) <= 10
    assert '"parent" checked' in back(client, ASK)
