"""Does somebody's own page look at their answers alone, however many others signed?"""

import re

import pytest
from django.db import connection

from gatepost.campaigns.lives import answers_of
from gatepost.people.models import Person
from gatepost.signoff.models import QuestionsDone, SignOff
from gatepost.signoff.queries import answers_to, questions_visible_to, visible_to
from tests.conftest import NOON
from tests.unit.signoff.people import agree, edition, viewer_of

OTHERS = 3000
pytestmark = pytest.mark.usefixtures("school")


def others_agree(school: str) -> None:
    """Let many others answer, and the database know how many."""
    people = Person.objects.bulk_create(
        Person(school_id=school, name=f"Ada {number}", plain_name=f"ada {number}") for number in range(OTHERS)
    )
    SignOff.objects.bulk_create(
        SignOff(person=one, edition=edition(), number=1, answer="agreed", sha256=edition().sha256, name="Ada", at=NOON)
        for one in people
    )
    QuestionsDone.objects.bulk_create(
        QuestionsDone(person=one, edition=edition(), hats="staff", at=NOON) for one in people
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def test_own_answers_are_found_by_whose_they_are() -> None:
    """Not by looking through all that were given to the edition: each signature would take longer than the one before."""
    parent = viewer_of("parent")
    agree(parent, edition())
    found_by = r"\(person_id=\?"
    if connection.vendor == "postgresql":  # it plans by how many rows there are
        others_agree(parent.school_id)
        found_by = r"Index Cond: \(+(\w+\.)?person_id"
    plans = (
        visible_to(parent).explain(),
        answers_to(parent, edition().id).explain(),
        questions_visible_to(parent).explain(),
        answers_of(SignOff.objects.filter(edition=edition()), [parent.person_id]).explain(),
    )
    for plan in plans:
        assert re.search(found_by, plan), plan
