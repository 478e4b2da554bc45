"""Which headers does every answer carry, and how large may a request be?

The headers are the same on every page, errors and static files included: nothing is loaded from elsewhere, nothing
inline runs, nobody frames us, and what a signed-in person saw is kept by no cache.

    Content-Security-Policy: default-src 'none'; script-src 'self'; ...
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

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
}
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


class RequestLimit:
    """Refuses a request that announces more than the largest one there is, before anything reads it."""

    def __init__(self, get_response: Next) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer 413 to a request that is too large."""
        announced = str(request.META.get("CONTENT_LENGTH") or "0")
        if not announced.isdecimal() or int(announced) > settings.LARGEST_REQUEST:
            return HttpResponse("This is larger than anything Gatepost takes.", "text/plain", TOO_LARGE)
        return self.get_response(request)


def _is_a_persons_own(request: HttpRequest, response: HttpResponseBase) -> bool:
    name = settings.SESSION_COOKIE_NAME
    return not request.path.startswith(settings.STATIC_URL) and (name in request.COOKIES or name in response.cookies)
