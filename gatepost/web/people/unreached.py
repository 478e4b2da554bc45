"""Whom did mail not reach?

What the school's mail server refused, what came back, and what nobody took for days: a list for those who can correct an address.

    GET /people/unreached/  ->  Tomasz Zieliński, an invitation, 3 July 2026: there is no such address
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gatepost.accounts.queries import list_unreached
from gatepost.web.people.guard import manager
from gatepost.web.people.words import mail_in_words, why_not_delivered


@require_safe
def unreached(request: HttpRequest) -> HttpResponse:
    """List whom mail did not reach, and what can be done."""
    rows = [
        {"one": one, "what": mail_in_words(one.mail.kind), "why": why_not_delivered(one.mail.reason)}
        for one in list_unreached(manager(request))
    ]
    return render(request, "web/people/unreached.html", {"rows": rows})
