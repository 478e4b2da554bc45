"""What do the tests of pages share: the invented school, and a client for every kind of person.

def test_head_sees_it(clients): clients["head"].get("/")
"""

from collections.abc import Mapping

import pytest
from django.test import Client

from gatepost.accounts.factors import DEMO
from gatepost.demo import services as demo
from gatepost.demo.school import PEOPLE
from gatepost.people.models import Account
from tests.pages.table import ANONYMOUS


def sign_in(client: Client, account: Account) -> None:
    """Sign somebody in as the demonstration does: a second factor counts as shown."""
    client.force_login(account)
    session = client.session
    session[DEMO] = account.pk
    session.save()


@pytest.fixture
def school(db: None) -> None:
    """The invented school, which has what the sample addresses name."""
    demo.load()


def client_of(email: str) -> Client:
    """Return a client that is signed in as whoever has that account."""
    client = Client()
    sign_in(client, Account.objects.get(email=email))
    return client


@pytest.fixture
def clients(school: None) -> Mapping[str, Client]:
    """A client for each kind of person, signed in, and one that is not."""
    return {ANONYMOUS: Client(), **{person.kind: client_of(person.email) for person in PEOPLE}}
