"""Which pages list people and pupils?

GET /people/?q=zi  ->  Tomasz Zieliński
"""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gatepost.accounts.queries import list_heads, list_unreached
from gatepost.kernel.clock import now
from gatepost.people import chosen, directory, services
from gatepost.people.access import may_manage_people, sees_everyone
from gatepost.people.chosen import Person
from gatepost.people.directory import Wanted
from gatepost.people.states import Duty, Hat
from gatepost.web.people import forms
from gatepost.web.people.asking import Asked, ask, typed
from gatepost.web.people.guard import looker, manager, seer, today
from gatepost.web.people.views import here

LONGEST = 200
"""Characters of a search that are looked at."""


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """List the people who are wanted."""
    viewer = looker(request)
    wanted = _wanted(request)
    rows = directory.find_people(viewer, wanted, on=today())
    context = {
        "wanted": wanted,
        "rows": rows,
        "next": _next(wanted, rows.after),
        "next_query": urlencode(_next(wanted, rows.after)),
        "hats": Hat.choices,
        "duties": Duty.choices,
        "manages": may_manage_people(viewer, school_id=viewer.school_id) is None,
        "sees_pupils": sees_everyone(viewer),
        "only_all": wanted == Wanted(),
        "unreached": len(list_unreached(viewer)),
        "heads": list_heads(viewer, on=today()),
    }
    return render(request, "web/people/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def pupils(request: HttpRequest) -> HttpResponse:
    """List the pupils who are wanted."""
    viewer = seer(request)
    wanted = _wanted(request)
    rows = directory.find_pupils(viewer, wanted, on=today())
    context = {
        "wanted": wanted,
        "rows": rows,
        "next": _next(wanted, rows.after),
        "next_query": urlencode(_next(wanted, rows.after)),
        "classes": directory.list_classes(viewer, on=today()),
        "manages": may_manage_people(viewer, school_id=viewer.school_id) is None,
        "only_all": wanted == Wanted(),
    }
    return render(request, "web/people/pupils.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add somebody, with a first hat."""
    viewer = manager(request)
    school = chosen.get_school(viewer)
    assert school is not None  # noqa: S101  # a manager belongs to one
    page = Asked(
        _("Add a person"),
        _("Add this person"),
        ((reverse("people"), _("People")),),
        lead=_("Look first whether they are here already: one person has one entry, however many hats they wear."),
    )
    form = forms.NewPersonForm(typed(request), initial={"since": today()})

    def save(data: dict[str, Any]) -> Person:
        return services.add_with_hat(school=school, by=viewer, at=now(), **{**data, "hat": Hat(data["hat"])})

    return ask(request, page, form, save, here)


@require_http_methods(["GET", "HEAD", "POST"])
def add_pupil(request: HttpRequest) -> HttpResponse:
    """Add a pupil."""
    viewer = manager(request)
    school = chosen.get_school(viewer)
    assert school is not None  # noqa: S101  # a manager belongs to one
    page = Asked(_("Add a pupil"), _("Add this pupil"), ((reverse("pupils"), _("Pupils")),))
    form = forms.NewPupilForm(typed(request), initial={"since": today()})
    return ask(
        request,
        page,
        form,
        lambda data: services.add_pupil(school=school, by=viewer, at=now(), **data),
        lambda pupil: reverse("pupil", args=[pupil.id]),
    )


def _wanted(request: HttpRequest) -> Wanted:
    """Return what is asked for; what makes no sense asks for anybody.

    What somebody typed comes by POST, which changes nothing here: names stay out of addresses, and so out of logs.
    """
    asked = request.POST or request.GET
    hat, duty = asked.get("hat", ""), asked.get("duty", "")
    return Wanted(
        text=asked.get("q", "").replace("\x00", "").strip()[:LONGEST],
        hat=hat if hat in Hat.values else "",
        duty=duty if duty in Duty.values else "",
        class_name=asked.get("class", "").replace("\x00", "")[:LONGEST],
        left="left" in asked,
        after=asked.get("after", "").replace("\x00", "")[:LONGEST],
    )


def _next(wanted: Wanted, after: str) -> dict[str, str]:
    """Return what asks for the next page, nothing at the end."""
    if not after:
        return {}
    words = {"q": wanted.text, "hat": wanted.hat, "duty": wanted.duty, "class": wanted.class_name}
    words["left"] = "yes" if wanted.left else ""
    return {**{key: word for key, word in words.items() if word}, "after": after}
