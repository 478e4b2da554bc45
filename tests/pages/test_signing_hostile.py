"""Does the form for signing hold out against what no browser sends?"""

from collections.abc import Mapping

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gatepost.agreements.models import SchoolEdition
from gatepost.audit.models import AuditEntry
from gatepost.signoff.models import SignOff
from gatepost.signoff.states import REASON_LENGTH
from gatepost.web.signing.typed import made_for
from tests.pages.test_signing import PAGE, form
from tests.tenants import Half
from tests.unit.signoff.people import viewer_of

LONG = 100_000


@pytest.fixture(autouse=True)
def _today(noon: object) -> None:
    """Hold the clock."""


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"name": "A" * LONG}, 400),
        ({"answer": "refused", "reason": "x" * (REASON_LENGTH + 1)}, 400),
        ({"answer": "refused", "reason": "x" * LONG}, 400),
        ({"answer": "agreed " * LONG}, 400),
        ({"answer": "AGREED"}, 400),
        ({"edition": "x" * LONG}, 409),
        ({"edition": "july-2018 "}, 409),
        ({"edition": "' OR 1=1 --"}, 409),
        ({"sha256": "x" * LONG}, 409),
        ({"sha256": ""}, 409),
        ({"made_for": "x" * LONG}, 409),
        ({"made_for": ""}, 409),
        ({"name": "\u202e\u0000Tomasz"}, 400),
    ],
    ids=str,
)
def test_field_that_was_altered_or_is_huge_keeps_nothing(
    clients: Mapping[str, Client], changed: dict[str, str], status: int
) -> None:
    """It is said on a page; nothing is in the record either."""
    before = AuditEntry.objects.count()
    response = clients["parent"].post(PAGE, form(**changed))
    assert response.status_code == status
    assert b"</html>" in response.content
    assert not SignOff.objects.exists()
    assert AuditEntry.objects.count() == before


def test_form_larger_than_any_or_with_too_many_fields_is_not_read(
    clients: Mapping[str, Client], settings: LazySettings
) -> None:
    """Nor one that sends a file for a name."""
    parent = clients["parent"]
    assert parent.post(PAGE, form(reason="x" * settings.LARGEST_REQUEST)).status_code == 413
    many = {f"field{number}": "x" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS)}
    assert parent.post(PAGE, {**form(), **many}).status_code == 400
    assert parent.post(PAGE, {**form(), "name": SimpleUploadedFile("name", b"Ada")}).status_code == 400
    assert not SignOff.objects.exists()


def test_edition_of_another_school_is_no_edition(clients: Mapping[str, Client]) -> None:
    """With its right hash, and in a form that was made for somebody there; nothing of it is shown."""
    other = Half.new("Quayle")
    before = SignOff.objects.count()
    sha256 = SchoolEdition.objects.get(id=other.edition).sha256
    for changed in ({}, {"made_for": made_for(other.head, PAGE)}):
        response = clients["parent"].post(PAGE, form(edition=other.edition, sha256=sha256, **changed))
        assert response.status_code == 409
        assert b"Quayle" not in response.content
    assert SignOff.objects.count() == before


def test_what_the_form_does_not_ask_for_is_not_taken(clients: Mapping[str, Client]) -> None:
    """Who signs, when, as what, and on paper: that is known, or somebody else's to say."""
    head = viewer_of("head")
    spare = {"person": head.person_id, "hats": "staff", "at": "2020-01-01", "level": "shown", "on_paper": "2020-01-01"}
    assert clients["parent"].post(PAGE, form(**spare)).status_code == 302
    row = SignOff.objects.get()
    assert (row.person_id, row.hats, row.answer) == (viewer_of("parent").person_id, "parent", "agreed")
    assert (row.on_paper, row.at.year) == (None, 2026)


def test_two_answers_in_one_form_are_one(clients: Mapping[str, Client]) -> None:
    """Whichever it is, it is one row."""
    twice = {**form(), "answer": ["refused", "agreed"]}
    assert clients["parent"].post(PAGE, twice).status_code == 302
    assert SignOff.objects.count() == 1
