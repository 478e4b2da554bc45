"""Who is on the way to sign: somebody who signed in, or who came by the link in their mail?

Whoever is signed in is that, and no link beside it counts. A link opens the pages that ask here, and to every other page its owner
is nobody. It is looked at anew with every request: an hour later, or once the person left, has another address or a second step, or
another edition came into force, it opens nothing.

    @for_signer
    def sign_policy(request, viewer): ...
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from gatepost.kernel.clock import now
from gatepost.people.viewer import Viewer
from gatepost.signoff.links import OPEN_FOR, Signer
from gatepost.signoff.links import signer_of as signer_of_link
from gatepost.signoff.queries import SignOffSeen
from gatepost.web.me.views import signed_in
from gatepost.web.signing.page import ToSign, to_sign
from gatepost.web.viewers import READS, viewer_of

LINK, WENT_ON, SAID_READ = "gatepost_signing_link", "gatepost_went_on_by_link", "gatepost_read_by_link"
"""In the session: which link was opened in it, that its first page was seen to the end, and on which day somebody had read it."""
ANSWERED, SAID_AGAIN = "gatepost_answered_by_link", "gatepost_said_again_by_link"
"""There too: the ids of what was answered by the link; and of what its owner agreed elsewhere, once the same was sent here."""
KEPT = "_gatepost_signer"

Rest = ParamSpec("Rest")


def begin(request: HttpRequest, link_id: str) -> None:
    """Let this session, which nobody is signed in to, be on the way that a link opened."""
    request.session.cycle_key()
    if request.session.get(LINK) != link_id:
        request.session[ANSWERED] = []
        request.session.pop(SAID_AGAIN, None)
        request.session.pop(WENT_ON, None)
        request.session.pop(SAID_READ, None)
    request.session[LINK] = link_id
    signer = signer_of_link(link_id, at=now())
    request.session[READS] = signer.viewer.school_id if signer else ""
    request.session.set_expiry(int(OPEN_FOR.total_seconds()))  # the row goes too
    request.__dict__.pop(KEPT, None)


def came_by_link(request: HttpRequest) -> Signer | None:
    """Return who came by a link, None if nobody did or somebody is signed in."""
    if request.user.is_authenticated or LINK not in request.session:
        return None
    if KEPT not in request.__dict__:
        request.__dict__[KEPT] = signer_of_link(str(request.session[LINK]), at=now())
    found: Signer | None = request.__dict__[KEPT]
    return found


def signer_of(request: HttpRequest) -> Viewer:
    """Return who is on the way to sign in this session, NOBODY if nobody is."""
    signer = came_by_link(request)
    return signer.viewer if signer else viewer_of(request)


def was_given_here(request: HttpRequest, answer_id: str, *, given_at: datetime, at: datetime) -> bool:
    """Tell whether an answer of the viewer's that a form finds is this session's own; one that was given signed in always is.

    By the link it is if it was noted, or is that of a press a moment ago: a double click.
    """
    signer = came_by_link(request)
    return signer is None or answer_id in request.session.get(ANSWERED, ()) or signer.gave(given_at, at=at)


def answered_by_link(request: HttpRequest, answer_id: str, *, given_at: datetime, at: datetime) -> None:
    """Note in the session of a link what was answered there; nothing is noted where somebody signed in.

    What its owner had said elsewhere stays theirs, and that it stands is known here from then on.
    """
    if came_by_link(request):
        where = ANSWERED if was_given_here(request, answer_id, given_at=given_at, at=at) else SAID_AGAIN
        request.session[where] = [*request.session.get(where, ()), answer_id]


def went_on(request: HttpRequest) -> None:
    """Note in the session of a link that its first page was seen."""
    if came_by_link(request):
        request.session[WENT_ON] = True


def said_read(request: HttpRequest, *, on: date) -> None:
    """Note in the session of a link that somebody said they had read the words.

    That is told from here alone: where their owner answered elsewhere that they agree, or do not, no answer is kept of it.
    """
    if came_by_link(request):
        request.session.setdefault(SAID_READ, on.isoformat())


def has_begun(request: HttpRequest, answer: SignOffSeen | None) -> bool:
    """Tell whether the viewer went on from the first page, and so saw what changed.

    Of whoever came by a link, in this session: else what is missing would tell that its owner had answered before.
    """
    return WENT_ON in request.session if came_by_link(request) else answer is not None


def to_receipt(request: HttpRequest, answer_id: str) -> HttpResponse:
    """Lead to the receipt of an answer; where another one stands that is not shown here, to the first page, which says so."""
    is_shown = came_by_link(request) is None or answer_id in request.session.get(ANSWERED, ())
    return redirect("me-receipt", answer_id) if is_shown else redirect("me-policy")


def sees(request: HttpRequest, answer: SignOffSeen | None) -> bool:
    """Tell whether one of the viewer's own answers is shown here: to whoever came by a link, what was answered in this session.

    What its owner says elsewhere in the same hour waits behind their own sign-in, as what they said before does.
    """
    if answer is None or came_by_link(request) is None:
        return answer is not None
    return answer.id in request.session.get(ANSWERED, ())


def to_sign_here(request: HttpRequest, viewer: Viewer, *, on: date) -> ToSign:
    """Return what there is to sign, as far as it is told here: what was said elsewhere since the link was opened changes nothing.

    What was said before does, as far as the way goes; after an answer no link is sent.
    """
    signer = came_by_link(request)
    if signer is None:
        return to_sign(viewer, on=on)
    since, shown, said = signer.since, request.session.get(SAID_AGAIN, ()), request.session.get(SAID_READ)
    return to_sign(
        viewer,
        on=on,
        knows=lambda one: sees(request, one) or one.id in shown or one.at < since,
        said_read=date.fromisoformat(said) if said else None,
    )


def for_signer(
    view: Callable[Concatenate[HttpRequest, Viewer, Rest], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Rest], HttpResponse]:
    """Give a view who is on the way to sign; send nobody to sign in."""
    asked_to_sign_in = signed_in(view)

    @wraps(view)
    def for_somebody(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        signer = came_by_link(request)
        if signer:
            return view(request, signer.viewer, *args, **kwargs)
        if LINK in request.session and not request.user.is_authenticated:
            return redirect(f"{reverse('sign-in')}?link&next={reverse('me-policy')}")
        return asked_to_sign_in(request, *args, **kwargs)

    return for_somebody


def drop_link(request: HttpRequest, **kwargs: object) -> None:  # noqa: ARG001  # a signal has more
    """Leave no link in a session in which somebody signs in."""
    request.session.pop(READS, None)
    request.session.pop(ANSWERED, None)
    request.session.pop(SAID_AGAIN, None)
    request.session.pop(WENT_ON, None)
    request.session.pop(SAID_READ, None)
    if request.session.pop(LINK, None):
        request.session.set_expiry(None)
