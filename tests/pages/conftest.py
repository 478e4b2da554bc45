"""What do the tests of pages share: the invented school, and a client for every kind of person.

def test_head_sees_it(clients): clients["head"].get("/")
"""

from collections.abc import Mapping

import pytest
from django.test import Client

from gatepost.demo import services as demo
from gatepost.demo.school import PEOPLE
from gatepost.people.models import Account
from tests.pages.table import ANONYMOUS


@pytest.fixture
def school(db: None) -> None:
    """The invented school, which has what the sample addresses name."""
    demo.load()


@pytest.fixture
def clients(school: None) -> Mapping[str, Client]:
    """A client for each kind of person, signed in, and one that is not."""
    signed_in = {}
    for person in PEOPLE:
        signed_in[person.kind] = Client()
        signed_in[person.kind].force_login(Account.objects.get(email=person.email))
    return {ANONYMOUS: Client(), **signed_in}
