"""Which pages are there for reminding people?

The plan with its holidays, a campaign's reminders with the button, and the list for the gate. They are for the head and the office;
to everybody else they answer 403, and a campaign that is not there 404.

    POST /sign-off/3f…/remind/  ->  302, and whoever has not answered gets a mail at the next moment that the plan allows
"""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gatepost.campaigns import planning
from gatepost.campaigns.due import APART
from gatepost.campaigns.lists import PAGE
from gatepost.campaigns.outlook import Outlook, outlook
from gatepost.campaigns.pressing import press
from gatepost.campaigns.states import Stage
from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.people.viewer import Viewer
from gatepost.web.campaigns.views import asker, campaign_of
from gatepost.web.chasing.forms import KEPT_HOLIDAY, KEPT_PLAN, HolidayForm, PlanForm, holiday_of, plan_of, typed_of
from gatepost.web.chasing.gate import gate_pdf
from gatepost.web.chasing.words import CLOSED, WHY, in_words, moment, span
from gatepost.web.people.guard import today
from gatepost.web.typed import Typed, forget, keeping, made_for, typed_by

BAD_REQUEST, CONFLICT = 400, 409


@keeping(KEPT_PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """Show when people are reminded, or change it."""
    viewer = asker(request)
    waiting = typed_by(request, viewer) if request.method != "POST" else {}
    form = _plan_form(viewer, waiting) if request.method != "POST" else PlanForm(request.POST)
    if form.is_bound and form.is_valid():
        try:
            planning.set_plan(form.plan(), by=viewer, at=now())
        except Refused as refused:
            _say(form, refused)
        else:
            forget(request)
            return redirect(f"{reverse('chasing')}?saved=yes")
    return _plan_page(request, viewer, form, HolidayForm(), back=form if waiting else None)


@keeping(KEPT_HOLIDAY)
@require_http_methods(["GET", "HEAD", "POST"])
def add_holiday(request: HttpRequest) -> HttpResponse:
    """Add days on which nobody is written to; what is wrong is said on the page of the plan, as is what waited."""
    viewer = asker(request)
    waiting = typed_by(request, viewer) if request.method != "POST" else {}
    if request.method != "POST" and not waiting:
        return redirect("chasing")
    form = HolidayForm(initial=holiday_of(waiting)) if waiting else HolidayForm(request.POST)
    if form.is_bound and form.is_valid():
        try:
            planning.add_holiday(**form.cleaned_data, by=viewer, at=now())
        except Refused as refused:
            _say(form, refused)
        else:
            forget(request)
            return redirect(f"{reverse('chasing')}#holidays")
    return _plan_page(request, viewer, _plan_form(viewer), form, back=form if waiting else None)


@require_POST
def remove_holiday(request: HttpRequest, holiday_id: str) -> HttpResponse:
    """Let people be written to on these days again."""
    planning.remove_holiday(holiday=holiday_id, by=asker(request), at=now())
    return redirect(f"{reverse('chasing')}#holidays")


@require_http_methods(["GET", "HEAD", "POST"])
def remind(request: HttpRequest, campaign_id: str) -> HttpResponse:
    """Show a campaign's reminders, or remind all who have not answered."""
    viewer = asker(request)
    seen = campaign_of(viewer, campaign_id)
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            press(campaign=seen.id, by=viewer, at=now())
        except Refused as refused:
            errors = [{"field": "", "sentence": _(refused.sentence)}]
        else:
            return redirect("campaign-remind", seen.id)
    found = outlook(viewer, seen.id, at=now(), after=request.GET.get("after", "").replace("\x00", ""))
    if found is None:
        raise Http404
    context = {
        "campaign": seen,
        "errors": errors,
        "may_write": found.is_open or seen.stage is Stage.COMING,
        "closed": CLOSED.get(seen.stage, ""),
        **_told(found),
    }
    return render(request, "web/chasing/remind.html", context, status=CONFLICT if errors else None)


@require_safe
def gate_list(request: HttpRequest, campaign_id: str) -> HttpResponse:
    """Give the list of those who have not answered, to print; of what asks nobody today there is none."""
    viewer = asker(request)
    seen = campaign_of(viewer, campaign_id)
    if not seen.is_open:
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="gate.pdf"'}
    return HttpResponse(gate_pdf(viewer, seen, on=today()), "application/pdf", headers=headers)


def _told(found: Outlook) -> dict[str, Any]:
    at = now()
    begins = found.next_allowed
    page = found.unreached[found.turned : found.turned + PAGE]
    return {
        "found": found,
        "plan": in_words(found.plan),
        "begins": moment(begins, now=at) if begins and begins > at else "",
        "is_never": begins is None,
        "next_due": _next(found, at),
        "pressed": moment(found.pressed_at, now=at) if found.pressed_at else "",
        "again": moment(found.pressed_at + APART, now=at) if found.pressed_at else "",
        "unreached": [{"one": one, "why": WHY[one.way]} for one in page],
        "is_later": found.turned > 0,
        "next": page[-1].id if found.turned + PAGE < len(found.unreached) else "",
    }


def _next(found: Outlook, at: datetime) -> str:
    """Return when the next mail goes, blank if none does: who is due already is found when the worker looks, once an hour."""
    if found.next_due is None:
        return ""
    return moment(found.next_due, now=at) if found.next_due > at else _("within the hour")


def _plan_form(viewer: Viewer, waiting: Typed | None = None) -> PlanForm:
    """Return the form of the plan as it begins: with what was typed when a session ended, else with what holds."""
    return PlanForm(initial=plan_of(waiting) if waiting else typed_of(planning.plan_of(viewer.school_id)))


def _plan_page(
    request: HttpRequest,
    viewer: Viewer,
    form: PlanForm,
    holiday: HolidayForm,
    *,
    back: PlanForm | HolidayForm | None,
) -> HttpResponse:
    """Show the page; ``back`` is the form with what was typed when a session ended."""
    bound = next((each for each in (form, holiday) if each.is_bound), None)
    errors = [{"field": name, "sentence": said[0]} for name, said in bound.errors.items()] if bound else []
    on = today()
    rows = [(each, span(each.first, each.last)) for each in planning.visible_to(viewer) if each.last >= on]
    context = {
        "form": form,
        "holiday": holiday,
        "days": form["days"].value() or [],
        "choices": PlanForm.base_fields["days"].choices,  # type: ignore[attr-defined]  # of a field with choices
        "holidays": rows,
        "errors": errors,
        "was_saved": "saved" in request.GET and not errors,
        "is_back": back is form,
        "is_holiday_back": back is holiday,
        "made_for": {
            "plan": made_for(viewer, reverse("chasing")),
            "holiday": made_for(viewer, reverse("chasing-holidays")),
        },
    }
    return render(request, "web/chasing/plan.html", context, status=BAD_REQUEST if errors else None)


def _say(form: PlanForm | HolidayForm, refused: Refused) -> None:
    """Say what the service found wrong at the field that its code ends with."""
    _kind, _dash, about = refused.code.rpartition("-")
    form.add_error(about if about in form.fields else None, _(refused.sentence))
