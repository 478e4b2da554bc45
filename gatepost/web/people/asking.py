"""How does a page ask for one thing?

It shows a form, and takes it: what is missing or refused is said at the top, with a link to the field, and beside it; what
was typed stays. When it is done, the next page follows.

    return ask(request, page, form, save, "/people/")
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gatepost.kernel.errors import Refused
from gatepost.web.people.forms import PlainForm

BAD_REQUEST = 400
FIELDS = {
    "no-minute": "minute",
    "decided-later": "decided_on",
    "ends-before-it-begins": "until",
    "dates-overlap": "since",
    "number-taken": "external_id",
    "nobody-else-holds-it": "until",
    "ended-before": "until",
    "not-staff": "acts_for",
    "not-a-governor": "acts_for",
    "not-theirs-to-lend": "acts_for",
}
"""Beside which field a refusal is said; `bad-name` is said beside `name`, and what is not here at the top alone."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A page with one form. ``trail`` leads back: addresses with their names."""

    title: str
    button: str
    trail: tuple[tuple[str, str], ...]
    about: str = ""
    lead: str = ""
    more: Mapping[str, Any] | None = None
    template: str = "web/people/form.html"


def ask(
    request: HttpRequest,
    page: Asked,
    form: PlainForm,
    save: Callable[[dict[str, Any]], Any],
    done: str | Callable[[Any], str],
) -> HttpResponse:
    """Show a form, or take it: then ``save`` what was typed and go to ``done``, or say why not.

    ``done`` is an address, or makes one of what was saved.
    """
    if form.is_bound and form.is_valid():
        try:
            saved = save(form.cleaned_data)
        except Refused as refused:
            form.add_error(_field(form, refused.code), _(refused.sentence))
        else:
            return redirect(done if isinstance(done, str) else done(saved))
    errors = errors_of(form)
    context = {"page": page, "form": form, "errors": errors, **(page.more or {})}
    return render(request, page.template, context, status=BAD_REQUEST if errors else None)


def typed(request: HttpRequest) -> Any | None:
    """Return what was sent, or None while somebody only looks."""
    return request.POST if request.method == "POST" else None


def errors_of(form: PlainForm) -> list[dict[str, str]]:
    """Return what is wrong, in the order of the page."""
    if not form.is_bound:
        return []
    told = [(field, sentence) for field in form.fields for sentence in form.errors.get(field, [])]
    whole = [("", sentence) for sentence in form.non_field_errors()]
    return [{"field": field, "sentence": str(sentence)} for field, sentence in [*whole, *told]]


def _field(form: PlainForm, code: str) -> str | None:
    field = FIELDS.get(code, code.removeprefix("bad-"))
    return field if field in form.fields else None
