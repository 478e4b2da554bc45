"""Who sent this request?

Asked once a request, and only if a page wants to know; the answer is of today, so a hat that ended yesterday is gone. Duties
count only in a session in which a second factor was shown.

    viewer = viewer_of(request)  # NOBODY without a session
"""

from django.http import HttpRequest
from django.utils.timezone import localdate

from gatepost.accounts.factors import was_shown
from gatepost.kernel.clock import now
from gatepost.people.queries import get_viewer
from gatepost.people.viewer import NOBODY, Viewer

KEPT = "_gatepost_viewer"


def viewer_of(request: HttpRequest) -> Viewer:
    """Return who is looking: a person of a school, or NOBODY."""
    kept: Viewer | None = getattr(request, KEPT, None)
    if kept is None:
        kept = _find(request)
        setattr(request, KEPT, kept)
    return kept


def _find(request: HttpRequest) -> Viewer:
    user = getattr(request, "user", None)  # missing where an error comes before the sessions
    if user is None or not user.is_authenticated:
        return NOBODY
    viewer = get_viewer(user.pk, on=localdate(now()))
    return viewer if was_shown(request) else viewer.without_powers()
