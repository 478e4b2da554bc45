"""Is everybody refused who may not, and everything that may not be?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

import pytest

from gatepost.agreements import services
from gatepost.agreements.models import Approval, EditionStep, SchoolEdition, Signature
from gatepost.agreements.rules import Body
from gatepost.audit.models import AuditEntry
from gatepost.kernel.errors import Refused
from gatepost.people.models import Person
from gatepost.people.services import add_person, merge
from gatepost.people.viewer import NOBODY, SETUP, Viewer
from gatepost.policy.drafting import set_about
from tests.unit.agreements.school import BODY, NOW, PEOPLE, TODAY, TOMORROW, YESTERDAY, Here, files

DRAFTERS = {"head", "chair", "clerk", "acting head", "head and chair"}
DECIDERS = {"chair", "delegated"}
Attempt = Callable[[SchoolEdition, Viewer, datetime], object]
AFTER = TODAY + timedelta(days=9)


def approve(edition: SchoolEdition, by: Viewer, **other: object) -> SchoolEdition:
    """Approve, with something else than what would be right."""
    given = {"expected_sha256": edition.sha256, "body": BODY, **other}
    return services.approve(edition=edition.id, by=by, at=NOW, **given)  # type: ignore[arg-type]  # wrong on purpose


def sign(edition: SchoolEdition, by: Viewer, day: date = TODAY, name: str = "Gareth Pryce") -> SchoolEdition:
    """Sign."""
    return services.sign(edition=edition.id, name=name, capacity="Chair", day=day, by=by, at=NOW)


def code_of(attempt: Callable[[], object]) -> str:
    """Return the code of the refusal; nothing at all may be kept of the attempt."""
    before = counts()
    with pytest.raises(Refused) as refused:
        attempt()
    assert counts() == before
    return refused.value.code


def counts() -> tuple[object, ...]:
    """Return what would show that something was kept."""
    tables = (SchoolEdition, EditionStep, Approval, Signature, AuditEntry)
    states = sorted(SchoolEdition.objects.values_list("id", "state", "sha256", "in_force_from"))
    return (*(table.objects.count() for table in tables), *states)


def code_or_nothing(attempt: Callable[[], object]) -> str:
    """Return the code of the refusal, or blank."""
    try:
        attempt()
    except Refused as refused:
        return refused.code
    return ""


@pytest.mark.parametrize("kind", PEOPLE)
def test_drafting_is_for_the_drafters(here: Here, kind: str) -> None:
    """Head, chair, clerk, and a deputy to whom it was delegated."""
    code = code_or_nothing(lambda: here.draft(by=kind))
    assert code == ("" if kind in DRAFTERS else "not-a-drafter")


@pytest.mark.parametrize("kind", PEOPLE)
def test_proposing_is_for_the_drafters(here: Here, kind: str) -> None:
    """The same."""
    draft = here.draft(by="clerk")
    code = code_or_nothing(
        lambda: services.propose(edition=draft.id, expected_sha256=draft.sha256, by=here.by(kind), at=NOW)
    )
    assert code == ("" if kind in DRAFTERS else "not-a-drafter")


@pytest.mark.parametrize("kind", PEOPLE)
def test_approving_is_for_the_chair_and_whom_the_body_delegated_it_to(here: Here, kind: str) -> None:
    """Never the head, not even one who is the chair as well; no delegation makes a teacher a governor."""
    edition = here.proposed(by="clerk")
    code = code_or_nothing(lambda: approve(edition, here.by(kind)))
    assert code == ("" if kind in DECIDERS else "not-the-governing-body")


@pytest.mark.parametrize("kind", PEOPLE)
@pytest.mark.parametrize("what", ["decline", "sign", "put in force", "call off"])
def test_what_the_body_decides_is_for_nobody_else(here: Here, kind: str, what: str) -> None:
    """One table for all of it."""
    by = here.by(kind)
    attempts: dict[str, Callable[[], object]] = {
        "decline": lambda: services.decline(edition=here.proposed().id, reason="Not yet.", by=by, at=NOW),
        "sign": lambda: sign(here.approved(), by),
        "put in force": lambda: services.put_in_force(edition=here.approved().id, since=TOMORROW, by=by, at=NOW),
        "call off": lambda: services.call_off(
            edition=here.in_force("Later", TOMORROW).id, reason="A slip.", by=by, at=NOW
        ),
    }
    assert code_or_nothing(attempts[what]) == ("" if kind in DECIDERS else "not-the-governing-body")


ATTEMPTS: dict[str, Attempt] = {
    "save": lambda edition, by, at: services.save_draft(
        edition=edition.id, files=files("B"), expected_sha256=edition.sha256, by=by, at=at
    ),
    "propose": lambda edition, by, at: services.propose(
        edition=edition.id, expected_sha256=edition.sha256, by=by, at=at
    ),
    "withdraw": lambda edition, by, at: services.withdraw(edition=edition.id, reason="No.", by=by, at=at),
    "decline": lambda edition, by, at: services.decline(edition=edition.id, reason="No.", by=by, at=at),
    "approve": lambda edition, by, at: services.approve(
        edition=edition.id, expected_sha256=edition.sha256, body=BODY, by=by, at=at
    ),
    "sign": lambda edition, by, at: services.sign(
        edition=edition.id, name="Gareth Pryce", capacity="Chair", day=TODAY, by=by, at=at
    ),
    "put in force": lambda edition, by, at: services.put_in_force(edition=edition.id, since=AFTER, by=by, at=at),
    "call off": lambda edition, by, at: services.call_off(edition=edition.id, reason="No.", by=by, at=at),
    "review": lambda edition, by, at: services.record_review(edition=edition.id, body=BODY, by=by, at=at),
}


@pytest.mark.parametrize("what", ATTEMPTS)
def test_edition_of_another_school_is_not_there(here: Here, elsewhere: Here, what: str) -> None:
    """For its chair and its head, for nobody and for the machine: the same words as for a made-up id."""
    edition = here.proposed()
    for by in (elsewhere.by("chair"), elsewhere.by("head"), NOBODY, SETUP):
        assert code_of(lambda by=by: ATTEMPTS[what](edition, by, NOW)) == "no-edition"  # type: ignore[misc]  # bound at once


def test_draft_is_begun_at_ones_own_school_only(here: Here, elsewhere: Here) -> None:
    """A head is head of one school; the machine drafts nowhere."""
    for by in (elsewhere.by("head"), NOBODY, SETUP):
        assert code_of(lambda by=by: services.start_draft(school=here.school, files=files(), by=by, at=NOW)) == (  # type: ignore[misc]  # bound at once
            "not-a-drafter"
        )
    own = elsewhere.draft()
    base = lambda: services.start_draft(  # noqa: E731  # said once
        school=here.school, files=files(), base=own.id, by=here.by("head"), at=NOW
    )
    assert code_of(base) == "no-edition"


ALLOWED = {
    "draft": {"save", "propose"},
    "proposed": {"withdraw", "decline", "approve"},
    "approved": {"sign", "put in force"},
    "coming": {"sign", "call off"},
    "in-force": {"sign", "review"},
    "superseded": set(),
}


@pytest.mark.parametrize("what", ATTEMPTS)
@pytest.mark.parametrize("state", ALLOWED)
def test_step_is_taken_where_it_leads_on_and_nowhere_else(here: Here, state: str, what: str) -> None:
    """Every state against every step."""
    edition, at = in_state(here, state)
    by = here.by("head") if what in {"save", "propose", "withdraw"} else here.by("chair")
    refusal = "is-approved" if what == "approve" and state != "draft" else f"is-{state}"
    code = code_or_nothing(lambda: ATTEMPTS[what](edition, by, at))
    assert code == ("" if what in ALLOWED[state] else refusal)


def in_state(here: Here, state: str) -> tuple[SchoolEdition, datetime]:
    """Return an edition, and a moment at which it is in that state."""
    if state == "draft":
        return here.draft(), NOW
    if state == "proposed":
        return here.proposed(), NOW
    if state == "approved":
        return here.approved(), NOW
    if state == "coming":
        here.in_force("A", TODAY)
        return here.in_force("B", TOMORROW), NOW
    old = here.in_force("A", TODAY)
    here.in_force("B", TOMORROW)
    return old, NOW + timedelta(days=0 if state == "in-force" else 1)


def test_who_proposed_does_not_approve(here: Here) -> None:
    """The chair proposes; then a governor records it to whom the body delegated that. The minute alone is no second person."""
    edition = here.proposed(by="chair")
    assert code_of(lambda: approve(edition, here.by("chair"))) == "proposed-it"
    approve(edition, here.by("delegated"))


def test_who_proposed_does_not_approve_under_another_entry_of_theirs(here: Here) -> None:
    """Two entries that turned out to be one person are one person here too."""
    edition = here.proposed(by="chair")
    first = Person.objects.get(id=here.by("chair").person_id)
    second = add_person(school=first.school, name="The chair", email="", by=SETUP, at=NOW)
    merge(keep=second, drop=first, by=SETUP, at=NOW)
    again = replace(here.by("chair"), actor=second.id, person_id=second.id)
    assert code_of(lambda: approve(edition, again)) == "proposed-it"
    services.withdraw(edition=edition.id, reason="Not yet.", by=again, at=NOW)


@pytest.mark.parametrize("capacity", ["Head teacher", "Headteacher", "Acting head", "Principal"])
def test_capacity_of_the_head_is_none_of_the_governing_body(here: Here, capacity: str) -> None:
    """Whoever records it."""
    edition, body = here.proposed(), Body("Gareth Pryce", capacity, TODAY, "1")
    assert code_of(lambda: approve(edition, here.by("chair"), body=body)) == "not-the-body"


def test_draft_that_says_itself_that_it_was_signed_is_not_proposed(here: Here) -> None:
    """An approval and a signature are recorded by those who give them, never drafted."""
    draft, head = here.draft(), here.by("head")
    said = set_about(files(), signed_by="Somebody")
    kept = services.save_draft(edition=draft.id, files=said, expected_sha256=draft.sha256, by=head, at=NOW)
    proposing = partial(services.propose, edition=draft.id, expected_sha256=kept.sha256, by=head, at=NOW)
    assert code_of(proposing) == "says-approved"


def test_only_who_proposed_takes_it_back(here: Here) -> None:
    """A head does not withdraw the chair's proposal the night before the meeting."""
    edition = here.proposed(by="chair")

    def take_back(by: str) -> None:
        services.withdraw(edition=edition.id, reason="A slip.", by=here.by(by), at=NOW)

    assert code_of(lambda: take_back("head")) == "not-the-proposer"
    take_back("chair")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "no-name"),
        ("  ", "no-name"),
        ("The governing body", "not-a-person"),
        ("Senior Leadership Team", "not-a-person"),
        ("Full Governing Board", "not-a-person"),
        ("Board of governors", "not-a-person"),
        ("Finance committee", "not-a-person"),
        ("board", "not-a-person"),
        ("—", "not-a-person"),
        ("x" * 201, "bad-name"),
        ("Gareth\0Pryce", "bad-name"),
        ("Gareth Pryce", ""),
        ("Ann Board", ""),
        ("শবনম বেগম", ""),
    ],
)
def test_approver_is_a_person_and_never_a_team(here: Here, name: str, code: str) -> None:
    """Neither when approving nor when signing; names of all letters are taken."""
    edition = here.proposed()
    body = Body(name, BODY.capacity, BODY.met_on, BODY.minute)
    assert code_or_nothing(lambda: approve(edition, here.by("chair"), body=body)) == code
    assert code_or_nothing(lambda: sign(here.approved("Other"), here.by("chair"), name=name)) == code


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (Body("G", "", TODAY, "1"), "no-capacity"),
        (Body("G", "Chair", TODAY, " "), "no-minute"),
        (Body("G", "Chair", TODAY, "x" * 101), "bad-minute"),
        (Body("G", "Chair", TOMORROW, "1"), "meeting-to-come"),
    ],
)
def test_approval_says_who_when_and_where_it_is_written(here: Here, body: Body, code: str) -> None:
    """All of it."""
    edition = here.proposed()
    assert code_of(lambda: approve(edition, here.by("chair"), body=body)) == code


