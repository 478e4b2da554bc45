"""What becomes of an answer that somebody typed when it cannot be taken: their session ended, or the edition was replaced?

It waits as any form does that is kept (``gatepost.web.typed``), and fills the form once they are back. A form that was made for
somebody else says so.

    keep(request)  ->  True
    typed_by(request, viewer)  ->  {'name': 'Tomasz Zielinski', 'answer': 'agreed', ...}
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from gatepost.people.viewer import Viewer
from gatepost.web import typed
from gatepost.web.signing.signer import came_by_link, signer_of
from gatepost.web.typed import SEE_OTHER, first_of, forget, made_for, to_sign_in_again

__all__ = ["csrf_failed", "forget", "keep", "keeping_what_was_typed", "made_for", "typed_by", "whose"]

LONGEST = {"edition": 20, "sha256": 64, "answer": 20, "name": 400, "reason": 4000}
"""What is kept, and how much of each at most: more than is taken, so that too much can be said to be too much."""

keeping_what_was_typed = typed.keeping(LONGEST, who=signer_of)


def keep(request: HttpRequest) -> bool:
    """Let an answer wait for the one for whom the form was made; tell whether it does."""
    return typed.keep(request, LONGEST, ends=came_by_link(request) is None, who=signer_of)


def whose(request: HttpRequest) -> str:
    """Return for whom the answer's form was made; blank if it is none of ours."""
    return typed.whose(request, who=signer_of)


def typed_by(request: HttpRequest, viewer: Viewer) -> dict[str, str]:
    """Return the answer that waits for the viewer, empty if none does."""
    kept = typed.typed_by(request, viewer)
    return {name: first_of(kept, name) for name in LONGEST} if kept else {}


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Lead to a fresh form with what was typed; whoever sent somebody else's answer is told so."""
    if request.path == reverse("me-policy-sign") and settings.CSRF_COOKIE_NAME in request.COOKIES:
        where, is_kept, viewer = reverse("me-policy-sign"), keep(request), signer_of(request)
        if is_kept and not viewer.is_signed_in and not request.user.is_authenticated:
            where = to_sign_in_again(where)
        elif viewer.is_signed_in and whose(request) != viewer.person_id:
            where += "?another"
        if whose(request):
            return HttpResponse(status=SEE_OTHER, headers={"Location": where})
    return typed.csrf_failed(request, reason)
