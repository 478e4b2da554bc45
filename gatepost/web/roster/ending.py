"""Which pages carry an import out, give it up, or undo it?

POST /people/import/<id>/confirm/ plan=<fingerprint>  ->  302 /people/import/<id>/, and the worker begins
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.roster import queries, services
from gatepost.roster.plan import Outcome
from gatepost.roster.states import FOLLOWS, HOLDS_A_FILE, State
from gatepost.web.roster import pages, words

BAD_REQUEST = 400
MOST_NAMED = 200


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, import_id: str) -> HttpResponse:
    """Show what will be done once more, and let it be done."""
    roster = pages.imported(request, import_id)
    viewer = pages.office(request)
    errors = []
    if request.method == "POST":
        try:
            services.confirm(roster=roster, digest=request.POST.get("plan", ""), by=viewer, at=now())
        except Refused as refused:
            errors = [{"field": "", "sentence": _(refused.sentence)}]
        else:
            return redirect("roster-import", roster.id)
    elif roster.state != State.READY or roster.counts.get(Outcome.DOUBT):
        return redirect("roster-import", roster.id)
    ticked = queries.count_ticked(viewer, roster.id)
    context = {
        "errors": errors,
        "roster": roster,
        "kind": words.kind_in_words(roster.kind),
        "counts": roster.counts,
        "ticked": ticked,
    }
    return render(request, "web/roster/confirm.html", context, status=BAD_REQUEST if errors else None)


@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: HttpRequest, import_id: str) -> HttpResponse:
    """Give an import up."""
    roster = pages.imported(request, import_id)
    if request.method == "POST":
        try:
            services.drop(roster=roster, by=pages.office(request), at=now())
        except Refused:
            return redirect("roster-import", roster.id)
        return redirect("roster")
    state = State(roster.state)
    if state not in HOLDS_A_FILE or State.DROPPED not in FOLLOWS[state]:
        return redirect("roster-import", roster.id)
    return render(request, "web/roster/drop.html", {"roster": roster, "kind": words.kind_in_words(roster.kind)})


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, import_id: str) -> HttpResponse:
    """Show what undoing would put back and what not, and let it be done."""
    roster = pages.imported(request, import_id)
    viewer = pages.office(request)
    if not queries.can_undo(viewer, roster.id, at=now()):
        if roster.state == State.APPLIED and request.method != "POST":
            raise Http404
        return redirect("roster-import", roster.id)
    if request.method == "POST":
        try:
            services.ask_to_undo(roster=roster, by=viewer, at=now())
        except Refused:
            return redirect("roster-import", roster.id)
        return redirect("roster-import", roster.id)
    found = queries.what_undoing_keeps(viewer, roster.id, at=now())
    context = {
        "roster": roster,
        "kind": words.kind_in_words(roster.kind),
        "count": found.count,
        "kept": found.kept[:MOST_NAMED],
        "kept_count": len(found.kept),
    }
    return render(request, "web/roster/undo.html", context)
