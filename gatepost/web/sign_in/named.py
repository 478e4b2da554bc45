"""How does somebody sign in with a sign-in name?

With the code of their app, or a recovery code. What is wrong is never said: the answer is the same for a name that nobody has.

    POST /sign-in/name/ name=anna.kowalska.472 code=123456  ->  302, 400 or, after a few tries, 429
"""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core.ratelimit import consume
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gatepost.accounts.adapter import note
from gatepost.accounts.by_name import by_name
from gatepost.accounts.devices import key_for, mark
from gatepost.accounts.returning import keep_way_on, way_on
from gatepost.web.sign_in.even import in_even_time

BACKEND = "django.contrib.auth.backends.ModelBackend"
BAD_REQUEST, TOO_MANY = 400, 429
LONGEST = 100


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@in_even_time
def named(request: HttpRequest) -> HttpResponse:
    """Ask for a name and a code, and sign in."""
    if request.method != "POST":
        return _page(request)
    keep_way_on(request)
    name, code = (request.POST.get(key, "").replace("\x00", "").strip()[:LONGEST] for key in ("name", "code"))
    if not name or not code:
        missing, sentence = ("code", _("Type the code.")) if name else ("name", _("Type your sign-in name."))
        return _page(request, field=missing, error=sentence)
    if not consume(request, action="sign_in_name", key=key_for(request, name.lower())):
        return _page(
            request, error=_("That was tried many times. Wait, or ask the school office for a letter."), status=TOO_MANY
        )
    account = by_name(name, code)
    if account is None:
        return _page(
            request,
            field="code",
            error=_("Name and code do not fit together. A code is taken once: wait for the next."),
        )
    login(request, account, backend=BACKEND)
    record_authentication(request, account, "sign-in-name")
    note(account, "account.signed-in")
    response = redirect(get_adapter(request).get_login_redirect_url(request))
    mark(request, response, account.id)
    return response


def _page(request: HttpRequest, *, field: str = "", error: str = "", status: int = BAD_REQUEST) -> HttpResponse:
    context = {
        "way": way_on(request),
        "typed": request.POST.get("name", ""),
        "at_fault": field,
        "errors": [{"field": field, "sentence": error}] if error else [],
    }
    return render(request, "web/sign_in/named.html", context, status=status if error else None)
