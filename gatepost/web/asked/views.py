"""Which page shows the questions that are asked?

One, for the head, a deputy and the governors; everybody else is told that it is not for them.

    GET /asked/  ->  200, or 403
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from gatepost.decisions.access import may_see_asked
from gatepost.decisions.queries import latest_weeks
from gatepost.decisions.rules import FIRST_MONDAY, Weeks
from gatepost.kernel.clock import now
from gatepost.web.asked.page import asked_page
from gatepost.web.policy.editions import current_edition
from gatepost.web.viewers import viewer_of

FROM = "from"


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Show how often each clause decided, in the latest four weeks that are over or in earlier ones."""
    viewer = viewer_of(request)
    if may_see_asked(viewer):
        raise PermissionDenied
    today = localdate(now())
    weeks = _weeks_from(request.GET[FROM], today) if FROM in request.GET else latest_weeks(on=today)
    return render(
        request, "web/asked/asked.html", {"page": asked_page(viewer, current_edition(request), weeks, on=today)}
    )


def _weeks_from(written: str, today: date) -> Weeks:
    """Return the weeks that an address names; raise Http404 unless they are a stretch of ours that is over."""
    try:
        first = date.fromisoformat(written)
    except ValueError:
        raise Http404 from None
    if not FIRST_MONDAY <= first <= latest_weeks(on=today).first or Weeks.holding(first).first != first:
        raise Http404
    return Weeks(first)
