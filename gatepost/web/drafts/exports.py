"""How does an edition leave the house, and what did it change?

As a PDF to read and sign, as a Word document to work on, or as the folder that it is. Whoever may see an edition may take it along.

    GET /policy/editions/3f…/export/pdf/  ->  the document
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from gatepost.agreements import queries
from gatepost.agreements.seeing import EditionSeen
from gatepost.agreements.states import State
from gatepost.kernel.clock import now
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition
from gatepost.policy.rulings import with_rulings
from gatepost.printing import edition_docx, edition_pdf, pack_zip
from gatepost.web.drafts.looking import impact_page
from gatepost.web.viewers import viewer_of
from gatepost.web.words import in_words

TYPES = {
    "pdf": ("application/pdf", "policy.pdf"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "policy.docx"),
    "pack": ("application/zip", "policy.zip"),
}


@require_safe
def export(request: HttpRequest, edition_id: str, form: str) -> HttpResponse:
    """Send an edition that the viewer may see."""
    viewer = viewer_of(request)
    policy = queries.get_policy(viewer, edition_id)
    if policy is None or form not in TYPES:
        raise Http404
    kind, name = TYPES[form]
    response = HttpResponse(_made(viewer, edition_id, policy, form), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def edition_impact(request: HttpRequest, edition_id: str) -> HttpResponse:
    """Show what an edition changes beside the one before it."""
    viewer, today = viewer_of(request), localdate(now())
    seen = queries.get_visible(viewer, edition_id, on=today)
    policy = queries.get_policy(viewer, edition_id)
    if seen is None or policy is None or not viewer.is_signed_in:
        raise Http404
    day = seen.in_force_from or today
    ruled = with_rulings(policy, tuple(queries.standing_rulings(seen.school, day)))
    page = impact_page(_before(seen), ruled, viewer, on=today)
    return render(request, "web/drafts/impact.html", {"page": page, "edition": seen})


def _made(viewer: Viewer, edition_id: str, policy: Edition, form: str) -> bytes:
    if form == "pdf":
        return edition_pdf(policy, say=in_words)
    if form == "docx":
        return edition_docx(policy, say=in_words)
    files = queries.get_files(viewer, edition_id)
    if files is None:
        raise Http404
    return pack_zip(files)


def _before(seen: EditionSeen) -> Edition:
    """Return what counted before, or counts now if this one has no day yet; as it is read with the rulings of that day."""
    today = localdate(now())
    if seen.in_force_from is None or seen.state is State.COMING:
        return queries.edition_on(seen.school, today)
    return queries.edition_on(seen.school, seen.in_force_from.fromordinal(seen.in_force_from.toordinal() - 1))