def test_meeting_comes_after_the_proposal(here: Here) -> None:
    """Else nobody knows which words lay on the table; only a school's first was approved on paper, years ago."""
    old = Body("Helen Marsh", "Chair of governors", date(2018, 7, 12), "2018/31")
    first = here.proposed("July 2018")
    approve(first, here.by("chair"), body=old)
    services.put_in_force(edition=first.id, since=date(2018, 7, 12), by=here.by("chair"), at=NOW)
    second = here.proposed("September 2026")
    assert code_of(lambda: approve(second, here.by("chair"), body=old)) == "meeting-before-proposal"


def test_words_that_changed_since_are_not_approved(here: Here) -> None:
    """Withdrawn, changed and proposed again while the chair's form was open."""
    edition = here.proposed()
    seen = edition.sha256
    head = here.by("head")
    services.withdraw(edition=edition.id, reason="A slip.", by=head, at=NOW)
    other = services.save_draft(edition=edition.id, files=files("Other"), expected_sha256=seen, by=head, at=NOW)
    assert (
        code_of(lambda: services.propose(edition=edition.id, expected_sha256=seen, by=head, at=NOW)) == "changed-since"
    )
    services.propose(edition=edition.id, expected_sha256=other.sha256, by=head, at=NOW)
    assert code_of(lambda: approve(other, here.by("chair"), expected_sha256=seen)) == "changed-since"


