"""Where do staff, governors and volunteers read where they may use their phone, and where does the office keep the places?

Reading is for them, keeping for the office and the head; to everybody else 403.

    POST /areas/3f…/ what=Lessons by_pupils=yes begins=08:00 ends=18:00 days=0 days=1  ->  302, and it is kept
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gatepost.kernel.clock import now
from gatepost.people.viewer import Viewer
from gatepost.premises import placing, queries
from gatepost.premises.access import may_keep_areas, sees_areas
from gatepost.premises.queries import AreaNow, UseSeen
from gatepost.premises.states import ALWAYS, Place
from gatepost.web.me.views import signed_in
from gatepost.web.people.asking import Asked, ask, errors_of, typed
from gatepost.web.people.forms import NothingForm
from gatepost.web.premises.forms import AreaForm, FreeForm, NameForm, UseForm, done
from gatepost.web.premises.here import answers
from gatepost.web.premises.words import now_in_words, oclock, when
from gatepost.web.viewers import viewer_of

BAD_REQUEST = 400


@require_safe
@signed_in
def areas(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show what each part of the school is now, and what the policy says about a phone there."""
    if not sees_areas(viewer):
        raise PermissionDenied
    at = now()
    found = queries.areas_now(viewer, at=at)
    context = {
        "rows": answers(request, viewer, found),
        "plans": [(each, _uses(each)) for each in found if each.uses],
        "hour": oclock(localtime(at).time()),
        "keeps": may_keep_areas(viewer, school_id=viewer.school_id) is None,
    }
    return render(request, "web/premises/areas.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest) -> HttpResponse:
    """List the parts of the school, and add one."""
    viewer = _keeper(request)
    form = AreaForm(typed(request))
    if done(form, lambda: _add(form, viewer)):
        return redirect("areas-keep")
    errors = errors_of(form)
    rows = [(each, now_in_words(each)) for each in queries.areas_now(viewer, at=now())]
    context = {"rows": rows, "form": form, "errors": errors}
    return render(request, "web/premises/keep.html", context, status=BAD_REQUEST if errors else None)


@require_http_methods(["GET", "HEAD", "POST"])
def area(request: HttpRequest, area_id: str) -> HttpResponse:
    """Show who uses a part of the school when, and add a use."""
    viewer = _keeper(request)
    seen = _area(viewer, area_id)
    form = UseForm(typed(request), initial={"by_pupils": "yes"})
    if done(
        form,
        lambda: placing.add_use(area=seen.id, what=form.cleaned_data["what"], use=form.use(), by=viewer, at=now()),
    ):
        return redirect("area", seen.id)
    errors = errors_of(form)
    context = {
        "area": seen,
        "now": now_in_words(seen),
        "uses": _uses(seen),
        "is_always": seen.kind in ALWAYS,
        "form": form,
        "days": form["days"].value() or [],
        "choices": UseForm.base_fields["days"].choices,  # type: ignore[attr-defined]  # of a field with choices
        "errors": errors,
    }
    return render(request, "web/premises/area.html", context, status=BAD_REQUEST if errors else None)


@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, area_id: str) -> HttpResponse:
    """Call a part of the school something else."""
    viewer = _keeper(request)
    seen = _area(viewer, area_id)
    there = reverse("area", args=[seen.id])
    page = Asked(
        _("Rename this place"),
        _("Rename it"),
        ((reverse("areas-keep"), _("Places")), (there, seen.name)),
        about=seen.name,
    )
    form = NameForm(typed(request), initial={"name": seen.name})
    return ask(
        request,
        page,
        form,
        lambda sent: placing.rename_area(area=seen.id, name=sent["name"], by=viewer, at=now()),
        there,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def free(request: HttpRequest) -> HttpResponse:
    """Say that no pupils are anywhere on some days."""
    viewer = _keeper(request)
    keep_page = reverse("areas-keep")
    page = Asked(
        _("Days without pupils"),
        _("No pupils on these days"),
        ((keep_page, _("Places")),),
        lead=_(
            "School holidays, a training day. Every place counts as free of pupils from first to last, and “May I…?” answers so. "
            "If pupils come to one of them all the same, take it away there and say when they come."
        ),
    )
    return ask(
        request,
        page,
        FreeForm(typed(request)),
        lambda sent: placing.free_of_pupils(**sent, by=viewer, at=now()),
        keep_page,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, area_id: str) -> HttpResponse:
    """Take a part of the school away, after a question whether that is meant."""
    viewer = _keeper(request)
    seen = _area(viewer, area_id)
    page = Asked(
        _("Take this place away"),
        _("Yes, take it away"),
        ((reverse("areas-keep"), _("Places")), (reverse("area", args=[seen.id]), seen.name)),
        about=seen.name,
        lead=_("Who uses it when is gone with it. “May I…?” stops naming it."),
    )
    return ask(
        request,
        page,
        NothingForm(typed(request)),
        lambda _nothing: placing.remove_area(area=seen.id, by=viewer, at=now()),
        reverse("areas-keep"),
    )


@require_POST
def remove_use(request: HttpRequest, area_id: str, use_id: str) -> HttpResponse:
    """Take a use away."""
    viewer = _keeper(request)
    seen = _area(viewer, area_id)
    placing.remove_use(use=use_id.replace("\x00", ""), by=viewer, at=now())
    return redirect("area", seen.id)


def _uses(seen: AreaNow) -> list[tuple[UseSeen, str]]:
    return [(each, when(each.use)) for each in seen.uses if not each.is_over]


def _add(form: AreaForm, viewer: Viewer) -> object:
    typed_in = form.cleaned_data
    return placing.add_area(name=typed_in["name"], kind=Place(typed_in["kind"]), by=viewer, at=now())


def _keeper(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    if may_keep_areas(viewer, school_id=viewer.school_id):
        raise PermissionDenied
    return viewer


def _area(viewer: Viewer, area_id: str) -> AreaNow:
    seen = queries.get_area(viewer, area_id.replace("\x00", ""), at=now())
    if seen is None:
        raise Http404
    return seen
