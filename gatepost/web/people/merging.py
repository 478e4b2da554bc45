"""How do two entries that are one person become one, before the office's eyes?

Find the other, see both side by side, choose which stays, say yes.

    POST /people/<id>/merge/<other>/ keep=<id>  ->  302 /people/<id>/
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.people import directory, file, services
from gatepost.people.directory import Wanted
from gatepost.web.people.asking import BAD_REQUEST
from gatepost.web.people.deeds import manages
from gatepost.web.people.guard import only_if, person_of, seer, today
from gatepost.web.people.views import trail


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, person_id: str) -> HttpResponse:
    """Find the other entry; at first those who have the same last word in their name."""
    viewer = seer(request)
    row = person_of(viewer, person_id)
    only_if(manages(viewer, row))
    text = request.POST.get("q", row.plain_name.split(" ")[-1] if row.plain_name else "").replace("\x00", "")[:200]
    found = [one for one in directory.find_people(viewer, Wanted(text=text), on=today()).people if one.id != row.id]
    context = {"person": row, "q": text, "found": found, "trail": trail(row)}
    return render(request, "web/people/merge.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def merge_with(request: HttpRequest, person_id: str, other_id: str) -> HttpResponse:
    """Show both, and make one of them."""
    viewer = seer(request)
    row, other = person_of(viewer, person_id), person_of(viewer, other_id)
    only_if(manages(viewer, row))
    errors = []
    keep = request.POST.get("keep", row.id)
    if request.method == "POST":
        stays, goes = (other, row) if keep == other.id else (row, other)
        try:
            services.merge(keep=stays, drop=goes, by=viewer, at=now())
        except Refused as refused:
            errors = [{"field": "keep", "sentence": _(refused.sentence)}]
        else:
            return redirect("person", stays.id)
    both = [file.get_file(viewer, one.id, on=today()) for one in (row, other)]
    context = {"person": row, "other": other, "both": both, "keep": keep, "errors": errors, "trail": trail(row)}
    return render(request, "web/people/merge_with.html", context, status=BAD_REQUEST if errors else None)
