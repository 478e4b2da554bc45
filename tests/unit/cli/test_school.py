"""Does a school begin with the people who can let everybody else in, or not at all?"""

import re

import pytest
from allauth.mfa.models import Authenticator
from click.testing import CliRunner, Result
from django.test import Client

from gatepost.accounts.models import Invitation
from gatepost.audit.models import AuditEntry
from gatepost.cli.school import school
from gatepost.kernel.clock import now
from gatepost.people.models import DutyHeld, Person, School
from gatepost.people.services import open_account
from gatepost.people.viewer import SETUP

pytestmark = pytest.mark.django_db

HEAD, CHAIR = "Ruth Adeyemi <ruth@fernleigh.example>", "Gareth Pryce <gareth@fernleigh.example>"


def run(*words: str) -> Result:
    """Run ``gatepost school`` with ``words``."""
    return CliRunner().invoke(school, list(words))


@pytest.mark.parametrize(
    ("head", "chair", "said"),
    [
        ("ruth", CHAIR, "is not a name and an address"),
        (HEAD, "Gareth Pryce <gareth at home>", "is not a name and an address"),
        (HEAD, "Gareth Pryce <ruth@fernleigh.example>", "Nothing was changed."),
        (HEAD, "Gareth Pryce <gareth@x>", "Nothing was changed."),
    ],
)
def test_what_makes_no_sense_opens_nothing(head: str, chair: str, said: str) -> None:
    """Not even half a school."""
    done = run("open", "Fernleigh School", "--head", head, "--chair", chair)
    assert (done.exit_code, said in done.stderr) == (2, True)
    assert not School.objects.exists()
    assert not Person.objects.exists()
    assert not AuditEntry.objects.exists()


def test_school_begins_with_its_head_and_chair_who_can_come_in() -> None:
    """By the address that is printed, once."""
    done = run("open", "Fernleigh School", "--head", HEAD, "--chair", CHAIR)
    assert done.exit_code == 0, done.stderr
    paths = re.findall(r"/invitation/\S+/", done.stdout)
    assert len(paths) == Invitation.objects.count() == 2
    assert set(DutyHeld.objects.values_list("duty", flat=True)) == {"head", "chair"}
    assert School.objects.get().is_invented is False
    page = Client().get(paths[0])
    assert page.status_code == 200
    assert "Fernleigh School" in page.content.decode()


def test_whoever_runs_gatepost_takes_a_second_step_away() -> None:
    """Where no school may; nobody by an address that opens nothing."""
    assert run("help-in", "ruth@fernleigh.example").exit_code == 2
    run("open", "Fernleigh School", "--head", HEAD, "--chair", CHAIR)
    head = Person.objects.get(email="ruth@fernleigh.example")
    open_account(person=head, by=SETUP, at=now())
    Authenticator.objects.create(user=Person.objects.get(id=head.id).account, type=Authenticator.Type.TOTP, data={})
    done = run("help-in", "Ruth@Fernleigh.example")
    assert done.exit_code == 0, done.stderr
    assert not Authenticator.objects.exists()
    assert AuditEntry.objects.filter(action="account.factors-reset", subject=head.id).exists()
