"""Which pages are about pupils, whose they are, and who must not be told things?

POST /people/pupils/<id>/restrict/<link>/ reason=… since=…  ->  302 /people/pupils/<id>/
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gatepost.kernel.clock import now
from gatepost.people import chosen, directory, file, services
from gatepost.people.access import may_manage_people, may_restrict_contact
from gatepost.people.chosen import Pupil
from gatepost.people.directory import Wanted
from gatepost.web.people import forms
from gatepost.web.people.asking import Asked, ask, typed
from gatepost.web.people.deeds import manages
from gatepost.web.people.guard import manager, only_if, person_of, pupil_of, seer, today
from gatepost.web.people.views import here, trail


@require_safe
def pupil(request: HttpRequest, pupil_id: str) -> HttpResponse:
    """Show a pupil and whose child they are."""
    viewer = seer(request)
    shown = file.get_pupil_file(viewer, pupil_id, on=today())
    if shown is None:
        raise Http404
    context = {
        "pupil": shown,
        "manages": may_manage_people(viewer, school_id=viewer.school_id) is None,
        "restricts": may_restrict_contact(viewer, school_id=viewer.school_id) is None,
        "viewer_id": viewer.person_id,
    }
    return render(request, "web/people/pupil.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def correct_pupil(request: HttpRequest, pupil_id: str) -> HttpResponse:
    """Correct a pupil's name, class or year."""
    viewer = manager(request)
    row = pupil_of(viewer, pupil_id)
    first = {"name": row.name, "class_name": row.class_name, "year_group": row.year_group}
    page = Asked(_("Correct this pupil"), _("Keep this"), _trail(row), about=row.name)
    form = forms.PupilForm(typed(request), initial=first)
    return ask(
        request,
        page,
        form,
        lambda data: services.correct_pupil(pupil=row, by=viewer, at=now(), **data),
        _here(row),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def pupil_leaves(request: HttpRequest, pupil_id: str) -> HttpResponse:
    """Let a pupil leave."""
    viewer = manager(request)
    row = pupil_of(viewer, pupil_id)
    page = Asked(_("A pupil leaves"), _("Yes, they leave"), _trail(row), about=row.name)
    form = forms.EndForm(typed(request), initial={"until": today()})
    return ask(
        request, page, form, lambda data: services.pupil_leaves(pupil=row, by=viewer, at=now(), **data), _here(row)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def restrict(request: HttpRequest, pupil_id: str, link_id: str) -> HttpResponse:
    """Record that a guardian must not be told things about the child; never a page about oneself."""
    viewer = seer(request)
    only_if(may_restrict_contact(viewer, school_id=viewer.school_id))
    row = pupil_of(viewer, pupil_id)
    link = chosen.get_guardian(row, link_id)
    if link is None or link.person_id == viewer.person_id:
        raise Http404
    page = Asked(
        _("Record who must not be told things"),
        _("Record this"),
        _trail(row),
        about=_("%(guardian)s, about %(child)s") % {"guardian": link.person.name, "child": row.name},
        lead=_(
            "The one whom it is about never learns of it here. The head, the office and the safeguarding lead see it."
        ),
    )
    form = forms.RestrictionForm(typed(request), initial={"since": today()})
    return ask(
        request,
        page,
        form,
        lambda data: services.restrict_contact(link=link, by=viewer, at=now(), **data),
        _here(row),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: HttpRequest, pupil_id: str, row_id: str) -> HttpResponse:
    """Let it end."""
    viewer = seer(request)
    only_if(may_restrict_contact(viewer, school_id=viewer.school_id))
    row = pupil_of(viewer, pupil_id)
    restriction = chosen.get_restriction(viewer, row, row_id)
    if restriction is None:
        raise Http404
    page = Asked(_("They may be told things again"), _("End it"), _trail(row), about=row.name)
    form = forms.EndForm(typed(request), initial={"until": today()})
    return ask(
        request,
        page,
        form,
        lambda data: services.lift_restriction(restriction=restriction, by=viewer, at=now(), **data),
        _here(row),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def child(request: HttpRequest, person_id: str) -> HttpResponse:
    """Find a child by name, and say whose parent or guardian somebody is."""
    viewer = seer(request)
    row = person_of(viewer, person_id)
    only_if(manages(viewer, row))
    text = request.POST.get("q", "").replace("\x00", "")[:200]
    found = directory.find_pupils(viewer, Wanted(text=text), on=today()).pupils if text.strip() else ()
    children = [(one.id, f"{one.name} · {one.class_name}" if one.class_name else one.name) for one in found]
    form = forms.ChildForm(
        None if "find" in request.POST else typed(request),
        children=children,
        initial={"since": today(), "has_responsibility": True},
    )
    page = Asked(
        _("Link to a child"),
        _("Link them"),
        trail(row),
        about=row.name,
        template="web/people/child.html",
        more={"q": text, "found": children},
    )

    def save(data: dict[str, object]) -> object:
        pupil_row = pupil_of(viewer, str(data.pop("pupil")))
        return services.link_guardian(person=row, pupil=pupil_row, by=viewer, at=now(), **data)  # type: ignore[arg-type]  # cleaned

    return ask(request, page, form, save, here(row))


def _trail(row: Pupil) -> tuple[tuple[str, str], ...]:
    return ((reverse("pupils"), _("Pupils")), (_here(row), row.name))


def _here(row: Pupil) -> str:
    return reverse("pupil", args=[row.id])
