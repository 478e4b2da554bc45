"""Which pages are about one person?

Their own page; one page for each thing that can be done about them (``deeds``); one to end something; leaving.

    POST /people/<id>/hat/ hat=staff since=2026-09-01  ->  302 /people/<id>/
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gatepost.grants.adjustments import list_adjustments
from gatepost.kernel.clock import now
from gatepost.people import file, history, services
from gatepost.people.access import sees_declarations
from gatepost.people.chosen import Person
from gatepost.people.viewer import Viewer
from gatepost.restrictions.queries import can_restrict
from gatepost.signoff.access import may_record_paper
from gatepost.signoff.leavers import list_of_leaver
from gatepost.web.people import forms, words
from gatepost.web.people.asking import Asked, ask, typed
from gatepost.web.people.deeds import (
    DEEDS,
    ENDINGS,
    adjusts,
    entrusts,
    lends,
    manages,
    offer_what_can_be_given,
)
from gatepost.web.people.guard import looker, only_if, person_of, seer, today


@require_safe
def person(request: HttpRequest, person_id: str) -> HttpResponse:
    """Show somebody: what they are, whom they belong to, how they sign in, what happened."""
    viewer = looker(request)
    shown = file.get_file(viewer, person_id, on=today())
    if shown is None:
        kept = file.merged_into(viewer, person_id)
        if kept:
            return redirect("person", kept)
        raise Http404
    row = person_of(viewer, person_id)
    context = {
        "person": shown,
        "history": [words.told(one) for one in history.list_history(viewer, person_id)],
        "manages": manages(viewer, row) is None,
        "entrusts": entrusts(viewer, row) is None,
        "lends": lends(viewer, row) is None,
        "adjusts": adjusts(viewer, row) is None,
        "adjustments": list_adjustments(viewer, row, on=today()),
        "sees_declarations": sees_declarations(viewer),
        "restricts": can_restrict(viewer, row.id, on=today()),
        "gives_copies": list_of_leaver(viewer, row.id, on=today()) is not None,
        "records_paper": may_record_paper(viewer, school_id=row.school_id, person_id=row.id) is None,
    }
    return render(request, "web/people/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def do(request: HttpRequest, person_id: str, deed: str) -> HttpResponse:
    """Ask for one thing about somebody, and do it."""
    viewer = looker(request)
    row = person_of(viewer, person_id)
    entry = DEEDS[deed]
    only_if(entry.may(viewer, row))
    first = {"since": today(), "name": row.name, "email": row.email}
    page = Asked(str(entry.title), str(entry.button), trail(row), about=row.name, lead=str(entry.lead))
    form = entry.form(typed(request), initial=first)
    offer_what_can_be_given(form, viewer, row)
    return ask(request, page, form, lambda data: entry.do(row, data, viewer, now()), here(row))


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, person_id: str, kind: str, row_id: str) -> HttpResponse:
    """Ask for the last day of something, and end it."""
    viewer = looker(request)
    row = person_of(viewer, person_id)
    entry = ENDINGS.get(kind)
    if entry is None:
        raise Http404
    only_if(entry.may(viewer, row))
    ended = entry.find(row, row_id)
    if ended is None:
        raise Http404
    page = Asked(str(entry.title), _("End it"), trail(row), about=row.name, lead=str(entry.lead))
    form = forms.EndForm(typed(request), initial={"until": today()})
    return ask(request, page, form, lambda data: entry.do(ended, data, viewer, now()), here(row))


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, person_id: str) -> HttpResponse:
    """Show what has to be handed over, and let somebody leave."""
    viewer = seer(request)
    row = person_of(viewer, person_id)
    only_if(manages(viewer, row))
    form = forms.EndForm(typed(request), initial={"until": today()})
    last_day = form.cleaned_data["until"] if form.is_bound and form.is_valid() else today()
    tasks = [(duty.value, duty.label, done) for duty, done in services.list_tasks(row, last_day)]
    page = Asked(
        _("Somebody leaves"),
        _("Yes, they leave"),
        trail(row),
        about=row.name,
        lead=_("Hats and duties end with the last day, and so does access. What they did stays in the record."),
        template="web/people/leave.html",
        more={"tasks": tasks, "last_day": last_day},
    )
    return ask(request, page, form, lambda data: _leaves(row, data, viewer), here(row))


def trail(row: Person) -> tuple[tuple[str, str], ...]:
    """Return the way back."""
    return ((reverse("people"), _("People")), (here(row), row.name))


def here(row: Person) -> str:
    """Return the address of somebody's page."""
    return reverse("person", args=[row.id])


def _leaves(row: Person, data: dict[str, object], viewer: Viewer) -> object:
    return services.leave(person=row, last_day=data["until"], by=viewer, at=now())  # type: ignore[arg-type]  # a day
