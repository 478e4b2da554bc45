"""Which pages does the school ask people from, and see who has signed?

The list, a form to begin (fill in, check, confirm), the progress of one, its people, its end. Figures are for those who answer for
the policy; names for the head and the office. To everybody else these pages answer 403.

    GET /sign-off/3f…/  ->  200, or 403, or 404
"""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from gatepost.campaigns import services
from gatepost.campaigns.access import may_ask, sees_figures
from gatepost.campaigns.few import FEW
from gatepost.campaigns.lists import HATLESS, MISSING, Wanted, find
from gatepost.campaigns.outlook import forecast
from gatepost.campaigns.queries import CampaignSeen, get_visible, list_visible
from gatepost.campaigns.states import CAN_END, Stage
from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.people.directory import list_classes
from gatepost.people.states import Hat
from gatepost.people.viewer import Viewer
from gatepost.signoff.access import sees_refusals
from gatepost.web.campaigns.asking import KEPT, Sent, askable, audiences
from gatepost.web.campaigns.page import hat_in_words, held_in_words, progress
from gatepost.web.campaigns.words import LEVELS, STAGES, STANDINGS, asks, asks_nobody, hats_in_words, when
from gatepost.web.chasing.words import moment
from gatepost.web.people.guard import today
from gatepost.web.typed import forget, keeping, made_for, typed_by
from gatepost.web.viewers import viewer_of

BAD_REQUEST, CONFLICT = 400, 409
NOT_RUNNING = (
    (gettext_lazy("Has not begun"), (Stage.COMING,)),
    (gettext_lazy("Waits for a new day, and asks nobody"), (Stage.CALLED_OFF,)),
    (gettext_lazy("Over"), (Stage.REPLACED, Stage.ENDED)),
)
"""The list's other headings."""


def seer(request: HttpRequest) -> Viewer:
    """Return the viewer; refuse whoever sees no figures."""
    viewer = viewer_of(request)
    if not sees_figures(viewer):
        raise PermissionDenied
    return viewer


def asker(request: HttpRequest) -> Viewer:
    """Return the viewer; refuse whoever asks nobody."""
    viewer = viewer_of(request)
    if may_ask(viewer, school_id=viewer.school_id):
        raise PermissionDenied
    return viewer


def campaign_of(viewer: Viewer, campaign_id: str) -> CampaignSeen:
    """Return the campaign of an address, or answer 404."""
    seen = get_visible(viewer, campaign_id.replace("\x00", ""), on=today())
    if seen is None:
        raise Http404
    return seen


def told(campaign: CampaignSeen) -> dict[str, Any]:
    """Return what every page says of a campaign."""
    return {
        "campaign": campaign,
        "asks": asks(campaign),
        "level": LEVELS[campaign.level],
        "stage": STAGES[campaign.stage],
        "when": when(campaign, on=today()),
        "has_asked": campaign.has_asked(today()),
        "is_called_off": campaign.stage is Stage.CALLED_OFF,
        "can_end": campaign.stage in CAN_END,
    }


@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    """List what the school asks for."""
    viewer = seer(request)
    rows = [told(each) for each in list_visible(viewer, on=today())]
    context = {
        "running": [row for row in rows if row["campaign"].is_open],
        "others": [(title, [row for row in rows if row["campaign"].stage in stages]) for title, stages in NOT_RUNNING],
        "may_ask": may_ask(viewer, school_id=viewer.school_id) is None,
        "askable": askable(viewer),
        "sees_refusals": sees_refusals(viewer),
    }
    return render(request, "web/campaigns/campaigns.html", context)


