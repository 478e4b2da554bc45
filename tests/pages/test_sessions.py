"""Does everybody see where they are signed in, end it there, and nobody else's?"""

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gatepost.accounts import housekeeping
from gatepost.accounts.models import Session
from gatepost.accounts.sessions import LONGEST_HEADER, called
from gatepost.audit.models import AuditEntry
from gatepost.kernel.clock import now
from gatepost.people.models import Account
from tests.pages.conftest import sign_in
from tests.pages.test_accounts import PARENT, TEACHER, account_of, by_code, is_in
from tests.pages.test_me import unpacked

PHONE = "Mozilla/5.0 (Linux; Android 9; SM-J530F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Mobile Safari/537.36"
LAPTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0"


def signed_in(email: str, header: str) -> Client:
    """Return a browser of that kind in which somebody is signed in by a code."""
    client = Client(headers={"user-agent": header})
    by_code(client, email)
    return client


def handle_of(header: str) -> str:
    """Return the handle of the one session in that kind of browser."""
    handle = Session.objects.get(device=called(header)).handle
    assert handle
    return handle


def test_another_person_s_session_is_not_ended(school: None) -> None:
    """Nor does the answer tell whether there is one."""
    teacher, parent = signed_in(TEACHER, LAPTOP), signed_in(PARENT, PHONE)
    mine, none = (parent.post(f"/me/sign-in/end/{handle}/") for handle in (handle_of(LAPTOP), "no-such-session"))
    assert is_in(teacher)
    assert (mine.status_code, mine.headers["Location"]) == (none.status_code, none.headers["Location"])
    assert not AuditEntry.objects.filter(action="account.session-ended").exists()


def test_list_shows_my_sessions_and_no_key_and_nobody_else_s(school: None) -> None:
    """By what a person would call the browser."""
    signed_in(TEACHER, LAPTOP)
    phone = signed_in(PARENT, PHONE)
    page = phone.get("/me/sign-in/").content.decode()
    assert "Chrome Mobile on Android" in page
    assert "Firefox" not in page
    assert not [key for key in Session.objects.values_list("session_key", flat=True) if key in page]


def test_session_is_ended_from_another_browser(school: None) -> None:
    """With its next click; this one stays, and the record says so."""
    phone, laptop = signed_in(PARENT, PHONE), signed_in(PARENT, LAPTOP)
    assert "Firefox on Windows" in phone.get("/me/sign-in/").content.decode()
    assert phone.post(f"/me/sign-in/end/{handle_of(LAPTOP)}/").status_code == 302
    assert not is_in(laptop)
    assert is_in(phone)
    assert "Firefox on Windows" not in phone.get("/me/sign-in/").content.decode()
    assert (
        AuditEntry.objects.filter(action="account.session-ended", subject=account_of(PARENT).persons.get().id).count()
        == 1
    )


def test_all_others_leave_the_list_and_this_one_keeps_its_name(school: None) -> None:
    """Its key is changed, what it is called is not."""
    phone = signed_in(PARENT, PHONE)
    signed_in(PARENT, LAPTOP)
    before = handle_of(PHONE)
    phone.post("/me/sign-in/end-others/")
    assert list(Session.objects.filter(account=account_of(PARENT)).values_list("handle", flat=True)) == [before]


def test_download_says_where_one_is_signed_in_and_holds_no_key(school: None) -> None:
    """Mine alone."""
    signed_in(TEACHER, LAPTOP)
    phone = signed_in(PARENT, PHONE)
    file = unpacked(phone)["my-data.json"]
    (row,) = json.loads(file)["parts"]["Session"]
    assert (set(row), row["device"]) == ({"began_at", "device", "expire_date"}, "Chrome Mobile on Android")
    assert not [key for key in Session.objects.values_list("session_key", flat=True) if key in file]


def test_signing_out_leaves_nothing(school: None) -> None:
    """The row goes."""
    phone = signed_in(PARENT, PHONE)
    phone.post("/sign-out/")
    assert not Session.objects.filter(account=account_of(PARENT)).exists()


def test_session_that_ran_out_goes(school: None) -> None:
    """An hour later at the latest; it opens nothing from the moment it ran out."""
    signed_in(PARENT, PHONE)
    housekeeping.tidy_up(at=now())
    assert Session.objects.filter(account=account_of(PARENT)).exists()
    housekeeping.tidy_up(at=now() + timedelta(hours=12, seconds=1))
    assert not Session.objects.exists()


@pytest.mark.parametrize("header", ["", "x" * 100_000, "\x00<script>", "Mozilla/5.0", "é" * LONGEST_HEADER])
def test_browser_that_says_nothing_sensible_is_signed_in_all_the_same(school: None, header: str) -> None:
    """It has no name then."""
    client = Client(headers={"user-agent": header})
    sign_in(client, account_of(PARENT))
    assert "A browser that does not say which" in signed_in(PARENT, header).get("/me/sign-in/").content.decode()


def test_account_comes_with_its_session_as_it_is_with_each_click(school: None) -> None:
    """In one question; and whoever may not sign in any more is out with the next click."""
    client = signed_in(PARENT, PHONE)
    with CaptureQueriesContext(connection) as asked:
        assert is_in(client)
    about = [query["sql"] for query in asked if 'FROM "people_account"' in query["sql"] or "_session" in query["sql"]]
    assert len(about) == 1
    Account.objects.filter(email=PARENT).update(is_active=False)
    assert not is_in(client)


def test_who_is_signed_in_is_what_the_session_says_and_not_the_row_that_lists_it(school: None) -> None:
    """Were the two ever to differ."""
    client = signed_in(PARENT, PHONE)
    Session.objects.update(account=account_of(TEACHER))
    assert client.get("/me/").context["user"].email == PARENT
    Session.objects.update(account=None)
    assert client.get("/me/").context["user"].email == PARENT


def test_key_that_no_database_would_take_is_nobody_s(school: None) -> None:
    """Anybody can send one."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "abcdefghijkl\x00mnop"
    assert client.get("/me/").status_code == 302
