"""What becomes of an answer that somebody typed when it cannot be taken: their session ended, or the edition was replaced?

It waits for half an hour in the session, in that which begins anew if theirs is over, and fills the form once they are back. The
form says for whom it was made, signed by us: nobody else who signs in on the same device finds anything, and it is dropped then.

    keep(request)  ->  True
    typed_by(request, viewer)  ->  {'name': 'Tomasz Zielinski', 'answer': 'agreed', ...}
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.core.signing import BadSignature, dumps, loads
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.csrf import csrf_failure

from gatepost.accounts.returning import arrived, go_on_at
from gatepost.kernel.clock import now
from gatepost.people.queries import list_viewers
from gatepost.people.viewer import Viewer
from gatepost.web.viewers import viewer_of

KEPT = "gatepost_typed"
KEPT_FOR = timedelta(minutes=30)
SALT = "gatepost.web.signing.form"
LONGEST = {"edition": 20, "sha256": 64, "answer": 20, "name": 400, "reason": 4000}
"""What is kept, and how much of each at most: more than is taken, so that too much can be said to be too much."""
SEE_OTHER = 303

Rest = ParamSpec("Rest")


def made_for(viewer: Viewer) -> str:
    """Return the mark of a form that is made for somebody."""
    return dumps(viewer.person_id, salt=SALT)


def whose(request: HttpRequest) -> str:
    """Return for whom the form that was sent was made; blank if it is no form of ours."""
    try:
        return str(loads(request.POST.get("made_for", ""), salt=SALT))
    except BadSignature:
        return ""


def keep(request: HttpRequest) -> bool:
    """Let what was sent wait for the one for whom the form was made; tell whether it does."""
    person, viewer = whose(request), viewer_of(request)
    if not person or (request.user.is_authenticated and not _is_of(person, str(request.user.pk))):
        return False
    fields = {name: request.POST.get(name, "").replace("\x00", "")[:most] for name, most in LONGEST.items()}
    request.session[KEPT] = {**fields, "person": person, "until": (now() + KEPT_FOR).isoformat()}
    if not request.user.is_authenticated:
        request.session.set_expiry(int(KEPT_FOR.total_seconds()))  # the row goes too
    elif not viewer.is_signed_in:
        go_on_at(request, reverse("me-policy-sign"))  # once they said at which school they are
    return True


def to_sign_in_again() -> str:
    """Return where somebody signs in who comes back to the form."""
    return f"{reverse('sign-in')}?kept&next={reverse('me-policy-sign')}"


def typed_by(request: HttpRequest, viewer: Viewer) -> dict[str, str]:
    """Return what waits for the viewer, empty if nothing does."""
    kept = request.session.get(KEPT)
    if not kept or kept["person"] != viewer.person_id or datetime.fromisoformat(kept["until"]) < now():
        return {}
    return {name: kept[name] for name in LONGEST}


def forget(request: HttpRequest) -> None:
    """Let nothing wait any more."""
    request.session.pop(KEPT, None)


def drop_what_is_anothers(request: HttpRequest, user: object, **kwargs: object) -> None:  # noqa: ARG001  # a signal has more
    """Whoever signs in finds what they typed themselves, and a session as long as any; nothing of another is left in it."""
    kept = request.session.get(KEPT)
    if not kept:
        return
    request.session.set_expiry(None)
    if not _is_of(kept["person"], str(getattr(user, "pk", ""))):
        forget(request)
        arrived(request)


def keeping_what_was_typed(
    view: Callable[Concatenate[HttpRequest, Rest], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Rest], HttpResponse]:
    """Let a form that somebody sends after their session ended wait until they are back."""

    @wraps(view)
    def keeping(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        is_cut_off = request.method == "POST" and not viewer_of(request).is_signed_in
        if is_cut_off and keep(request) and not request.user.is_authenticated:
            return redirect(to_sign_in_again())
        return view(request, *args, **kwargs)

    return keeping


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Lead somebody whose answer was sent from a page older than their session to a fresh one with what they typed.

    Nothing is done with it but to fill the form, and only if it says for whom it was made and comes with a cookie of ours, which a
    page of another site cannot send along.
    """
    if request.path == reverse("me-policy-sign") and settings.CSRF_COOKIE_NAME in request.COOKIES:
        where, is_kept, viewer = reverse("me-policy-sign"), keep(request), viewer_of(request)
        if is_kept and not request.user.is_authenticated:
            where = to_sign_in_again()
        elif viewer.is_signed_in and whose(request) != viewer.person_id:
            where += "?another"
        if whose(request):
            return HttpResponse(status=SEE_OTHER, headers={"Location": where})
    return csrf_failure(request, reason)


def _is_of(person_id: str, account_id: str) -> bool:
    return any(viewer.person_id == person_id for viewer in list_viewers(account_id, on=localdate(now())))
