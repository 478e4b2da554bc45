"""Which pages does the school have about what parents have lost?

What is in force today, for the head, the office and the safeguarding lead; for who decides also the notices, one of them, its
letters, and a new one (fill in, check, give). To everybody else these pages answer 403.

    GET /restrictions/3f…/  ->  200, or 403, or 404
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.people.viewer import Viewer
from gatepost.printing import OfficialLetter, official_pdf
from gatepost.restrictions import queries, services
from gatepost.restrictions.access import Subject, may_ever_decide, may_restrict, sees_in_force
from gatepost.restrictions.letters import get_letter
from gatepost.restrictions.seeing import RestrictionSeen, notice_of
from gatepost.restrictions.standing import Notice
from gatepost.restrictions.states import OPEN, Step
from gatepost.restrictions.words import kinds_in_words
from gatepost.web.people.asking import errors_of, typed
from gatepost.web.people.forms import PlainForm
from gatepost.web.people.guard import only_if, today
from gatepost.web.restrictions.forms import LATER, NoticeForm
from gatepost.web.restrictions.page import buttons, quote, told
from gatepost.web.viewers import viewer_of

BAD_REQUEST, CONFLICT = 400, 409
CONFLICTS = frozenset(
    {
        "moved-on",
        "wrong-state",
        "not-heard",
        "not-handed",
        "asked-already",
        "has-one",
        "again-start",
        "no-clause",
        "too-late",
    }
)
"""Refusals that are about how things stand, and not about what was typed."""


def decider(request: HttpRequest) -> Viewer:
    """Return the viewer; refuse whoever decides about nobody."""
    viewer = viewer_of(request)
    if not may_ever_decide(viewer):
        raise PermissionDenied
    return viewer


def restriction_of(viewer: Viewer, restriction_id: str) -> RestrictionSeen:
    """Return the notice of an address, or answer 404."""
    seen = queries.get_visible(viewer, restriction_id, on=today())
    if seen is None:
        raise Http404
    return seen


@require_safe
def restrictions(request: HttpRequest) -> HttpResponse:
    """List what parents have lost today, and to who decides the notices."""
    viewer, on = viewer_of(request), today()
    if not (sees_in_force(viewer) or may_ever_decide(viewer)):
        raise PermissionDenied
    seen = [told(each, on=on) for each in queries.list_visible(viewer, on=on)]
    context = {
        "sees_in_force": sees_in_force(viewer),
        "decides": may_ever_decide(viewer),
        "in_force": [(each, kinds_in_words(each.kinds)) for each in queries.list_in_force(viewer, on=on)],
        "open": [each for each in seen if each.seen.now.state in OPEN],
        "over": [each for each in seen if each.seen.now.state not in OPEN],
        "heads": queries.list_heads(viewer, on=on),
    }
    return render(request, "web/restrictions/restrictions.html", context)


@require_safe
def restriction(request: HttpRequest, restriction_id: str) -> HttpResponse:
    """Show one notice with all that followed."""
    viewer, on = decider(request), today()
    seen = restriction_of(viewer, restriction_id)
    context = {
        "page": told(seen, on=on),
        "buttons": buttons(seen, on=on),
        "awaits_reply": seen.awaits_reply(on),
        "lapses_unheard": seen.lapses_unheard(on),
        "can_be_handed": Step.HAND in seen.can_step,
        "takes_paper": Step.REPLY in seen.can_step,
        "quote": quote(viewer, on),
    }
    return render(request, "web/restrictions/restriction.html", context)


@require_safe
def letter(request: HttpRequest, restriction_id: str, number: int) -> HttpResponse:
    """Return a letter to print and to post."""
    viewer = decider(request)
    return letter_response(get_letter(viewer, restriction_of(viewer, restriction_id).id, number, on=today()))


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, person_id: str) -> HttpResponse:
    """Write a notice: fill in, check, give."""
    viewer, on = decider(request), today()
    subject = queries.get_subject(viewer, person_id, on=on)
    if subject is None:
        raise Http404
    only_if(may_restrict(viewer, subject))
    form = NoticeForm(typed(request), initial={"start": LATER})
    is_checked = request.method == "POST" and request.POST.get("confirmed") == "yes"
    status = None
    if form.is_bound and form.is_valid() and request.POST.get("confirmed") != "back":
        try:
            if is_checked:
                made = services.give_notice(person=subject.id, wanted=form.wanted, by=viewer, at=now())
                return redirect("restriction", made.id)
            row = services.check_notice(person=subject.id, wanted=form.wanted, by=viewer, at=now())
        except Refused as refused:
            status = refuse(form, refused)
        else:
            return _check(request, viewer, subject, form, notice_of(row), on)
    errors = errors_of(form)
    context = {"subject": subject, "form": form, "errors": errors, "quote": quote(viewer, on)}
    return render(request, "web/restrictions/new.html", context, status=status or (BAD_REQUEST if errors else None))


def _check(
    request: HttpRequest, viewer: Viewer, subject: Subject, form: NoticeForm, notice: Notice, on: date
) -> HttpResponse:
    wanted = form.wanted
    context = {
        "subject": subject,
        "form": form,
        "wanted": wanted,
        "lost": kinds_in_words(wanted.kinds),
        "since": notice.terms.since,
        "hand_by": notice.hand_by,
        "quote": quote(viewer, on),
    }
    return render(request, "web/restrictions/check.html", context)


def refuse(form: PlainForm, refused: Refused) -> int:
    """Say a refusal at the field that it is about, or on top; return the status of the page."""
    field = refused.code.partition("-")[2]
    form.add_error(field if field in form.fields else None, _(refused.sentence))
    return CONFLICT if refused.code in CONFLICTS else BAD_REQUEST


def letter_response(found: OfficialLetter | None) -> HttpResponse:
    """Return a letter as a file whose name names nobody, or answer 404."""
    if found is None:
        raise Http404
    response = HttpResponse(official_pdf(found, say=_), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="letter.pdf"'
    return response
