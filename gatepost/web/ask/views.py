"""How does somebody get from "May I…?" to the answer?

Each address shows the next question, or the answer, and changes nothing: a link that is shared counts nowhere. A tap is
a form: it leads to the next address, and if that is an answer, this is where the question is counted, without a person.

    POST /ask/step/  so_far=hat=parent&act=take-photos  key=where  value=hall  ->  303 /ask/?hat=parent&act=take-photos&where=hall
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gatepost.decisions.facts import Facts, facts_about
from gatepost.decisions.services import count_asked
from gatepost.kernel.clock import now
from gatepost.people.queries import get_school_id
from gatepost.policy import Edition, decide
from gatepost.policy.schema import HATS
from gatepost.web.ask.addresses import CHANGEABLE, Asked, Problem, address, read
from gatepost.web.ask.own_words import Understood, understood
from gatepost.web.ask.pages import ANSWER, answer_page, next_key, question_page, start_page
from gatepost.web.ask.problems import sentence
from gatepost.web.ask.said import said
from gatepost.web.ask.steps import NothingChosen, answered, skipped
from gatepost.web.policy.editions import edition_as_of
from gatepost.web.premises.here import places
from gatepost.web.viewers import viewer_of

BAD_REQUEST = 400
SEE_OTHER = 303
MOST_PROBLEMS = 5
"""A link with more than that wrong in it was not ours."""

Errors = Sequence[Mapping[str, str]]


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Show the next question, or the answer."""
    asked, problems = read(request.GET)
    if problems:
        return _unreadable(request, asked, problems)
    edition = edition_as_of(request, asked.day)
    asked = _with_own_hats(request, asked)
    key, facts = _next(request, asked, edition)
    if key == ANSWER and facts:
        page = answer_page(asked, edition, facts)
        whole = request.build_absolute_uri(page.link)
        return render(request, "web/ask/answer.html", {"page": page, "whole_link": whole})
    return _show(request, asked, key)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest) -> HttpResponse:
    """Take one tap, and go to the address that it leads to."""
    if request.method != "POST":
        return redirect("ask")
    asked, problems = read(QueryDict(request.POST.get("so_far", "")))
    if problems:
        return _unreadable(request, asked, problems)
    key = request.POST.get("key", "")
    try:
        after = skipped(asked, key) if "skip" in request.POST else answered(asked, key, request.POST.getlist("value"))
    except NothingChosen:
        return _nothing_chosen(request, asked, key)
    return _go(request, after)


@require_http_methods(["GET", "HEAD", "POST"])
def own_words(request: HttpRequest) -> HttpResponse:
    """Say what may be meant; ask first who they are where that is not known."""
    if request.method != "POST":
        return redirect("ask")
    asked, problems = read(QueryDict(request.POST.get("so_far", "")))
    if problems:
        return _unreadable(request, asked, problems)
    chosen = tuple(hat for hat in HATS if hat in request.POST.getlist("value"))
    asked = _with_own_hats(request, Asked(chosen or asked.hats, on=asked.on))
    found = understood(request.POST.get("words", ""), asked)
    if not found.typed:
        errors = [{"field": "words", "sentence": _("Type what you would like to do.")}]
        return _start(request, asked, errors=errors)
    if found.candidates and not found.asked.hats:
        return _start(request, found.asked, found=found)
    page = start_page(found.asked, next_key(Asked(found.asked.hats), edition_as_of(request, asked.day)))
    return render(request, "web/ask/meant.html", {"found": found, "page": page})


def _next(request: HttpRequest, asked: Asked, edition: Edition) -> tuple[str, Facts | None]:
    """Return what is asked next; if that is nothing, what is known of whoever asks.

    Once the policy needs to know no more, a permission of theirs can: where it counts, and that was not said.
    """
    key = next_key(asked, edition)
    if key != ANSWER:
        return key, None
    facts = Facts(asked.situation)
    if not asked.on:  # what somebody holds today says nothing of an old policy
        facts = facts_about(viewer_of(request), asked.situation, policy=edition, at=now())
    return next((fact for fact in facts.open if fact not in asked.skipped), ANSWER), facts


def _go(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Lead to the next address; where that is an answer, count the question, and who asked is not told."""
    edition = edition_as_of(request, asked.day)
    key, facts = _next(request, asked, edition)
    if key == ANSWER and facts:
        if not asked.on:  # who looks back at an old policy asks nothing about today's
            count_asked(school=get_school_id(viewer_of(request)), answer=decide(edition, facts.situation), at=now())
        asked = asked.decided_by(edition)
    return HttpResponse(status=SEE_OTHER, headers={"Location": address(asked)})


def _with_own_hats(request: HttpRequest, asked: Asked) -> Asked:
    """Return the question as somebody signed in asks it who has not said who they ask as."""
    if asked.hats:
        return asked
    worn = viewer_of(request).hats
    return replace(asked, hats=tuple(hat for hat in HATS if hat in worn))


def _show(request: HttpRequest, asked: Asked, key: str, errors: Errors = ()) -> HttpResponse:
    """Show the page that asks for ``key``."""
    if key in ("hats", "act"):
        return _start(request, asked, errors=errors)
    context = {"page": question_page(asked, key), "errors": errors, "places": places(request, key, on=asked.on)}
    return render(request, "web/ask/question.html", context, status=BAD_REQUEST if errors else None)


def _start(request: HttpRequest, asked: Asked, *, errors: Errors = (), found: Understood | None = None) -> HttpResponse:
    """Show the page that asks who, or what they want to do; ``found`` is what they have typed already."""
    context = {
        "page": start_page(asked, next_key(asked, edition_as_of(request, asked.day))),
        "errors": errors,
        "found": found,
        "is_own": viewer_of(request).is_signed_in,
    }
    return render(request, "web/ask/begin.html", context, status=BAD_REQUEST if errors else None)


def _nothing_chosen(request: HttpRequest, asked: Asked, key: str) -> HttpResponse:
    """Ask again what was not answered, with what was said so far."""
    errors = [{"field": "choices", "sentence": _("Choose one of these.")}]
    asked = _with_own_hats(request, replace(asked, change=key if key in CHANGEABLE else ""))
    following = next_key(asked, edition_as_of(request, asked.day))
    if following == ANSWER:
        return _unreadable(request, asked, ())
    return _show(request, asked, following, errors)


def _unreadable(request: HttpRequest, asked: Asked, problems: Sequence[Problem]) -> HttpResponse:
    """Say what is wrong with a link, and offer to go on with what could be read."""
    context = {
        "sentences": [sentence(problem) for problem in problems[:MOST_PROBLEMS]],
        "rest": address(replace(asked, edition="")) if asked.hats or asked.act else "",
        "said": said(asked),
    }
    return render(request, "web/ask/unreadable.html", context, status=BAD_REQUEST)
