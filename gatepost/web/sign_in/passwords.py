"""How does somebody sign in with a password, set one, or remove it?

For staff, governors and volunteers. Whatever is wrong with address or password, the answer is one and the same and takes as
long. A second factor is asked for as after a code, and a fresh proof before a password is set: nothing that is typed here is ever
kept in a session, so the proof comes before the form, not after it.

    POST /sign-in/password/ email=… password=…   ->  302, 400, 429 after ten in a quarter of an hour, 503 if many try at once
    POST /me/sign-in/password/ password=…        ->  302, all other sessions over
"""

from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.internal.flows.login import get_authentication_records, perform_password_login
from allauth.account.internal.flows.reauthentication import is_reauthentication_required, reauthenticate_by_password
from allauth.account.models import Login
from allauth.account.views import ReauthenticateView
from allauth.core.ratelimit import consume
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gatepost.accounts.devices import key_for
from gatepost.accounts.factors import has_factor
from gatepost.accounts.hashing import Busy
from gatepost.accounts.passwords import has_one, may_have_one, prove, remove_password, set_password
from gatepost.accounts.returning import keep_way_on, way_on
from gatepost.accounts.sessions import HANDLE
from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.web.sign_in.errors import with_errors
from gatepost.web.sign_in.even import View, in_even_time
from gatepost.web.sign_in.forms import AddressAndPasswordForm, PasswordForm

BAD_REQUEST, TOO_MANY, UNAVAILABLE = 400, 429, 503
SECONDS_TO_COME_BACK = "5"
PAGE, OWN, REMOVE = "web/sign_in/password.html", "web/sign_in/own_password.html", "web/sign_in/remove_password.html"


def or_come_back(view: View) -> View:
    """Let a view that hashes say so on a page if there was no place for it."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Busy:
            response = render(request, "web/sign_in/busy.html", status=UNAVAILABLE)
            response.headers["Retry-After"] = SECONDS_TO_COME_BACK
            return response

    return answered


def with_fresh_proof(view: View) -> View:
    """Ask whoever is signed in, and may have a password, to prove it anew before anything of theirs is changed."""

    @wraps(view)
    @login_required
    def proved(request: HttpRequest) -> HttpResponseBase:
        if not may_have_one(str(request.user.pk), on=localdate(now())):
            raise PermissionDenied
        if not _is_fresh(request):
            where = get_adapter(request).get_reauthentication_methods(request.user)[0]["url"]
            return redirect(f"{where}?{urlencode({'next': request.path})}")
        return view(request)

    return proved


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@in_even_time
@or_come_back
def by_password(request: HttpRequest) -> HttpResponse:
    """Ask for address and password, and go on to the second factor where there is one."""
    if request.method != "POST":
        return render(request, PAGE, {"way": way_on(request)})
    keep_way_on(request)
    form = AddressAndPasswordForm(request.POST)
    if not form.is_valid():
        return _refused(request, {field: str(found[0]) for field, found in form.errors.items()})
    address = form.cleaned_data["email"].lower()
    if not consume(request, action="login_failed", key=key_for(request, address)):
        sentence = _("A password was typed many times. Wait a quarter of an hour, or let us send you a code.")
        return _refused(request, {"email": sentence}, status=TOO_MANY)
    account = prove(address=address, typed=form.cleaned_data["password"], at=now())
    if account is None:
        sentence = _(
            "This address and this password do not open anything together. Try again, or let us send you a code."
        )
        return _refused(request, {"email": sentence})
    signed_in: HttpResponse = perform_password_login(request, {}, Login(user=account))
    return signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_proof
@or_come_back
def own_password(request: HttpRequest) -> HttpResponse:
    """Set a password, or another one; every other session is over then."""
    if request.method != "POST":
        return render(request, OWN)
    form = PasswordForm(request.POST)
    if not form.is_valid():
        return _refused(request, {"password": str(form.errors["password"][0])}, page=OWN)
    this = request.session.get(HANDLE, "")
    try:
        account = set_password(str(request.user.pk), form.cleaned_data["password"], at=now(), session=this)
    except Refused as refused:
        return _refused(request, {"password": refused.sentence}, page=OWN)
    update_session_auth_hash(request, account)
    reauthenticate_by_password(request)
    return redirect("mfa_index")


@require_http_methods(["GET", "HEAD", "POST"])
@with_fresh_proof
def remove(request: HttpRequest) -> HttpResponse:
    """Remove the password."""
    if not has_one(str(request.user.pk)):
        raise Http404
    if request.method != "POST":
        return render(request, REMOVE)
    account = remove_password(str(request.user.pk), session=request.session.get(HANDLE, ""))
    update_session_auth_hash(request, account)
    return redirect("mfa_index")


@method_decorator(or_come_back, name="dispatch")
class Again(ReauthenticateView):  # type: ignore[misc]  # allauth carries no types
    """The password once more, before anything about signing in is changed; for whoever has no second factor."""

    template_name = "web/sign_in/again_password.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say what was wrong."""
        return with_errors(super().form_invalid(form))


def _is_fresh(request: HttpRequest) -> bool:
    """Tell whether they proved it a moment ago; without a second factor a code by mail proves as much as a password."""
    if not is_reauthentication_required(request, app="allauth.mfa"):
        return True
    since = now().timestamp() - REAUTHENTICATION_TIMEOUT
    records = get_authentication_records(request, request.user)
    by_code = any(record["method"] == "code" and record["at"] > since for record in records)
    return by_code and not has_factor(str(request.user.pk))


def _refused(
    request: HttpRequest, faults: dict[str, str], *, page: str = PAGE, status: int = BAD_REQUEST
) -> HttpResponse:
    """Show a form again with what was wrong; a password is never sent back."""
    context = {
        "way": way_on(request),
        "typed": request.POST.get("email", ""),
        "faults": faults,
        "errors": [{"field": field, "sentence": sentence} for field, sentence in faults.items()],
    }
    return render(request, page, context, status=status)
