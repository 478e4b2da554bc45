"""Which pages does somebody ask the school from, and the school answer on?

How the school is reached is for everybody. A question is for whoever asked and for those who hold the duty to which it goes; to
everybody else its address answers 404, like one that was never there.

    GET /questions/3f…/  ->  200, or 404, or 302 to sign in
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gatepost.enquiries import services
from gatepost.enquiries.access import may_keep_channels
from gatepost.enquiries.channels import get_channels
from gatepost.enquiries.queries import EnquirySeen, get_visible, list_own, list_settled, list_waiting
from gatepost.enquiries.routing import answered_today, handled_by
from gatepost.enquiries.states import KEPT, REOPEN_WITHIN, TEXT_LENGTH, Deed
from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.kernel.ids import ALPHABET, LENGTH, new_id
from gatepost.people.queries import get_school_id
from gatepost.people.viewer import Viewer
from gatepost.selfreports.access import may_report
from gatepost.web.enquiries.words import DID, Choice, chosen_of, topics_of
from gatepost.web.me.views import signed_in
from gatepost.web.people.guard import today
from gatepost.web.viewers import viewer_of

BAD_REQUEST, CONFLICT = 400, 409
DEEDS: dict[str, Callable[..., Any]] = {
    Deed.ANSWER.value: services.answer,
    Deed.WRITE_BACK.value: services.write_back,
    Deed.CLOSE.value: services.close,
    Deed.REOPEN.value: services.reopen,
    Deed.PASS_ON.value: services.pass_on,
}


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Show how the school is reached, what somebody asked, and what waits for them to answer."""
    viewer, day = viewer_of(request), today()
    answers = bool(handled_by(viewer, on=day))
    context = {
        "reached": get_channels(viewer),
        "topics": _topics(viewer),
        "own": list_own(viewer, on=day),
        "answers": answers,
        "waiting": list_waiting(viewer, on=day) if answers else (),
        "settled": list_settled(viewer, on=day) if answers else (),
        "may_keep": may_keep_channels(viewer) is None,
        "may_report": may_report(viewer) is None,
        "passed": request.GET.get("passed") == "yes",
    }
    return render(request, "web/enquiries/questions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Ask the school something."""
    sent = {name: request.POST.get(name, "") for name in ("topic", "text", "token")}
    wrong: dict[str, str] = {}
    if request.method == "POST":
        topic, duty = chosen_of(sent["topic"])
        try:
            row = services.ask(
                topic=topic, duty=duty, text=sent["text"], token=_token(sent["token"]), by=viewer, at=now()
            )
        except Refused as refused:
            wrong[_field(refused)] = _(refused.sentence)
        else:
            return redirect("question", row.id)
    context = {
        "reached": get_channels(viewer),
        "topics": _topics(viewer),
        "sent": {**sent, "token": _token(sent["token"])},
        "wrong": wrong,
        "errors": _errors(wrong),
        "longest": TEXT_LENGTH,
        "kept": KEPT.days,
    }
    return render(request, "web/enquiries/new.html", context, status=BAD_REQUEST if wrong else None)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def question(request: HttpRequest, viewer: Viewer, enquiry_id: str) -> HttpResponse:
    """Show a question with all that was written, and take what comes next."""
    seen = _visible(viewer, enquiry_id)
    deed, wrong, status = request.POST.get("deed", ""), {}, None
    if request.method == "POST":
        try:
            _do(request, viewer, seen, deed)
        except Refused as refused:
            wrong[_field(refused)] = _(refused.sentence)
            status = BAD_REQUEST if refused.code.endswith(("-text", "-topic", "-deed")) else CONFLICT
            seen = _visible(viewer, enquiry_id)
        else:
            if deed == Deed.PASS_ON.value:
                return redirect(f"{reverse('questions')}?passed=yes")
            return redirect("question", seen.id)
    context = {
        "seen": seen,
        "posts": [{"said": each, "did": DID[each.deed]} for each in seen.posts],
        "deed": deed if wrong else "",
        "text": request.POST.get("text", "") if wrong else "",
        "topic": request.POST.get("topic", ""),
        "topics": _topics(viewer, but=seen) if Deed.PASS_ON in seen.deeds else (),
        "wrong": wrong,
        "errors": _errors(wrong, deed),
        "longest": TEXT_LENGTH,
        "reopens": REOPEN_WITHIN.days,
        "can": {each.name.lower(): each in seen.deeds for each in Deed},
    }
    return render(request, "web/enquiries/question.html", context, status=status)


def _do(request: HttpRequest, viewer: Viewer, seen: EnquirySeen, deed: str) -> None:
    service = DEEDS.get(deed)
    read = request.POST.get("read", "")
    if service is None or not (read.isascii() and read.isdigit()):
        raise Refused("no-deed", "Say what you want to do.")
    to: dict[str, str] = {}
    if deed == Deed.PASS_ON.value:
        to["topic"], to["duty"] = chosen_of(request.POST.get("topic", ""))
    service(enquiry=seen.id, text=request.POST.get("text", ""), read=int(read[:6]), **to, by=viewer, at=now())


def _visible(viewer: Viewer, enquiry_id: str) -> EnquirySeen:
    seen = get_visible(viewer, enquiry_id, at=now(), on=today())
    if seen is None:
        raise Http404
    return seen


def _topics(viewer: Viewer, *, but: EnquirySeen | None = None) -> tuple[Choice, ...]:
    answered = answered_today(get_school_id(viewer), on=today())
    return topics_of(get_channels(viewer), answered, but={but.duty_code, *but.not_to} if but else ())


def _token(sent: str) -> str:
    """Return the token of a form that was sent, or a new one."""
    return sent if len(sent) == LENGTH and set(sent) <= set(ALPHABET) else new_id()


def _field(refused: Refused) -> str:
    """Return the field that a refusal is about, by how its code ends."""
    about = refused.code.rpartition("-")[2]
    return about if about in {"text", "topic"} else ""


def _errors(wrong: dict[str, str], deed: str = "") -> list[dict[str, str]]:
    before = f"{deed}-" if deed in DEEDS else ""
    return [{"field": f"{before}{name}" if name else "", "sentence": sentence} for name, sentence in wrong.items()]
