"""How does a write of this room begin and end: does what was typed make sense, and what does the record say of it?

The record names the edition of the day and the clause for whose sake something is kept, and nothing of what was typed.

    unless(is_line("Hall", "name", 60, "Say what it is called."))
    record(row.id, "area.added", clause=places_clause, by=head, at=now())
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from gatepost.agreements.queries import edition_on
from gatepost.audit import services as audit
from gatepost.audit.chain import Value
from gatepost.kernel.errors import Refused
from gatepost.people.viewer import Viewer
from gatepost.policy import Edition, Situation, decide
from gatepost.premises.access import PERMISSION
from gatepost.premises.rules import day_of

AT_BREAK = Situation(("staff",), "use-phone", {"device": "own-phone", "when": "break", "where": "no-pupil-area"})
"""The question that the list of places is kept for."""
NOT_IN_A_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def unless(refusal: Refused | None) -> None:
    """Raise a refusal, if there is one."""
    if refusal:
        raise refusal


def is_line(text: str, field: str, longest: int, missing: str) -> Refused | None:
    """Answer whether this can be kept as one line; the code of a refusal ends with the field."""
    if not text.strip():
        return Refused(f"no-{field}", missing)
    if len(text.strip()) > longest or not text.strip().isprintable():
        return Refused(f"bad-{field}", f"At most {longest} characters, on one line.")
    return None


def is_text(text: str, field: str, longest: int, missing: str) -> Refused | None:
    """Answer whether this can be kept as some lines."""
    if not text.strip():
        return Refused(f"no-{field}", missing)
    if len(text) > longest or NOT_IN_A_TEXT.search(text):
        return Refused(f"bad-{field}", f"At most {longest} characters are taken here.")
    return None


def in_lines(text: str) -> str:
    """Return a text as it is kept: browsers send two characters for the end of a line."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def phones_clause(edition: Edition) -> str:
    """Return the clause that lets a phone lie in the office; blank if the school's policy has none."""
    grant = edition.grants.get(PERMISSION)
    return grant.clause if grant else ""


def places_clause(edition: Edition) -> str:
    """Return the clause that names places for phones; blank if the school's policy has none."""
    return next(iter(decide(edition, AT_BREAK).clauses), "")


def record(
    subject: str,
    action: str,
    *,
    clause: Callable[[Edition], str],
    by: Viewer,
    at: datetime,
    data: Mapping[str, Value] | None = None,
) -> None:
    """Write the entry of one write into the school's record."""
    edition = edition_on(by.school_id, day_of(at))
    audit.record(
        by=by.actor,
        action=action,
        subject=subject,
        at=at,
        school=by.school_id,
        clause=clause(edition),
        edition=edition.sha256,
        data=data,
    )
