"""What does a page print that must not fail: the one that says that something went wrong?

The address of a static file if it was collected, nothing otherwise: a page without its style is better than none.

    {% load bare %}{% collected "web/gatepost.css" as address %}{% if address %}…{% endif %}
"""

from django import template
from django.templatetags.static import static

register = template.Library()


@register.simple_tag
def collected(path: str) -> str:
    """Return the address of a static file, or nothing if it was never collected."""
    try:
        return static(path)
    except ValueError:
        return ""
