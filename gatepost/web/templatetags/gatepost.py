"""Which small parts does every page share?

An icon, the masthead, the school's name. They print what they are given; the one thing they look up is who is looking.

    {% load gatepost %}{% icon "must-not" %}  ->  <svg class="icon" …><use href="#i-must-not"/></svg>
"""

from datetime import date
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, to_locale

from gatepost.people.access import may_manage_people, sees_desk, sees_others
from gatepost.people.queries import get_school_name
from gatepost.people.viewer import NOBODY
from gatepost.web.policy import words
from gatepost.web.signing.signer import came_by_link
from gatepost.web.viewers import count_schools, school_of, viewer_of
from gatepost.web.ways import sign_in_address

register = template.Library()

ROOMS = {
    "clause": "policy",
    "understand": "policy",
    "explore": "policy",
    "law": "policy",
    "check-hash": "policy",
    "example": "examples",
    "ask-step": "ask",
    "ask-words": "ask",
    "campaign": "campaigns",
    "campaign-new": "campaigns",
    "campaign-people": "campaigns",
    "campaign-end": "campaigns",
    "me-data": "me",
    "me-policy": "me",
    "me-policy-read": "me",
    "me-policy-questions": "me",
    "me-policy-sign": "me",
    "me-receipt": "me",
    "me-signed": "me",
    "me-family": "me",
    "me-family-withdraw": "me",
    "self-report": "self-reports",
    "question": "questions",
    "question-new": "questions",
    "channels": "questions",
    "permissions": "me",
    "permission": "me",
    "permission-new": "me",
    "permission-do": "me",
    "person": "people",
    "pupils": "people",
    "pupil": "people",
}
"""Pages that belong to one that the masthead names."""


@register.filter
def language_tag(language: str) -> str:
    """Return a language as HTML writes it: ``en-gb`` becomes ``en-GB``."""
    return to_locale(language).replace("_", "-")


@register.filter
def curly(text: str) -> str:
    """Return a text with printed apostrophes instead of typed ones."""
    return words.curly(str(text))


@register.filter
def day(written: str) -> str:
    """Return a day written ``2026-07-03`` in words, 3 July 2026; what is not such a day stays as it is."""
    try:
        return date_format(date.fromisoformat(written), "j F Y")
    except ValueError:
        return written


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return a shape of the sprite in ``web/parts/sprite.html``; a word always stands beside it."""
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><use href="#i-{}"/></svg>', name)


@register.simple_tag(takes_context=True)
def school_name(context: template.Context) -> str:
    """Return the name of the school that this page is about."""
    return _school_name(context.get("request"))


@register.simple_tag(takes_context=True)
def whoever_looks(context: template.Context) -> dict[str, Any]:
    """Return who looks, to how many schools they belong, and whether they are the office: what a refusal tells them to do."""
    request: HttpRequest | None = context.get("request")
    viewer = viewer_of(request) if request else NOBODY
    manages = viewer.is_signed_in and may_manage_people(viewer, school_id=viewer.school_id) is None
    schools, sign_in = (count_schools(request), sign_in_address(request)) if request else (0, "")
    return {"viewer": viewer, "schools": schools, "manages": manages, "sign_in": sign_in}


@register.inclusion_tag("web/parts/foot.html", takes_context=True)
def foot(context: template.Context) -> dict[str, Any]:
    """Return what the foot shows: on a narrow screen the links that the masthead has no room for."""
    return masthead(context)


@register.inclusion_tag("web/parts/masthead.html", takes_context=True)
def masthead(context: template.Context) -> dict[str, Any]:
    """Return what the masthead shows: the school, the pages that exist, who is signed in."""
    request: HttpRequest | None = context.get("request")
    match = request.resolver_match if request else None
    here = match.view_name if match else ""
    viewer = viewer_of(request) if request else NOBODY
    return {
        "school": _school_name(request),
        "viewer": viewer,
        "schools": count_schools(request) if request else 0,
        "is_linked": request is not None and hasattr(request, "user") and came_by_link(request) is not None,
        "sees_people": sees_others(viewer),
        "sees_desk": sees_desk(viewer),
        "here": here,
        "room": ROOMS.get(here, ""),
    }


def _school_name(request: HttpRequest | None) -> str:
    name = school_of(request)[1] if request else get_school_name(NOBODY)
    return name or gettext("Gatepost")
