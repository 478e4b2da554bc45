"""What does a parent see of what they were told, and how do they reply?

Their own notices and nothing else, with what followed; whoever is not signed in is sent to sign in.

    POST /me/restrictions/3f…/ words=…  ->  302 the same page, with the reply
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.people.viewer import Viewer
from gatepost.restrictions import queries, services
from gatepost.restrictions.letters import get_letter
from gatepost.restrictions.rules import may_ask
from gatepost.restrictions.states import Step
from gatepost.web.me.views import signed_in
from gatepost.web.people.asking import errors_of, typed
from gatepost.web.people.guard import today
from gatepost.web.restrictions.forms import AskForm, ReplyForm
from gatepost.web.restrictions.page import quote, told
from gatepost.web.restrictions.views import BAD_REQUEST, letter_response, refuse


@require_safe
@signed_in
def notices(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List what somebody was told."""
    rows = [told(each, on=today(), is_own=True) for each in queries.list_own(viewer, on=today())]
    return render(request, "web/restrictions/own_all.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def notice(request: HttpRequest, viewer: Viewer, restriction_id: str) -> HttpResponse:
    """Show a notice with what followed, and take a reply, or the wish that it is looked at again."""
    seen = queries.get_own(viewer, restriction_id, on=today())
    if seen is None:
        raise Http404
    asks = Step.ASK in seen.can_step
    is_asked = request.POST.get("do") == "ask" if request.method == "POST" else asks
    form: ReplyForm | AskForm = AskForm(typed(request)) if is_asked else ReplyForm(typed(request))
    status = None
    if form.is_bound and form.is_valid():
        do = services.ask_again if is_asked else services.reply
        try:
            do(restriction=seen.id, words=form.cleaned_data["words"], by=viewer, at=now())
        except Refused as refused:
            status = refuse(form, refused)
        else:
            return redirect("me-restriction", seen.id)
    errors = errors_of(form)
    context = {
        "page": told(seen, on=today(), is_own=True),
        "form": form,
        "errors": errors,
        "can_reply": seen.awaits_reply(today()),
        "is_late": today() > seen.reply_by,
        "can_ask": asks and is_asked and may_ask(seen.now, today=today()) is None,
        "has_replied": any(each.step is Step.REPLY for each in seen.steps),
        "quote": quote(viewer, today()),
    }
    return render(request, "web/restrictions/own.html", context, status=status or (BAD_REQUEST if errors else None))


@require_safe
@signed_in
def letter(_request: HttpRequest, viewer: Viewer, restriction_id: str, number: int) -> HttpResponse:
    """Return a letter to whoever looks."""
    seen = queries.get_own(viewer, restriction_id, on=today())
    return letter_response(get_letter(viewer, seen.id, number, on=today()) if seen else None)
