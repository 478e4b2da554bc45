"""What happens at the link in the mail that asks somebody to sign?

A look changes nothing: programs that look through mail open links too. The button uses the link up and leads to the first page of
the way. It says to whom the link belongs, and no more of the name than whoever it is needs to know themselves by. Why a link opens
nothing is never said; a program that tries many waits, as with the codes of letters. A right one is never kept waiting.

    GET /to-sign/<token>/   ->  200 “Continue as Tomasz Z.”, 410, or 429 after many that opened nothing
    POST /to-sign/<token>/  ->  302 /me/policy/, 410, 429, or 409 if somebody else is signed in here
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from gatepost.accounts.choice import remember
from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.signoff.links import Waiting, look_at_link, open_link
from gatepost.web.letters.limits import WRONG
from gatepost.web.signing.signer import LINK, begin, came_by_link

CONFLICT, GONE, TOO_MANY = 409, 410, 429


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def to_sign_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show whose link it is, or use it."""
    try:
        if request.method != "POST":
            return _page(request, look_at_link(token, at=now()))
        if request.user.is_authenticated:
            return _signed_in_already(request, look_at_link(token, at=now()))
        begin(request, open_link(token, at=now(), browser=_mark(request)))
    except Refused as refused:
        return _opens_nothing(request, refused)
    return redirect("me-policy")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Let a session that a link opened be over: the next one at this device finds nothing, nor can press its button again."""
    if LINK in request.session and not request.user.is_authenticated:
        request.session.flush()
        rotate_token(request)  # the mark of the browser that may press twice
    return redirect("start")


def recognised_by(name: str) -> str:
    """Return as much of a name as its owner knows themselves by, and a stranger cannot look up.

    >>> recognised_by("Tomasz Jan Zielinski"), recognised_by("Cher"), recognised_by("")
    ('Tomasz Jan Z.', 'Cher', '')
    """
    *first, last = name.split() or [""]
    return " ".join([*first, f"{last[0]}."]) if first else last


def _signed_in_already(request: HttpRequest, waiting: Waiting) -> HttpResponse:
    """Lead whoever is signed in as the one for whom it is to the same pages, and leave the link as it was; refuse anybody else."""
    if str(request.user.pk) != waiting.account:
        return _page(request, waiting, status=CONFLICT)
    remember(request, waiting.person)
    return redirect("me-policy")


def _page(request: HttpRequest, waiting: Waiting, *, status: int | None = None) -> HttpResponse:
    is_anothers = request.user.is_authenticated and str(request.user.pk) != waiting.account
    context = {
        "name": "" if is_anothers else recognised_by(waiting.name),
        "school": waiting.school,
        "is_anothers": is_anothers,
    }
    return render(request, "web/signing/to_sign.html", context, status=status)


def _opens_nothing(request: HttpRequest, refused: Refused) -> HttpResponse:
    waits = WRONG.wait(request.META.get("REMOTE_ADDR", ""), at=now()) > 0
    sentence = _("Too many links that open nothing were tried. Wait a moment.") if waits else _(refused.sentence)
    context = {"sentence": sentence, "is_on_the_way": came_by_link(request) is not None}
    return render(request, "web/signing/link_over.html", context, status=TOO_MANY if waits else GONE)


def _mark(request: HttpRequest) -> str:
    """Return the secret that every browser has from the page with the button on."""
    return request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
