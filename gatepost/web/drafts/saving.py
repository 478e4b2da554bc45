"""What happens when somebody sends a form that changes a draft?

It is saved, or it comes back with what was typed: because something in it cannot be, or because somebody else changed the draft
meanwhile. Then it says what is different now, and the next press saves.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gatepost.agreements.services import save_draft
from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.policy import PackFiles
from gatepost.policy.drafting import DraftError
from gatepost.web.drafts.fields import Field, differing, mark, read, values
from gatepost.web.drafts.forms import Form
from gatepost.web.drafts.opened import Opened
from gatepost.web.words import in_words

SEEN = "seen"
"""The field that says which hash the draft had when the form was opened."""

BAD_REQUEST = 400
CONFLICT = 409
OK = 200


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a form: a wording as it is in force, a rule for who asks for it."""

    title: str
    wording: str
    number: str = ""
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page with a form. ``changed`` are fields that somebody else changed meanwhile, ``is_stale`` whether anything is."""

    draft: Opened
    title: str
    lead: str
    fields: tuple[Field, ...]
    beside: Beside | None = None
    is_stale: bool = False
    changed: tuple[Field, ...] = ()
    off_url: str = ""


def edit(
    request: HttpRequest, draft: Opened, form: Form, *, back: str, beside: Beside | None = None, off_url: str = ""
) -> HttpResponse:
    """Show the form, or save what was sent and go ``back``."""
    page = FormPage(draft, form.title, form.lead, _opened(form.fields), beside, off_url=off_url)
    if request.method != "POST":
        return _shown(request, page, OK)
    typed = read(page.fields, request.POST)
    if request.POST.get(SEEN) != draft.seen.sha256:
        changed = differing(form.fields, request.POST)
        return _shown(request, replace(page, fields=typed, is_stale=True, changed=changed), CONFLICT)
    problem = _problem(typed) or saved(draft, lambda: form.apply(values(typed)))
    if problem is None:
        return redirect(f"{back}?saved=1")
    if isinstance(problem, Refused):
        return _refused(request, replace(page, fields=typed), problem)
    return _shown(request, replace(page, fields=_marked(typed, problem)), BAD_REQUEST, problem)


def saved(draft: Opened, change: Callable[[], PackFiles]) -> DraftError | Refused | None:
    """Save a change of the draft as it was opened; return why not, or None."""
    try:
        save_draft(
            edition=draft.seen.id,
            files=change(),
            expected_sha256=draft.seen.sha256,
            by=draft.viewer,
            at=now(),
        )
    except (DraftError, Refused) as error:
        return error
    return None


def _opened(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    return tuple(replace(field, was=mark(field)) for field in fields)


def _problem(fields: tuple[Field, ...]) -> DraftError | None:
    return next((DraftError("too-long", field.name, field.error) for field in fields if field.error), None)


def _marked(fields: tuple[Field, ...], problem: DraftError) -> tuple[Field, ...]:
    sentence = in_words(str(problem))
    return tuple(replace(f, error=sentence) if f.name == problem.key else f for f in fields)


def _refused(request: HttpRequest, page: FormPage, refused: Refused) -> HttpResponse:
    errors = [{"field": "", "sentence": in_words(refused.sentence)}]
    return render(request, "web/drafts/form.html", {"page": page, "errors": errors}, status=CONFLICT)


def _shown(request: HttpRequest, page: FormPage, status: int, problem: DraftError | None = None) -> HttpResponse:
    errors = []
    if problem:
        there = {field.name for field in page.fields}
        errors.append({"field": problem.key if problem.key in there else "", "sentence": in_words(str(problem))})
    if page.is_stale:
        errors.append({"field": "", "sentence": _("Somebody else changed this draft while you had it open.")})
    return render(request, "web/drafts/form.html", {"page": page, "errors": errors}, status=status)
