"""How does somebody sign in?

With a code by e-mail or a passkey, or with a password (`passwords`); the answer is the same whoever asks, so nobody learns who
has an account. In a demonstration also by choosing an invented person: even there no person of a real school is found, so a
wrong setting alone opens nobody's account.

    POST /sign-in/ email=…   ->  302 /sign-in/code/
    POST /sign-in/ person=…  ->  302 /   with a session of its own, in a demonstration
"""

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.core.ratelimit import consume
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from gatepost.accounts.choice import remember
from gatepost.accounts.devices import key_for
from gatepost.accounts.doors import doors
from gatepost.accounts.factors import counts_as_shown
from gatepost.accounts.queries import get_open_account
from gatepost.accounts.returning import going_on, keep_way_on, way_on
from gatepost.kernel.clock import now
from gatepost.people.queries import get_invented_account, list_invented_people
from gatepost.web.sign_in.even import in_even_time
from gatepost.web.sign_in.forms import AddressForm, SignInForm

BACKEND = "django.contrib.auth.backends.ModelBackend"
BAD_REQUEST, TOO_MANY = 400, 429


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@in_even_time
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for an address, and send a code to it; in a demonstration, list the invented people."""
    if request.method != "POST":
        return _page(request)
    keep_way_on(request)
    if settings.DEMO and "email" not in request.POST:
        return _choose(request)
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _page(request, field="email", error=str(form.errors["email"][0]))
    return _send_code(request, form.cleaned_data["email"].lower())


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("start")


def _send_code(request: HttpRequest, address: str) -> HttpResponse:
    """Go on to the page for the code, whoever has that address."""
    if not consume(request, action="request_login_code", key=key_for(request, address)):
        sentence = _(
            "A code was asked for many times, perhaps by somebody else. Wait a quarter of an hour, then ask again; "
            "an invitation or a passkey lets you in at once."
        )
        return _page(request, field="email", error=sentence, status=TOO_MANY)
    LoginCodeVerificationProcess.initiate(request=request, user=get_open_account(address), email=address)
    return redirect("account_confirm_login_code")


def _choose(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request.POST)
    account = get_invented_account(form.cleaned_data["person"]) if form.is_valid() else None
    if account is None:
        return _page(request, field="people", error=_("Choose who you are."))
    login(request, account, backend=BACKEND)
    counts_as_shown(request, account)
    remember(request, form.cleaned_data["person"])
    return redirect(going_on(request) or "start")


def _page(request: HttpRequest, *, field: str = "", error: str = "", status: int = BAD_REQUEST) -> HttpResponse:
    context = {
        "is_demo": settings.DEMO,
        "way": way_on(request),
        "doors": doors(),
        "is_not_known": "not" in request.GET,
        "is_over": "over" in request.GET,
        "is_kept": "kept" in request.GET,
        "is_link_over": "link" in request.GET,
        "people": list_invented_people(on=localdate(now())) if settings.DEMO else (),
        "typed": request.POST.get("email", ""),
        "at_fault": field,
        "errors": [{"field": field, "sentence": error}] if error else [],
    }
    return render(request, "web/sign_in/sign_in.html", context, status=status if error else None)
