"""Which edition of which school has a hash?

For anybody, signed in or not: whoever holds a receipt can check it. Who signed is never said here.

    GET /policy/check/?hash=daf5+82f8+…  ->  “July 2018” of Oddenbrook Primary School
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gatepost.agreements.published import MOST, find_published, read_hash
from gatepost.kernel.clock import now
from gatepost.people.queries import get_school_id
from gatepost.web.signing.page import grouped
from gatepost.web.viewers import viewer_of

BAD_REQUEST = 400
LONGEST = 200
"""Characters that are said back: a hash has 64, in groups some 80."""


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Ask for a hash, and say whose words have it."""
    typed = request.GET.get("hash", "").replace("\x00", "").strip()
    sha256 = read_hash(typed)
    wrong = _("This is no such fingerprint. It has 64 characters: digits, and letters from a to f.") if typed else ""
    context = {
        "typed": typed[:LONGEST],
        "hash": grouped(sha256),
        "found": find_published(sha256, on=localdate(now())) if sha256 else (),
        "most": MOST,
        "longest": LONGEST,
        "here": get_school_id(viewer_of(request)),
        "errors": [{"field": "hash", "sentence": wrong}] if wrong and not sha256 else [],
    }
    return render(request, "web/signing/check.html", context, status=BAD_REQUEST if context["errors"] else None)
