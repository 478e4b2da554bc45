"""Which pages does the office keep phones with, and where does somebody read what was taken for them?

The log of the day, a phone's page with its messages, the hour at which the office closes: for the office and the head, to
everybody else 403. One's own page is for whoever is signed in.

    POST /phones/3f…/back/  ->  302 /phones/, and the phone is given back
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gatepost.agreements.bodies import decided_by
from gatepost.agreements.queries import edition_on
from gatepost.kernel.clock import now
from gatepost.people.chosen import get_person
from gatepost.people.directory import Wanted, find_people
from gatepost.people.viewer import Viewer
from gatepost.policy.schema import can_be_carried_out
from gatepost.premises import queries, services
from gatepost.premises.access import FORM, PERMISSION, may_take_in, sees_log, sees_messages
from gatepost.premises.queries import HeldSeen
from gatepost.web.me.views import signed_in
from gatepost.web.people.asking import errors_of, typed
from gatepost.web.people.guard import today
from gatepost.web.permissions.words import bodies
from gatepost.web.premises.forms import ClosingForm, MessageForm, PhoneForm, done
from gatepost.web.premises.words import oclock
from gatepost.web.viewers import viewer_of

BAD_REQUEST = 400
LONGEST = 200
"""Characters of a search that are looked at."""


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Show what lies in the office, and what was given back today."""
    viewer, at = _keeper(request), now()
    whose = decided_by(edition_on(viewer.school_id, today()), PERMISSION)
    context = {
        "takes_in": _takes_in(viewer),
        "whose": bodies(whose),
        "can_be": can_be_carried_out(FORM, whose),
        "held": queries.list_held(viewer, at=at),
        "given_back": queries.list_given_back(viewer, at=at),
        "me": viewer.person_id,
        "today": today(),
        "closes": oclock(queries.closes_at(viewer.school_id)),
    }
    return render(request, "web/premises/log.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Find whose phone it is. What somebody types comes by POST, which changes nothing: names stay out of addresses."""
    viewer = _taker(request)
    text = request.POST.get("q", "").replace("\x00", "").strip()[:LONGEST]
    rows = find_people(viewer, Wanted(text=text), on=today()) if text else None
    return render(request, "web/premises/find.html", {"q": text, "rows": rows, "me": viewer.person_id})


@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest, person_id: str) -> HttpResponse:
    """Take somebody's phone in."""
    viewer = _taker(request)
    person = get_person(viewer, person_id)
    if person is None:
        raise Http404
    form = PhoneForm(typed(request))
    if done(form, lambda: services.take_in(person=person.id, by=viewer, at=now(), **form.cleaned_data)):
        return redirect("phones")
    errors = errors_of(form)
    context = {"person": person, "form": form, "errors": errors}
    return render(request, "web/premises/take.html", context, status=BAD_REQUEST if errors else None)


@require_http_methods(["GET", "HEAD", "POST"])
def phone(request: HttpRequest, phone_id: str) -> HttpResponse:
    """Show a phone with its messages, or take a message."""
    viewer = _keeper(request)
    form = MessageForm(typed(request))
    seen = _phone(viewer, phone_id)
    if done(form, lambda: services.take_message(phone=seen.id, by=viewer, at=now(), **form.cleaned_data)):
        return redirect(f"{reverse('phone', args=[seen.id])}#messages")
    errors = errors_of(form)
    messages = queries.list_messages(viewer, seen.id)
    context = {
        "phone": seen,
        "is_own": seen.person_id == viewer.person_id,
        "messages": messages,
        "hidden": seen.messages - len(messages),
        "reads": sees_messages(viewer),
        "today": today(),
        "form": form,
        "errors": errors,
    }
    return render(request, "web/premises/phone.html", context, status=BAD_REQUEST if errors else None)


@require_POST
def back(request: HttpRequest, phone_id: str) -> HttpResponse:
    """Give a phone back."""
    viewer = _keeper(request)
    seen = _phone(viewer, phone_id)
    if seen.person_id == viewer.person_id:
        raise PermissionDenied
    services.give_back(phone=seen.id, by=viewer, at=now())
    return redirect("phones")


@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: HttpRequest) -> HttpResponse:
    """Say when the office closes."""
    viewer = _keeper(request)
    form = ClosingForm(typed(request), initial={"closes": queries.closes_at(viewer.school_id)})
    if done(form, lambda: services.set_closing(by=viewer, at=now(), **form.cleaned_data)):
        return redirect("phones")
    errors = errors_of(form)
    context = {"form": form, "errors": errors, "title": _("When the office closes")}
    return render(request, "web/premises/closing.html", context, status=BAD_REQUEST if errors else None)


@require_safe
@signed_in
def mine(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show somebody their own phones in the office, and what was taken for them."""
    rows = [
        {"phone": each, "messages": queries.list_messages(viewer, each.id)}
        for each in queries.list_own(viewer, at=now())
    ]
    return render(request, "web/premises/mine.html", {"rows": rows, "today": today()})


def _keeper(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    if not sees_log(viewer):
        raise PermissionDenied
    return viewer


def _taker(request: HttpRequest) -> Viewer:
    viewer = _keeper(request)
    if not _takes_in(viewer):
        raise PermissionDenied
    return viewer


def _takes_in(viewer: Viewer) -> bool:
    policy = edition_on(viewer.school_id, today())
    return may_take_in(viewer, policy=policy, school_id=viewer.school_id) is None


def _phone(viewer: Viewer, phone_id: str) -> HeldSeen:
    seen = queries.get_held(viewer, phone_id.replace("\x00", ""), at=now())
    if seen is None:
        raise Http404
    return seen
