"""How does somebody sign the policy, and find what they signed?

One form: their name, and whether they agree. What is refused is said where it can be mended, with what was typed; if another
edition came into force meanwhile, the page is about that one and shows the difference. Each page shows only one's own.

    POST /me/policy/sign/ made_for=… edition=… sha256=… name=… answer=agreed  ->  302 /me/policy/signed/3f…/
"""

from dataclasses import dataclass, field, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.people.states import Hat
from gatepost.people.viewer import Viewer
from gatepost.printing import copy_pdf
from gatepost.signoff import services
from gatepost.signoff.copies import get_copy, known_as, mailed
from gatepost.signoff.queries import get_own, list_mistakes, list_own
from gatepost.signoff.states import REASON_LENGTH, Answer
from gatepost.signoff.typed import is_name, is_reason, one_kind_of_line_end
from gatepost.web.me.views import signed_in
from gatepost.web.signing.changed import changed, since_read, since_signed
from gatepost.web.signing.page import grouped
from gatepost.web.signing.signer import (
    answered_by_link,
    came_by_link,
    for_signer,
    has_begun,
    sees,
    to_receipt,
    to_sign_here,
    was_given_here,
)
from gatepost.web.signing.steps import begin_page, edition_posted
from gatepost.web.signing.typed import forget, keep, keeping_what_was_typed, made_for, typed_by, whose
from gatepost.web.signing.way import way_of
from gatepost.web.words import in_words

BAD_REQUEST, CONFLICT = 400, 409
TYPED = ("name", "reason", "answer")
OFFERED = (Answer.AGREED.value, Answer.REFUSED.value)
MENDED = ("name", "reason", "answer")
"""Fields that a refusal can be about: its code ends with one of them. Any other means that things have moved on."""


NOT_YOURS = (
    "This form was not made for you here, so nothing of it was taken. If it is your own from another school, "
    "change the school and send it there. Below is a form of your own."
)


@dataclass(slots=True)
class Sent:
    """What came with a form, and what is wrong with it."""

    typed: dict[str, str]
    wrong: dict[str, str] = field(default_factory=dict)
    refusal: Refused | None = None

    @property
    def status(self) -> int | None:
        """The status of the page that says it."""
        if self.refusal:
            return CONFLICT
        return BAD_REQUEST if self.wrong else None


