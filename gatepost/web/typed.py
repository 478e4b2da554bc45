"""What becomes of a form that somebody sends after their session ended?

What they typed waits for half an hour in the session, in one that begins anew if theirs is over, and fills the form once they are
back. The form says for whom it was made, on which page and when, signed by us: nobody else who signs in on the same device finds
anything, and it is dropped then. One form waits at a time. Files are not kept.

    @keeping({"name": 400, "reason": 4000})
    def page(request): ...  first_of(typed_by(request, viewer), "name")  ->  'Tomasz Zielinski'
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import quote

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils.timezone import localdate
from django.views.csrf import csrf_failure

from gatepost.accounts.returning import arrived, go_on_at
from gatepost.kernel.clock import now
from gatepost.people.queries import list_viewers
from gatepost.people.viewer import Viewer
from gatepost.web.viewers import viewer_of

KEPT = "gatepost_typed"
KEPT_FOR = timedelta(minutes=30)
GOOD_FOR = timedelta(days=4)
"""How long whoever is not signed in may have had a form open: over a weekend with a holiday."""
SALT = "gatepost.web.typed"
MOST_VALUES = 10
"""Of one field, as of boxes to tick: a week has seven."""
SEE_OTHER = 303

Fields = Mapping[str, int]
"""Which fields are kept, and how many characters of each at most, of all its values together."""
Typed = Mapping[str, Sequence[str]]
"""What waits: the values of each field."""
Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]


def made_for(viewer: Viewer, page: str) -> str:
    """Return the mark of a form that is made for somebody, and is sent to a page of that path."""
    return _signer(page).sign_object([viewer.person_id, int(now().timestamp())])


def whose(request: HttpRequest, *, who: Callable[[HttpRequest], Viewer] = viewer_of) -> str:
    """Return for whom the form that was sent to this page was made; blank if it is none of ours, or too old to be anybody's.

    To its owner, while they are here, an old one is as good as any: they lose nothing by it, and nobody else gains.
    """
    try:
        person, made = _signer(request.path).unsign_object(request.POST.get("made_for", ""))
    except BadSignature:
        return ""
    is_old = now() - datetime.fromtimestamp(made, UTC) > GOOD_FOR
    return "" if is_old and not _is_here(request, person, who) else str(person)


def keep(
    request: HttpRequest, fields: Fields, *, ends: bool = True, who: Callable[[HttpRequest], Viewer] = viewer_of
) -> bool:
    """Let what was sent to this page wait for the one for whom the form was made; tell whether it does.

    The session of nobody ends with it, if it is for nothing else. ``who`` tells who is there.
    """
    person, viewer = whose(request, who=who), viewer_of(request)
    if not person or (request.user.is_authenticated and not _is_of(person, str(request.user.pk))):
        return False
    request.session[KEPT] = {
        "fields": {name: _values(request, name, most) for name, most in fields.items()},
        "page": request.path,
        "person": person,
        "until": (now() + KEPT_FOR).isoformat(),
    }
    if not request.user.is_authenticated:
        if ends:
            request.session.set_expiry(int(KEPT_FOR.total_seconds()))  # the row goes too
    elif not viewer.is_signed_in:
        go_on_at(request, request.path)  # once they said at which school they are
    return True


def to_sign_in_again(page: str) -> str:
    """Return where somebody signs in who comes back to the form of a page."""
    return f"{reverse('sign-in')}?kept&next={quote(page)}"


def typed_by(request: HttpRequest, viewer: Viewer) -> dict[str, list[str]]:
    """Return what waits for the viewer on this page, empty if nothing does."""
    kept = request.session.get(KEPT)
    if not kept or (kept["person"], kept["page"]) != (viewer.person_id, request.path):
        return {}
    if datetime.fromisoformat(kept["until"]) < now():
        return {}
    return dict(kept["fields"])


def first_of(waiting: Typed, name: str) -> str:
    """Return what waits of a field that has one value, blank if nothing does."""
    return "".join(waiting.get(name, ())[:1])


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


def keeping(fields: Fields, *, who: Callable[[HttpRequest], Viewer] = viewer_of) -> Callable[[View[Rest]], View[Rest]]:
    """Let a page's form that somebody sends after their session ended wait until they are back. ``who`` tells who is there."""

    def decorate(view: View[Rest]) -> View[Rest]:
        @wraps(view)
        def page(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
            is_cut_off = request.method == "POST" and not who(request).is_signed_in
            if is_cut_off and keep(request, fields, who=who) and not request.user.is_authenticated:
                return redirect(to_sign_in_again(request.path))
            return view(request, *args, **kwargs)

        page.keeps = fields  # type: ignore[attr-defined]  # csrf_failed looks for it
        return page

    return decorate


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Lead somebody whose form was sent from a page older than their session to a fresh one with what they typed.

    Nothing is done with it but to fill the form, and only if it says for whom it was made and comes with a cookie of ours, which a
    page of another site cannot send along.
    """
    fields: Fields | None = getattr(resolve(request.path).func, "keeps", None)
    if fields and settings.CSRF_COOKIE_NAME in request.COOKIES and keep(request, fields):
        is_in = request.user.is_authenticated
        where = request.path if is_in else to_sign_in_again(request.path)
        return HttpResponse(status=SEE_OTHER, headers={"Location": where})
    return csrf_failure(request, reason)


def _signer(page: str) -> Signer:
    """Return what signs the mark of the forms that are sent to a page, and of no other."""
    return Signer(salt=f"{SALT}:{page}")


def _values(request: HttpRequest, name: str, most: int) -> list[str]:
    kept: list[str] = []
    for value in request.POST.getlist(name)[:MOST_VALUES]:
        kept.append(value.replace("\x00", "")[:most])
        most -= len(kept[-1])
    return kept


def _is_here(request: HttpRequest, person_id: str, who: Callable[[HttpRequest], Viewer]) -> bool:
    """Tell whether somebody is the one who sends this, at whichever of their schools they are."""
    if who(request).person_id == person_id:
        return True
    return request.user.is_authenticated and _is_of(person_id, str(request.user.pk))


def _is_of(person_id: str, account_id: str) -> bool:
    return any(viewer.person_id == person_id for viewer in list_viewers(account_id, on=localdate(now())))
