"""How does the head teacher give somebody who has left what they signed?

A page with each answer and a button that makes its document. To everybody else, and about whoever is here, there is no such page.

    POST /sign-off/left/<person>/ answer=3f…  ->  200, a PDF
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.people.queries import get_visible
from gatepost.people.viewer import Viewer
from gatepost.printing import copy_pdf
from gatepost.signoff.leavers import copy_of_leaver, list_of_leaver
from gatepost.web.me.views import signed_in
from gatepost.web.words import in_words


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def left(request: HttpRequest, viewer: Viewer, person_id: str) -> HttpResponse:
    """Show what somebody who has left answered, or make the document of one answer."""
    at = now()
    answers = list_of_leaver(viewer, person_id, on=localdate(at))
    person = get_visible(viewer, person_id, on=localdate(at))
    if answers is None or person is None:
        raise Http404
    if request.method != "POST":
        return render(request, "web/signing/left.html", {"person": person, "answers": answers})
    try:
        copy = copy_of_leaver(
            sign_off=request.POST.get("answer", "").replace("\x00", ""), person=person_id, by=viewer, at=at
        )
    except Refused as refused:
        raise Http404 from refused
    response = HttpResponse(copy_pdf(copy.receipt, copy.edition, say=in_words), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="policy.pdf"'
    return response
