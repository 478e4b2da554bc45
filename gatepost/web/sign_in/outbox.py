"""Where does the mail of a demonstration go?

Onto a page, so that somebody who looks around sees what would have arrived. Elsewhere the page is not there: mail holds what opens
doors.

    GET /outbox/  ->  200 in a demonstration, 404 elsewhere
"""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gatepost.mail.queries import newest
from gatepost.people.queries import get_invented_school_id


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """Show the newest mail of the invented school."""
    if not settings.DEMO or settings.MAIL_SERVER:
        raise Http404
    school_id = get_invented_school_id()
    return render(request, "web/sign_in/outbox.html", {"mails": newest(school_id) if school_id else ()})
