"""Which page runs the office's day?

One page for the head and the office; to everybody else it answers 403.

    GET /desk/  ->  200, or 403
"""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gatepost.kernel.clock import now
from gatepost.people.access import sees_desk
from gatepost.web.desk.page import desk_of
from gatepost.web.people.guard import today
from gatepost.web.viewers import viewer_of


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show what waits, is held, holds, and ends this week."""
    viewer = viewer_of(request)
    if not sees_desk(viewer):
        raise PermissionDenied
    return render(request, "web/desk/desk.html", {"parts": desk_of(viewer, at=now()), "today": today()})
