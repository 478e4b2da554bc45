"""How does the office let somebody in, or back in?

POST /people/<id>/sign-in/ do=invite  ->  302, and a mail is in the outbox
POST /people/<id>/sign-in/ do=letter  ->  a page to print
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gatepost.accounts.letters import make_letter
from gatepost.accounts.queries import Standing, standing
from gatepost.accounts.services import invite, rename, reset_factors
from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.mail.states import State
from gatepost.web.inviting.views import as_letters
from gatepost.web.people.words import why_not_delivered
from gatepost.web.viewers import viewer_of
from gatepost.web.words import in_words

BAD_REQUEST = 400


@require_http_methods(["GET", "HEAD", "POST"])
def office(request: HttpRequest, person_id: str) -> HttpResponse:
    """Show how somebody signs in; invite them, or take away the second factor that they lost."""
    viewer, at = viewer_of(request), now()
    seen = standing(viewer, person_id, at=at)
    if seen is None or (seen.refusal and seen.refusal.code == "not-the-office" and viewer.person_id != person_id):
        raise Http404
    if request.method != "POST":
        return render(request, "web/sign_in/office.html", {**_context(seen), "was_sent": "sent" in request.GET})
    if seen.refusal:
        raise PermissionDenied
    try:
        if request.POST.get("do") == "letter":
            return _letter(request, person_id)
        error = _do(request, person_id)
    except Refused as refused:
        error, seen = refused.sentence, standing(viewer, person_id, at=at) or seen
    if error:
        context = {**_context(seen), "errors": [{"field": "", "sentence": error}]}
        return render(request, "web/sign_in/office.html", context, status=BAD_REQUEST)
    path = reverse("people-sign-in", args=[person_id])
    return redirect(f"{path}?sent=yes" if request.POST.get("do") == "invite" else path)


def _letter(request: HttpRequest, person_id: str) -> HttpResponse:
    after = request.POST.get("after", "")
    return as_letters(make_letter(person_id=person_id, after=after, by=viewer_of(request), at=now(), say=in_words))


def _context(seen: Standing) -> dict[str, object]:
    failed = seen.last_mail and seen.last_mail.state is State.FAILED
    return {"seen": seen, "why_not": why_not_delivered(seen.last_mail.reason) if failed and seen.last_mail else ""}


def _do(request: HttpRequest, person_id: str) -> str:
    """Do what the button says; return what is wrong with the form."""
    viewer = viewer_of(request)
    asked = request.POST.get("do", "")
    if asked == "invite":
        invite(person_id=person_id, by=viewer, at=now())
        return ""
    if asked == "rename":
        rename(person_id=person_id, name=request.POST.get("name", "").replace("\x00", ""), by=viewer, at=now())
        return ""
    if asked != "reset":
        return _("Choose what to do.")
    if request.POST.get("seen") != "yes":
        return _("Say that you have seen this person yourself and know who they are.")
    reset_factors(person_id=person_id, by=viewer, at=now())
    return ""
