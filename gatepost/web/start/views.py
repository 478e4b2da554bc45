"""What is on the first page?

What Gatepost is for here, and what can be done today. Whoever answers for the policy sees first what is open about it:
the blank signature, and the places where it contradicts itself.

    GET /  ->  200
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from gatepost.kernel.clock import now
from gatepost.people.queries import get_visible
from gatepost.web.policy.editions import current_edition, edition_shown
from gatepost.web.start.asked import often_asked
from gatepost.web.start.open_points import answers_for_the_policy, open_points
from gatepost.web.viewers import viewer_of


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show the first page."""
    viewer = viewer_of(request)
    edition = current_edition()
    context = {
        "edition": edition,
        "shown": edition_shown(edition),
        "me": get_visible(viewer, viewer.person_id, on=localdate(now())) if viewer.is_signed_in else None,
        "asked": often_asked(edition, viewer.hats),
        "open": open_points(edition) if answers_for_the_policy(viewer) else None,
    }
    return render(request, "web/start/start.html", context)
