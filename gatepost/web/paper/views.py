"""How does what was signed on paper come into Gatepost, and who gets the scan?

The office finds the person, prints a sheet, and records what comes back with its scan. A scan is a stranger's file: it is never
shown in a page, only handed out as a download that a browser neither guesses at nor runs, under a name of ours.

    POST /sign-off/paper/<person>/ day=2026-07-01 answer=agreed name=… scan=…  ->  302, and it is recorded
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gatepost.agreements.queries import list_visible
from gatepost.agreements.seeing import EditionSeen
from gatepost.agreements.states import State
from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.people.chosen import Person, get_person
from gatepost.people.directory import Wanted, find_people
from gatepost.people.queries import get_school_name, get_visible
from gatepost.people.viewer import Viewer
from gatepost.printing import Sheet as Printed
from gatepost.printing import sheets_pdf
from gatepost.signoff.access import may_record_paper, sees_refusals, sees_scans
from gatepost.signoff.paper import record_paper
from gatepost.signoff.seeing_paper import count_recorded, get_scan, list_done, list_paper
from gatepost.signoff.states import REASON_LENGTH
from gatepost.web.me.views import signed_in
from gatepost.web.paper.forms import LONGEST as LONGEST_FIELD
from gatepost.web.paper.forms import TYPED, Sent, is_another_name, kept, read
from gatepost.web.signing.page import grouped
from gatepost.web.typed import forget, keeping, made_for, typed_by
from gatepost.web.viewers import viewer_of
from gatepost.web.words import in_words

BAD_REQUEST = 400
LONGEST = 200
"""Characters of a search that are looked at."""
FIELDS = ("day", "edition", "answer", "reason", "name", "scan")
"""A refusal whose code ends with one of them is said beside it, any other at the top."""
NOTHING_RUNS = "default-src 'none'; sandbox"


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Find whose sheet it is. What somebody types comes by POST, which changes nothing: names stay out of addresses."""
    viewer = recorder(request)
    text = request.POST.get("q", "").replace("\x00", "").strip()[:LONGEST]
    left, day = "left" in request.POST, _day(request.POST.get("day", ""))
    rows = find_people(viewer, Wanted(text=text, left=left), on=_today()) if text else None
    context = {"q": text, "left": left, "rows": rows, "me": viewer.person_id, "day": day}
    return render(request, "web/paper/find.html", context)


@keeping({**dict.fromkeys(TYPED, LONGEST_FIELD), "is_theirs": 3})
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, person_id: str) -> HttpResponse:
    """Show the form for somebody's sheet, or record it."""
    viewer = recorder(request)
    person = person_of(viewer, person_id)
    waiting = typed_by(request, viewer)
    sent = kept(waiting, person.name)
    sent.typed["day"] = sent.typed["day"] or _day(request.GET.get("day", ""))
    at_the_top = ""
    if request.method == "POST":
        sent = read(request)
        sent.asks_whose = is_another_name(sent, person.name)
        if sent.asks_whose and not sent.is_theirs:
            sent.wrong["name"] = _("The name on the sheet is not the name of the person above. Is it their sheet?")
        if sent.sheet and not sent.wrong:
            try:
                row = record_paper(person=person.id, sheet=sent.sheet, by=viewer, at=now())
            except Refused as refused:
                at_the_top = _refusal(sent, refused)
            else:
                forget(request)
                return redirect(f"{reverse('paper-record', args=[person.id])}?recorded={row.id}")
    errors = [{"field": "", "sentence": at_the_top}] if at_the_top else []
    errors += [{"field": name, "sentence": sent.wrong[name]} for name in FIELDS if name in sent.wrong]
    recorded = list_paper(viewer, person.id)
    done = next((one for one in recorded if one.id == request.GET.get("recorded") and not errors), None)
    context = {
        "person": person,
        "editions": [each for each in list_visible(viewer, on=_today()) if _was_in_force(each)],
        "today": _in_force(viewer),
        "recorded": recorded,
        "questions_done": list_done(viewer, person.id),
        "sees_refusals": sees_refusals(viewer),
        "done": done if done and done.mistaken_at is None else None,
        "was_mistake": "mistake" in request.GET and not errors,
        "sent": sent,
        "typed": sent.typed,
        "wrong": sent.wrong,
        "errors": errors,
        "longest_reason": REASON_LENGTH,
        "is_back": bool(waiting) and request.method != "POST",
        "made_for": made_for(viewer, request.path),
        "count": count_recorded(viewer, on=_today()) if done else 0,
    }
    return render(request, "web/paper/record.html", context, status=BAD_REQUEST if errors else None)


@require_safe
def sheet(request: HttpRequest, person_id: str) -> HttpResponse:
    """Print a sheet for somebody, about the edition in force today."""
    viewer = recorder(request)
    person = person_of(viewer, person_id)
    edition = _in_force(viewer)
    if edition is None or edition.in_force_from is None:
        raise Http404
    return as_sheets([to_print(viewer, person.id, edition, since=edition.in_force_from)])


@require_safe
@signed_in
def scan(_request: HttpRequest, viewer: Viewer, sign_off_id: str) -> HttpResponse:
    """Hand out the scan of a sheet to whoever signed it, and to those who may see it."""
    found = get_scan(viewer, sign_off_id)
    if found is None:
        raise Http404
    headers = {
        "Content-Disposition": f'attachment; filename="signed-sheet.{found.ending}"',
        "Content-Security-Policy": NOTHING_RUNS,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return HttpResponse(found.content, found.media_type, headers=headers)


def to_print(viewer: Viewer, person_id: str, edition: EditionSeen, *, since: date) -> Printed:
    """Return the sheet of somebody whom the viewer may know of."""
    seen = get_visible(viewer, person_id, on=_today())
    return Printed(
        school=get_school_name(viewer),
        name=seen.name if seen else "",
        roles=seen.roles if seen else (),
        edition=edition.label,
        since=since,
        words=grouped(edition.sha256),
        printed=_today(),
    )


def as_sheets(sheets: list[Printed]) -> HttpResponse:
    """Return sheets as what the browser keeps under a name of its own."""
    headers = {"Content-Disposition": 'attachment; filename="sheets-to-sign.pdf"'}
    return HttpResponse(sheets_pdf(sheets, say=in_words), "application/pdf", headers=headers)


def recorder(request: HttpRequest) -> Viewer:
    """Return the viewer if they record sheets; nobody else comes in."""
    viewer = viewer_of(request)
    if not sees_scans(viewer):
        raise PermissionDenied
    return viewer


def person_of(viewer: Viewer, person_id: str) -> Person:
    """Return somebody whose sheets the viewer may record."""
    person = get_person(viewer, person_id)
    if person is None:
        raise Http404
    if may_record_paper(viewer, school_id=person.school_id, person_id=person.id):
        raise PermissionDenied
    return person


def _refusal(sent: Sent, refused: Refused) -> str:
    """Say a refusal beside its field, or return what is said at the top."""
    about = refused.code.rpartition("-")[2]
    if about not in FIELDS:
        return _(refused.sentence)
    sent.wrong[about] = _(refused.sentence)
    return ""


def _in_force(viewer: Viewer) -> EditionSeen | None:
    return next((each for each in list_visible(viewer, on=_today()) if each.state is State.IN_FORCE), None)


def _was_in_force(edition: EditionSeen) -> bool:
    return edition.state in {State.IN_FORCE, State.SUPERSEDED}


def _day(text: str) -> str:
    """Return the day of the sheet before, which that of the next one often is; blank if it is none."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _today() -> date:
    return localdate(now())
