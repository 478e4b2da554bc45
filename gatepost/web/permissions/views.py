"""Where does somebody ask for a permission, see what became of it, and decide on what others ask?

One list; a form to ask, filled in already by "Ask"; a page for each permission, and one for each thing that can be done about it.
To whom a permission is not shown, it is not there: 404.

    POST /permissions/3f…/agree/ body=head sha256=…  ->  302 /permissions/3f…/
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gatepost.agreements.bodies import decided_by
from gatepost.agreements.queries import edition_on
from gatepost.grants import services
from gatepost.grants.access import may_lend_the_bodys
from gatepost.grants.kinds import kinds_for, scoped_by, stopped_by
from gatepost.grants.letters import letter_of
from gatepost.grants.queries import (
    MOST_LISTED,
    get_visible,
    list_in_force,
    list_others,
    list_own,
    list_waiting,
)
from gatepost.grants.seeing import PermissionSeen
from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition
from gatepost.restrictions.queries import held as rights_lost
from gatepost.web.ask.addresses import read
from gatepost.web.me.views import signed_in
from gatepost.web.people.asking import errors_of, typed
from gatepost.web.people.guard import today
from gatepost.web.permissions import words
from gatepost.web.permissions.deeds import DEEDS, AtHand, Deed
from gatepost.web.permissions.forms import PassForm, ScopeForm
from gatepost.web.permissions.stopped import stops_of
from gatepost.web.permissions.unprinted import PrintedForm, is_staff, missing_in
from gatepost.web.policy.cards import need, quote

BAD_REQUEST, CONFLICT = 400, 409
ABOUT = {"reason": ("text",), "since": ("day",), "until": ("day",), "account": ("what",), "public": ("what",)}
"""Fields that a refusal calls otherwise than the page."""


@require_safe
@signed_in
def permissions(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show what somebody may ask for, what became of it, and what waits for them to decide."""
    on = today()
    policy = edition_on(viewer.school_id, on)
    kinds, lost = kinds_for(policy, viewer.hats), rights_lost(viewer.person_id, on=on)
    stopped = {kind.id for kind in kinds if stopped_by(policy, kind.id, viewer.hats, lost)}
    context = {
        "offers": [(kind, need(kind)) for kind in kinds if kind.id not in stopped],
        "stopped": [kind for kind in kinds if kind.id in stopped],
        "own": words.rows(list_own(viewer, on=on)),
        "waiting": words.rows(list_waiting(viewer, on=on)),
        "in_force": words.rows(list_in_force(viewer, on=on)),
        "most": MOST_LISTED,
        "others": words.rows(list_others(viewer, on=on)),
    }
    return render(request, "web/permissions/permissions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest, viewer: Viewer, kind: str) -> HttpResponse:
    """Ask for a permission; what "Ask" knows already is filled in. Whoever lost the right is told so instead."""
    policy = edition_on(viewer.school_id, today())
    grant = next((each for each in kinds_for(policy, viewer.hats) if each.id == kind), None)
    if grant is None:
        raise Http404
    stops = stops_of(viewer, kind, policy, on=today())
    if stops:
        status = CONFLICT if request.method == "POST" else None
        return render(request, "web/permissions/stopped.html", {"kind": grant, "stops": stops}, status=status)
    facts = scoped_by(policy, kind)
    is_pass = grant.form == "pass"
    form: ScopeForm | PassForm = (
        PassForm(typed(request))
        if is_pass
        else ScopeForm(typed(request), scoped_by=facts, initial=_filled(viewer, request.GET, facts))
    )
    form.for_staff, conflict = is_staff(viewer), ""
    if form.is_bound and form.is_valid():
        try:
            asked = services.ask(kind=kind, scope=form.scope(), by=viewer, at=now())
        except Refused as refused:
            conflict = _say(form, refused)
        else:
            return redirect(f"{reverse('permission', args=[asked.id])}?asked=yes")
    context = {
        "kind": grant,
        "need": need(grant),
        "quote": quote(policy, policy.clauses[grant.clause]),
        "form": form,
        "ticks": [(form[fact], form.ticked[fact]) for fact in facts] if isinstance(form, ScopeForm) else [],
        "is_pass": is_pass,
        "errors": _errors(form, conflict),
    }
    return render(request, "web/permissions/new.html", context, status=_status(form, conflict))


@require_safe
@signed_in
def permission(request: HttpRequest, viewer: Viewer, permission_id: str) -> HttpResponse:
    """Show one permission: what was asked, what each body said, and what can be done now."""
    seen = _found(viewer, permission_id)
    context = {
        **_told(viewer, seen),
        "letter": letter_of(viewer, seen.id, on=today()),
        "was_asked": "asked" in request.GET and seen.is_own,
        "deeds": [
            (slug, deed.title, body, words.speaking(body, is_heads=seen.is_heads))
            for slug, deed in DEEDS.items()
            if deed.may(seen)
            for body in deed.bodies(seen) or ("",)
        ],
    }
    return render(request, "web/permissions/permission.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def do(request: HttpRequest, viewer: Viewer, permission_id: str, deed: str) -> HttpResponse:
    """Ask for what one step needs, and take it."""
    seen = _found(viewer, permission_id)
    entry = DEEDS.get(deed)
    if entry is None:
        raise Http404
    sent = request.POST if request.method == "POST" else request.GET
    body = _body(entry, seen, sent.get("body", ""))
    form = entry.form(typed(request), seen, body)
    if isinstance(form, PrintedForm):
        form.for_staff = is_staff(viewer)
    conflict = ""
    if form.is_bound and form.is_valid():
        what = AtHand(seen, body, sent.get("sha256", ""), viewer, now())
        try:
            entry.do(what, form.cleaned_data)
        except Refused as refused:
            conflict = _say(form, refused)
        else:
            return redirect("permission", seen.id)
    if not form.is_bound and not (entry.may(seen) and body in (entry.bodies(seen) or ("",))):
        raise PermissionDenied
    context = {
        **_told(viewer, _found(viewer, permission_id)),
        "deed": entry,
        "body": body,
        "speaking": words.speaking(body, is_heads=seen.is_heads),
        "whose": words.whose(body, is_heads=seen.is_heads) if deed == "agree" else "",
        "sha256": sent.get("sha256", "") if form.is_bound else seen.sha256,
        "form": form,
        "errors": _errors(form, conflict),
    }
    return render(request, "web/permissions/do.html", context, status=_status(form, conflict))


def _found(viewer: Viewer, permission_id: str) -> PermissionSeen:
    seen = get_visible(viewer, permission_id.replace("\x00", ""), on=today())
    if seen is None:
        raise Http404
    return seen


def _body(deed: Deed, seen: PermissionSeen, given: str) -> str:
    """Return for which body somebody speaks: what the page said, or the only one that it can be."""
    can = deed.bodies(seen)
    return given.replace("\x00", "") if given or not can else can[0]


def _told(viewer: Viewer, seen: PermissionSeen) -> dict[str, Any]:
    """Return what every page about a permission says of it."""
    policy: Edition = edition_on(viewer.school_id, today())
    kind = policy.grants.get(seen.kind)
    return {
        "row": words.row(seen),
        "seen": seen,
        "lends": may_lend_the_bodys(viewer),
        "kind": kind,
        "need": need(kind) if kind else None,
        "quote": quote(policy, policy.clauses[kind.clause]) if kind else None,
        "unprinted": missing_in(seen),
        "is_staff": is_staff(viewer),
        "hats": words.hats(seen.hats),
        "facts": words.facts(seen.scope.facts),
        "asked_days": words.days(seen.scope.since, seen.scope.until),
        "steps": [words.step(one) for one in seen.steps],
        "agreed": words.bodies(seen.agreed),
        "rests_why": words.rests_why(seen, decided_by(policy, seen.kind)),
        "again": seen.is_own and seen.rests and any(each.id == seen.kind for each in kinds_for(policy, viewer.hats)),
    }


def _filled(viewer: Viewer, query: QueryDict, facts: tuple[str, ...]) -> dict[str, Any]:
    """Return what a question says already of what is asked for, or what was asked for before."""
    old = get_visible(viewer, query.get("again", "").replace("\x00", ""), on=today())
    if old and old.is_own:
        scope = old.scope
        said = {"what": scope.what, "account": scope.account, "public": scope.in_public, "until": scope.until}
        return {**scope.facts, **said, "since": max(scope.since, today())}
    asked, _problems = read(query)
    known = {fact: [str(asked.known[fact])] for fact in facts if fact in asked.known}
    return {**known, "since": today()}


def _say(form: Any, refused: Refused) -> str:  # one of our forms
    """Say a refusal at the field that it is about; return it where it is about none: things have moved on."""
    field = refused.code.rpartition("-")[2]
    field = next((name for name in (field, *ABOUT.get(field, ())) if name in form.fields), "")
    if field in form.fields:
        form.add_error(field, _(refused.sentence))
        return ""
    return _(refused.sentence)


def _errors(form: Any, conflict: str) -> list[dict[str, str]]:  # the same
    return [{"field": "", "sentence": conflict}] if conflict else errors_of(form)


def _status(form: Any, conflict: str) -> int | None:  # the same
    if conflict:
        return CONFLICT
    return BAD_REQUEST if form.errors else None
