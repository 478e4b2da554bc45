"""Does the clock tell what an answer does not say?

Who has an account costs more work than who has none: a mail, a line in the record. So whatever signs nobody in is answered
after a multiple of `EVEN_TIME`, the same for both. What the view held, a place to hash in or the database, it has let go by then.

    @in_even_time
    def sign_in(request): ...
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.urls import reverse

View = Callable[..., HttpResponseBase]


def in_even_time(view: View) -> View:
    """Let a view's answers to what was sent take a multiple of `EVEN_TIME`, unless they let somebody in."""

    @wraps(view)
    def evenly(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        began, before = time.monotonic(), request.user.pk
        response = view(request, *args, **kwargs)
        if isinstance(response, SimpleTemplateResponse):
            response.render()
        lets_in = request.user.pk != before or response.headers.get("Location") == reverse("mfa_authenticate")
        if not lets_in:
            time.sleep(-(time.monotonic() - began) % settings.EVEN_TIME)
        return response

    return evenly
