"""Is a question never passed on to those whom whoever asked did not choose for a reason?"""

import pytest

from gatepost.enquiries import services
from gatepost.enquiries.models import Enquiry
from gatepost.people.models import DutyHeld
from tests.conftest import NOON
from tests.unit.enquiries.asking import TITLES, ask, last, refused, seen
from tests.unit.signoff.people import viewer_of


def pass_on(row: Enquiry, kind: str, duty: str) -> None:
    """Pass a question on."""
    by = viewer_of(kind)
    services.pass_on(
        enquiry=row.id, topic=TITLES[duty], duty=duty, text="Yours, I think.", read=last(row), by=by, at=NOON
    )


@pytest.mark.parametrize(
    ("first", "duty"),
    [("clerk", "head"), ("clerk", "office"), ("safeguarding-lead", "office"), ("safeguarding-lead", "clerk")],
)
def test_question_is_not_passed_on_to_whom_it_was_not_written_for(school: None, first: str, duty: str) -> None:
    """What goes to the governors may be about the head; the lead's goes to the head alone. Nor does the form offer it."""
    row = ask("parent", first)
    with refused("private-topic"):
        pass_on(row, first, duty)
    there = seen(row, viewer_of(first))
    assert there
    assert duty in there.not_to
    assert seen(row, viewer_of(duty)) is None
    assert last(row) == 1


def test_question_is_not_passed_on_by_a_detour(school: None) -> None:
    """What was ever the governors' or the lead's stays so: from the lead to the head and no further, from the clerk to the lead."""
    leads, clerks = ask("parent", "safeguarding-lead"), ask("parent", "clerk")
    pass_on(leads, "safeguarding-lead", "head")
    assert seen(leads, viewer_of("head"))
    with refused("private-topic"):
        pass_on(leads, "head", "office")
    pass_on(clerks, "clerk", "safeguarding-lead")
    with refused("private-topic"):
        pass_on(clerks, "safeguarding-lead", "head")


def test_question_is_not_passed_on_to_whom_stands_in(school: None) -> None:
    """While nobody is safeguarding lead the head is, for what was asked of the governors no less."""
    row = ask("parent", "clerk")
    DutyHeld.objects.filter(duty="safeguarding-lead").update(until=NOON.date().replace(day=1))
    with refused("private-topic"):
        pass_on(row, "clerk", "safeguarding-lead")
