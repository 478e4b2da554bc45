"""Has somebody signed in to this account from this browser before?

Whoever asks for too many codes has to wait. If that were counted for the account alone, a pupil could keep the head out all
morning by typing her address. So a browser from which somebody signed in carries a signed mark, and is counted apart: strangers
use up the strangers' share only.

    key_for(request, "head@oddenbrook.example")  ->  "head@…" from a stranger, "head@… <device>" from her own browser
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from gatepost.kernel.ids import new_id
from gatepost.people.models import Account

COOKIE = "gatepost-device"
SALT = "gatepost.accounts.device"
LASTS = timedelta(days=180)
"""Half a school year without a visit, and a browser is a stranger again."""


def key_for(request: HttpRequest, address: str) -> str:
    """Return under which key attempts on an address, or a sign-in name, are counted from this browser."""
    device, account_id = _marked(request)
    known = bool(device) and Account.objects.filter(Q(email=address) | Q(name=address), id=account_id).exists()
    return f"{address} {device}" if known else address


def mark(request: HttpRequest, response: HttpResponse, account_id: str) -> None:
    """Let this browser be known for an account; one that is known already keeps its name."""
    device, before = _marked(request)
    name = device if device and before == account_id else new_id()
    response.set_cookie(
        COOKIE,
        signing.dumps([name, account_id], salt=SALT),
        max_age=int(LASTS.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _marked(request: HttpRequest) -> tuple[str, str]:
    try:
        name, account_id = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return "", ""
    return str(name), str(account_id)
