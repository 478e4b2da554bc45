"""What happens at the link of an invitation, and where is the code of a letter typed?

A look changes nothing: programs that look through mail open links too. The button uses it up and signs in, a second factor asked
for where there is one. What is expired, used, replaced or altered gets a page that says so. Whoever presses the button twice in one
browser is let in all the same.

Eighty random bits are not guessed. Wrong codes are counted for each browser, and for all together; a right one is let in from every
browser that did not try many, so that whoever types wrong ones keeps no school out.

    GET /invitation/<token>/             ->  200, 404 or 410
    POST /invitation/ code=K7QM-4XTD-…   ->  302, 400 if it cannot be a code, 404, 410, or 429 after many wrong ones
"""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core.ratelimit import consume
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gatepost.accounts import codes
from gatepost.accounts.choice import remember
from gatepost.accounts.factors import has_factor
from gatepost.accounts.queries import look_at
from gatepost.accounts.returning import arrived
from gatepost.accounts.services import accept
from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused

BAD_REQUEST, NOT_FOUND, GONE, TOO_MANY = 400, 404, 410, 429
STRANGER = "a browser without a mark"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation, or use it."""
    try:
        if request.method == "POST":
            return _let_in(request, token)
        context = {"invited": look_at(token, at=now()), "token": token}
    except Refused as refused:
        return _opens_nothing(request, refused)
    return render(request, "web/sign_in/invitation.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a letter, and use it."""
    if request.method != "POST":
        return _ask(request)
    counted = {"invitation_codes": "everybody", "invitation_code": _mark(request) or STRANGER}
    waits = not consume(request, action="invitation_code", key=counted["invitation_code"], dry_run=True)
    try:
        if not waits:
            return _let_in(request, codes.read(request.POST.get("code", "")))
    except Refused as refused:
        if refused.code in codes.NO_CODE:
            return _ask(request, error=refused.sentence, status=BAD_REQUEST)
        if refused.code != "unknown":
            return _opens_nothing(request, refused)
        waits = not all(consume(request, action=action, key=key) for action, key in counted.items())
    if waits:
        sentence = _("Many codes were wrong. Wait a quarter of an hour, then type it again.")
        return _ask(request, error=sentence, status=TOO_MANY)
    sentence = _(
        "This is not a code of ours. A code has 16 letters and digits: compare them with your letter, sign by sign."
    )
    return _ask(request, error=sentence, status=NOT_FOUND)


def _let_in(request: HttpRequest, token: str) -> HttpResponse:
    account, person_id = accept(token=token, at=now(), browser=_mark(request))
    arrived(request)  # a way that somebody else wanted to go is none of theirs
    record_authentication(request, account, "invitation")
    remember(request, person_id)
    signed_in: HttpResponse = perform_login(request, Login(user=account))
    if account.email is None and not has_factor(account.id):
        signed_in.headers["Location"] = reverse("mfa_index")  # else there would be no way in again
    return signed_in


def _mark(request: HttpRequest) -> str:
    """Return the secret that every browser has from the page with the form on."""
    return request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")


def _ask(request: HttpRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    context = {"errors": [{"field": "code", "sentence": error}] if error else [], "typed": request.POST.get("code", "")}
    return render(request, "web/sign_in/invitation_code.html", context, status=status)


def _opens_nothing(request: HttpRequest, refused: Refused) -> HttpResponse:
    status = NOT_FOUND if refused.code == "unknown" else GONE
    return render(request, "web/sign_in/not_invited.html", {"sentence": _(refused.sentence)}, status=status)
