"""What is the same at every address of the API?

Which methods there are, a JSON body for every no, a limit on how fast one may ask, and no cache unless the address says so.

    TRACE /api/v1/decide  ->  405 with Allow: POST, OPTIONS
"""

import math
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from gatepost.kernel.clock import now
from gatepost.policy import SituationError
from gatepost.web.api.errors import refusal
from gatepost.web.api.limits import BUCKETS

View = Callable[..., HttpResponse]
READING = ("GET", "HEAD")
ADDRESSES = ("/api/v1/decide", "/api/v1/policy", "/api/v1/openapi.json")


def door(view: View, *methods: str) -> View:
    """Return the view behind a door that lets these methods in, and says which they are."""
    allowed = {"Allow": ", ".join((*methods, "OPTIONS"))}

    @wraps(view)
    def guarded(request: HttpRequest, **named: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=allowed)
        if request.method not in methods:
            error = SituationError("wrong-method", "", "This address cannot be asked that way.", methods)
            return refusal(HTTPStatus.METHOD_NOT_ALLOWED, error, allowed)
        if request.method == "HEAD":
            request.method = "GET"  # the server leaves the body away
        response = view(request, **named)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    guarded_view: View = csrf_exempt(guarded)  # nothing is changed here, and no cookie is looked at
    return guarded_view


def too_many(request: HttpRequest) -> HttpResponse | None:
    """Take a token for the address that asks; return a 429 if it has none left."""
    seconds = math.ceil(BUCKETS.wait(request.META.get("REMOTE_ADDR", ""), at=now()))
    if not seconds:
        return None
    error = SituationError("too-many", "", "These are too many questions at once. Ask again in a moment.")
    return refusal(HTTPStatus.TOO_MANY_REQUESTS, error, {"Retry-After": str(seconds)})


def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:  # noqa: ARG001  # Django calls views like this
    """Say which addresses there are."""
    return refusal(
        HTTPStatus.NOT_FOUND, SituationError("no-such-address", "", "There is nothing at this address.", ADDRESSES)
    )


nothing = csrf_exempt(nothing)
