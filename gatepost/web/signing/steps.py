"""How does somebody come to sign: what changed for them, then the document?

Going on from the first page says that it was shown, "I have read it" that it was read; looking says nothing. Whoever had an
edition before them that was replaced meanwhile is told so, and sees the difference to it.

    POST /me/policy/ edition=… sha256=…  ->  302 /me/policy/read/
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods

from gatepost.agreements.queries import get_policy
from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.people.viewer import Viewer
from gatepost.signoff import services
from gatepost.signoff.links import end_unused_links
from gatepost.signoff.states import Answer
from gatepost.web.policy.document import document_body
from gatepost.web.signing.changed import changed, since_read, since_signed
from gatepost.web.signing.page import binding
from gatepost.web.signing.signer import came_by_link, for_signer, said_read, sees, went_on
from gatepost.web.signing.way import Way, way_of

CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
@for_signer
def begin(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show what changed for somebody, and note that it was shown once they go on."""
    if request.method != "POST":
        return begin_page(request, viewer)
    noted = _noted(request, viewer, Answer.SHOWN)
    return begin_page(request, viewer, noted) if isinstance(noted, Refused) else redirect("me-policy-read")


@gzip_page
@require_http_methods(["GET", "HEAD", "POST"])
@for_signer
def read(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the words, and note that somebody has read them once they say so."""
    if request.method == "POST":
        noted = _noted(request, viewer, Answer.READ)
        if isinstance(noted, Refused):
            return begin_page(request, viewer, noted)
        way = way_of(request, viewer)
        if way.there.only_reading:
            end_unused_links(edition=edition_posted(request), by=viewer)
            return redirect("me-policy") if came_by_link(request) else redirect("me-receipt", noted)
        return redirect("me-policy-questions" if way.left.wanted else "me-policy-sign")
    way = way_of(request, viewer)
    there = way.there
    policy = get_policy(viewer, there.edition.id) if there.edition and not there.has_agreed else None
    if there.edition is None or policy is None:
        return redirect("me-policy")
    context = {
        "edition": there.edition,
        "body": document_body(policy),
        "place": way.place,
        "there": there,
        "linked": came_by_link(request),
    }
    return render(request, "web/signing/read.html", context)


def begin_page(
    request: HttpRequest, viewer: Viewer, refusal: Refused | None = None, *, way: Way | None = None
) -> HttpResponse:
    """Show the first page; after a refusal, with what happened, and the difference to what somebody had before them."""
    way = way or way_of(request, viewer)
    there = way.there
    since = None
    if there.edition and not there.has_agreed:
        had = since_read(viewer, edition_posted(request), on=way.on) if refusal else None
        since = had or since_signed(viewer, there.edition)
    context = {
        "there": there,
        "binding": binding(viewer, there.edition) if there.edition else None,
        "changed": changed(viewer, way.policy, since=since) if since else None,
        "place": way.place,
        "sees_answered": sees(request, there.answered),
        "linked": came_by_link(request),
        "errors": [{"field": "", "sentence": _(refusal.sentence)}] if refusal else [],
    }
    return render(request, "web/signing/begin.html", context, status=CONFLICT if refusal else None)


def edition_posted(request: HttpRequest) -> str:
    """Return the id of the edition that a form is about."""
    return request.POST.get("edition", "").replace("\x00", "")


def _noted(request: HttpRequest, viewer: Viewer, level: Answer) -> str | Refused:
    """Keep that somebody came this far, under the name by which the school knows them; return the id, or why it is not kept."""
    at = now()
    try:
        row = services.sign(
            edition=edition_posted(request),
            expected_sha256=request.POST.get("sha256", ""),
            name=viewer.name,
            level=level,
            by=viewer,
            at=at,
        )
    except Refused as refused:
        return refused
    went_on(request)
    if level is Answer.READ:
        said_read(request, on=localdate(at))
    return row.id
