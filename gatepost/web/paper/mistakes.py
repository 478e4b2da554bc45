"""Where does the office say that a sheet was recorded by mistake?

A page of its own shows what was recorded and asks why; only then does it count for nobody, and its scan is removed.

    POST /sign-off/paper/mistake/<answer>/ why=person  ->  302, to the person, to record the right sheet
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.signoff.mistakes import mark_mistaken
from gatepost.signoff.seeing_paper import get_paper
from gatepost.signoff.states import Why
from gatepost.web.paper.views import BAD_REQUEST, person_of, recorder
from gatepost.web.typed import first_of, forget, keeping, made_for, typed_by


@keeping({"why": 20})
@require_http_methods(["GET", "HEAD", "POST"])
def mistake(request: HttpRequest, sign_off_id: str) -> HttpResponse:
    """Show what was recorded, or take that it was a mistake."""
    viewer = recorder(request)
    paper = get_paper(viewer, sign_off_id)
    if paper is None:
        raise Http404
    person = person_of(viewer, paper.person_id)
    waiting = typed_by(request, viewer) if request.method != "POST" else {}
    error = ""
    if request.method == "POST":
        try:
            mark_mistaken(sign_off=paper.id, why=_why(request), by=viewer, at=now())
        except Refused as refused:
            error = _(refused.sentence)
        else:
            forget(request)
            return redirect(f"{reverse('paper-record', args=[person.id])}?mistake=yes")
    context = {
        "person": person,
        "paper": paper,
        "whys": Why.choices,
        "why": first_of(waiting, "why"),
        "is_back": bool(waiting) and paper.mistaken_at is None,
        "made_for": made_for(viewer, request.path),
        "error": error,
        "errors": [{"field": "why", "sentence": error}] if error else [],
    }
    return render(request, "web/paper/mistake.html", context, status=BAD_REQUEST if error else None)


def _why(request: HttpRequest) -> Why:
    sent = request.POST.get("why", "")
    if sent not in Why.values:
        raise Refused("no-why", "Say what went wrong.")
    return Why(sent)
