"""Do the mails of signing in say what happened and whom to tell, in general words, and nobody's name?"""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.formats import date_format
from django.utils.timezone import localdate

from gatepost.accounts.adapter import note
from gatepost.accounts.opening import MAIL_LASTS
from gatepost.accounts.telling import whom
from gatepost.kernel.clock import now
from gatepost.mail.models import Message
from gatepost.people import services
from gatepost.people.models import Account
from gatepost.people.states import Duty
from gatepost.people.viewer import SETUP
from tests.pages.test_accounts import HEAD, PARENT, TEACHER, person_of
from tests.pages.test_inviting import add
from tests.pages.test_sign_in_names import path_of

CHAIR = "gareth.pryce@oddenbrook.example"
OFFICE = "janet.cowley@oddenbrook.example"


def test_invitation_says_what_it_is_for_and_until_when(clients: Mapping[str, Client]) -> None:
    """And nobody's name."""
    new = add("Nia Wren", "nia@home.example")
    before = localdate(now() + MAIL_LASTS)
    assert clients["office"].post(path_of(new), {"do": "invite"}).status_code == 302
    body = Message.objects.get(person=new.id).body
    assert (
        "asks you to sign in, to read the school's policy on social media, phones and photographs, and to see what"
        in body
    )
    assert "sign it" not in body
    assert date_format(before, "j F Y") in body
    assert "Wren" not in body
    assert "Cowley" not in body


@pytest.mark.parametrize(
    ("action", "kind", "words"),
    [
        ("account.password-set", "", "a password was set"),
        ("account.password-removed", "", "the password was removed"),
        ("account.factor-added", "app", "an app that shows codes was added"),
        ("account.factor-removed", "passkey", "a passkey was removed"),
        ("account.codes-made", "", "new recovery codes were made"),
    ],
)
def test_mail_says_what_was_changed(school: None, action: str, kind: str, words: str) -> None:
    """From the action that stands in the record."""
    note(Account.objects.get(email=TEACHER), action, tell=True, **({"kind": kind} if kind else {}))
    body = Message.objects.get(kind="sign-in-changed").body
    assert f"was changed: {words}." in body
    assert "tell the school office today" in body


@pytest.mark.parametrize(
    ("address", "helper"),
    [
        (PARENT, "the school office"),
        (OFFICE, "the head teacher"),
        (CHAIR, "the head teacher"),
        (HEAD, "the chair of governors"),
    ],
)
def test_who_carries_a_duty_tells_those_who_help_them(school: None, address: str, helper: str) -> None:
    """The office may not help them back in."""
    note(Account.objects.get(email=address), "account.factor-removed", tell=True, kind="app")
    assert f"If this was not you, tell {helper} today." in Message.objects.get(kind="sign-in-changed").body


def test_duty_that_is_over_counts_no_more(school: None) -> None:
    """They are helped by the office like anybody."""
    today = localdate(now())
    person = add("Nia Wren", "nia@home.example")
    services.give_duty(
        person=person, duty=Duty.TECHNICIAN, since=today - timedelta(days=9), until=today, by=SETUP, at=now()
    )
    assert whom([person], on=today) == "the head teacher"
    assert whom([person], on=today + timedelta(days=1)) == "the school office"


def test_reset_says_that_the_school_did_it(clients: Mapping[str, Client]) -> None:
    """To whoever it was done to."""
    teacher = person_of(TEACHER)
    assert clients["office"].post(path_of(teacher), {"do": "reset", "seen": "yes"}).status_code == 302
    body = Message.objects.get(kind="sign-in-changed").body
    assert "the school took the second step and the password away" in body