@keeping(KEPT)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Begin to ask: fill in, check how many it asks, confirm."""
    viewer = asker(request)
    waiting = typed_by(request, viewer) if request.method != "POST" else {}
    sent = Sent.kept(waiting) if waiting else Sent.of(request)
    found = None
    if request.method == "POST":
        try:
            if request.POST.get("confirmed") == "yes":
                begun = services.start(**sent.wanted(), by=viewer, at=now())
                forget(request)
                return redirect("campaign", begun.id)
            found = forecast(viewer, services.planned(**sent.wanted(), by=viewer, at=now()), at=now())
        except Refused as refused:
            sent.refuse(refused)
    editions = askable(viewer)
    context = {
        "sent": sent,
        "found": found,
        "first": moment(found.first, now=now()) if found and found.first else "",
        "begins": date_format(found.begins, "j F Y") if found and found.begins > today() else "",
        "held": held_in_words(found.held) if found else "",
        "editions": editions,
        "already": already(viewer, sent),
        "edition": next((each for each in editions if each.id == sent.edition), None),
        "audiences": audiences(),
        "levels": LEVELS.items(),
        "hats": Hat.choices,
        "hats_in_words": hats_in_words(sent.hats),
        "errors": sent.errors,
        "back": request.POST.get("confirmed") == "back",
        "is_back": bool(waiting),
        "made_for": made_for(viewer, request.path),
    }
    page = "web/campaigns/check.html" if found and not context["back"] else "web/campaigns/new.html"
    return render(request, page, context, status=sent.status)


def already(viewer: Viewer, sent: Sent) -> list[dict[str, Any]]:
    """Return what asks for the chosen edition already; if the same is asked already, that alone."""
    rows = [each for each in list_visible(viewer, on=today()) if each.edition.id == sent.edition and not each.is_over]
    if sent.conflict:
        rows = [each for each in rows if sent.is_as(each)]
    return [told(each) for each in rows]


@require_safe
def campaign(request: HttpRequest, campaign_id: str) -> HttpResponse:
    """Show how far a campaign has come."""
    viewer = seer(request)
    seen = campaign_of(viewer, campaign_id)
    context = {
        **told(seen),
        "page": progress(viewer, seen, on=today()),
        "few": FEW,
        "may_ask": may_ask(viewer, school_id=viewer.school_id) is None,
    }
    return render(request, "web/campaigns/campaign.html", context)


@require_safe
def people(request: HttpRequest, campaign_id: str) -> HttpResponse:
    """List those who are asked, by what they answered."""
    viewer = asker(request)
    seen = campaign_of(viewer, campaign_id)
    given = {key: request.GET.get(key, "").replace("\x00", "") for key in ("standing", "hat", "class", "after")}
    wanted = Wanted(given["standing"], given["hat"], given["class"], given["after"])
    found = find(viewer, seen.id, wanted, on=today())
    rows = [
        {
            "one": one,
            "hats": hats_in_words(one.hats),
            "standing": STANDINGS[one.standing],
            "classes": ", ".join(one.classes),
        }
        for one in found.people
    ]
    context = {
        **told(seen),
        "asks_nobody": asks_nobody(seen, on=today()),
        "wanted": wanted,
        "rows": rows,
        "count": found.count,
        "next": urlencode({**given, "after": found.after}) if found.after else "",
        "first": urlencode({**given, "after": ""}),
        "standings": [(MISSING, _("Has not answered")), *((each.value, words) for each, words in STANDINGS.items())],
        "hats": [*Hat.choices, (HATLESS, hat_in_words(""))],
        "classes": list_classes(viewer, on=today()),
    }
    return render(request, "web/campaigns/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, campaign_id: str) -> HttpResponse:
    """Stop asking, after a question whether that is meant."""
    viewer = asker(request)
    seen = campaign_of(viewer, campaign_id)
    errors, status = [], None
    if request.method == "POST":
        try:
            services.end(campaign=seen.id, by=viewer, at=now())
        except Refused as refused:
            errors, status = [{"field": "", "sentence": _(refused.sentence)}], CONFLICT
        else:
            return redirect("campaign", seen.id)
    return render(request, "web/campaigns/end.html", {**told(seen), "errors": errors}, status=status)
