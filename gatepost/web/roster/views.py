"""Which pages show an import?

The first page takes a file, the next asks which column is which, then the import's own page says how far it has got and
what would change. Looking changes nothing.

    POST /people/import/ file=…  ->  302 /people/import/<id>/columns/, or 400 with the line that is wrong
"""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gatepost.kernel.clock import now
from gatepost.kernel.csv_cells import BYTE_ORDER_MARK, csv_lines
from gatepost.kernel.errors import Refused
from gatepost.roster import queries, services
from gatepost.roster.fields import FIELDS, ColumnMapping, Kind
from gatepost.roster.plan import Outcome
from gatepost.roster.presets import template_rows
from gatepost.roster.problems import Unreadable
from gatepost.roster.queries import Imported
from gatepost.roster.states import AT_WORK, KINDS, State
from gatepost.web.roster import pages, words

BAD_REQUEST = 400
LOOK_AGAIN_AFTER = 2
"""Seconds, while the worker is at it."""
STILL = "still"
"""In an address: this page does not look again by itself."""
TITLES = {State.APPLIED: "done", State.UNDONE: "undone", State.DROPPED: "dropped"}


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Say what happens, and take a file."""
    viewer = pages.office(request)
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        upload = request.FILES.get("file")
        kind = next((kind for kind in Kind if kind.value == request.POST.get("kind")), None)
        if upload is None:
            errors = [{"field": "file", "sentence": _("Choose a file.")}]
        else:
            try:
                roster = services.start(content=upload.read(), kind=kind, by=viewer, at=now())
            except Unreadable as refused:
                errors = [{"field": "file", "sentence": _at_line(refused)}]
            except Refused as refused:
                errors = [{"field": "file", "sentence": _(refused.sentence)}]
            else:
                return redirect("roster-columns", roster.id)
    context = {
        "errors": errors,
        "imports": queries.list_visible(viewer),
        "kinds": [(kind.value, label) for kind, label in KINDS.items()],
        "kind": request.POST.get("kind", ""),
        "demo": settings.DEMO,
    }
    return render(request, "web/roster/start.html", context, status=BAD_REQUEST if errors else None)


@require_safe
def template(request: HttpRequest) -> StreamingHttpResponse:
    """Return our own template, with two lines of invented people to write over."""
    pages.office(request)
    text = (part for part in (BYTE_ORDER_MARK, *csv_lines(template_rows())))
    headers = {"Content-Disposition": 'attachment; filename="gatepost-people.csv"'}
    return StreamingHttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, import_id: str) -> HttpResponse:
    """Ask which column is which."""
    roster = pages.imported(request, import_id)
    viewer = pages.office(request)
    typed, errors = None, []
    if request.method == "POST":
        try:
            if "guess" in request.POST:
                services.choose_kind(roster=roster, kind=_kind(request, roster), by=viewer, at=now())
                return redirect("roster-columns", roster.id)
            typed = {field: request.POST.get(field, "") for field in FIELDS[Kind(roster.kind)]}
            services.choose_columns(roster=roster, columns=typed, by=viewer, at=now())
        except Refused as refused:
            errors = [{"field": "columns", "sentence": _(refused.sentence)}]
        else:
            return redirect("roster-import", roster.id)
    elif roster.state != State.UPLOADED:
        return redirect("roster-import", roster.id)
    own, contacts, more = pages.choices(roster, typed)
    mapping = ColumnMapping(Kind(roster.kind), roster.columns)
    context = {
        "errors": errors,
        "roster": roster,
        "own": own,
        "contacts": contacts,
        "more": more,
        "kinds": [(kind.value, label) for kind, label in KINDS.items()],
        "not_read": mapping.not_read(roster.header),
        "is_guessed_western": roster.encoding == "cp1252",
    }
    return render(request, "web/roster/columns.html", context, status=BAD_REQUEST if errors else None)


@require_safe
def show(request: HttpRequest, import_id: str) -> HttpResponse:
    """Show how far an import has got, what it would change, or what it did."""
    roster = pages.imported(request, import_id)
    if roster.state == State.UPLOADED:
        return redirect("roster-columns", roster.id)
    if roster.state in AT_WORK:
        return _working(request, roster)
    viewer = pages.office(request)
    context = {
        "roster": roster,
        "kind": words.kind_in_words(roster.kind),
        "lists": pages.lists(roster),
        "trouble": pages.trouble(roster),
        "problems": pages.first_problems(viewer, roster),
        "doubts": roster.counts.get(Outcome.DOUBT, 0),
        "left": roster.counts.get(Outcome.LEFT, 0),
        "ticked": queries.count_ticked(viewer, roster.id),
        "to_do": roster.counts.get(Outcome.NEW, 0) + roster.counts.get(Outcome.CHANGED, 0),
    }
    if roster.state == State.READY:
        return render(request, "web/roster/dry_run.html", context)
    problem = pages.refusal(roster)
    context["refusal"] = {"line": problem.line, "sentence": words.problem_in_words(problem)} if problem else None
    context["can_undo"] = queries.can_undo(viewer, roster.id, at=now())
    return render(request, "web/roster/ended.html", context)


@require_safe
def lines(request: HttpRequest, import_id: str, outcome: str) -> HttpResponse:
    """Show one list of a dry run."""
    roster = pages.imported(request, import_id)
    if outcome not in words.OUTCOMES or not roster.counts.get(outcome):
        raise Http404
    viewer = pages.office(request)
    found = queries.get_lines(viewer, roster.id, outcome, page=_page(request))
    context = {
        "roster": roster,
        "found": found,
        "rows": pages.show_all(viewer, found.lines),
        "outcome": outcome,
        "title": words.outcome_in_words(outcome),
        "explained": words.outcome_explained(outcome),
        "lists": pages.lists(roster),
    }
    return render(request, "web/roster/lines.html", context)


def _working(request: HttpRequest, roster: Imported) -> HttpResponse:
    """Say how far the worker has got; the page looks again by itself unless it was asked not to."""
    still = STILL in request.GET
    done = 100 * roster.lines_done // max(1, roster.lines)
    context = {"roster": roster, "still": still, "done": min(done, 100), "seconds": LOOK_AGAIN_AFTER}
    response = render(request, "web/roster/working.html", context)
    if not still:
        response.headers["Refresh"] = str(LOOK_AGAIN_AFTER)
    return response


def _at_line(refused: Unreadable) -> str:
    said = words.problem_in_words(refused.problem)
    return _("Line %(line)s: %(said)s") % {"line": refused.problem.line, "said": said} if refused.problem.line else said


def _kind(request: HttpRequest, roster: Imported) -> Kind:
    return next((kind for kind in Kind if kind.value == request.POST.get("kind")), Kind(roster.kind))


def _page(request: HttpRequest) -> int:
    typed = request.GET.get("page", "1")
    return int(typed) if typed.isdecimal() and len(typed) < len("100000") else 1
