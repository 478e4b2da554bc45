"""Which pages show a school's editions, and the steps that they take?

The list, an edition with its history, its document, and one page for each step: fill in, check your answers, confirm. A form that
grew stale says what happened meanwhile.

    POST /policy/editions/3f…/approve/ confirmed=yes  ->  303 /policy/editions/3f…/?done=approve
"""

from collections.abc import Mapping
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from gatepost.agreements.access import may_draft, may_read_proposals
from gatepost.agreements.beginning import Beginning
from gatepost.agreements.queries import get_beginning, get_policy, get_visible, list_reviews, list_steps, list_visible
from gatepost.agreements.reviewing import review_due
from gatepost.agreements.rules import leads_on
from gatepost.agreements.seeing import EditionSeen
from gatepost.agreements.services import refusal_of
from gatepost.agreements.states import Step
from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.people.queries import get_school_id
from gatepost.people.viewer import Viewer
from gatepost.web.editions.fields import field_of, filled, is_conflict, read
from gatepost.web.editions.grouping import grouped
from gatepost.web.editions.steps import SEEN, STEPS, StepPage, open_to
from gatepost.web.policy.document import document_body
from gatepost.web.viewers import viewer_of

BAD_REQUEST, FORBIDDEN, CONFLICT, SEE_OTHER = 400, 403, 409, 303
CONFIRMED, BACK = "confirmed", "back"


@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """Show the editions that the viewer may know of."""
    viewer, today = viewer_of(request), localdate(now())
    groups = grouped(list_visible(viewer, on=today))
    context = {
        "groups": groups,
        "may_draft": may_draft(viewer, school=get_school_id(viewer)) is None,
        "answers": may_read_proposals(viewer),
    }
    return render(request, "web/editions/editions.html", context)


@require_safe
def edition(request: HttpRequest, edition_id: str) -> HttpResponse:
    """Show an edition: what it is today, who approved and signed it, and what can be done."""
    viewer, seen = _seen_or_404(request, edition_id)
    policy = get_policy(viewer, edition_id)
    reviews = list_reviews(viewer, edition_id)
    context = {
        "edition": seen,
        "policy": policy,
        "steps": open_to(viewer, seen),
        "history": list_steps(viewer, edition_id),
        "reviews": reviews,
        "review": review_due(policy.review if policy else "", reviews, on=localdate(now())),
        "done": STEPS.get(request.GET.get("done", "")),
        "own": viewer.is_signed_in and seen.proposed_by_id == viewer.person_id,
    }
    return render(request, "web/editions/edition.html", context)


@gzip_page
@require_safe
def document(request: HttpRequest, edition_id: str) -> HttpResponse:
    """Show the words of an edition, as the policy in force is shown."""
    viewer, seen = _seen_or_404(request, edition_id)
    policy = get_policy(viewer, edition_id)
    if policy is None:
        raise Http404
    return render(
        request, "web/editions/document.html", {"edition": seen, "policy": policy, "body": document_body(policy)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, edition_id: str, slug: str) -> HttpResponse:
    """Ask what a step needs, say it back, and take it."""
    viewer, seen = _seen_or_404(request, edition_id)
    page = STEPS[slug]
    refusal = page.may(viewer, seen)
    if refusal:
        return _refused(request, seen, refusal, FORBIDDEN)
    stale = leads_on(seen.state, page.step)
    if stale:
        return _refused(request, seen, stale, CONFLICT)
    if request.method != "POST":
        return _form(request, seen, slug, _begun(page, viewer, seen), {})
    answers, wrong = read(page.questions, request.POST)
    answers[SEEN] = str(request.POST.get(SEEN, ""))
    if wrong or BACK in request.POST:
        return _form(request, seen, slug, answers, {} if BACK in request.POST else wrong)
    return _taken(request, seen, slug, answers, viewer)


def _taken(
    request: HttpRequest, seen: EditionSeen, slug: str, answers: Mapping[str, str], viewer: Viewer
) -> HttpResponse:
    """Take the step if it was confirmed, or say the answers back; what the service refuses is said where it can be mended."""
    page = STEPS[slug]
    take = partial(page.take, seen, answers, viewer, now())
    is_confirmed = CONFIRMED in request.POST
    refusal = _refusal(take) if is_confirmed else refusal_of(take)
    if refusal and is_conflict(refusal):
        return _refused(request, seen, refusal, CONFLICT)
    if refusal:
        return _form(request, seen, slug, answers, {field_of(refusal): refusal.sentence})
    if is_confirmed:
        return HttpResponse(status=SEE_OTHER, headers={"Location": f"{reverse('edition', args=[seen.id])}?done={slug}"})
    fields = filled(page.questions, answers, {})
    begins = _begins(page, viewer, seen)
    context = {"eyebrow": seen.label, "page": page, "fields": fields, "seen": answers[SEEN], "begins": begins}
    return render(request, "web/editions/check.html", context)


def _refusal(take: "partial[object]") -> Refused | None:
    try:
        take()
    except Refused as refused:
        return refused
    return None


def _seen_or_404(request: HttpRequest, edition_id: str) -> tuple[Viewer, EditionSeen]:
    viewer = viewer_of(request)
    seen = get_visible(viewer, edition_id, on=localdate(now()))
    if seen is None:
        raise Http404
    return viewer, seen


def _begun(page: StepPage, viewer: Viewer, seen: EditionSeen) -> dict[str, str]:
    """Return a form's first answers: the viewer's own name, which can be changed; no day is made up."""
    asks = {question.name for question in page.questions}
    return {SEEN: seen.sha256, **({"name": viewer.name} if "name" in asks else {})}


def _begins(page: StepPage, viewer: Viewer, seen: EditionSeen) -> Beginning | None:
    """Return what bounds the first day, for the pages that lead to one."""
    if page.step not in (Step.APPROVE, Step.PUT_IN_FORCE):
        return None
    return get_beginning(viewer, seen.id, on=localdate(now()))


def _form(
    request: HttpRequest, seen: EditionSeen, slug: str, answers: Mapping[str, str], wrong: Mapping[str, str]
) -> HttpResponse:
    page = STEPS[slug]
    context = {
        "eyebrow": seen.label,
        "back": reverse("edition", args=[seen.id]),
        "page": page,
        "fields": filled(page.questions, answers, wrong),
        "seen": answers.get(SEEN) or seen.sha256,
        "begins": _begins(page, viewer_of(request), seen),
        "errors": [{"field": name, "sentence": sentence} for name, sentence in wrong.items()],
    }
    return render(request, "web/editions/step.html", context, status=BAD_REQUEST if wrong else None)


def _refused(request: HttpRequest, seen: EditionSeen, refusal: Refused, status: int) -> HttpResponse:
    is_there = get_visible(viewer_of(request), seen.id, on=localdate(now())) is not None
    back = reverse("edition", args=[seen.id]) if is_there else reverse("editions")
    return render(request, "web/editions/refused.html", {"back": back, "refusal": refusal}, status=status)
