"""Which pages are somebody's own?

My page, what they declare about their family, and what is kept about them. Each shows only what belongs to whoever
looks; whoever is not signed in is sent to sign in, and whoever did not say at which school they are, to say so.

    POST /me/data/  ->  200, a zip
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.people import declaring
from gatepost.people.access import may_declare_family
from gatepost.people.export import download
from gatepost.people.mine import my_declarations
from gatepost.people.viewer import Viewer
from gatepost.premises.access import sees_areas
from gatepost.web.me.archive import packed
from gatepost.web.me.page import my_page
from gatepost.web.me.rooms import SOURCES
from gatepost.web.policy.editions import current_edition
from gatepost.web.viewers import count_schools, viewer_of
from gatepost.web.ways import sign_in_address

BAD_REQUEST = 400
TYPED = ("name", "class_name", "relationship")
FIELD_OF = {"bad-relationship": "relationship"}
"""Which field a refusal is about; else it is the name."""

Rest = ParamSpec("Rest")


def signed_in(
    view: Callable[Concatenate[HttpRequest, Viewer, Rest], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Rest], HttpResponse]:
    """Give a view who is looking; send nobody to sign in, or to say at which of their schools they are."""

    @wraps(view)
    def for_somebody(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        viewer = viewer_of(request)
        if viewer.is_signed_in:
            return view(request, viewer, *args, **kwargs)
        return redirect("me-school" if count_schools(request) else sign_in_address(request))

    return for_somebody


@require_safe
@signed_in
def me(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show what binds somebody, what they may do, and what waits for them."""
    page = my_page(viewer, current_edition(request), on=localdate(now()))
    return render(
        request, "web/me/me.html", {"page": page, "schools": count_schools(request), "sees_areas": sees_areas(viewer)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def data(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Say what a download holds, or make it."""
    if request.method != "POST":
        return render(request, "web/me/data.html", {"sources": SOURCES})
    at = now()
    content = packed(download(SOURCES, by=viewer, at=at), viewer, at=at)
    name = f"gatepost-my-data-{localdate(at).isoformat()}.zip"
    return HttpResponse(content, "application/zip", headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def family(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show what somebody declared, and take one more."""
    _declares(viewer)
    typed = {name: request.POST.get(name, "") for name in TYPED}
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            declaring.declare(**typed, by=viewer, at=now())
        except Refused as refused:
            errors = [{"field": FIELD_OF.get(refused.code, "name"), "sentence": _(refused.sentence)}]
        else:
            return redirect("me-family")
    context = {
        "declarations": my_declarations(viewer, on=localdate(now())),
        "typed": typed,
        "errors": errors,
        "wrong": {error["field"]: error["sentence"] for error in errors},
    }
    return render(request, "web/me/family.html", context, status=BAD_REQUEST if errors else None)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def withdraw(request: HttpRequest, viewer: Viewer, declaration_id: str) -> HttpResponse:
    """Ask whether somebody takes a declaration back, and let them."""
    _declares(viewer)
    declaration = declaring.find_own(viewer, declaration_id)
    if declaration is None:
        raise Http404
    if request.method != "POST":
        return render(request, "web/me/withdraw.html", {"declaration": declaration})
    declaring.withdraw(declaration=declaration, by=viewer, at=now())
    return redirect("me-family")


def _declares(viewer: Viewer) -> None:
    if may_declare_family(viewer, person_id=viewer.person_id):
        raise PermissionDenied
