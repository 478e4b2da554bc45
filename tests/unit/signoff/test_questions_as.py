"""Do those who had done the questions before hats were kept with them have them done for the hats that they wore?"""

from importlib import import_module

import pytest
from django.apps import apps

from gatepost.people import services as people
from gatepost.people.models import Person
from gatepost.signoff.models import QuestionsDone
from tests.conftest import NOON
from tests.unit.signoff.people import do_questions, edition, viewer_of

say_as_what = import_module("gatepost.signoff.migrations.0008_questions_as").say_as_what


@pytest.mark.usefixtures("school")
def test_whose_entry_was_joined_to_another_did_them_as_what_hangs_on_that() -> None:
    """Else they would be asked the same questions again."""
    keep, drop = (Person.objects.get(id=viewer_of(kind).person_id) for kind in ("parent", "volunteer"))
    do_questions(viewer_of("volunteer"), edition())
    do_questions(viewer_of("teacher"), edition())
    Person.objects.filter(id=drop.id).update(account=None)
    people.merge(keep=keep, drop=Person.objects.get(id=drop.id), by=viewer_of("head"), at=NOON)
    QuestionsDone.objects.update(hats="")
    say_as_what(apps, None)
    assert set(QuestionsDone.objects.values_list("hats", flat=True)) == {"volunteer", "staff"}