def test_draft_that_changed_since_is_not_overwritten(here: Here) -> None:
    """Two who draft at once: the second is told."""
    draft = here.draft()

    def save(label: str) -> None:
        services.save_draft(
            edition=draft.id, files=files(label), expected_sha256=draft.sha256, by=here.by("clerk"), at=NOW
        )

    save("One")
    assert code_of(lambda: save("Two")) == "changed-since"


@pytest.mark.parametrize("since", [TODAY, YESTERDAY, TODAY - timedelta(days=4000)])
def test_day_that_has_begun_is_not_changed(here: Here, since: date) -> None:
    """Once an edition of the school's own counts, the next one counts from tomorrow on."""
    here.in_force("A", TODAY - timedelta(days=0))
    edition = here.approved("B")
    put = partial(services.put_in_force, edition=edition.id, since=since, by=here.by("chair"), at=NOW)
    assert code_of(put) == "begins-too-early"


def test_two_editions_do_not_begin_on_one_day(here: Here) -> None:
    """Whichever is second is refused; it can begin on the day after."""
    here.in_force("A", TODAY)
    here.in_force("B", TOMORROW)
    third = here.approved("C")

    def put(since: date) -> None:
        services.put_in_force(edition=third.id, since=since, by=here.by("chair"), at=NOW)

    assert code_of(lambda: put(TOMORROW)) == "day-is-taken"
    put(TOMORROW + timedelta(days=1))


