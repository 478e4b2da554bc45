"""How does somebody ask in these tests?

row = ask("parent", "office")
"""

from datetime import datetime

import pytest

from gatepost.enquiries import queries, services
from gatepost.enquiries.channels import AT_FIRST
from gatepost.enquiries.models import Enquiry
from gatepost.enquiries.queries import EnquirySeen
from gatepost.kernel.errors import Refused
from gatepost.kernel.ids import new_id
from gatepost.people.viewer import Viewer
from tests.conftest import NOON
from tests.unit.signoff.people import viewer_of

TITLES = {each.duty: each.title for each in AT_FIRST}
WORDS = "May my sister film the play?"


def ask(kind: str, duty: str = "office", *, text: str = WORDS, token: str = "", at: datetime = NOON) -> Enquiry:
    """Ask the school something that goes to a duty."""
    by = viewer_of(kind, at.date())
    return services.ask(topic=TITLES[duty], duty=duty, text=text, token=token or new_id(), by=by, at=at)


def seen(row: Enquiry, by: Viewer, at: datetime = NOON) -> EnquirySeen | None:
    """Return a question as somebody sees it."""
    return queries.get_visible(by, row.id, at=at, on=at.date())


def last(row: Enquiry) -> int:
    """Return the number of the last message."""
    return max(row.posts.values_list("number", flat=True))


def refused(code: str) -> "pytest.RaisesExc[Refused]":
    """Expect a refusal by its code."""
    return pytest.raises(Refused, check=lambda error: error.code == code)
