"""How is one write made: refused, saved, locked and recorded?

What every service of this room shares. A refusal is raised before anything is kept; a row is saved only if what somebody
typed for it makes sense; the record's entry comes last.

    unless(may_manage_people(by, school_id=school.id))
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet

from gatepost.audit import services as audit
from gatepost.audit.chain import Value
from gatepost.kernel.errors import Refused
from gatepost.people.models import (
    CLASS_LENGTH,
    EXTERNAL_LENGTH,
    MINUTE_LENGTH,
    NAME_LENGTH,
    REASON_LENGTH,
    Dated,
    Person,
)
from gatepost.people.rules import dates_in_order, ends_no_later
from gatepost.people.viewer import Viewer

SENTENCES = {
    "name": f"A name of at most {NAME_LENGTH} characters is needed.",
    "email": "This is not an e-mail address.",
    "title": f"At most {NAME_LENGTH} characters are taken here.",
    "class_name": f"A class has at most {CLASS_LENGTH} characters.",
    "year_group": f"A year group has at most {CLASS_LENGTH} characters.",
    "relationship": f"Say in at most {CLASS_LENGTH} characters how they are related.",
    "external_id": f"A number in the management system has at most {EXTERNAL_LENGTH} characters.",
    "reason": f"Say why, in at most {REASON_LENGTH} characters.",
    "what": f"Say what is allowed, in at most {REASON_LENGTH} characters.",
    "minute": f"The minute of the governing body is needed, in at most {MINUTE_LENGTH} characters.",
}
"""What is said of a column that makes no sense; its code is `bad-` and the column's name."""
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")

AnyDated = TypeVar("AnyDated", bound=Dated)


def unless(refusal: Refused | None) -> None:
    """Raise a refusal, if there is one."""
    if refusal:
        raise refusal


def check(row: models.Model) -> None:
    """Raise Refused, with a sentence, if what somebody typed for a row makes no sense."""
    try:
        row.clean_fields()
    except ValidationError as refused:
        wrong = next(iter(refused.message_dict))
    else:
        wrong = next((column for column in SENTENCES if CONTROL.search(getattr(row, column, "") or "")), "")
    if wrong:
        raise Refused(f"bad-{wrong}", SENTENCES.get(wrong, "This cannot be kept as it is."))


def save_new(row: models.Model) -> None:
    """Save a new row, if it makes sense."""
    check(row)
    row.save(force_insert=True)


def lock(person_id: str) -> Person:
    """Hold the person's row until the end: two overlapping spans given at once must not both pass the rule."""
    return Person.objects.select_for_update().get(id=person_id)


def dates(what: str, since: date, until: date | None) -> dict[str, Value]:
    """Return what the record keeps of something that holds from one day to another."""
    return {"what": what, "since": since.isoformat(), "until": until.isoformat() if until else ""}


def cut_short(row: AnyDated, stored: QuerySet[AnyDated], until: date) -> date | None:
    """Let something end as it stands in the database; return since when it was, or None if nothing changed."""
    since, ended = stored.values_list("since", "until").get(id=row.id)
    unless(dates_in_order(since, until))
    unless(ends_no_later(until, ended))
    row.until = until
    if until == ended:
        return None
    stored.filter(id=row.id).update(until=until)
    return date.fromisoformat(str(since))


def record(
    school_id: str, action: str, subject: str, by: Viewer, at: datetime, data: Mapping[str, Value] | None = None
) -> None:
    """Write the entry of one write into the school's record."""
    audit.record(by=by.actor, action=action, subject=subject, at=at, school=school_id, data=data)
