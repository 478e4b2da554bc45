"""How is a question asked, answered, passed on, closed and opened again?

Each deed is one message with its entry in the record and the mails that something waits, in one transaction. Whoever writes says
which message they read last: if somebody was quicker, they are told, and nothing is kept. The same thing sent twice is one.

    ask(topic="Phones, photos and social media", duty="head", text="May I…?", token=token, by=parent, at=now())
"""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gatepost.agreements.queries import edition_on
from gatepost.audit import services as audit
from gatepost.enquiries.access import may_ask
from gatepost.enquiries.channels import NOT_IN_A_TEXT, Topic, channels_of
from gatepost.enquiries.models import Enquiry, Post
from gatepost.enquiries.policy import clauses_that_send_here
from gatepost.enquiries.queries import may_reopen, parts_of, visible_to
from gatepost.enquiries.routing import answering, handled_by
from gatepost.enquiries.states import (
    DOES,
    MOST_POSTS,
    MOST_WAITING,
    TEXT_LENGTH,
    WAITING,
    Deed,
    Part,
    State,
    follows,
    not_to,
)
from gatepost.enquiries.telling import tell
from gatepost.kernel.clock import in_utc
from gatepost.kernel.errors import Refused
from gatepost.people.models import Person
from gatepost.people.viewer import Viewer

NOTHING = {
    Deed.ASK: "Write what you want to ask.",
    Deed.PASS_ON: "Say why you pass it on, for whoever gets it.",
    Deed.CLOSE: "Say why it is closed.",
}


@transaction.atomic
def ask(*, topic: str, duty: str, text: str, token: str, by: Viewer, at: datetime) -> Enquiry:
    """Ask the school something; ``token`` is of the form, so that a form that is sent twice is one question."""
    refusal = may_ask(by)
    if refusal:
        raise refusal
    person = Person.objects.select_for_update().get(id=by.person_id)  # two who send at once come one after the other
    there = Enquiry.objects.filter(asker=person, token=token).first()
    if there:
        return there
    words = _words(text, Deed.ASK)
    chosen = _topic(by.school_id, topic, duty)
    if Enquiry.objects.filter(asker=person, state__in=WAITING).count() >= MOST_WAITING:
        raise Refused(
            "many-waiting", f"{MOST_WAITING} of your questions wait for an answer. Please telephone the school."
        )
    others = _others(by.school_id, chosen.duty, person.id, at)
    row = Enquiry(school_id=by.school_id, asker=person, topic=chosen.title, duty=chosen.duty, token=token)
    row.asked_at = row.moved_at = at
    row.clean_fields()
    row.save(force_insert=True)
    _keep(row, Deed.ASK, words, by, at)
    tell(others, row, at=at)
    return row


def answer(*, enquiry: str, text: str, read: int, by: Viewer, at: datetime) -> Enquiry:
    """Answer a question, or add to an answer; ``read`` is the number of the last message that whoever answers saw."""
    return _do(Deed.ANSWER, enquiry, text, read, by, at)


def write_back(*, enquiry: str, text: str, read: int, by: Viewer, at: datetime) -> Enquiry:
    """Write to one's own question again."""
    return _do(Deed.WRITE_BACK, enquiry, text, read, by, at)


def close(*, enquiry: str, text: str, read: int, by: Viewer, at: datetime) -> Enquiry:
    """Close a question, with a reason: whoever holds the duty, or whoever asked and needs it no more."""
    return _do(Deed.CLOSE, enquiry, text, read, by, at)


def reopen(*, enquiry: str, text: str, read: int, by: Viewer, at: datetime) -> Enquiry:
    """Open one's own question again, once and in time."""
    return _do(Deed.REOPEN, enquiry, text, read, by, at)


def pass_on(*, enquiry: str, topic: str, duty: str, text: str, read: int, by: Viewer, at: datetime) -> Enquiry:
    """Give a question, with all that was written, to another duty: whoever passes it on sees it no more."""
    return _do(Deed.PASS_ON, enquiry, text, read, by, at, to=(topic, duty))


