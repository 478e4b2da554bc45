"""Does somebody's own page look at their answers alone, however many others signed?"""

import pytest
from django.db import connection

from gatepost.campaigns.audience import answers_of
from gatepost.signoff.models import SignOff
from gatepost.signoff.queries import answers_to, questions_visible_to, visible_to
from tests.unit.signoff.people import agree, edition, viewer_of

pytestmark = pytest.mark.usefixtures("school")


def test_own_answers_are_found_by_whose_they_are() -> None:
    """Not by looking through all that were given to the edition: each signature would take longer than the one before."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL plans by how many rows there are, and here are few")
    parent = viewer_of("parent")
    agree(parent, edition())
    plans = (
        visible_to(parent).explain(),
        answers_to(parent, edition().id).explain(),
        questions_visible_to(parent).explain(),
        answers_of(SignOff.objects.filter(edition=edition()), [parent.person_id]).explain(),
    )
    for plan in plans:
        assert "(person_id=?" in plan, plan
