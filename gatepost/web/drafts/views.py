"""Which pages change a draft of the policy?

All are for those who may draft; to everybody else a draft is not there.

    POST /policy/drafts/3f…/clauses/conduct.1/  title=… seen=6cf1…  ->  302, or 409 if somebody else was quicker
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gatepost.agreements import queries, services
from gatepost.agreements.access import may_draft, may_read_drafts
from gatepost.agreements.states import State
from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.policy import PackFiles, default_files
from gatepost.policy.drafting import DraftError, switch_off, switch_on
from gatepost.policy.parameters import places_of
from gatepost.policy.schema import NEVER_OFFERED
from gatepost.web.drafts import forms
from gatepost.web.drafts.looking import check_page, impact_page
from gatepost.web.drafts.opened import Opened, opened
from gatepost.web.drafts.overview import overview
from gatepost.web.drafts.saving import SEEN, Beside, edit, saved
from gatepost.web.policy.wording import to_html
from gatepost.web.viewers import viewer_of
from gatepost.web.words import in_words

CONFLICT = 409
form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
def drafts(request: HttpRequest) -> HttpResponse:
    """List the drafts of the school, or begin one from the edition in force."""
    viewer = viewer_of(request)
    if not may_read_drafts(viewer) or may_draft(viewer, school=viewer.school_id):
        raise PermissionDenied
    today = localdate(now())
    if request.method == "POST":
        base = next((e for e in queries.list_visible(viewer, on=today) if e.state is State.IN_FORCE), None)
        files = queries.get_files(viewer, base.id) if base else None
        row = services.start_draft(
            school=viewer.school_id,
            files=files or default_files(),
            by=viewer,
            at=now(),
            base=base.id if base else "",
        )
        return redirect("draft", row.id)
    found = [edition for edition in queries.list_visible(viewer, on=today) if edition.state is State.DRAFT]
    return render(request, "web/drafts/drafts.html", {"drafts": found})


@require_safe
def draft(request: HttpRequest, edition_id: str) -> HttpResponse:
    """Show a draft: its clauses, on and off, and what can be set."""
    return _overview(request, opened(request, edition_id))


@form_page
def clause(request: HttpRequest, edition_id: str, clause_id: str) -> HttpResponse:
    """Reword a clause, with what is in force beside it."""
    draft = opened(request, edition_id)
    if clause_id not in draft.policy.clauses:
        raise Http404
    off = reverse("draft-switch", args=[edition_id, clause_id])
    form = forms.clause_form(draft, clause_id)
    return edit(request, draft, form, back=_back(edition_id), beside=_beside(draft, clause_id), off_url=off)


@require_POST
def switch(request: HttpRequest, edition_id: str, clause_id: str) -> HttpResponse:
    """Switch a clause off, or on again."""
    draft = opened(request, edition_id)
    base = draft.base_of(clause_id)
    is_on = clause_id in draft.policy.clauses
    if not is_on and base is None:
        raise Http404
    if request.POST.get(SEEN) != draft.seen.sha256:
        return _overview(
            request, draft, _("Somebody else changed this draft while you had it open. It is as shown now.")
        )

    def change() -> PackFiles:
        return switch_off(draft.files, clause_id) if is_on else switch_on(draft.files, clause_id, base=base or {})

    problem = saved(draft, change)
    if problem:
        sentence = str(problem) if isinstance(problem, DraftError) else problem.sentence
        return _overview(request, draft, in_words(sentence))
    return redirect(f"{_back(edition_id)}?saved=1")


@form_page
def add(request: HttpRequest, edition_id: str) -> HttpResponse:
    """Add a clause of the school's own."""
    draft = opened(request, edition_id)
    taken = frozenset(draft.in_force.clauses).union(*(dict(draft.off)))
    return edit(request, draft, forms.added_form(draft, taken), back=_back(edition_id))


@form_page
def section(request: HttpRequest, edition_id: str, number: int) -> HttpResponse:
    """Change the heading of a section, or add one after the last."""
    draft = opened(request, edition_id)
    if number > len(draft.policy.sections):
        raise Http404
    return edit(request, draft, forms.section_form(draft, number), back=_back(edition_id))


@form_page
def places(request: HttpRequest, edition_id: str, clause_id: str) -> HttpResponse:
    """Set the places in which the exception of a clause applies."""
    draft = opened(request, edition_id)
    found = next((each for each in places_of(draft.policy) if each.clause == clause_id), None)
    if found is None:
        raise Http404
    form = forms.places_form(draft, found)
    return edit(request, draft, form, back=_back(edition_id), beside=_beside(draft, clause_id))


@form_page
def permission(request: HttpRequest, edition_id: str, name: str) -> HttpResponse:
    """Set who gives a permission, and for how long."""
    draft = opened(request, edition_id)
    grant = draft.policy.grants.get(name)
    if grant is None or name in NEVER_OFFERED:
        raise Http404
    form = forms.permission_form(draft, name)
    return edit(request, draft, form, back=_back(edition_id), beside=_beside(draft, grant.clause))


@form_page
def site(request: HttpRequest, edition_id: str) -> HttpResponse:
    """Set the school's hours and the names of its places."""
    draft = opened(request, edition_id)
    return edit(request, draft, forms.site_form(draft), back=_back(edition_id))


@form_page
def about(request: HttpRequest, edition_id: str) -> HttpResponse:
    """Change what is said of the policy itself."""
    draft = opened(request, edition_id)
    return edit(request, draft, forms.about_form(draft), back=_back(edition_id))


@require_safe
def check(request: HttpRequest, edition_id: str) -> HttpResponse:
    """Show what there is to look at before a draft is proposed."""
    return render(request, "web/drafts/check.html", {"page": check_page(opened(request, edition_id))})


@require_safe
def draft_impact(request: HttpRequest, edition_id: str) -> HttpResponse:
    """Show what a draft would change beside the edition in force, to whoever may draft."""
    draft = opened(request, edition_id)
    page = impact_page(draft.in_force, draft.as_read, draft.viewer, on=localdate(now()))
    return render(request, "web/drafts/impact.html", {"page": page, "draft": draft, "edition": draft.seen})


@require_POST
def propose(request: HttpRequest, edition_id: str) -> HttpResponse:
    """Lay the draft before the governing body."""
    draft = opened(request, edition_id)
    try:
        services.propose(edition=draft.seen.id, expected_sha256=request.POST.get(SEEN, ""), by=draft.viewer, at=now())
    except Refused as refused:
        return _overview(request, draft, in_words(refused.sentence))
    return redirect(reverse("drafts") + "?proposed=1")


def _overview(request: HttpRequest, draft: Opened, problem: str = "") -> HttpResponse:
    errors = [{"field": "", "sentence": problem}] if problem else []
    context = {"page": overview(draft), "errors": errors}
    return render(request, "web/drafts/draft.html", context, status=CONFLICT if problem else None)


def _back(edition_id: str) -> str:
    return reverse("draft", args=[edition_id])


def _beside(draft: Opened, clause_id: str) -> Beside | None:
    in_force = draft.in_force.clauses.get(clause_id)
    rules = tuple(rule.text for rule in draft.policy.rules if rule.clause == clause_id and rule.text)
    if in_force is None:
        return Beside("", "", "", rules) if rules else None
    return Beside(in_force.title, to_html(in_force.wording), in_force.number, rules)