@keeping_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
@for_signer
def sign_policy(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the form, or take an answer."""
    waiting = typed_by(request, viewer)
    sent = Sent({name: waiting.get(name, "") for name in TYPED})
    had = waiting.get("edition", "")
    if request.method == "POST" and whose(request) == viewer.person_id:
        sent, had = Sent({name: request.POST.get(name, "") for name in TYPED}), edition_posted(request)
        kept = _take(request, viewer, sent)
        if kept:
            forget(request)
            return to_receipt(request, kept)
    elif request.method == "POST":
        keep(request)  # it may be their own, for another school
    if (request.method == "POST" and whose(request) != viewer.person_id) or "another" in request.GET:
        sent = Sent(dict.fromkeys(TYPED, ""), refusal=Refused("not-yours", NOT_YOURS))
    return _form(request, viewer, sent, had, is_back=bool(waiting) and request.method != "POST")


def _form(request: HttpRequest, viewer: Viewer, sent: Sent, had: str, *, is_back: bool) -> HttpResponse:
    """Show the form with what was typed; if that was an answer to an edition that was replaced, with the difference to it."""
    way = way_of(request, viewer)
    there = way.there
    if there.edition is None or there.has_agreed:
        return begin_page(request, viewer, sent.refusal, way=way)
    since = since_read(viewer, had, on=way.on) if had else None
    if sent.refusal or since:
        sent.typed["answer"] = ""  # it was given to something else
    if sent.refusal and sent.refusal.code != "not-yours":
        keep(request)
    # whoever opened the form before anything else sees the difference there
    shown = since or (None if has_begun(request, there.answered) else since_signed(viewer, there.edition))
    errors = [{"field": name, "sentence": sentence} for name, sentence in sent.wrong.items()]
    if sent.refusal:
        errors = [{"field": "", "sentence": _(sent.refusal.sentence)}]
    context = {
        "there": there,
        "edition": there.edition,
        "answered": there.answered,
        "hats": Hat.labels_of(viewer.hats),
        "is_named": viewer.hats != {Hat.PARENT.value},
        "is_replaced": since is not None,
        "changed": changed(viewer, way.policy, since=shown) if shown else None,
        "questions_wait": way.left.wanted > 0,
        "place": way.place,
        "made_for": made_for(viewer, request.path),
        "typed": sent.typed,
        "wrong": sent.wrong,
        "errors": errors,
        "is_back": is_back and not sent.refusal,
        "sees_answered": sees(request, there.answered),
        "longest_reason": REASON_LENGTH,
        "linked": came_by_link(request),
    }
    return render(request, "web/signing/sign.html", context, status=sent.status)


def _take(request: HttpRequest, viewer: Viewer, sent: Sent) -> str:
    """Keep the answer and return its id; or say in ``sent`` why not, and return nothing."""
    if sent.typed["answer"] not in OFFERED:
        sent.wrong["answer"] = _("Say whether you agree.")
    elif sent.typed["answer"] == Answer.AGREED and sent.typed["reason"].strip():
        sent.wrong["reason"] = _("You agree, and wrote why you do not. Take one of the two away.")
    if sent.wrong:
        _say_of_the_others(sent)
        return ""
    edition, seen = edition_posted(request), request.POST.get("sha256", "")
    name, at, answer = sent.typed["name"], now(), Answer(sent.typed["answer"])
    try:
        if answer is Answer.REFUSED:
            reason = sent.typed["reason"]
            row = services.refuse(
                edition=edition,
                expected_sha256=seen,
                name=name,
                reason=reason,
                by=viewer,
                at=at,
                is_own=lambda one: was_given_here(request, one.id, given_at=one.at, at=at),
            )
        else:
            row = services.sign(edition=edition, expected_sha256=seen, name=name, by=viewer, at=at)
    except Refused as refused:
        _kind, _dash, about = refused.code.rpartition("-")
        if about in MENDED:
            sent.wrong[about] = _(refused.sentence)
            _say_of_the_others(sent)
        else:
            sent.refusal = refused
        return ""
    if row.answer == answer.value:
        answered_by_link(request, row.id, given_at=row.at, at=at)
    return row.id


def _say_of_the_others(sent: Sent) -> None:
    """Add what else is wrong with what was typed, so that nobody is sent back twice."""
    found = {"name": is_name(sent.typed["name"])}
    if sent.typed["answer"] == Answer.REFUSED:
        found["reason"] = is_reason(one_kind_of_line_end(sent.typed["reason"]))
    for about, refused in found.items():
        if refused:
            sent.wrong.setdefault(about, _(refused.sentence))
    sent.wrong = {
        about: sent.wrong[about] for about in ("answer", "reason", "name") if about in sent.wrong
    }  # as they stand


@require_safe
@signed_in
def signed(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show all that somebody ever answered to the policy."""
    return render(request, "web/signing/signed.html", {"answers": list_own(viewer), "mistakes": list_mistakes(viewer)})


@require_safe
@for_signer
def receipt(request: HttpRequest, viewer: Viewer, sign_off_id: str) -> HttpResponse:
    """Show one answer: to which words, when, as what."""
    answer = get_own(viewer, sign_off_id)
    if answer is None or not sees(request, answer):
        raise Http404
    there = to_sign_here(request, viewer, on=localdate(now()))
    context = {
        "answer": answer,
        "is_all_that_is_asked": there.has_read and there.answered is not None and there.answered.id == answer.id,
        "hash": grouped(answer.sha256),
        "known_as": known_as(answer, _unnamed(request, viewer).name),
        "mailed": mailed(answer, viewer),
        "linked": came_by_link(request),
    }
    return render(request, "web/signing/receipt.html", context)


@require_safe
@for_signer
def copy(request: HttpRequest, viewer: Viewer, sign_off_id: str) -> HttpResponse:
    """Send one answer as a document to keep: the receipt, and the words that it was given to."""
    own = get_copy(_unnamed(request, viewer), sign_off_id, on=localdate(now()))
    if own is None or not sees(request, get_own(viewer, sign_off_id)):
        raise Http404
    response = HttpResponse(copy_pdf(own.receipt, own.edition, say=in_words), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="policy.pdf"'
    return response


def _unnamed(request: HttpRequest, viewer: Viewer) -> Viewer:
    """Return the viewer, without their name behind a link in a mail: families share mailboxes."""
    return replace(viewer, name="") if came_by_link(request) else viewer
