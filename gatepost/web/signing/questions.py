"""How does somebody answer the questions on the policy before they agree?

One question a page, with the verdicts in plain words. A wrong answer is explained with the clause, and another question asked. How
often somebody tried is in their session, shown to them at the end, and known to nobody else; the school learns that it was done.

    POST /me/policy/questions/ question=… verdict=must-not  ->  302 /me/policy/questions/
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gatepost.agreements.seeing import EditionSeen
from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition
from gatepost.policy.model import Scenario
from gatepost.signoff import services
from gatepost.signoff.quiz import Tried
from gatepost.web.policy.faces import VERDICTS, Face, verdict_face
from gatepost.web.policy.told import Told, told
from gatepost.web.policy.wording import wordings
from gatepost.web.policy.words import AS_HAT
from gatepost.web.signing.signer import came_by_link, for_signer
from gatepost.web.signing.steps import begin_page, edition_posted
from gatepost.web.signing.way import Way, way_of

KEPT = "gatepost_questions"
"""In the session: whose, on which words, and what was tried."""
BAD_REQUEST, CONFLICT = 400, 409


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is shown."""

    id: str
    hat: str
    title: str
    known: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A clause in its own words."""

    id: str
    title: str
    wording: SafeString


@dataclass(frozen=True, slots=True)
class Explained:
    """An answer that was given: whether it was right, and what the policy answers, why, by which clauses."""

    title: str
    is_right: bool
    given: Face
    policy: Face
    note: str
    clauses: tuple[Quoted, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@for_signer
def questions(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Ask, take an answer, and at the end show how it went."""
    way = way_of(request, viewer)
    there = way.there
    if there.edition is None or there.has_agreed or not way.quiz.wanted:
        return redirect("me-policy-sign" if there.edition and not there.has_agreed else "me-policy")
    if request.method != "POST":
        return _page(request, way, there.edition, is_done=not way.left.wanted)
    if request.POST.get("sha256", "") != there.edition.sha256:
        return begin_page(request, viewer, _other_words(request, there.edition), way=way)
    return _taken(request, way, there.edition) if way.left.wanted else redirect("me-policy-questions")


def _taken(request: HttpRequest, way: Way, edition: EditionSeen) -> HttpResponse:
    viewer, quiz = way.viewer, way.left
    tried = _tried(request, viewer, edition)
    given = Tried(request.POST.get("question", ""), request.POST.get("verdict", ""))
    asked = quiz.ask(tried)
    if asked and given.question != asked.id:
        if tried and tried[-1] == given:  # a double click
            return redirect("me-policy-questions")
        sentence = _("That question is not the one that is asked now. This is the one.")
        return _page(request, way, edition, error=sentence, status=CONFLICT)
    if asked and given.verdict not in VERDICTS:
        return _page(request, way, edition, error=_("Choose an answer."), field="verdict", status=BAD_REQUEST)
    if asked:
        tried = (*tried, given)
        request.session[KEPT] = {
            "person": viewer.person_id,
            "words": edition.sha256,
            "tried": [[one.question, one.verdict] for one in tried],
        }
    if quiz.ask(tried) is None:
        try:
            services.finish_questions(
                edition=edition.id, expected_sha256=edition.sha256, tried=tried, by=viewer, at=now()
            )
        except Refused as refused:
            return begin_page(request, viewer, refused)
    return redirect("me-policy-questions")


def _page(
    request: HttpRequest,
    way: Way,
    edition: EditionSeen,
    *,
    is_done: bool = False,
    error: str = "",
    field: str = "",
    status: int | None = None,
) -> HttpResponse:
    quiz = way.quiz if is_done else way.left
    tried, known = _tried(request, way.viewer, edition), quiz.questions
    explained = [_explained(way.policy, known[one.question], one) for one in tried if one.question in known]
    asked = None if is_done else quiz.ask(tried)
    context = {
        "edition": edition,
        "asked": _asked(asked) if asked else None,
        "is_done": is_done,
        "last": explained[-1] if explained else None,
        "tries": len(explained),
        "wrong": [one for one in explained if not one.is_right],
        "right": len(quiz.right(tried)),
        "wanted": quiz.wanted,
        "verdicts": VERDICTS.values(),
        "place": way.place,
        "errors": [{"field": field, "sentence": error}] if error else [],
        "at_fault": field,
        "linked": came_by_link(request),
    }
    return render(request, "web/signing/questions.html", context, status=status)


def _tried(request: HttpRequest, viewer: Viewer, edition: EditionSeen) -> tuple[Tried, ...]:
    kept: Mapping[str, object] = request.session.get(KEPT, {})
    if (kept.get("person"), kept.get("words")) != (viewer.person_id, edition.sha256):
        return ()
    rows = kept["tried"]
    return tuple(Tried(question, verdict) for question, verdict in rows) if isinstance(rows, list) else ()


def _asked(question: Scenario) -> Asked:
    (hat,) = question.situation.hats
    return Asked(question.id, str(AS_HAT[hat]), question.title, told(question.situation))


def _explained(policy: Edition, question: Scenario, given: Tried) -> Explained:
    return Explained(
        title=question.title,
        is_right=question.verdict == given.verdict,
        given=verdict_face(given.verdict),
        policy=verdict_face(question.verdict),
        note=question.note,
        clauses=tuple(
            Quoted(name, policy.clauses[name].title, wordings(policy)[name])
            for name in question.clauses
            if name in policy.clauses
        ),
    )


def _other_words(request: HttpRequest, edition: EditionSeen) -> Refused:
    if edition_posted(request) not in ("", edition.id):
        return Refused("superseded", _("Another edition is in force now. The questions are about that one."))
    return Refused("other-words", _("This form was not whole. Please begin here."))
