"""At which of my schools am I?

Whoever belongs to several says so once in a session, and changes it whenever they like. What one school shows, the other
does not; and a form that was opened at the one, in another tab, is not taken at the other: its token is no longer good.

    POST /me/school/ person=…  ->  302 /
"""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gatepost.accounts.choice import remember
from gatepost.accounts.returning import going_on
from gatepost.kernel.clock import now
from gatepost.people.queries import list_schools
from gatepost.web.viewers import count_schools, viewer_of

BAD_REQUEST = 400


@require_http_methods(["GET", "HEAD", "POST"])
def school(request: HttpRequest) -> HttpResponse:
    """Show the schools to which somebody belongs, or go to one of them."""
    if count_schools(request) < 2:  # noqa: PLR2004  # one is no choice
        return redirect("me" if count_schools(request) else "sign-in")
    schools = list_schools(str(request.user.pk), on=localdate(now()))
    person_id = request.POST.get("person", "")
    if person_id in {one.person_id for one in schools}:
        remember(request, person_id)
        rotate_token(request)
        return redirect(going_on(request) or "start")
    context = {"schools": schools, "here": viewer_of(request).person_id}
    if request.method != "POST":
        return render(request, "web/me/school.html", context)
    context["errors"] = [{"field": "schools", "sentence": _("Choose one of your schools.")}]
    return render(request, "web/me/school.html", context, status=BAD_REQUEST)
