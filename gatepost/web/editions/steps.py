"""Which steps have a page of their own, what do they ask, and whom do they let in?

The page that shows a button asks the same ``may_…`` that the service asks.

    STEPS["approve"].may(chair, edition)  ->  None
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from gatepost.agreements import services
from gatepost.agreements.access import may_approve, may_decide, may_withdraw
from gatepost.agreements.rules import Body
from gatepost.agreements.seeing import EditionSeen
from gatepost.agreements.states import Step, after
from gatepost.kernel.errors import Refused
from gatepost.people.viewer import Viewer
from gatepost.web.editions.fields import Answers, Question, day_of

SEEN = "seen"
"""The hidden field with the hash of the words that somebody has seen."""

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StepPage:
    """One step. ``take`` is what the service does with the answers; ``done`` and ``next`` are said afterwards."""

    step: Step
    verb: Any
    title: Any
    lead: Any
    questions: tuple[Question, ...]
    may: Callable[[Viewer, EditionSeen], Refused | None]
    take: Callable[[EditionSeen, Answers, Viewer, datetime], object]
    done: Any
    next: Any
    is_weighty: bool = True


def _decides(viewer: Viewer, edition: EditionSeen) -> Refused | None:
    return may_decide(viewer, school=edition.school)


def _approves(viewer: Viewer, edition: EditionSeen) -> Refused | None:
    return may_approve(viewer, school=edition.school, proposed_by=edition.proposed_by_id)


def _withdraws(viewer: Viewer, edition: EditionSeen) -> Refused | None:
    return may_withdraw(viewer, school=edition.school, proposed_by=edition.proposed_by_id)


def body_of(answers: Answers) -> Body:
    """Return what the governing body decided, as it was filled in."""
    return Body(answers["name"], answers["capacity"], day_of(answers, "met_on"), answers["minute"])


def _approve(edition: EditionSeen, answers: Answers, by: Viewer, at: datetime) -> object:
    return services.approve(edition=edition.id, expected_sha256=answers[SEEN], body=body_of(answers), by=by, at=at)


def _sign(edition: EditionSeen, answers: Answers, by: Viewer, at: datetime) -> object:
    name, capacity, day = answers["name"], answers["capacity"], day_of(answers, "day")
    return services.sign(edition=edition.id, name=name, capacity=capacity, day=day, by=by, at=at)


def _put_in_force(edition: EditionSeen, answers: Answers, by: Viewer, at: datetime) -> object:
    return services.put_in_force(edition=edition.id, since=day_of(answers, "since"), by=by, at=at)


def _call_off(edition: EditionSeen, answers: Answers, by: Viewer, at: datetime) -> object:
    return services.call_off(edition=edition.id, reason=answers["reason"], by=by, at=at)


def _withdraw(edition: EditionSeen, answers: Answers, by: Viewer, at: datetime) -> object:
    return services.withdraw(edition=edition.id, reason=answers["reason"], by=by, at=at)


def _decline(edition: EditionSeen, answers: Answers, by: Viewer, at: datetime) -> object:
    return services.decline(edition=edition.id, reason=answers["reason"], by=by, at=at)


def _review(edition: EditionSeen, answers: Answers, by: Viewer, at: datetime) -> object:
    next_on: date | None = day_of(answers, "next_on") if answers["next_on"] else None
    body = body_of(answers)
    return services.record_review(
        edition=edition.id, body=body, next_words=answers["next"], next_on=next_on, by=by, at=at
    )


WHO = (
    Question("name", _("Name of the person who says so for the governing body"), _("One person, never a team.")),
    Question("capacity", _("In which capacity"), _("For example: Chair of governors.")),
)
MEETING = (
    *WHO,
    Question("met_on", _("Day of the meeting"), _("For example 2026-07-03."), kind="date"),
    Question("minute", _("Where the minutes say so"), _("The reference of the minute, as you would look it up.")),
)
REASON = (Question("reason", _("Why?"), _("Those who answer for the policy can read this."), kind="long"),)

STEPS: Mapping[str, StepPage] = {
    "approve": StepPage(
        Step.APPROVE,
        _("Record the approval"),
        _("The governing body approved this edition"),
        _("You record what a meeting decided. The words that were proposed stay as they are from now on."),
        MEETING,
        _approves,
        _approve,
        _("The approval is recorded."),
        _("The edition does not count yet. It can be signed, and it needs a day from which it is in force."),
    ),
    "sign": StepPage(
        Step.SIGN,
        _("Sign it"),
        _("Sign this edition"),
        _("Your name goes on the line at the end of the policy, for everybody to see. It can be given once."),
        (*WHO, Question("day", _("Day of the signature"), _("For example 2026-07-03."), kind="date")),
        _decides,
        _sign,
        _("The edition is signed."),
        _("The name stands on the policy, on paper too."),
    ),
    "in-force": StepPage(
        Step.PUT_IN_FORCE,
        _("Set the day"),
        _("From which day does it count?"),
        _(
            "From that day on every answer follows this edition. What happened before is judged by what was in force then."
        ),
        (
            Question(
                "since",
                _("First day in force"),
                _("For example 2026-09-01. Tomorrow or later, but for the first edition of a school."),
                kind="date",
            ),
        ),
        _decides,
        _put_in_force,
        _("The day is set."),
        _("It comes by itself. Until then the edition of today counts, and the day can be taken back."),
    ),
    "call-off": StepPage(
        Step.CALL_OFF,
        _("Take the day back"),
        _("Take the day back"),
        _("The edition stays approved, and counts from no day until another is set."),
        REASON,
        _decides,
        _call_off,
        _("The day is taken back."),
        _("The edition that counts today goes on counting."),
    ),
    "withdraw": StepPage(
        Step.WITHDRAW,
        _("Take the proposal back"),
        _("Take your proposal back"),
        _("It becomes a draft again, and can be changed and proposed anew."),
        REASON,
        _withdraws,
        _withdraw,
        _("The proposal is a draft again."),
        _("The governing body no longer has it before it."),
        is_weighty=False,
    ),
    "decline": StepPage(
        Step.DECLINE,
        _("Decline it"),
        _("The governing body does not want this as it is"),
        _("It becomes a draft again. Say what should be different, so that whoever proposed it can change it."),
        REASON,
        _decides,
        _decline,
        _("The proposal is declined."),
        _("It is a draft again, and whoever drafts can read why."),
        is_weighty=False,
    ),
    "review": StepPage(
        Step.REVIEW,
        _("Record a review"),
        _("The governing body looked at this edition and left it as it is"),
        _("Nothing in the policy changes. If something has to, draft a new edition instead."),
        (
            *MEETING,
            Question(
                "next_on", _("Day of the next review"), _("Leave it blank if there is none."), "date", is_optional=True
            ),
            Question(
                "next",
                _("Or in words"),
                _("For example: As required. Blank leaves what the policy says."),
                is_optional=True,
            ),
        ),
        _decides,
        _review,
        _("The review is recorded."),
        _("The policy stays as it is, and so does its hash."),
    ),
}


def open_to(viewer: Viewer, edition: EditionSeen) -> tuple[tuple[str, StepPage], ...]:
    """Return the steps that the viewer can take now, by the last word of their address."""
    return tuple(
        (slug, page)
        for slug, page in STEPS.items()
        if after(edition.state, page.step) and page.may(viewer, edition) is None and not _is_done(page, edition)
    )


def _is_done(page: StepPage, edition: EditionSeen) -> bool:
    return page.step is Step.SIGN and edition.signed is not None