def test_signature_is_given_once_and_not_before_the_approval(here: Here) -> None:
    """Nor on a day to come."""
    edition = here.approved()
    chair = here.by("chair")
    for day in (YESTERDAY, TOMORROW):
        assert code_of(lambda day=day: sign(edition, chair, day)) == "signed-when"  # type: ignore[misc]  # bound at once
    sign(edition, chair)
    assert code_of(lambda: sign(edition, chair)) == "is-signed"


def test_reason_is_given_for_what_is_taken_back(here: Here) -> None:
    """Blank is none."""
    edition = here.proposed()
    for step, by in ((services.withdraw, "head"), (services.decline, "chair")):
        attempt = partial(step, edition=edition.id, reason=" ", by=here.by(by), at=NOW)
        assert code_of(attempt) == "no-reason"


def test_name_of_an_approved_edition_is_not_given_again(here: Here) -> None:
    """People cite an edition by its name."""
    here.approved("September 2026")
    draft = here.draft("september 2026")
    propose = lambda: services.propose(edition=draft.id, expected_sha256=draft.sha256, by=here.by("head"), at=NOW)  # noqa: E731  # said once
    assert code_of(propose) == "label-is-taken"


@pytest.mark.parametrize(
    "files", [{}, {"policy.md": "# A"}, {**files(), "rules.cedar": "permit"}, {**files(), "x": "y"}]
)
def test_files_that_are_no_policy_are_refused(here: Here, files: dict[str, str]) -> None:
    """In a sentence."""
    assert (
        code_of(lambda: services.start_draft(school=here.school, files=files, by=here.by("head"), at=NOW))
        == "no-policy"
    )
