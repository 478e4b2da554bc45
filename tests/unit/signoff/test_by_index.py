"""Does somebody's own page look at their answers alone, however many others signed?"""

import pytest
from django.db import connection
from django.db.models import QuerySet

from gatepost.campaigns.audience import answers_of
from gatepost.signoff.models import SignOff
from gatepost.signoff.queries import answers_to, questions_visible_to, visible_to
from tests.unit.signoff.people import agree, edition, viewer_of

pytestmark = pytest.mark.usefixtures("school")


def plan(rows: QuerySet[SignOff]) -> str:
    """Return how the database finds rows; PostgreSQL is told that there are too many to look at them all."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    return rows.explain()


def test_own_answers_are_found_by_whose_they_are() -> None:
    """Not by looking through all that were given to the edition: each signature would take longer than the one before."""
    parent = viewer_of("parent")
    agree(parent, edition())
    for rows in (
        visible_to(parent),
        answers_to(parent, edition().id),
        questions_visible_to(parent),
        answers_of(SignOff.objects.filter(edition=edition()), [parent.person_id]),
    ):
        found = plan(rows)  # type: ignore[arg-type]  # of two tables
        by_whom = "(person_id=?" if connection.vendor == "sqlite" else "Index Cond: ((person_id)::text = (u0.id)::text)"
        assert by_whom in found, found
