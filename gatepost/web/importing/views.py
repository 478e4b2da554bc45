"""Which pages bring in a school's own policy?

For those who may draft: a form for a file, a page that says how far it has been read, and the sentences beside the clauses.
Nothing is kept of the document once a draft was made of it or it was deleted.

    POST /policy/import/ document=…  ->  302 /policy/import/<id>/
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gatepost.agreements.access import may_draft
from gatepost.agreements.importing import services
from gatepost.agreements.importing.queries import ImportSeen, get_visible, list_visible
from gatepost.agreements.importing.states import UNREAD, State
from gatepost.documents.bounds import LARGEST, MOST_PAGES
from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.people.viewer import Viewer
from gatepost.policy import default_pack
from gatepost.web.importing.forms import Unclear, asked
from gatepost.web.importing.page import SHOWS, address, look_page
from gatepost.web.viewers import viewer_of

BAD_REQUEST = 400
SECONDS_BETWEEN_LOOKS = 2
_DIGITS = 6


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Show the form, or take a document in."""
    viewer = _drafter(request)
    if request.method != "POST":
        return _form(request, viewer)
    document = request.FILES.get("document")
    if document is None:
        return _form(request, viewer, error=_("Choose the file with your policy in it."))
    if (document.size or 0) > LARGEST:
        return _form(request, viewer, error=_("This file is larger than 25 MB. Save it again without its pictures."))
    try:
        row = services.start_import(
            school=viewer.school_id, name=document.name or "", data=document.read(), by=viewer, at=now()
        )
    except Refused as refused:
        return _form(request, viewer, error=refused.sentence)
    return redirect("import-look", row.id)


@require_safe
def look(request: HttpRequest, import_id: str) -> HttpResponse:
    """Show how far a document is; once it has been read, its sentences beside the clauses."""
    seen = _seen(_drafter(request), import_id)
    if seen.state in UNREAD:
        response = render(request, "web/importing/waiting.html", {"seen": seen, "percent": _percent(seen)})
        response.headers["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
        return response
    if seen.state == State.REFUSED:
        return render(request, "web/importing/refused.html", {"seen": seen})
    return _look(request, seen)


@require_POST
def choose(request: HttpRequest, import_id: str) -> HttpResponse:
    """Keep what was decided about one sentence or several."""
    viewer = _drafter(request)
    seen = _ready(viewer, import_id)
    try:
        services.decide(import_id=seen.id, chosen=asked(request.POST, seen), by=viewer, at=now())
    except Unclear as unclear:
        return _look(request, seen, errors=[{"field": unclear.field, "sentence": unclear.sentence}])
    except Refused as refused:
        return _look(request, seen, errors=[{"field": "", "sentence": refused.sentence}])
    _action, _colon, rest = request.POST.get("one", "").partition(":")
    anchor = f"#s{rest.partition(':')[0]}" if rest else ""
    return redirect(f"{address(seen.id, *_where(request))}{anchor}")


@require_POST
def draft(request: HttpRequest, import_id: str) -> HttpResponse:
    """Make a draft of the document and forget the document."""
    viewer = _drafter(request)
    seen = _ready(viewer, import_id)
    label = " ".join(request.POST.get("label", "").split())
    if not label or len(label) > services.LONGEST_LABEL:
        return _look(request, seen, errors=[{"field": "label", "sentence": _("Say what this edition is called.")}])
    try:
        edition = services.make_draft(import_id=seen.id, label=label, by=viewer, at=now())
    except Refused as refused:
        return _look(request, seen, errors=[{"field": "", "sentence": refused.sentence}])
    return redirect("draft", edition.id)


@require_POST
def delete(request: HttpRequest, import_id: str) -> HttpResponse:
    """Forget the document."""
    viewer = _drafter(request)
    try:
        services.discard(import_id=_seen(viewer, import_id).id, by=viewer, at=now())
    except Refused:
        raise Http404 from None
    return redirect("import")


def _drafter(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    if may_draft(viewer, school=viewer.school_id):
        raise PermissionDenied
    return viewer


def _seen(viewer: Viewer, import_id: str) -> ImportSeen:
    seen = get_visible(viewer, import_id, at=now())
    if seen is None:
        raise Http404
    return seen


def _ready(viewer: Viewer, import_id: str) -> ImportSeen:
    seen = _seen(viewer, import_id)
    if seen.state != State.READY:
        raise Http404
    return seen


def _form(request: HttpRequest, viewer: Viewer, *, error: str = "") -> HttpResponse:
    context = {
        "mine": list_visible(viewer, at=now()),
        "error": error,
        "errors": [{"field": "document", "sentence": error}] if error else [],
        "pages": MOST_PAGES,
        "days": services.KEPT_FOR.days,
    }
    return render(request, "web/importing/upload.html", context, status=BAD_REQUEST if error else None)


def _look(request: HttpRequest, seen: ImportSeen, *, errors: list[dict[str, str]] | None = None) -> HttpResponse:
    start, show = _where(request)
    label = request.POST.get("label") or _("Draft of %(day)s") % {"day": date_format(localdate(now()), "j F Y")}
    context = {
        "page": look_page(seen, default_pack(), start=start, show=show),
        "errors": errors or [],
        "wrong_fields": {error["field"] for error in errors or []},
        "label": label,
    }
    return render(request, "web/importing/look.html", context, status=BAD_REQUEST if errors else None)


def _where(request: HttpRequest) -> tuple[int, str]:
    data = request.POST if request.method == "POST" else request.GET
    written, show = data.get("from", "0"), data.get("show", "all")
    start = int(written) if written.isascii() and written.isdecimal() and len(written) <= _DIGITS else 0
    return start, show if show in SHOWS else "all"


def _percent(seen: ImportSeen) -> int:
    return 100 * seen.done // seen.of if seen.of else 0
