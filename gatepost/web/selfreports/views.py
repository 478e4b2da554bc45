"""Which pages does somebody report on for themselves, and the safeguarding lead see it?

The form is for staff, governors and volunteers; a report for whoever sent it and whoever receives it. To everybody else its address
answers 404, like one that was never there.

    POST /self-report/  ->  302 to the confirmation with its reference
"""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gatepost.enquiries.channels import get_channels
from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.kernel.ids import ALPHABET, LENGTH, new_id
from gatepost.people.queries import get_school_name
from gatepost.people.states import Duty
from gatepost.people.viewer import Viewer
from gatepost.selfreports import services
from gatepost.selfreports.access import may_report, receives
from gatepost.selfreports.queries import ReportSeen, addressee, get_visible, list_own, list_received
from gatepost.selfreports.services import Told
from gatepost.selfreports.states import Did, NoteKind, Service, What
from gatepost.web.me.views import signed_in
from gatepost.web.people.guard import today

BAD_REQUEST, CONFLICT = 400, 409
FIELDS = ("what", "service", "day", "did", "words", "pupil", "token")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def self_reports(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the form with what one sent, and what one received; or take a report."""
    may, gets = may_report(viewer) is None, bool(receives(viewer))
    if not may and not (gets and request.method != "POST"):
        raise PermissionDenied
    sent = {name: request.POST.get(name, "") for name in FIELDS}
    wrong: dict[str, str] = {}
    if request.method == "POST":
        try:
            row = services.report(_told(sent), token=_token(sent["token"]), by=viewer, at=now())
        except Refused as refused:
            about = refused.code.rpartition("-")[2]
            wrong[about if about in FIELDS else ""] = _(refused.sentence)
        else:
            return redirect("self-report", row.id)
    duty = addressee(viewer, on=today())
    context = {
        "may_report": may,
        "gets": gets,
        "duty": str(Duty(duty).label) if duty else "",
        "choices": {"what": What.choices, "service": Service.choices, "did": Did.choices},
        "sent": {**sent, "day": sent["day"] or today().isoformat(), "token": _token(sent["token"])},
        "wrong": wrong,
        "errors": [{"field": name, "sentence": sentence} for name, sentence in wrong.items()],
        "own": list_own(viewer, on=today()),
        "received": list_received(viewer, on=today()) if gets else (),
        "reached": get_channels(viewer),
    }
    return render(request, "web/selfreports/self_reports.html", context, status=BAD_REQUEST if wrong else None)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def self_report(request: HttpRequest, viewer: Viewer, report_id: str) -> HttpResponse:
    """Show one report; whoever received it says that they saw it, and writes notes."""
    seen = _visible(viewer, report_id)
    wrong, status = "", None
    deed, note = request.POST.get("deed", ""), request.POST.get("note", "")
    if request.method == "POST":
        try:
            _do(viewer, seen, deed, note)
        except Refused as refused:
            wrong = _(refused.sentence)
            status = BAD_REQUEST if refused.code.endswith("-note") else CONFLICT
            seen = _visible(viewer, report_id)
        else:
            return redirect("self-report", seen.id)
    context = {
        "seen": seen,
        "deed": deed if wrong else "",
        "note": note if wrong else "",
        "wrong": wrong,
        "errors": [{"field": f"{deed}-note" if status == BAD_REQUEST else "", "sentence": wrong}] if wrong else [],
    }
    return render(request, "web/selfreports/self_report.html", context, status=status)


@require_safe
@signed_in
def receipt(request: HttpRequest, viewer: Viewer, report_id: str) -> HttpResponse:
    """Give whoever reported a receipt to keep. It holds no pupil's name, nor their own words: it may lie about at home."""
    seen = _visible(viewer, report_id)
    if not seen.is_own:
        raise Http404
    text = render_to_string("web/selfreports/receipt.txt", {"seen": seen, "school": get_school_name(viewer)}, request)
    headers = {"Content-Disposition": f'attachment; filename="self-report-{seen.reference}.txt"'}
    return HttpResponse(text, "text/plain; charset=utf-8", headers=headers)


def _do(viewer: Viewer, seen: ReportSeen, deed: str, note: str) -> None:
    told: dict[str, Any] = {"report": seen.id, "note": note, "by": viewer, "at": now()}
    if deed == "see":
        services.see(**told)
    elif deed in NoteKind.values:
        services.write(kind=NoteKind(deed), **told)
    else:
        raise Refused("no-deed", "Say what you want to do.")


def _visible(viewer: Viewer, report_id: str) -> ReportSeen:
    seen = get_visible(viewer, report_id, on=today())
    if seen is None:
        raise Http404
    return seen


def _told(sent: dict[str, str]) -> Told:
    try:
        day = date.fromisoformat(sent["day"])
    except ValueError:
        day = None
    return Told(sent["what"], sent["service"], day, sent["did"], sent["words"], sent["pupil"])


def _token(sent: str) -> str:
    """Return the token of a form that was sent, or a new one."""
    return sent if len(sent) == LENGTH and set(sent) <= set(ALPHABET) else new_id()
