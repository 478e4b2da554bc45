"""What has been asked for in the invented school, and what became of it?

One permission that head and governors gave, with its letter; one on which the governors have still to decide; one that was
refused with a reason; a pass that waits for the office.

    fill(people, at=now())
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from gatepost.agreements.bodies import GOVERNING_BODY, HEAD
from gatepost.agreements.queries import edition_on
from gatepost.grants.kinds import scoped_by
from gatepost.grants.models import Permission
from gatepost.grants.scope import Scope
from gatepost.grants.services import Said, agree, ask, decline
from gatepost.people.models import Person
from gatepost.people.queries import viewer_as
from gatepost.people.viewer import Viewer

SITES: Mapping[str, Sequence[str]] = {"service_kind": ("blog",), "outlet": ("social-media",)}
TERM = timedelta(days=90)
POSTING, NAME, PASS = "on-behalf-of-school", "school-name", "photo-pass"


def fill(people: Mapping[str, Person], *, at: datetime) -> None:
    """Let people ask, and the bodies that the policy names decide."""
    day = localdate(at)
    head, chair, *askers = (
        viewer_as(people[kind], day) for kind in ("head", "chair", "teacher", "parent-staff", "volunteer", "parent")
    )
    teacher, assistant, volunteer, parent = askers
    given = _ask(
        POSTING,
        ("What Year 4 reads and writes: a post a week, no pictures of people.", "The class blog of Year 4"),
        "News from the classroom, on the class blog",
        by=teacher,
        at=at,
    )
    _yes(given, HEAD, Said("Comments stay switched off."), head, at)
    _yes(given, GOVERNING_BODY, Said(minute="2026/41, item 6", met_on=day), chair, at)
    waits = _ask(
        POSTING,
        ("Dates and thank-yous of the gardening club: two posts a month.", "The gardening club's page"),
        "News of the gardening club",
        by=assistant,
        at=at,
    )
    _yes(waits, HEAD, Said(), head, at)
    refused = _ask(
        NAME,
        ("The school's name and logo on a page for reading helpers.", "A page of my own about books"),
        "The school's name, beside what reading helpers do",
        by=volunteer,
        at=at,
    )
    why = "A page with our logo looks like one of ours. Write without the logo, or for the class blog: then ask again."
    decline(permission=refused.id, body=HEAD, expected_sha256=refused.sha256, reason=why, by=head, at=at)
    play, event = day + timedelta(days=7), "The class play"
    ask(kind=PASS, scope=Scope(event, event, "At an event of the school", {}, since=play, until=play), by=parent, at=at)


def _ask(kind: str, wanted: tuple[str, str], in_public: str, *, by: Viewer, at: datetime) -> Permission:
    day: date = localdate(at)
    facts = {fact: SITES[fact] for fact in scoped_by(edition_on(by.school_id, day), kind)}
    return ask(kind=kind, scope=Scope(*wanted, in_public, facts, since=day, until=day + TERM), by=by, at=at)


def _yes(row: Permission, body: str, said: Said, by: Viewer, at: datetime) -> None:
    agree(permission=row.id, body=body, expected_sha256=row.sha256, said=said, by=by, at=at)
