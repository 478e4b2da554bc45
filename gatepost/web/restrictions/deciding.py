"""Which pages take a step: confirm, make less, withdraw, keep, lift, and record a reply that came on paper?

Each shows what it is about and asks for reasons. Whoever sends it says how many steps they had read; if something came in
meanwhile, or somebody else decided, the page says so (409) and shows it.

    POST /restrictions/3f…/confirm/ words=… had=1  ->  302 /restrictions/3f…/
"""

from collections.abc import Callable, Mapping
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.restrictions import services
from gatepost.restrictions.rules import may_step
from gatepost.restrictions.seeing import RestrictionSeen
from gatepost.restrictions.states import Step
from gatepost.web.people.asking import errors_of, typed
from gatepost.web.people.guard import today
from gatepost.web.restrictions.forms import FORMS, DecisionForm, HadForm, HandForm, PaperForm
from gatepost.web.restrictions.page import BUTTONS, told
from gatepost.web.restrictions.views import BAD_REQUEST, CONFLICT, decider, refuse, restriction_of

TITLES = {
    Step.CONFIRM: gettext_lazy("Confirm it"),
    Step.CHANGE: gettext_lazy("Reduce it"),
    Step.WITHDRAW: gettext_lazy("Withdraw the notice"),
    Step.KEEP: gettext_lazy("Look at it again: keep it"),
    Step.SHORTEN: gettext_lazy("Look at it again: make it shorter or less"),
    Step.LIFT: gettext_lazy("Lift it"),
}
HINTS = {
    Step.CONFIRM: gettext_lazy("It counts as the notice says. The parent reads your reasons."),
    Step.CHANGE: gettext_lazy("Fewer rights lost, or an earlier last day than the notice says; never more."),
    Step.WITHDRAW: gettext_lazy("The notice counts for nothing from this moment, for ever."),
    Step.KEEP: gettext_lazy("It goes on until its last day, and you look at it again before that."),
    Step.SHORTEN: gettext_lazy("Fewer rights lost, or an earlier last day; never more."),
    Step.LIFT: gettext_lazy(
        "From this moment the parent has all rights again. It cannot be put back; that needs a new notice."
    ),
}
AnyForm = TypeVar("AnyForm", bound=HadForm)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, restriction_id: str, step: str) -> HttpResponse:
    """Take a step with reasons."""
    viewer = decider(request)
    if step not in Step.values or Step(step) not in FORMS:
        raise Http404
    seen, taken = restriction_of(viewer, restriction_id), Step(step)
    terms = seen.now.terms
    initial = {"had": seen.number, "kinds": sorted(terms.kinds), "until": terms.until}
    form = FORMS[taken](typed(request), initial=initial)

    def save(sent: DecisionForm) -> None:
        decision = sent.decision(taken)
        services.decide(restriction=seen.id, decision=decision, had=sent.cleaned_data["had"], by=viewer, at=now())

    refusal = may_step(taken, seen.now, seen.notice, today=today())
    page = {"title": TITLES[taken], "hint": HINTS[taken], "button": BUTTONS[taken]}
    return _ask(request, seen, form, save, refusal, page)


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, restriction_id: str) -> HttpResponse:
    """Record a reply that came on paper."""
    viewer = decider(request)
    seen = restriction_of(viewer, restriction_id)
    form = PaperForm(typed(request), initial={"had": seen.number, "got_on": today()})

    def save(sent: PaperForm) -> None:
        data = sent.cleaned_data
        services.record_reply(restriction=seen.id, **data, by=viewer, at=now())

    refusal = may_step(Step.REPLY, seen.now, seen.notice, today=min(today(), seen.reply_by))
    page = {
        "title": _("A reply on paper"),
        "hint": _("It has to have come by the last day to reply. You can record it later."),
        "button": _("Record it"),
    }
    return _ask(request, seen, form, save, refusal, page)


@require_http_methods(["GET", "HEAD", "POST"])
def handed(request: HttpRequest, restriction_id: str) -> HttpResponse:
    """Record that the notice was handed over on paper."""
    viewer = decider(request)
    seen = restriction_of(viewer, restriction_id)
    form = HandForm(typed(request), initial={"had": seen.number, "on": today()})

    def save(sent: HandForm) -> None:
        services.record_handed(restriction=seen.id, **sent.cleaned_data, by=viewer, at=now())

    hint = _("From that day the parent has at least seven days to reply. Only after that can you decide.")
    if seen.awaits_paper:
        last = _("If they got it after {day}, it lapses before that.")
        hint = f"{hint} {last.format(day=date_format(seen.notice.hand_by, 'j F Y'))}"
    page = {
        "title": _("The notice was handed over"),
        "hint": hint,
        "button": _("Record it"),
    }
    return _ask(request, seen, form, save, may_step(Step.HAND, seen.now, seen.notice, today=today()), page)


def _ask(  # a page has as many parts
    request: HttpRequest,
    seen: RestrictionSeen,
    form: AnyForm,
    save: Callable[[AnyForm], None],
    refusal: Refused | None,
    page: Mapping[str, object],
) -> HttpResponse:
    status = None
    if form.is_bound and form.is_valid():
        try:
            save(form)
        except Refused as refused:
            status = refuse(form, refused)
        else:
            return redirect("restriction", seen.id)
    errors = errors_of(form)
    if refusal and not errors:
        errors, status = [{"field": "", "sentence": _(refusal.sentence)}], CONFLICT
    context = {
        "page": page,
        "form": form,
        "told": told(seen, on=today()),
        "errors": errors,
        "is_open": refusal is None,
    }
    return render(request, "web/restrictions/decide.html", context, status=status or (BAD_REQUEST if errors else None))
