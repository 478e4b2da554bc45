"""Can a school's first edition begin on a day that is over, and never so that a decision of the school is judged anew?"""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gatepost.agreements import queries, services
from gatepost.agreements.interpreting import record_ruling
from gatepost.agreements.models import SchoolEdition
from gatepost.agreements.rules import Body
from gatepost.agreements.states import Source
from gatepost.audit import services as audit
from gatepost.kernel.errors import Refused
from gatepost.policy import default_pack
from gatepost.policy.drafting import set_about
from gatepost.policy.rulings import doubts
from tests.unit.agreements.school import NOW, TODAY, TOMORROW, YESTERDAY, Here, files

pytestmark = pytest.mark.django_db

MET = TODAY - timedelta(days=30)
MEETING = Body("Helen Marsh", "Chair of governors", MET, "2026/5")
DOUBT = doubts(default_pack())[0]


def noon(day: date) -> datetime:
    """Return noon of a day."""
    return datetime.combine(day, time(11), UTC)


def first(here: Here, label: str = "First", approved: str = "") -> SchoolEdition:
    """Return a first edition, approved at a meeting of last month."""
    source = Source.IMPORTED if approved else Source.DRAFTED
    words = set_about(files(label), approved=approved)
    head, chair = here.by("head"), here.by("chair")
    draft = services.start_draft(school=here.school, files=words, source=source, by=head, at=NOW)
    services.propose(edition=draft.id, expected_sha256=draft.sha256, by=head, at=NOW)
    return services.approve(edition=draft.id, expected_sha256=draft.sha256, body=MEETING, by=chair, at=NOW)


def rule(here: Here, on: date, since: date) -> None:
    """Record a ruling on a day, that counts from another."""
    body = Body("Gareth Pryce", "Chair of governors", on, "2026/6")
    choice = DOUBT.choices[-1].id
    record_ruling(
        school=here.school,
        doubt=DOUBT.id,
        choice=choice,
        why="So.",
        since=since,
        body=body,
        by=here.by("chair"),
        at=noon(on),
    )


def begin(here: Here, edition: SchoolEdition, since: date) -> tuple[str, str]:
    """Set the first day, and return the code and the sentence of a refusal."""
    try:
        services.put_in_force(edition=edition.id, since=since, by=here.by("chair"), at=NOW)
    except Refused as refused:
        return refused.code, refused.sentence
    return "", ""


def test_day_on_which_the_school_ruled_is_not_judged_anew(here: Here) -> None:
    """Neither that day nor one before it; the sentence names the first that can be had."""
    edition = first(here)
    rule(here, TODAY - timedelta(days=9), TODAY - timedelta(days=5))
    for days in (9, 6, 5, 20):
        code, sentence = begin(here, edition, TODAY - timedelta(days=days))
        assert code == "begins-before-decided"
        assert "Something that the school decided counts on 28 June 2026" in sentence
        assert "from 29 June 2026 on" in sentence
    assert begin(here, edition, TODAY - timedelta(days=4)) == ("", "")


def test_what_a_room_above_recorded_under_an_edition_counts_too(here: Here) -> None:
    """It is known by the record alone; what the record says of drafts and proposals holds nobody up."""
    edition = first(here)
    with transaction.atomic():
        audit.record(
            by=here.by("head").actor,
            action="permission.given",
            subject="x",
            at=noon(YESTERDAY),
            school=here.school,
            clause="conduct.1",
            edition=default_pack().sha256,
        )
    assert begin(here, edition, YESTERDAY)[0] == "begins-before-decided"
    assert begin(here, edition, TODAY) == ("", "")


@pytest.mark.parametrize(
    "action", ["enquiry.ask", "enquiry.answer", "selfreport.sent", "area.added", "area.renamed", "area.use-added"]
)
def test_what_was_asked_told_or_said_of_places_holds_nobody_up(here: Here, action: str) -> None:
    """Nothing is decided by it; a parent's question on the first day would else keep the school from its own policy's day."""
    edition = first(here)
    with transaction.atomic():
        audit.record(
            by=here.by("parent").actor,
            action=action,
            subject="x",
            at=noon(YESTERDAY),
            school=here.school,
            clause="conduct.1",
            edition=default_pack().sha256,
        )
    assert begin(here, edition, YESTERDAY) == ("", "")


