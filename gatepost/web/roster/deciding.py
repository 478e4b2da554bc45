"""Which pages ask a person to decide: who is who, and who left?

POST /people/import/<id>/who-is-who/ who-3=<person id>  ->  302 /people/import/<id>/
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.people.states import Hat
from gatepost.roster import queries, services
from gatepost.roster.evidence import Judgement
from gatepost.roster.plan import Candidate, Outcome
from gatepost.roster.planning import NEW
from gatepost.roster.queries import Line
from gatepost.roster.states import State
from gatepost.web.roster import pages

BAD_REQUEST = 400


@dataclass(frozen=True, slots=True)
class Answer:
    """Somebody who it may be."""

    value: str
    name: str
    about: str
    is_likely: bool


@dataclass(frozen=True, slots=True)
class Question:
    """Somebody of whom it is not clear who it is."""

    field: str
    lines: str
    name: str
    email: str
    hats: str
    answers: tuple[Answer, ...]


@require_http_methods(["GET", "HEAD", "POST"])
def who_is_who(request: HttpRequest, import_id: str) -> HttpResponse:
    """Ask about everybody who may be somebody who is here already."""
    roster = pages.imported(request, import_id)
    viewer = pages.office(request)
    if roster.state != State.READY:
        return redirect("roster-import", roster.id)
    found = queries.get_lines(viewer, roster.id, Outcome.DOUBT)
    errors = []
    if request.method == "POST":
        try:
            services.decide(roster=roster, decisions=_answers(request, found.lines), by=viewer, at=now())
        except Refused as refused:
            errors = [{"field": "questions", "sentence": _(refused.sentence)}]
        else:
            return redirect("roster-import", roster.id)
    questions = [_question(line) for line in found.lines]
    context = {"roster": roster, "questions": questions, "count": found.count, "errors": errors, "new": NEW}
    return render(request, "web/roster/who.html", context, status=BAD_REQUEST if errors else None)


@require_http_methods(["GET", "HEAD", "POST"])
def leavers(request: HttpRequest, import_id: str) -> HttpResponse:
    """Ask who of those who are not in the file any more has left."""
    roster = pages.imported(request, import_id)
    viewer = pages.office(request)
    if roster.state != State.READY:
        return redirect("roster-import", roster.id)
    typed = request.POST.get("page") or request.GET.get("page", "1")
    page = int(typed) if typed.isdecimal() and len(typed) < len("100000") else 1
    found = queries.get_lines(viewer, roster.id, Outcome.LEFT, page=page)
    if request.method == "POST":
        positions = [line.position for line in found.lines]
        chosen = {word for word in request.POST.getlist("leaves") if word.isdecimal()}
        ticked = [position for position in positions if str(position) in chosen or "all" in request.POST]
        try:
            services.tick(roster=roster, shown=positions, ticked=ticked, by=viewer, at=now())
        except Refused:
            return redirect("roster-import", roster.id)
        if found.page < found.pages:
            return redirect(f"{request.path}?page={found.page + 1}")
        return redirect("roster-import", roster.id)
    rows = pages.show_all(viewer, found.lines)
    return render(request, "web/roster/leavers.html", {"roster": roster, "rows": rows, "found": found})


def _answers(request: HttpRequest, found: tuple[Line, ...]) -> dict[str, str]:
    """Return what was answered, or what is suggested where the suggestions are taken."""
    answers = {}
    for line in found:
        if line.item is None:
            continue
        typed = request.POST.get(f"who-{line.position}", "")
        if not typed and "suggested" in request.POST:
            typed = next((one.person for one in line.item.candidates if one.judgement is Judgement.ASK_SAME), "")
        if typed:
            answers[line.item.key] = typed
    return answers


def _question(line: Line) -> Question:
    item = line.item
    assert item is not None  # noqa: S101  # doubts are items
    assert item.after is not None  # noqa: S101  # of what the file says
    return Question(
        field=f"who-{line.position}",
        lines=", ".join(str(number) for number in item.lines),
        name=item.name,
        email=item.after.email,
        hats=_hats(tuple(item.after.hats)),
        answers=tuple(_answer(candidate) for candidate in item.candidates),
    )


def _answer(candidate: Candidate) -> Answer:
    where = _("line %(line)s of this file") % {"line": candidate.line} if candidate.line else ""
    about = [part for part in (_hats(candidate.hats), candidate.email, where) if part]
    return Answer(candidate.person, candidate.name, " · ".join(about), candidate.judgement is Judgement.ASK_SAME)


def _hats(hats: tuple[str, ...]) -> str:
    return ", ".join(Hat.labels_of(hats))
