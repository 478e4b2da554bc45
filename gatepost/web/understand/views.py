"""Which pages help to understand the policy?

What is open and what stands behind each clause; the explorer; the law's notes. They are the same for everybody and only
read. The two long ones travel compressed.

    GET /policy/understand/  ->  200
    GET /policy/explore/?hat=staff&act=dance  ->  400, with what is wrong and the rest kept
"""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from gatepost.policy import Edition
from gatepost.web.policy.editions import current_edition, edition_as_of, edition_shown, once_per_edition
from gatepost.web.understand.behind import COLUMNS, coverage_rows, idle, silences
from gatepost.web.understand.contradictions import contradictions_told
from gatepost.web.understand.explorer import explorer_page
from gatepost.web.understand.overlay import law_page
from gatepost.web.understand.readings import readings_shown

BAD_REQUEST = 400
OK = 200


@gzip_page
@require_safe
def understand(request: HttpRequest) -> HttpResponse:
    """Show what is open about the policy and what stands behind it."""
    return render(request, "web/understand/understand.html", {"body": understand_body(current_edition(request))})


@once_per_edition
def understand_body(edition: Edition) -> SafeString:
    """Return the page's own HTML: the same for everybody, so made once for each edition."""
    context = {
        "edition": edition,
        "shown": edition_shown(edition),
        "contradictions": contradictions_told(edition),
        "readings": readings_shown(edition),
        "silences": silences(edition),
        "idle": idle(edition),
        "columns": COLUMNS,
        "rows": coverage_rows(edition),
    }
    return render_to_string("web/understand/_understand.html", context)


@gzip_page
@require_safe
def explore(request: HttpRequest) -> HttpResponse:
    """Show the form, and what the rules say of the situation in the address."""
    page = explorer_page(request.GET, partial(edition_as_of, request))
    status = BAD_REQUEST if page.errors else OK
    return render(request, "web/understand/explore.html", {"page": page, "errors": page.errors}, status=status)


@require_safe
def law(request: HttpRequest) -> HttpResponse:
    """Show what the law adds, apart from the policy."""
    return render(request, "web/understand/law.html", {"page": law_page(current_edition(request))})
