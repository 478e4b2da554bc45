"""How does somebody sign the policy, or say that they do not agree?

Each is one row with its entry in the record, in one transaction; a refusal by the service raises Refused and nothing is kept. The
same answer given twice (a double click, the Back button, a second tab) is the one that stands. ``expected_sha256`` is the hash of
the words that somebody had before them. Staff, governors and volunteers agree only once they did the questions (``quiz``).

    sign(edition=edition.id, expected_sha256=edition.sha256, name="Tomasz Zielinski", by=parent, at=now())
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from gatepost.agreements.queries import Standing, edition_on, get_standing
from gatepost.agreements.states import State
from gatepost.audit import services as audit
from gatepost.kernel.clock import in_utc
from gatepost.kernel.errors import Refused
from gatepost.people.models import DutyHeld, Person, holding_on, holds
from gatepost.people.viewer import Viewer
from gatepost.signoff.access import may_answer
from gatepost.signoff.models import QuestionsDone, SignOff
from gatepost.signoff.queries import (
    agreed_with_all,
    did_questions_as,
    list_answers_to,
    only_counted,
    questions_visible_to,
    worn,
)
from gatepost.signoff.quiz import ASKED_HATS, Tried, quiz_for
from gatepost.signoff.states import LEVELS, Answer, Follows, follows
from gatepost.signoff.typed import is_name, is_reason, new_salt, one_kind_of_line_end, unless
from gatepost.sql import Once, insert, together

QUESTIONS_DONE = "signoff.questions-done"

_HOLD = Once(
    lambda person, school: (
        Person.objects.select_for_update().filter(id=person, school_id=school, merged_into=None).values_list("id")
    )
)
"""Holds the person, and tells nothing: of a statement that waited, PostgreSQL reads anew only the row that it waited for."""

_STANDS: Once[Any] = Once(
    lambda person, school, edition: (
        Person.objects.filter(id=person, school_id=school, merged_into=None)
        .annotate(
            is_joined=Exists(Person.objects.filter(merged_into=OuterRef("id"))),
            has_answered=Exists(SignOff.objects.filter(person=OuterRef("id"), edition_id=edition)),
        )
        .values_list("is_joined", "has_answered", "hats__hat", "hats__since", "hats__until")
    )
)
"""How the person stands, once for each hat, worn or laid down; asked after `_HOLD`, so it knows of whom that waited for."""


@together()
def sign(
    *, edition: str, expected_sha256: str, name: str, by: Viewer, at: datetime, level: Answer = Answer.AGREED
) -> SignOff:
    """Record that somebody was shown an edition, has read it, or agrees to it, with all the hats that they wear that day."""
    if level not in LEVELS:
        raise Refused("no-level", "Say whether you agree.")
    return _answered(level, edition, expected_sha256, name, "", by, at)


@together()
def refuse(
    *,
    edition: str,
    expected_sha256: str,
    name: str,
    reason: str,
    by: Viewer,
    at: datetime,
    is_own: Callable[[SignOff], bool] = lambda _one: True,
) -> SignOff:
    """Record that somebody does not agree to an edition, and why.

    ``is_own``: whether they may be shown a refusal that says the same; if not, theirs is another one.
    """
    return _answered(Answer.REFUSED, edition, expected_sha256, name, one_kind_of_line_end(reason), by, at, is_own)


@transaction.atomic
def finish_questions(
    *, edition: str, expected_sha256: str, tried: Sequence[Tried], by: Viewer, at: datetime
) -> QuestionsDone:
    """Record that somebody did the questions of an edition: that they did, and nothing of what they tried."""
    unless(may_answer(by))
    seen, stands = _held_now(edition, expected_sha256, by, at)
    hats = stands.hats
    left = worn(hats) & ASKED_HATS - did_questions_as(by, seen.id)
    done = questions_visible_to(by).filter(edition_id=seen.id).first()
    if done and not left:
        return done
    unless(_in_force(seen))
    quiz = quiz_for(edition_on(by.school_id, localdate(in_utc(at))), left, by.person_id)
    if not quiz.wanted:
        raise Refused("no-questions", "There are no questions for you.")
    if quiz.ask(tried):
        raise Refused("questions-open", "There is still a question to answer.")
    done_as = ",".join(sorted(left))
    row = QuestionsDone.objects.create(person_id=by.person_id, edition_id=seen.id, hats=done_as, at=at)
    audit.record(
        by=by.actor,
        action=QUESTIONS_DONE,
        subject=row.id,
        at=at,
        school=by.school_id,
        edition=seen.sha256,
        data={"edition": seen.id, "hats": done_as},
    )
    return row


def _answered(
    answer: Answer,
    edition: str,
    expected_sha256: str,
    name: str,
    reason: str,
    by: Viewer,
    at: datetime,
    is_own: Callable[[SignOff], bool] = lambda _one: True,
) -> SignOff:
    unless(may_answer(by))
    seen, stands = _held_now(edition, expected_sha256, by, at)
    hats, may_have_answered = stands.hats, stands.is_joined or stands.has_answered
    earlier = list_answers_to(by, seen.id, of_one_entry=not stands.is_joined) if may_have_answered else []
    held = _held(only_counted(earlier), answer, reason, hats)
    if held and is_own(held):
        return held
    unless(_in_force(seen))
    unless(is_name(name))
    if answer is Answer.REFUSED:
        unless(is_reason(reason))
    if answer is Answer.AGREED:
        unless(_questions_first(seen, hats, by, at))
    at = max([at, *(one.at for one in earlier)])  # a clock that was set back puts no answer before another
    row = SignOff(
        person_id=by.person_id,
        edition_id=seen.id,
        number=1 + max((one.number for one in earlier), default=0),
        answer=answer.value,
        sha256=seen.sha256,
        hats=hats,
        name=name.strip(),
        reason=reason,
        salt=new_salt(),
        at=at,
    )
    insert(row)
    audit.record(
        by=by.actor,
        action=f"signoff.{answer.value}",
        subject=row.id,
        at=at,
        school=by.school_id,
        edition=seen.sha256,
        data=row.recorded,
    )
    return row


@dataclass(frozen=True, slots=True)
class _Stands:
    """How somebody stands who is held: their hats that day, whether entries of theirs were joined, whether they answered before."""

    hats: str
    is_joined: bool
    has_answered: bool


def _held_now(edition: str, expected_sha256: str, by: Viewer, at: datetime) -> tuple[Standing, _Stands]:
    """Hold the person, so that two forms of theirs come one after the other; return how both stand. Raises Refused."""
    day = localdate(in_utc(at))
    _HOLD.asked(by.person_id, by.school_id)
    stands = _STANDS.asked(by.person_id, by.school_id, edition.replace("\x00", ""))
    seen = get_standing(by, edition, on=day)
    rows = stands()
    hats = {hat for _joined, _answered, hat, since, until in rows if hat and holds(since, until, day)}
    if not rows or not (hats or DutyHeld.objects.filter(holding_on(day), person_id=by.person_id).exists()):
        raise Refused("has-left", "You do not belong to this school any more, so there is nothing to sign.")
    if seen is None:
        raise Refused("no-edition", "There is no such edition at your school.")
    if seen.sha256 != expected_sha256:
        raise Refused("other-words", "These are not the words that you had before you. Please read them again.")
    is_joined, has_answered = rows[0][:2]
    return seen, _Stands(",".join(sorted(hats)), is_joined=is_joined, has_answered=has_answered)


def _held(earlier: Sequence[SignOff], answer: Answer, reason: str, hats: str) -> SignOff | None:
    """Return the answer that stands if it says the same; a refusal for another reason, or an agreement as more, is another one."""
    standing = earlier[0] if earlier else None
    then = follows(Answer(standing.answer) if standing else None, answer)
    if then is Follows.NEVER:
        raise Refused(
            "has-agreed",
            "You have signed this edition already. If you no longer agree, please speak to the head teacher.",
        )
    if answer is Answer.AGREED and not agreed_with_all(earlier, hats):
        return None
    if then is Follows.NEW or standing is None or (answer is Answer.REFUSED and reason != standing.reason):
        return None
    return standing


def _in_force(seen: Standing) -> Refused | None:
    if seen.state is State.IN_FORCE:
        return None
    if seen.state is State.SUPERSEDED:
        return Refused("superseded", f"“{seen.label}” has been replaced since. Please read the edition in force now.")
    if seen.state is State.COMING:
        return Refused(
            "not-yet", f"“{seen.label}” is not in force yet. You can read it now, and sign it from its first day."
        )
    return Refused("not-in-force", f"“{seen.label}” is not in force, so there is nothing to sign.")


def _questions_first(seen: Standing, hats: str, by: Viewer, at: datetime) -> Refused | None:
    """Ask for the hats of that day, not for those that the page was made for."""
    asked = worn(hats) & ASKED_HATS
    left = asked - did_questions_as(by, seen.id) if asked else asked
    if not left:
        return None
    quiz = quiz_for(edition_on(by.school_id, localdate(in_utc(at))), left, by.person_id)
    return Refused("questions-first", "Before you agree, answer the questions on the policy.") if quiz.wanted else None
