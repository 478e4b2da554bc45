"""Which headers does every answer carry, and how large may a request be?

The headers are the same on every page, errors and static files included: nothing is loaded from elsewhere, nothing
inline runs, nobody frames us, and what a signed-in person saw is kept by no cache.

    Content-Security-Policy: default-src 'none'; script-src 'self'; ...
"""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from gatepost.web.api.errors import PREFIX, refused, too_large
from gatepost.web.health import health

Next = Callable[[HttpRequest], HttpResponseBase]

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
NOTHING_OF_THE_DEVICE = ", ".join(
    f"{feature}=()" for feature in ("camera", "geolocation", "microphone", "payment", "usb", "display-capture")
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": NOTHING_OF_THE_DEVICE,
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": settings.X_FRAME_OPTIONS,  # Django's own middleware do not see every answer
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
}
HEALTH = "/health"
FILE_FOUND = {200, 206, 304}
TOO_LARGE = 413


class PrivacyHeaders:
    """Adds the headers, and `no-store` to whatever belongs to a session."""

    def __init__(self, get_response: Next) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the headers added."""
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if _is_a_persons_own(request, response):
            response.headers["Cache-Control"] = "no-store"
        return response


_DIGITS = 12
"""Digits of a length: more are more than any disk, and thousands of them more than Python turns into a number."""


class RequestLimit:
    """Refuses a request that announces more than the largest one there is, before anything reads it."""

    def __init__(self, get_response: Next) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer 413 to a request that is too large."""
        announced = str(request.META.get("CONTENT_LENGTH") or "0")
        if not announced.isdecimal() or len(announced) > _DIGITS or int(announced) > _largest(request.path):
            if request.path.startswith(PREFIX):  # programs are told in JSON
                return refused(too_large())
            return HttpResponse("This is larger than anything Gatepost takes.", "text/plain", TOO_LARGE)
        return self.get_response(request)


class NoNul:
    """Says that an address with a NUL does not exist: PostgreSQL would not even look for it."""

    def __init__(self, get_response: Next) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer 404 to one."""
        if "\x00" in request.path:
            raise Http404
        return self.get_response(request)


def _largest(path: str) -> int:
    """Return how many bytes a request for that path may have."""
    uploads = settings.LARGEST_UPLOADS.items()
    return next((most for prefix, most in uploads if path.startswith(prefix)), settings.LARGEST_REQUEST)


class HealthForMonitors:
    """Answers the health check before anything asks by which name the computer was called."""

    def __init__(self, get_response: Next) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer it, and pass everything else on: a monitor on this computer calls it 127.0.0.1."""
        return health(request) if request.path == HEALTH else self.get_response(request)


def _is_a_persons_own(request: HttpRequest, response: HttpResponseBase) -> bool:
    is_a_file = request.path.startswith(settings.STATIC_URL) and response.status_code in FILE_FOUND
    name = settings.SESSION_COOKIE_NAME
    return not is_a_file and (name in request.COOKIES or name in response.cookies)
