"""Who sent this request?

Asked once a request, and only if a page wants to know; the answer is of today, so a hat that ended yesterday is gone. Duties
count only in a session in which a second factor was shown. Whoever belongs to several schools is at one of them at a time,
and nobody until they said at which.

    viewer = viewer_of(request)  # NOBODY without a session
"""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.timezone import localdate

from gatepost.accounts.choice import chosen, remembered
from gatepost.accounts.factors import was_shown
from gatepost.kernel.clock import now
from gatepost.people.queries import get_school, list_viewers
from gatepost.people.viewer import NOBODY, Viewer

KEPT = "_gatepost_viewer"
KEPT_SCHOOL = "_gatepost_school"
READS = "gatepost_reads"
"""In the session: the school whose published policy somebody reads here who is not signed in, where there are several."""


@dataclass(frozen=True, slots=True)
class Looking:
    """Who is looking, and to how many schools they belong."""

    viewer: Viewer = NOBODY
    schools: int = 0


def viewer_of(request: HttpRequest) -> Viewer:
    """Return who is looking: a person of a school, or NOBODY."""
    return _looking(request).viewer


def reads_of(request: HttpRequest) -> str:
    """Return that school's id, blank for none: it opens nothing but what that school has published."""
    return str(request.session.get(READS, "")) if hasattr(request, "session") else ""


def school_of(request: HttpRequest) -> tuple[str, str]:
    """Return the id and the name of the school of whoever looks; for nobody, of the only one here; blank if that is not clear."""
    kept: tuple[str, str] | None = getattr(request, KEPT_SCHOOL, None)
    if kept is None:
        kept = get_school(viewer_of(request))
        setattr(request, KEPT_SCHOOL, kept)
    return kept


def count_schools(request: HttpRequest) -> int:
    """Return to how many schools whoever looks belongs."""
    return _looking(request).schools


def _looking(request: HttpRequest) -> Looking:
    kept: Looking | None = getattr(request, KEPT, None)
    if kept is None:
        kept = _find(request)
        setattr(request, KEPT, kept)
    return kept


def _find(request: HttpRequest) -> Looking:
    user = getattr(request, "user", None)  # missing where an error comes before the sessions
    if user is None or not user.is_authenticated:
        return Looking()
    viewers = list_viewers(user.pk, on=localdate(now()))
    viewer = chosen(viewers, remembered(request))
    return Looking(viewer if was_shown(request) else viewer.without_powers(), len(viewers))
