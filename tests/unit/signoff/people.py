"""Who signs in these tests, and which edition?

row = agree(viewer_of("parent"), edition())
"""

from contextlib import suppress
from datetime import date, datetime
from typing import Any

from gatepost.agreements import services as agreements
from gatepost.agreements.models import SchoolEdition
from gatepost.agreements.rules import Body
from gatepost.demo.policies import IN_FORCE_ID
from gatepost.demo.school import PEOPLE
from gatepost.kernel.errors import Refused
from gatepost.people.models import Person
from gatepost.people.queries import viewer_as
from gatepost.people.viewer import Viewer
from gatepost.policy import PackFiles, default_files
from gatepost.policy.drafting import set_about
from gatepost.signoff import services
from gatepost.signoff.models import QuestionsDone, SignOff
from gatepost.signoff.paper import Sheet, record_paper
from gatepost.signoff.queries import SignOffSeen, list_own
from gatepost.signoff.quiz import Tried, quiz_left
from gatepost.signoff.states import Answer
from tests.conftest import NOON

TODAY = NOON.date()


def viewer_of(kind: str, day: date = TODAY) -> Viewer:
    """Return one of the invented people as they are on a day."""
    name = next(person.name for person in PEOPLE if person.kind == kind)
    return viewer_as(Person.objects.get(name=name), day)


def edition() -> SchoolEdition:
    """Return the edition of July 2018."""
    return SchoolEdition.objects.get(id=IN_FORCE_ID)


def agree(by: Viewer, to: SchoolEdition, *, at: datetime = NOON, level: Answer = Answer.AGREED) -> SignOff:
    """Sign; whoever has to does the questions first."""
    if level is Answer.AGREED:
        with suppress(Refused):  # what stops them stops the signature too, which is what is looked at
            do_questions(by, to, at=at)
    return services.sign(edition=to.id, expected_sha256=to.sha256, name="Somebody", by=by, at=at, level=level)


def do_questions(by: Viewer, to: SchoolEdition, *, at: datetime = NOON) -> QuestionsDone:
    """Answer each question as the policy does."""
    quiz = quiz_left(by, to.id, on=at.date())
    tried: tuple[Tried, ...] = ()
    while asked := quiz.ask(tried):
        tried = (*tried, Tried(asked.id, asked.verdict))
    return services.finish_questions(edition=to.id, expected_sha256=to.sha256, tried=tried, by=by, at=at)


def decline(by: Viewer, to: SchoolEdition, *, reason: str = "It is unclear.", at: datetime = NOON) -> SignOff:
    """Say no."""
    return services.refuse(edition=to.id, expected_sha256=to.sha256, name="Somebody", reason=reason, by=by, at=at)


def new_edition(label: str, since: date, *, at: datetime = NOON, files: PackFiles | None = None) -> SchoolEdition:
    """Let another edition come into force, with the words of the pack if no others are given."""
    head, chair = viewer_of("head"), viewer_of("chair")
    files = set_about(files or default_files(), label=label, approved="", signed_by="")
    draft = agreements.start_draft(school=head.school_id, files=files, by=head, at=at)
    seen = {"edition": draft.id, "expected_sha256": draft.sha256}
    agreements.propose(**seen, by=head, at=at)
    body = Body(name="Gareth Pryce", capacity="Chair of governors", met_on=at.date(), minute="2026/12")
    agreements.approve(**seen, body=body, by=chair, at=at)
    return agreements.put_in_force(edition=draft.id, since=since, by=chair, at=at)


def standing(by: Viewer, edition_id: str) -> SignOffSeen | None:
    """Return what somebody's answer to an edition is now, None if they gave none."""
    return next(iter(list_own(by, to=edition_id)), None)


PDF = b"%PDF-1.7\n" + b"% A sheet.\n" * 9 + b"%%EOF\n"


def on_paper(day: date = TODAY, **changed: Any) -> Sheet:
    """Return a sheet that was signed."""
    return Sheet(**{"answer": Answer.AGREED, "name": "TOMASZ ZIELINSKI", "day": day, "scan": PDF, **changed})


def record(sheet: Sheet, *, of: str = "parent", by: str = "office", at: datetime = NOON) -> SignOff:
    """Let the office record a sheet."""
    return record_paper(person=viewer_of(of).person_id, sheet=sheet, by=viewer_of(by), at=at)
