"""Which pages show what is doubtful, and let the governing body settle it?

All doubts; one with both clauses, an example and what each reading would change; and the two forms, with their answers said back.

    POST /policy/interpretations/reading--head-authorises-images/decide/ confirmed=yes  ->  303 back to the doubt
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from gatepost.agreements.access import may_decide, may_read_proposals
from gatepost.agreements.interpreting import record_ruling, withdraw_ruling
from gatepost.agreements.queries import list_rulings
from gatepost.agreements.services import refusal_of
from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.people.queries import get_school_id
from gatepost.people.viewer import Viewer
from gatepost.web.editions.fields import Answers, Question, day_of, field_of, filled, read
from gatepost.web.editions.steps import MEETING, body_of
from gatepost.web.interpretations.pages import DoubtTold, doubt_page, doubts_told
from gatepost.web.policy.editions import current_edition
from gatepost.web.viewers import viewer_of

BAD_REQUEST, FORBIDDEN, SEE_OTHER = 400, 403, 303
WHY = Question("reason", _("Why?"), _("Everybody can read this, so that they understand the answer."), kind="long")
SINCE = Question(
    "since", _("First day on which it counts"), _("Tomorrow or later, for example 2026-09-01."), kind="date"
)


@dataclass(frozen=True, slots=True)
class Form:
    """A form about a doubt; the names are those that the templates of editions print."""

    title: Any
    lead: Any
    verb: Any
    questions: tuple[Question, ...]
    take: Callable[[str, Answers, Viewer, datetime], object]


@require_safe
def interpretations(request: HttpRequest) -> HttpResponse:
    """Show every doubt, settled and open ones."""
    viewer = viewer_of(request)
    told = doubts_told(current_edition(request), list_rulings(viewer, on=localdate(now())))
    context = {
        "open": [each for each in told if not each.is_settled],
        "settled": [each for each in told if each.is_settled],
    }
    return render(request, "web/interpretations/interpretations.html", context)


@require_safe
def interpretation(request: HttpRequest, doubt_id: str) -> HttpResponse:
    """Show one doubt."""
    viewer, told = _told_or_404(request, doubt_id)
    page = doubt_page(current_edition(request), told, previews=may_read_proposals(viewer))
    context = {
        "page": page,
        "previews": may_read_proposals(viewer),
        "decides": may_decide(viewer, school=get_school_id(viewer)) is None,
        "is_done": "done" in request.GET,
    }
    return render(request, "web/interpretations/interpretation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, doubt_id: str) -> HttpResponse:
    """Record how the governing body reads it."""
    _viewer, told = _told_or_404(request, doubt_id)
    options = tuple((choice.id, f"{choice.title}: {choice.text}") for choice in told.doubt.choices)
    form = Form(
        _("What the governing body decided"),
        _("From the day that you set, every answer follows this reading and says so."),
        _("Record this"),
        (Question("choice", _("How is it meant?"), kind="choice", options=options), WHY, SINCE, *MEETING),
        _record,
    )
    return _answered(request, told, form)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, doubt_id: str) -> HttpResponse:
    """Record that what was decided counts no more."""
    _viewer, told = _told_or_404(request, doubt_id)
    form = Form(
        _("The governing body takes this reading back"),
        _("From the day that you set, the policy is read again as if nothing had been decided about this."),
        _("Take it back"),
        (WHY, SINCE, *MEETING),
        _take_back,
    )
    return _answered(request, told, form)


def _record(doubt: str, answers: Answers, by: Viewer, at: datetime) -> object:
    return record_ruling(
        school=by.school_id,
        doubt=doubt,
        choice=answers["choice"],
        why=answers["reason"],
        since=day_of(answers, "since"),
        body=body_of(answers),
        by=by,
        at=at,
    )


def _take_back(doubt: str, answers: Answers, by: Viewer, at: datetime) -> object:
    since, body = day_of(answers, "since"), body_of(answers)
    return withdraw_ruling(
        school=by.school_id, doubt=doubt, why=answers["reason"], since=since, body=body, by=by, at=at
    )


def _answered(request: HttpRequest, told: DoubtTold, form: Form) -> HttpResponse:
    """Ask, say the answers back, and take them."""
    viewer = viewer_of(request)
    refusal = may_decide(viewer, school=viewer.school_id)
    back = reverse("interpretation", args=[told.doubt.id])
    if refusal:
        return render(request, "web/editions/refused.html", {"back": back, "refusal": refusal}, status=FORBIDDEN)
    if request.method != "POST":
        return _form(request, told, form, {"name": viewer.name}, {})
    answers, wrong = read(form.questions, request.POST)
    if wrong or "back" in request.POST:
        return _form(request, told, form, answers, {} if "back" in request.POST else wrong)

    def take() -> object:
        return form.take(told.doubt.id, answers, viewer, now())

    is_confirmed = "confirmed" in request.POST
    refused = _refusal(take) if is_confirmed else refusal_of(take)
    if refused:
        return _form(request, told, form, answers, {field_of(refused): refused.sentence})
    if is_confirmed:
        return HttpResponse(status=SEE_OTHER, headers={"Location": f"{back}?done=yes"})
    context = {"eyebrow": told.doubt.title, "page": form, "fields": filled(form.questions, answers, {}), "seen": ""}
    return render(request, "web/editions/check.html", context)


def _refusal(take: Callable[[], object]) -> Refused | None:
    try:
        take()
    except Refused as refused:
        return refused
    return None


def _form(
    request: HttpRequest, told: DoubtTold, form: Form, answers: Answers, wrong: Mapping[str, str]
) -> HttpResponse:
    context = {
        "eyebrow": told.doubt.title,
        "back": reverse("interpretation", args=[told.doubt.id]),
        "page": form,
        "fields": filled(form.questions, answers, wrong),
        "seen": "",
        "errors": [{"field": name, "sentence": sentence} for name, sentence in wrong.items()],
    }
    return render(request, "web/editions/step.html", context, status=BAD_REQUEST if wrong else None)


def _told_or_404(request: HttpRequest, doubt_id: str) -> tuple[Viewer, DoubtTold]:
    viewer = viewer_of(request)
    rulings = list_rulings(viewer, on=localdate(now()))
    told = next((each for each in doubts_told(current_edition(request), rulings) if each.doubt.id == doubt_id), None)
    if told is None:
        raise Http404
    return viewer, told
