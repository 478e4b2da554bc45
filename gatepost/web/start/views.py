"""What is on the first page?

"May I…?", in one's own words or by a tap, and what else can be done today. First stands what waits for whoever looks, as on their
own page; whoever answers for the policy sees what is open about it: the blank signature, the places where it contradicts itself.

    GET /  ->  200
"""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from gatepost.agreements.access import may_draft
from gatepost.campaigns.access import sees_figures
from gatepost.decisions.access import may_see_asked
from gatepost.grants.access import sees_requests
from gatepost.kernel.clock import now
from gatepost.people.access import sees_desk, sees_others
from gatepost.people.queries import get_visible
from gatepost.people.viewer import Viewer
from gatepost.policy.schema import HATS
from gatepost.premises.access import sees_log
from gatepost.restrictions.access import may_ever_decide, sees_in_force
from gatepost.web.ask.addresses import Asked
from gatepost.web.ask.pages import StartPage, start_page
from gatepost.web.me.rooms import waiting_for
from gatepost.web.policy.editions import current_edition, edition_shown
from gatepost.web.start.asked import often_asked
from gatepost.web.start.open_points import answers_for_the_policy, open_points
from gatepost.web.start.waiting import notices
from gatepost.web.viewers import viewer_of

FIRST_STARTERS = 5
"""What fits a phone together with the box; the others are one tap away."""


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show the first page."""
    viewer = viewer_of(request)
    edition = current_edition(request)
    context = {
        "edition": edition,
        "shown": edition_shown(edition),
        "me": get_visible(viewer, viewer.person_id, on=localdate(now())) if viewer.is_signed_in else None,
        "mine": waiting_for(viewer, on=localdate(now())) if viewer.is_signed_in else (),
        "ask": _ask_page(viewer),
        "asked": often_asked(edition, viewer.hats),
        "decides": sees_requests(viewer),
        "sees_desk": sees_desk(viewer),
        "sees_people": sees_others(viewer),
        "sees_restrictions": sees_in_force(viewer) or may_ever_decide(viewer),
        "sees_figures": sees_figures(viewer),
        "keeps_phones": sees_log(viewer),
        "sees_asked": may_see_asked(viewer) is None,
        "open": open_points(edition) if answers_for_the_policy(viewer) else None,
        "notices": notices(viewer, edition, on=localdate(now())) if answers_for_the_policy(viewer) else None,
        "may_import": may_draft(viewer, school=viewer.school_id) is None,
    }
    return render(request, "web/start/start.html", context)


def _ask_page(viewer: Viewer) -> StartPage:
    """Return what somebody may begin to ask with: for somebody signed in, the commonest questions of their hats."""
    hats = tuple(hat for hat in HATS if hat in viewer.hats)
    page = start_page(Asked(hats), "act" if hats else "hats")
    return replace(page, starters=page.starters[:FIRST_STARTERS])