def test_ruling_of_today_leaves_only_tomorrow(here: Here) -> None:
    """The right day is said."""
    edition = first(here)
    rule(here, TODAY, TOMORROW)
    code, sentence = begin(here, edition, TODAY)
    assert code == "begins-before-decided"
    assert "from 4 July 2026 on" in sentence
    assert begin(here, edition, TOMORROW) == ("", "")


def test_another_schools_ruling_holds_nobody_up(here: Here, elsewhere: Here) -> None:
    """Two schools in one database."""
    rule(elsewhere, YESTERDAY, TODAY)
    assert begin(here, first(here), YESTERDAY) == ("", "")


@pytest.mark.parametrize(
    ("approved", "since", "code", "right"),
    [
        ("20 June 2026", date(2026, 6, 19), "begins-before-its-words", "from 20 June 2026 on"),
        ("20 June 2026", date(2026, 6, 20), "", ""),
        ("June 2026", date(2026, 6, 3), "", ""),
        ("at the last meeting", date(2026, 6, 3), "", ""),
        ("12 July 2018", date(2026, 6, 2), "begins-before-approval", "approved on 3 June 2026"),
    ],
)
def test_first_day_is_not_before_the_document_says_it_was_approved(
    here: Here, approved: str, since: date, code: str, right: str
) -> None:
    """Nor before the meeting."""
    refused, sentence = begin(here, first(here, approved=approved), since)
    assert refused == code
    assert right in sentence


def test_what_is_told_before_is_what_is_taken(here: Here) -> None:
    """Only those who answer for the policy are told."""
    edition = first(here)
    rule(here, TODAY - timedelta(days=3), TODAY - timedelta(days=2))
    told = queries.get_beginning(here.by("chair"), edition.id, on=TODAY)
    assert told is not None
    assert told.is_first
    assert told.earliest == YESTERDAY
    assert queries.get_beginning(here.by("parent"), edition.id, on=TODAY) is None
    assert begin(here, edition, YESTERDAY) == ("", "")
    second = here.approved("Second")
    told = queries.get_beginning(here.by("chair"), second.id, on=TODAY)
    assert told is not None
    assert (told.is_first, told.earliest) == (False, TOMORROW)


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    ruled=st.lists(st.tuples(st.integers(-40, 0), st.integers(1, 9)), max_size=2, unique_by=sum),
    since=st.integers(-40, 3),
)
@example(ruled=[(-9, 4)], since=-5)
def test_no_day_since_a_decision_ever_changes(here: Here, ruled: list[tuple[int, int]], since: int) -> None:
    """Whatever was ruled when: what counted on the days since then counts on them after the first edition too."""
    with transaction.atomic():
        edition = first(here)
        for days, later in ruled:
            on = TODAY + timedelta(days=days)
            rule(here, on, on + timedelta(days=later))
        decided = min((TODAY + timedelta(days=days) for days, _later in ruled), default=TOMORROW)
        touched = [decided, *(TODAY + timedelta(days=sum(pair)) for pair in ruled if sum(pair) <= 0)]
        before = [queries.edition_on(here.school, day).sha256 for day in touched if day <= TODAY]
        begin(here, edition, TODAY + timedelta(days=since))
        assert [queries.edition_on(here.school, day).sha256 for day in touched if day <= TODAY] == before
        transaction.set_rollback(True)


def test_review_by_a_meeting_before_the_approval_is_told_what_is_wrong_with_the_meeting(here: Here) -> None:
    """And of no first day, which nobody asked about."""
    edition = first(here)
    assert begin(here, edition, YESTERDAY) == ("", "")
    early = Body("Helen Marsh", "Chair of governors", MET - timedelta(days=1), "2026/4")
    with pytest.raises(Refused, match="A meeting looked at it again on that day or later") as refusal:
        services.record_review(edition=edition.id, body=early, by=here.by("chair"), at=NOW)
    assert refusal.value.code == "meeting-before-approval"
    services.record_review(edition=edition.id, body=MEETING, by=here.by("chair"), at=NOW)
