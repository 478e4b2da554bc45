"""How does an answer that was given on paper come into Gatepost?

The office records it for somebody, with the scan of the sheet: one row like any other, that says so, with the scan and an entry in
the record, whose actor is who recorded it. The edition is the one in force on the day on the sheet; ``edition`` is what stands on
the sheet, blank if nobody looked. The same sheet sent twice is one row; whoever has answered already, or since, stays as they
are. Whoever agreed gets the copy by mail, as on a screen; whoever did not, a mail that something waits: both see what was recorded.
What becomes of a sheet that was recorded wrongly says ``mistakes``.

    record_paper(person=parent.id, sheet=Sheet(Answer.AGREED, "Ada Hollin", date(2026, 7, 1), scan), by=office, at=now())
"""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256 as hashed

from django.db import transaction
from django.utils.timezone import localdate

from gatepost.agreements.queries import list_visible
from gatepost.agreements.seeing import EditionSeen
from gatepost.agreements.states import State
from gatepost.audit import services as audit
from gatepost.kernel.clock import in_utc
from gatepost.kernel.errors import Refused
from gatepost.people.models import Person
from gatepost.people.queries import entries_of, viewer_as, with_roles
from gatepost.people.viewer import Viewer
from gatepost.signoff.access import may_record_paper
from gatepost.signoff.copies import send_word
from gatepost.signoff.models import Scan, SignOff
from gatepost.signoff.queries import agreed_with_all, only_counted
from gatepost.signoff.scans import kind_of
from gatepost.signoff.states import Answer, Follows, follows
from gatepost.signoff.typed import is_name, is_reason, new_salt, one_kind_of_line_end, unless

ON_PAPER = (Answer.AGREED, Answer.REFUSED)
"""What a sheet can say."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on a sheet, and its picture."""

    answer: Answer
    name: str
    day: date
    scan: bytes
    reason: str = ""
    edition: str = ""


@transaction.atomic
def record_paper(*, person: str, sheet: Sheet, by: Viewer, at: datetime) -> SignOff:
    """Record what somebody answered on paper. Raises Refused."""
    unless(may_record_paper(by, school_id=by.school_id, person_id=person))
    reason = one_kind_of_line_end(sheet.reason) if sheet.answer is Answer.REFUSED else ""
    kind = kind_of(sheet.scan)
    unless(_makes_sense(sheet, reason, today=localdate(in_utc(at))))
    hats = _hats_then(person, sheet.day, by)
    edition = edition_of_day(by, sheet.day, named=sheet.edition)
    sha256 = hashed(sheet.scan).hexdigest()
    own = SignOff.objects.filter(person__in=entries_of([person]), edition_id=edition.id)
    earlier = list(own.order_by("-at", "-number", "-id"))
    held = _held(only_counted(earlier), sheet, reason, sha256, hats)
    if held:
        return held
    row = SignOff.objects.create(
        person_id=person,
        edition_id=edition.id,
        number=1 + max((one.number for one in earlier), default=0),
        answer=sheet.answer.value,
        sha256=edition.sha256,
        hats=hats,
        name=sheet.name.strip(),
        reason=reason,
        salt=new_salt(),
        at=at,
        on_paper=sheet.day,
        recorded_by_id=by.person_id,
    )
    row.scan = Scan.objects.create(sign_off=row, kind=kind.value, sha256=sha256, content=sheet.scan)
    audit.record(
        by=row.actor,
        action=f"signoff.{row.answer}",
        subject=row.id,
        at=at,
        school=by.school_id,
        edition=edition.sha256,
        data=row.recorded,
    )
    if sheet.answer is not Answer.AGREED:
        send_word(row.person, at=at)
    return row


def edition_of_day(by: Viewer, day: date, *, named: str = "") -> EditionSeen:
    """Return the edition in force on a day, which is the one that the sheet names. Raises Refused."""
    editions = list_visible(by, on=day)
    found = next((each for each in editions if each.state is State.IN_FORCE), None)
    if found is None:
        raise Refused("no-policy-day", "Your school had no policy in force on that day. Look at the day again.")
    if named in {"", found.id}:
        return found
    label = next((each.label for each in editions if each.id == named), "")
    if not label:
        raise Refused("no-edition", "There is no such edition at your school.")
    raise Refused(
        "other-edition",
        f"“{label}” was not in force on that day: “{found.label}” was. Look at the sheet again; "
        "if it names the old edition, ask for a signature on a new sheet.",
    )


def is_day(day: date, *, today: date) -> Refused | None:
    """Answer whether this can be the day on a sheet."""
    return Refused("later-day", "This day has not come yet.") if day > today else None


def is_why(reason: str) -> Refused | None:
    """Answer whether this can be why they do not agree, as the office typed it from the sheet."""
    if not reason.strip():
        return Refused(
            "no-reason",
            "Type why they do not agree, as it stands on the sheet. If nothing does, type: no reason given.",
        )
    return is_reason(one_kind_of_line_end(reason))


def _makes_sense(sheet: Sheet, reason: str, *, today: date) -> Refused | None:
    if sheet.answer not in ON_PAPER:
        return Refused("no-answer", "Say which of the two is ticked on the sheet.")
    is_wrong = is_day(sheet.day, today=today)
    if sheet.answer is Answer.REFUSED:
        is_wrong = is_wrong or is_why(reason)
    return is_wrong or is_name(sheet.name)


def _hats_then(person_id: str, day: date, by: Viewer) -> str:
    """Hold the person, so that two forms come one after the other; return what they were at the school on that day."""
    people = Person.objects.filter(id=person_id, school_id=by.school_id, merged_into=None)
    if not people.select_for_update().exists():
        raise Refused("no-person", "There is no such person at your school.")
    then = viewer_as(with_roles(people).get(), day)
    if not then.is_signed_in:
        raise Refused("not-here-day", "They did not belong to the school on that day. Look at the day again.")
    return ",".join(sorted(then.hats))


def _held(earlier: list[SignOff], sheet: Sheet, reason: str, sha256: str, hats: str) -> SignOff | None:
    """Return the answer that stands if it is this sheet; refuse what would change an answer behind the back of who gave it."""
    if not earlier:
        return None
    standing = earlier[0]
    scan = Scan.objects.filter(sign_off=standing).only("sha256").first()
    told = (standing.answer, standing.reason, standing.on_paper, standing.name)
    if scan and scan.sha256 == sha256 and told == (sheet.answer.value, reason, sheet.day, sheet.name.strip()):
        return standing
    then = follows(Answer(standing.answer), sheet.answer)
    if then is Follows.NEVER:
        raise Refused(
            "has-agreed", "They have signed this edition already. If they no longer agree, ask the head teacher."
        )
    has_more = sheet.answer is Answer.AGREED and not agreed_with_all(earlier, hats)
    if then is Follows.HELD and not has_more and (sheet.answer is not Answer.REFUSED or reason == standing.reason):
        raise Refused("there-already", "They have given this answer to this edition already. Nothing was recorded.")
    refused = standing.answer == Answer.REFUSED.value  # that they looked at it on screen since takes nothing back
    if refused and (standing.on_paper or localdate(standing.at)) > sheet.day:
        raise Refused("answered-since", "They have answered since that day. What they said last stands.")
    return None
