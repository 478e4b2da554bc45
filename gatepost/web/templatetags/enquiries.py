"""How does any page say how the school is reached?

{% load enquiries %}{% channels %}  ->  telephone, e-mail, hours, and the way to put a question; it needs nothing but the request
"""

import re
from typing import Any

from django import template
from django.http import HttpRequest

from gatepost.enquiries.channels import get_channels
from gatepost.web.viewers import viewer_of

register = template.Library()


@register.inclusion_tag("web/enquiries/_channels.html", takes_context=True)
def channels(context: template.Context) -> dict[str, Any]:
    """Return how the school of whoever looks is reached."""
    request: HttpRequest | None = context.get("request")
    return {"there": request is not None, "reached": get_channels(viewer_of(request)) if request else None}


@register.filter
def dialled(number: str) -> str:
    """Return a telephone number as a telephone takes it."""
    return re.sub(r"[^0-9+]", "", number)
