"""Which pages show the policy?

The document, the page of a clause, the worked examples and the page of one example. They are the same for everybody and
only read; an address that names nothing gets a page that helps to go on. The two long ones travel compressed, for a phone
at the gate: whitenoise does that for static files, and nothing else does it for pages.

    GET /policy/parents.photo-pass/  ->  200
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from gatepost.web.policy.clauses import clause_page
from gatepost.web.policy.document import document_body
from gatepost.web.policy.editions import current_edition
from gatepost.web.policy.examples import example_page, examples_body, find
from gatepost.web.policy.filters import read
from gatepost.web.policy.near import nearest

OK = 200
BAD_REQUEST = 400
NOT_FOUND = 404


@gzip_page
@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    """Show the policy as a document."""
    edition = current_edition(request)
    return render(request, "web/policy/document.html", {"edition": edition, "body": document_body(edition)})


@require_safe
def clause(request: HttpRequest, clause_id: str) -> HttpResponse:
    """Show one clause, or what may have been meant."""
    edition = current_edition(request)
    found = edition.clauses.get(clause_id)
    if found is None:
        near = nearest(clause_id, edition)
        return render(request, "web/policy/no_clause.html", {"near": near}, status=NOT_FOUND)
    return render(request, "web/policy/clause.html", {"page": clause_page(edition, found)})


@gzip_page
@require_safe
def examples(request: HttpRequest) -> HttpResponse:
    """Show the worked questions, all or those that are chosen."""
    edition = current_edition(request)
    chosen = read(request.GET, edition)
    context = {"body": examples_body(edition, chosen), "problems": chosen.problems}
    return render(request, "web/policy/examples.html", context, status=BAD_REQUEST if chosen.problems else OK)


@require_safe
def example(request: HttpRequest, scenario_id: str) -> HttpResponse:
    """Decide one worked question now, and show the verdict card."""
    edition = current_edition(request)
    scenario = find(edition, scenario_id)
    if scenario is None:
        return render(request, "web/policy/no_example.html", status=NOT_FOUND)
    return render(request, "web/policy/example.html", {"page": example_page(edition, scenario)})
