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
from gatepost.signoff.quiz import questions_wait
from gatepost.signoff.states import Answer
from gatepost.web.policy.document import document_body
from gatepost.web.signing.changed import changed, since_read, since_signed
from gatepost.web.signing.page import binding, place
from gatepost.web.signing.signer import (
    answered_by_link,
    came_by_link,
    for_signer,
    sees,
    to_receipt,
    to_sign_here,
    went_on,
)

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
    on = localdate(now())
    if request.method == "POST":
        noted = _noted(request, viewer, Answer.READ)
        if isinstance(noted, Refused):
            return begin_page(request, viewer, noted)
        if to_sign_here(request, viewer, on=on).only_reading:
            end_unused_links(edition=edition_posted(request), by=viewer)
            return to_receipt(request, noted)
        edition = edition_posted(request)
        return redirect("me-policy-questions" if questions_wait(viewer, edition, on=on) else "me-policy-sign")
    there = to_sign_here(request, viewer, on=on)
    policy = get_policy(viewer, there.edition.id) if there.edition and not there.has_agreed else None
    if there.edition is None or policy is None:
        return redirect("me-policy")
    context = {
        "edition": there.edition,
        "body": document_body(policy),
        "place": place(viewer, there, on=on),
        "there": there,
        "linked": came_by_link(request),
    }
    return render(request, "web/signing/read.html", context)


def begin_page(request: HttpRequest, viewer: Viewer, refusal: Refused | None = None) -> HttpResponse:
    """Show the first page; after a refusal, with what happened, and the difference to what somebody had before them."""
    on = localdate(now())
    there = to_sign_here(request, viewer, on=on)
    had = since_read(viewer, edition_posted(request), on=on) if refusal else None
    since = had or (since_signed(viewer, there.edition) if there.edition else None)
    context = {
        "there": there,
        "binding": binding(viewer, there.edition) if there.edition else None,
        "changed": changed(viewer, since=since, on=on) if since and there.edition and not there.has_agreed else None,
        "place": place(viewer, there, on=on),
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
    if row.answer == level.value:  # else what stands says more, and may be what its owner said elsewhere
        answered_by_link(request, row.id, given_at=row.at, at=at)
    return row.id
