"""Does the letter that I hold count?

Anybody may ask, signed in or not, at whatever school. The code is in the query, which no log has; what is said names nobody. Wrong
codes are slowed for each address; a right one is answered at once all the same, so nobody locks a school out.

    GET /letter/?code=K7QM-4XTD-9RWE-2HP0-V3CZ-PGPR  ->  200, “Valid”
    GET /letter/?code=K7QM-4XTD-9RWE-2HP0-V3CZ-PGPS  ->  400, a typing error
"""

import math
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gatepost.enquiries.channels import get_channels
from gatepost.grants.checking import look_up
from gatepost.grants.codes import LONGEST, read, shown
from gatepost.grants.letters import get_letter
from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.people.viewer import Viewer
from gatepost.printing import granted_pdf
from gatepost.web.letters.limits import WRONG
from gatepost.web.letters.words import FACES
from gatepost.web.me.views import signed_in
from gatepost.web.words import in_words, value_in_words

OK, BAD_REQUEST, NOT_FOUND, TOO_MANY = 200, 400, 404, 429


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Ask for a code, and say whether its permission counts today."""
    typed = request.GET.get("code", "").replace("\x00", "")
    if "code" not in request.GET:
        return _page(request)
    try:
        code = read(typed)
    except Refused as refused:
        return _wrong(request, typed, refused.sentence, BAD_REQUEST)
    found = look_up(code, on=localdate(now()))
    if found is None:
        sentence = _("No letter has this code. Nothing is permitted by it, whatever is printed beside it.")
        return _wrong(request, typed, sentence, NOT_FOUND)
    where = [value_in_words(fact, value) for fact, values in found.facts.items() for value in values]
    return _page(request, found=found, face=FACES[found.standing], where=where, code=shown(code))


@signed_in
def letter_pdf(request: HttpRequest, viewer: Viewer, permission_id: str) -> HttpResponse:  # noqa: ARG001  # Django hands it over
    """Return the letter of a permission that the viewer may know of."""
    letter = get_letter(viewer, permission_id.replace("\x00", ""), on=localdate(now()))
    if letter is None:
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="letter.pdf"'}
    school = get_channels(viewer)
    letter = replace(letter, phone=school.phone, email=school.email)
    return HttpResponse(granted_pdf(letter, say=in_words), "application/pdf", headers=headers)


def _wrong(request: HttpRequest, typed: str, sentence: str, status: int) -> HttpResponse:
    """Say what is wrong with a code; if too many were wrong from this address, only that it is, and when to try another."""
    seconds = math.ceil(WRONG.wait(request.META.get("REMOTE_ADDR", ""), at=now()))
    if seconds:
        sentence = _(
            "No letter has this code, and nothing is permitted by it. Too many wrong codes came from your network: wait a "
            "moment before you type another one."
        )
        status = TOO_MANY
    errors = [{"field": "code", "sentence": sentence}]
    response = _page(request, status=status, typed=typed[:LONGEST], errors=errors)
    if seconds:
        response["Retry-After"] = str(seconds)
    return response


def _page(request: HttpRequest, *, status: int = OK, **context: object) -> HttpResponse:
    response = render(request, "web/letters/letter.html", {"longest": LONGEST, **context}, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
