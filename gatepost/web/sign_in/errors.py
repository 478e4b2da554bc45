"""How does a page of allauth's say what was wrong, as ours do?

return with_errors(super().form_invalid(form))
"""

from django.http import HttpResponse
from django.template.response import TemplateResponse

BAD_REQUEST = 400


def with_errors(response: HttpResponse) -> HttpResponse:
    """Put the errors of its form on top of a page, linked to their fields, and give it the status of a refusal."""
    if isinstance(response, TemplateResponse) and response.context_data:
        form = response.context_data["form"]
        found = form.errors.items()
        response.context_data["errors"] = [
            {"field": f"id_{name}" if name in form.fields else "", "sentence": sentence}
            for name, sentences in found
            for sentence in sentences
        ]
        response.status_code = BAD_REQUEST
    return response
