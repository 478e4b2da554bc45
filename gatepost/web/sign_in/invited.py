"""What happens at the link of an invitation?

A look changes nothing: programs that look through mail open links too. The button uses it up and signs in, a second factor asked
for where there is one. What is expired, used, replaced or altered gets a page that says so.

    GET /invitation/<token>/  ->  200, 404 or 410
"""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gatepost.accounts.queries import look_at
from gatepost.accounts.services import accept
from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused

NOT_FOUND, GONE = 404, 410


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation, or use it."""
    try:
        if request.method == "POST":
            account = accept(token=token, at=now())
            record_authentication(request, account, "invitation")
            signed_in: HttpResponse = perform_login(request, Login(user=account))
            return signed_in
        context = {"invited": look_at(token, at=now()), "token": token}
    except Refused as refused:
        status = NOT_FOUND if refused.code == "unknown" else GONE
        return render(request, "web/sign_in/not_invited.html", {"sentence": refused.sentence}, status=status)
    return render(request, "web/sign_in/invitation.html", context)
