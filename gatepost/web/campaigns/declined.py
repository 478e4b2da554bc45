"""Who does not agree to the policy, and whom has the head still to speak with?

For the head in person; to everybody else, whoever acts for the head too, it answers 403.

    POST /sign-off/declined/ answer=3f…  ->  302, and it waits no more
"""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.signoff.access import sees_refusals
from gatepost.signoff.declined import deal_with, list_declined
from gatepost.web.campaigns.words import hats_in_words
from gatepost.web.people.guard import today
from gatepost.web.viewers import viewer_of

CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
def declined(request: HttpRequest) -> HttpResponse:
    """Show who does not agree and why, or let one of them wait no more."""
    viewer = viewer_of(request)
    if not sees_refusals(viewer):
        raise PermissionDenied
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            deal_with(sign_off=request.POST.get("answer", "").replace("\x00", ""), by=viewer, at=now())
        except Refused as refused:
            errors = [{"field": "", "sentence": _(refused.sentence)}]
        else:
            return redirect("declined")
    found = list_declined(viewer, on=today())
    context = {
        "waiting": [(one, hats_in_words(one.hats)) for one in found if one.waits],
        "over": [(one, hats_in_words(one.hats)) for one in found if not one.waits],
        "errors": errors,
    }
    return render(request, "web/campaigns/declined.html", context, status=CONFLICT if errors else None)
