"""What comes with the form for a signed sheet?

What makes no sense is said here, all of it at once, as the service would; whether the sheet counts, only the service says.

    read(request).sheet.day  ->  datetime.date(2026, 7, 1)
"""

from dataclasses import dataclass, field
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.people.naming import plain
from gatepost.signoff.paper import ON_PAPER, Sheet, is_day, is_why
from gatepost.signoff.scans import LARGEST, kind_of
from gatepost.signoff.states import Answer
from gatepost.signoff.typed import is_name
from gatepost.web.people.forms import FORMATS
from gatepost.web.typed import Typed, first_of

TYPED = ("day", "edition", "answer", "reason", "name")
LONGEST = 5000
"""Characters of a field that are handed on at all."""


@dataclass(slots=True)
class Sent:
    """What was typed, what is wrong with it by field, and the sheet if nothing is."""

    typed: dict[str, str]
    wrong: dict[str, str] = field(default_factory=dict)
    sheet: Sheet | None = None
    asks_whose: bool = False
    """Whether the name on the sheet is another than the person's, so that the form asks."""
    is_theirs: bool = False
    """Whether whoever sent it said that it is their sheet all the same."""


def read(request: HttpRequest) -> Sent:
    """Return what came with a form."""
    sent = Sent({name: request.POST.get(name, "").replace("\x00", "")[:LONGEST] for name in TYPED})
    sent.is_theirs = "is_theirs" in request.POST
    day, answer, scan = _day(sent), _answer(sent), _scan(request, sent)
    if not sent.typed["name"].strip():
        sent.wrong["name"] = _("Type the name as it stands on the sheet.")
    _say(sent, "name", is_name(sent.typed["name"]))
    if answer is Answer.REFUSED:
        _say(sent, "reason", is_why(sent.typed["reason"]))
    if day and answer and scan is not None and not sent.wrong:
        sent.sheet = Sheet(
            answer=answer,
            name=sent.typed["name"],
            day=day,
            scan=scan,
            reason=sent.typed["reason"],
            edition=sent.typed["edition"],
        )
    return sent


def kept(waiting: Typed, name: str) -> Sent:
    """Return the form as it begins for somebody of that name, with what was typed when a session ended; the file is not there."""
    sent = Sent({field: first_of(waiting, field) for field in TYPED})
    sent.is_theirs = bool(waiting.get("is_theirs"))
    sent.asks_whose = is_another_name(sent, name)
    return sent


def is_another_name(sent: Sent, name: str) -> bool:
    """Tell whether the name on the sheet is written otherwise than somebody's."""
    return bool(sent.typed["name"].strip()) and plain(sent.typed["name"]) != plain(name)


def _day(sent: Sent) -> date | None:
    try:
        found: date = forms.DateField(input_formats=FORMATS).clean(sent.typed["day"])
    except ValidationError:
        sent.wrong["day"] = _("Give the day that stands on the sheet, for example 3/7/2026.")
        return None
    _say(sent, "day", is_day(found, today=localdate(now())))
    return found


def _answer(sent: Sent) -> Answer | None:
    if sent.typed["answer"] in {each.value for each in ON_PAPER}:
        return Answer(sent.typed["answer"])
    sent.wrong["answer"] = _("Say which of the two is ticked on the sheet.")
    return None


def _scan(request: HttpRequest, sent: Sent) -> bytes | None:
    files = [one for name in request.FILES for one in request.FILES.getlist(name)]
    if len(files) != 1 or "scan" not in request.FILES:
        sent.wrong["scan"] = _("Choose one file: the scan or the photo of the sheet.")
        return None
    if (files[0].size or 0) > LARGEST:
        sent.wrong["scan"] = _("This file is larger than 5 MB. Scan it in black and white, or send a smaller photo.")
        return None
    content: bytes = files[0].read()
    try:
        kind_of(content)
    except Refused as refused:
        _say(sent, "scan", refused)
    return content


def _say(sent: Sent, about: str, refused: Refused | None) -> None:
    """Say a refusal beside its field, if there is one and nothing is said there yet."""
    if refused:
        sent.wrong.setdefault(about, _(refused.sentence))
