"""Who may sign in by choosing who they are?

The people of an invented school, and only where Gatepost runs as a demonstration; elsewhere the page is not there. Even
there no person of a real school is found, so a wrong setting alone opens nobody's account.

    POST /sign-in/ person=…  ->  302 /   with a session of its own
"""

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from gatepost.kernel.clock import now
from gatepost.people.queries import get_invented_account, list_invented_people
from gatepost.web.sign_in.forms import SignInForm

BACKEND = "django.contrib.auth.backends.ModelBackend"
BAD_REQUEST = 400


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the invented people, or sign one of them in."""
    if not settings.DEMO:
        raise Http404
    if request.method != "POST":
        return _page(request)
    form = SignInForm(request.POST)
    account = get_invented_account(form.cleaned_data["person"]) if form.is_valid() else None
    if account is None:
        return _page(request, error=_("Choose who you are."))
    login(request, account, backend=BACKEND)
    return redirect("start")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("start")


def _page(request: HttpRequest, *, error: str = "") -> HttpResponse:
    context = {
        "people": list_invented_people(on=localdate(now())),
        "errors": [{"field": "people", "sentence": error}] if error else [],
    }
    return render(request, "web/sign_in/sign_in.html", context, status=BAD_REQUEST if error else None)