@transaction.atomic
def _do(
    deed: Deed, enquiry: str, text: str, read: int, by: Viewer, at: datetime, to: tuple[str, str] | None = None
) -> Enquiry:
    today = localdate(in_utc(at))
    mine = visible_to(by, on=today).filter(id=enquiry).values("id")
    row = Enquiry.objects.select_for_update(of=("self",)).select_related("asker").filter(id__in=mine).first()
    if row is None:
        raise Refused("no-enquiry", "There is no such question here.")
    parts = parts_of(by, row, handled_by(by, on=today))
    if not parts.intersection(DOES[deed]):
        raise Refused("not-yours", "This is for somebody else to do.")
    words = _words(text, deed)
    last = row.posts.order_by("-number").first()
    if last and (last.by_id, last.deed, last.text) == (by.person_id, deed.value, words):
        return row  # sent twice
    if last is None or last.number != read:
        raise Refused(
            "moved-on",
            "Somebody has written here since you opened this page. Read that first; your words are still below.",
        )
    state = follows(State(row.state), deed)
    if state is None or (deed is Deed.REOPEN and not may_reopen(row, at)):
        raise Refused("not-now", "This cannot be done any more.")
    if last.number >= MOST_POSTS and deed is not Deed.CLOSE:
        raise Refused(
            "long-enough", "This has gone to and fro so often that it is better to talk. You can still close it."
        )
    if to is not None:
        _send_to(row, to, at)
    row.state, row.moved_at = state.value, at
    row.was_reopened = row.was_reopened or deed is Deed.REOPEN
    row.save(update_fields=["state", "moved_at", "was_reopened", "topic", "duty"])
    _keep(row, deed, words, by, at, number=last.number + 1)
    _tell(row, deed, parts, by, at)
    return row


def _words(text: str, deed: Deed) -> str:
    words = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not any(letter.isprintable() and not letter.isspace() for letter in words):
        raise Refused("no-text", NOTHING.get(deed, "Write something."))
    if len(words) > TEXT_LENGTH:
        raise Refused("long-text", f"At most {TEXT_LENGTH} characters; this has {len(words)}.")
    if NOT_IN_A_TEXT.search(words):
        raise Refused("bad-text", "There is a character in it that is no letter and no sign. Type it anew.")
    return words


def _topic(school_id: str, title: str, duty: str) -> Topic:
    """Return a topic as it stands; whoever saw it going elsewhere is told."""
    topics = channels_of(school_id).topics
    found = next((each for each in topics if each.duty == duty and title in {each.title, _(each.title)}), None)
    if found is None:
        raise Refused("no-topic", "Choose what it is about.")
    return found


def _others(school_id: str, duty: str, asker: str, at: datetime) -> tuple[str, ...]:
    """Return who will answer; refuse what nobody would."""
    people = answering(school_id, duty, on=localdate(in_utc(at)))[1]
    others = tuple(each for each in people if each != asker)
    if not others:
        raise Refused(
            "nobody-topic", "Nobody at the school would get this at the moment. Choose another topic, or telephone."
        )
    return others


def _send_to(row: Enquiry, to: tuple[str, str], at: datetime) -> None:
    chosen = _topic(row.school_id, *to)
    if chosen.duty == row.duty:
        raise Refused("same-topic", "It is with them already. Choose a topic that goes to somebody else.")
    answers = answering(row.school_id, chosen.duty, on=localdate(in_utc(at)))[0]
    been = {row.duty, *row.posts.values_list("duty", flat=True)}
    if not_to(been) & {chosen.duty, answers}:
        raise Refused("private-topic", "This was not written for them. Ask whoever wrote it to send it to them.")
    row.topic, row.duty = chosen.title, chosen.duty


def _keep(row: Enquiry, deed: Deed, words: str, by: Viewer, at: datetime, *, number: int = 1) -> None:
    Post.objects.create(
        enquiry=row,
        number=number,
        by_id=by.person_id,
        deed=deed.value,
        duty=row.duty,
        topic=row.topic,
        text=words,
        at=at,
    )
    edition = edition_on(row.school_id, localdate(in_utc(at)))
    clause = next(iter(clauses_that_send_here(edition)), "")
    action = f"enquiry.{deed.value}"
    audit.record(
        by=by.actor, action=action, subject=row.id, at=at, school=row.school_id, clause=clause, edition=edition.sha256
    )


def _tell(row: Enquiry, deed: Deed, parts: frozenset[Part], by: Viewer, at: datetime) -> None:
    asker = row.asker.entry_id
    if deed in {Deed.ANSWER, Deed.CLOSE} and Part.HOLDER in parts:
        tell((asker,), row, at=at)
    elif deed is Deed.PASS_ON:
        tell(_others(row.school_id, row.duty, asker, at), row, at=at)
    elif deed is not Deed.CLOSE:
        people = answering(row.school_id, row.duty, on=localdate(in_utc(at)))[1]
        tell([each for each in people if each != by.person_id], row, at=at)
