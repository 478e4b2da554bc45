"""At which school is somebody in this session, whose account opens several?

What the session remembers is a wish: it counts only if the account is that person today. Whoever belongs to one school is
never asked.

    chosen(list_viewers(account.id, on=today), remembered(request))  ->  NOBODY if there are several and none was chosen
"""

from collections.abc import Sequence

from django.http import HttpRequest

from gatepost.people.viewer import NOBODY, Viewer

PERSON = "gatepost_person"


def remember(request: HttpRequest, person_id: str) -> None:
    """Let this session be at the school of that person."""
    request.session[PERSON] = person_id


def remembered(request: HttpRequest) -> str:
    """Return the id of the person that was chosen in this session, blank if none was."""
    return str(request.session.get(PERSON, ""))


def chosen(viewers: Sequence[Viewer], person_id: str) -> Viewer:
    """Return the one that was chosen, or the only one; NOBODY while somebody has to choose."""
    if len(viewers) == 1:
        return viewers[0]
    return next((viewer for viewer in viewers if viewer.person_id == person_id), NOBODY)
