"""What became of the mail to somebody?

For rooms above, which ask first whether the viewer may know: this room knows schools and people only as ids.

    last_to(school_id, person_id).state
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings
from django.db.models import Exists, F, OuterRef

from gatepost.mail.models import Message, ReturnedCount
from gatepost.mail.states import State, Verdict

NEWEST = 50
"""What the demonstration's outbox shows."""
MOST_FAILED = 500
"""What a list of mail that did not arrive shows: more are not corrected one by one."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One message as a page shows it; the text only in a demonstration, where its file is read."""

    id: str
    address: str
    kind: str
    subject: str
    state: State
    reason: str
    written_at: datetime
    person: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Delayed:
    """A mail that was not delivered, or went late at ``sent_at``; neither: it still waits."""

    has_failed: bool
    sent_at: datetime | None


def last_to(school_id: str, person_id: str, *, kind: str = "") -> Mail | None:
    """Return the newest message to a person of a school, of one kind or of any."""
    found = Message.objects.filter(school=school_id, person=person_id).order_by("-written_at", "-id")
    message = found.filter(kind=kind).first() if kind else found.first()
    return _mail(message) if message else None


def not_delivered(school_id: str) -> tuple[Mail, ...]:
    """Return the mail of a school that did not arrive, the newest first.

    For each person and address the last, and only if no later one was sent there.
    """
    later = Message.objects.filter(
        school=OuterRef("school"),
        person=OuterRef("person"),
        address=OuterRef("address"),
        state__in=[State.SENT, State.FAILED],
        written_at__gt=OuterRef("written_at"),
    )
    failed = Message.objects.filter(school=school_id, state=State.FAILED).exclude(person="").filter(~Exists(later))
    return tuple(_mail(message) for message in failed.order_by("-written_at", "-id")[:MOST_FAILED])


def not_reached(school_id: str, people: Collection[str], *, kind: str = "") -> frozenset[tuple[str, str]]:
    """Return to which of these people, and to which address, the last mail was not delivered, of one kind or of any."""
    sent = Message.objects.filter(school=school_id, person__in=people).order_by("written_at", "id")
    sent = sent.filter(kind=kind) if kind else sent
    last = {(person, address): state for person, address, state in sent.values_list("person", "address", "state")}
    return frozenset(one for one, state in last.items() if state == State.FAILED)


def not_at_once(
    school_id: str, people: Collection[str], *, kind: str, within: timedelta
) -> Mapping[tuple[str, datetime], Delayed]:
    """Return which mails of one kind to these people were not delivered within a time, by person and when each was written."""
    mails = Message.objects.filter(school=school_id, person__in=people, kind=kind)
    delayed = mails.exclude(state=State.SENT, moved_at__lte=F("written_at") + within)
    return {
        (person, written): Delayed(has_failed=state == State.FAILED, sent_at=moved if state == State.SENT else None)
        for person, written, state, moved in delayed.values_list("person", "written_at", "state", "moved_at")
    }


def came_back(*, since: date) -> tuple[tuple[date, Verdict, int], ...]:
    """Return how many letters came back, by day and by what they were."""
    counts = ReturnedCount.objects.filter(day__gte=since).order_by("day", "verdict")
    return tuple((count.day, Verdict(count.verdict), count.number) for count in counts)


def enclosed_already(enclosed: Iterable[str]) -> frozenset[str]:
    """Return which of these some message encloses."""
    return frozenset(Message.objects.filter(encloses__in=list(enclosed)).values_list("encloses", flat=True))


def last_enclosing(encloses: str) -> Mail | None:
    """Return the newest message that encloses something."""
    message = Message.objects.filter(encloses=encloses).order_by("-written_at", "-id").first()
    return _mail(message) if message else None


def newest(school_id: str) -> tuple[Mail, ...]:
    """Return the newest messages of a school with their texts: for an invented school, where nobody's secrets are."""
    found = Message.objects.filter(school=school_id).order_by("-written_at", "-id")[:NEWEST]
    return tuple(_mail(message, text=message.body or _text_in_folder(message.id)) for message in found)


def _mail(message: Message, *, text: str = "") -> Mail:
    return Mail(
        id=message.id,
        address=message.address,
        kind=message.kind,
        subject=message.subject,
        state=State(message.state),
        reason=message.reason,
        written_at=message.written_at,
        person=message.person,
        text=text,
    )


def _text_in_folder(message_id: str) -> str:
    path: Path = settings.MAIL_FOLDER / f"{message_id}.eml"
    try:
        letter = message_from_bytes(path.read_bytes(), policy=policy.default)
    except OSError:
        return ""
    text = letter.get_body(("plain",))
    return str(text.get_content()) if text else ""
