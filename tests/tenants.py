"""What do two schools in one database look like, and what has a read given away of the other?

`Half` is one school with a head, an office, a family, an edition, an imported list and a document; everything in it is
marked with the school's word, so that `marks_in` finds whatever of it is in any value.

    here, there = Half.new("Quayle"), Half.new("Thornby")
    there.marks_in(visible_to(here.head))  ->  set()
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Model
from django.utils.timezone import localdate

from gatepost.agreements import services as agreements
from gatepost.agreements.importing import services as documents
from gatepost.agreements.importing.models import DocumentImport
from gatepost.agreements.models import Approval, Review, RulingMade, SchoolEdition
from gatepost.campaigns.models import Campaign, Holiday
from gatepost.decisions.models import QuestionCount
from gatepost.decisions.rules import Weeks
from gatepost.enquiries.models import Channels, Enquiry, Post
from gatepost.grants.models import Letter, Permission, PermissionStep
from gatepost.mail.models import Message
from gatepost.people import services as people
from gatepost.people.models import Adjustment, Person, Pupil, School
from gatepost.people.states import Duty, Hat
from gatepost.people.viewer import SETUP, Viewer
from gatepost.policy import default_files
from gatepost.premises.models import Area, PhoneHeld, PhoneMessage
from gatepost.restrictions import services as restrictions
from gatepost.restrictions.models import Restriction
from gatepost.restrictions.services import Wanted
from gatepost.roster import applying_job, reading_job
from gatepost.roster import services as rosters
from gatepost.roster.models import RosterItem
from gatepost.selfreports.models import SelfReport
from gatepost.signoff.keeping import keep_for
from gatepost.signoff.models import DealtWith, Mistake, QuestionsDone, Scan, SigningLink, SignOff

AT = datetime(2026, 7, 3, 11, 0, tzinfo=UTC)
DAY = localdate(AT)
FAR = DAY + timedelta(days=3650)
WEEKS = Weeks.holding(DAY).before
DEPTH = 8


@dataclass(frozen=True, slots=True)
class Half:
    """One of two schools. ``head`` may see most; the other fields are ids."""

    word: str
    head: Viewer
    teacher: str
    pupil: str
    merged: str
    edition: str
    sign_off: str
    campaign: str
    begun: str
    notice: str
    own_notice: str
    on_paper: str
    permission: str
    given: str
    document: str
    phone: str
    area: str
    roster: str
    restriction: str
    declaration: str
    enquiry: str
    self_report: str
    ids: frozenset[str]

    @classmethod
    def new(cls, word: str) -> Half:
        """Make a school, through the services."""
        school = people.open_school(name=f"{word} School", by=SETUP, at=AT)
        head = _head(school, word)
        teacher = people.add_person(school=school, name=f"Ada {word}", email=f"ada@{word}.example", by=head, at=AT)
        people.give_hat(person=teacher, hat=Hat.STAFF, since=DAY, by=head, at=AT)
        Holiday.objects.create(school=school, name=word, first=DAY, last=DAY)
        twin = people.add_person(school=school, name=f"Adah {word}", email="", by=head, at=AT)
        people.merge(keep=teacher, drop=twin, by=head, at=AT)
        pupil = people.add_pupil(school=school, name=f"Zofia {word}", class_name=f"{word} 4", since=DAY, by=head, at=AT)
        link = people.link_guardian(person=teacher, pupil=pupil, since=DAY, by=head, at=AT)
        told = people.restrict_contact(link=link, reason=f"An order in {word}.", since=DAY, by=head, at=AT)
        declared = _declare(head, teacher, pupil, word)
        edition = agreements.start_draft(school=school.id, files=_pack(word), by=head, at=AT)
        said = {"recorded_by_id": head.person_id, "recorded_at": AT, "name": word, "capacity": "Chair"}
        said |= {"met_on": DAY, "minute": word}
        Review.objects.create(edition=edition, **said)
        RulingMade.objects.create(school=school, doubt=word, choice="x", why=word, since=DAY, **said)
        signed = SignOff.objects.create(
            person_id=head.person_id,
            edition=edition,
            number=1,
            answer="agreed",
            sha256=edition.sha256,
            hats="staff",
            name=word,
            at=AT,
        )
        campaign = _campaign(head, edition, word, since=DAY)
        QuestionsDone.objects.create(person_id=head.person_id, edition=edition, hats="staff", at=AT)
        days = {"made_at": AT, "expires_at": AT + timedelta(days=7)}
        sent = {"sent_to": f"head@{word}.example", "token_hash": word}
        SigningLink.objects.create(person_id=head.person_id, edition=edition, **sent, **days)
        _by_mistake(head, edition, word)
        begun = _declined(head, teacher, word)
        DealtWith.objects.create(sign_off=signed, by_id=head.person_id, at=AT)
        on_paper = _on_paper(head, teacher, edition, word)
        permission, given = _permissions(head, teacher, word)
        Adjustment.objects.create(person_id=head.person_id, what=word, since=DAY)
        keep_for(years=7, by=head, at=AT)
        document = documents.start_import(school=school.id, name=f"{word}.txt", data=b"1. No phones.", by=head, at=AT)
        DocumentImport.objects.filter(id=document.id).update(name=f"{word}.txt")
        QuestionCount.objects.create(
            school=school, week=WEEKS.first, hat="staff", clause=word, act="x", verdict="may", count=9
        )
        Message.objects.create(
            school=school.id,
            person=teacher.id,
            address=teacher.email,
            kind="waiting",
            subject=word,
            state="failed",
            written_at=AT,
            due_at=AT,
            moved_at=AT,
        )
        phone, area = _premises(head, word)
        roster = _imported(head, word)
        notice, own_notice = _notices(head, teacher, word)
        ids = {school.id, head.person_id, teacher.id, twin.id, pupil.id, edition.id, document.id, roster}
        return cls(
            word=word,
            head=head,
            teacher=teacher.id,
            pupil=pupil.id,
            merged=twin.id,
            edition=edition.id,
            sign_off=signed.id,
            campaign=campaign,
            begun=begun,
            notice=notice,
            own_notice=own_notice,
            on_paper=on_paper,
            permission=permission,
            given=given,
            document=document.id,
            phone=phone,
            area=area,
            roster=roster,
            restriction=told.id,
            declaration=declared,
            enquiry=_asked(head, teacher, word),
            self_report=_reported(head, teacher, word),
            ids=frozenset(ids),
        )

    def marks_in(self, value: object) -> set[str]:
        """Return what of this school is in a value."""
        text = _text(value)
        return {mark for mark in (*self.ids, self.word) if mark in text}


def _head(school: School, word: str) -> Viewer:
    head = people.add_person(school=school, name=f"Ruth {word}", email=f"head@{word}.example", by=SETUP, at=AT)
    people.give_hat(person=head, hat=Hat.STAFF, since=DAY, by=SETUP, at=AT)
    people.open_account(person=head, by=SETUP, at=AT)
    for duty in (Duty.HEAD, Duty.OFFICE, Duty.CHAIR, Duty.SAFEGUARDING_LEAD):
        people.give_duty(person=head, duty=duty, since=DAY, by=SETUP, at=AT)
    return Viewer(
        actor=head.id,
        person_id=head.id,
        school_id=school.id,
        hats=frozenset({"staff", "governor"}),
        duties=frozenset({"head", "office", "chair", "safeguarding-lead"}),
    )


def _asked(head: Viewer, teacher: Person, word: str) -> str:
    """Return a question of the teacher's to the office; another was answered, and one is the head's own."""
    Channels.objects.create(school_id=head.school_id, phone=word)
    made = [
        Enquiry.objects.create(
            school_id=head.school_id,
            asker_id=asker,
            topic=word,
            duty="office",
            state=state,
            asked_at=AT,
            moved_at=AT,
            token=state,
        )
        for asker, state in ((teacher.id, "open"), (teacher.id, "answered"), (head.person_id, "closed"))
    ]
    said = {"number": 1, "by": teacher, "duty": "office", "topic": word, "text": word, "at": AT}
    for row, deed in ((made[0], "ask"), (made[2], "close")):
        Post.objects.create(enquiry=row, deed=deed, **said)
    return made[0].id


def _reported(head: Viewer, teacher: Person, word: str) -> str:
    """Return a self-report of the teacher's to the safeguarding lead; another is the head's own, and was seen."""
    made = [
        SelfReport.objects.create(
            school_id=head.school_id,
            person_id=person,
            reference=f"{word[:4]}-{number}",
            what="invited",
            service="game",
            happened_on=DAY,
            did="declined",
            words=word,
            duty=duty,
            sent_at=AT,
            token=word,
            seen_at=AT if number else None,
            seen_by=teacher if number else None,
        )
        for number, (person, duty) in enumerate(((teacher.id, "safeguarding-lead"), (head.person_id, "chair")))
    ]
    return made[0].id


def _declare(head: Viewer, teacher: Person, pupil: Pupil, word: str) -> str:
    """Let the teacher and the head declare a pupil as family, each for themselves; return the id of the head's."""
    by = Viewer(actor=teacher.id, person_id=teacher.id, school_id=head.school_id, hats=head.hats)
    people.declare_family(person=teacher, pupil=pupil, relationship=word, since=DAY, by=by, at=AT)
    own = Person.objects.get(id=head.person_id)
    return people.declare_family(person=own, pupil=pupil, relationship=word, since=DAY, by=head, at=AT).id


def _notices(head: Viewer, teacher: Person, word: str) -> tuple[str, str]:
    """Give the teacher, who is a parent, a notice that counts at once, and the head, who is one, another."""
    for person in (teacher, Person.objects.get(id=head.person_id)):
        people.give_hat(person=person, hat=Hat.PARENT, since=DAY, by=head, at=AT)
    days = {"reply_by": DAY + timedelta(days=7), "until": DAY + timedelta(days=30), "review": DAY + timedelta(days=20)}
    wanted = Wanted(kinds=frozenset({"no-photos"}), reasons=word, is_interim=True, interim_why=word, **days)
    told = restrictions.give_notice(person=teacher.id, wanted=wanted, by=head, at=AT)
    own = {column: getattr(told, column) for column in ("school_id", "kinds", "since", "until", "review", "reply_by")}
    own |= {"is_interim": True, "interim_why": word, "edition": told.edition, "capacity": "chair", "by_id": teacher.id}
    own_one = Restriction.objects.create(person_id=head.person_id, reasons=word, at=AT, **own)
    return told.id, own_one.id


def _on_paper(head: Viewer, teacher: Person, edition: SchoolEdition, word: str) -> str:
    """Return an answer of the teacher's on paper: the draft is in force nowhere, so not by the service."""
    row = SignOff.objects.create(
        person=teacher,
        edition=edition,
        number=1,
        answer="agreed",
        sha256=edition.sha256,
        hats="staff",
        name=word,
        at=AT,
        on_paper=DAY,
        recorded_by_id=head.person_id,
    )
    Scan.objects.create(sign_off=row, kind="pdf", sha256="0" * 64, content=f"%PDF-1.7 {word}".encode())
    return row.id


def _by_mistake(head: Viewer, edition: SchoolEdition, word: str) -> None:
    """Let an answer on paper of the head's own have been recorded by mistake."""
    row = SignOff.objects.create(
        person_id=head.person_id,
        edition=edition,
        number=9,
        answer="agreed",
        sha256=edition.sha256,
        name=word,
        at=AT,
        on_paper=DAY,
        recorded_by_id=head.person_id,
    )
    Mistake.objects.create(sign_off=row, why="other", scan_sha256="0" * 64, by_id=head.person_id, at=AT)


def _campaign(head: Viewer, edition: SchoolEdition, word: str, *, since: date) -> str:
    """Return a campaign that asks everybody."""
    said = {"audience": "everyone", "level": "agreed", "minute": word, "since": since}
    said |= {"school_id": head.school_id, "started_by_id": head.person_id, "started_at": AT}
    return Campaign.objects.create(edition=edition, **said).id


def _declined(head: Viewer, teacher: Person, word: str) -> str:
    """Let the teacher not agree to an edition that is in force far from the days of the other reads; return its campaign."""
    edition = agreements.start_draft(school=head.school_id, files=_pack(word), by=head, at=AT)
    rows = SchoolEdition.objects.filter(id=edition.id)
    rows.update(state="proposed", proposed_by_id=head.person_id, proposed_at=AT)
    said = {"recorded_by_id": head.person_id, "recorded_at": AT, "name": word, "capacity": "Chair"}
    Approval.objects.create(edition=edition, sha256=edition.sha256, met_on=DAY, minute=word, **said)
    rows.update(state="approved", in_force_from=FAR)
    SignOff.objects.create(
        person=teacher, edition=edition, number=1, answer="refused", sha256="0" * 64, name=word, reason=word, at=AT
    )
    return _campaign(head, edition, word, since=FAR)


def _permissions(head: Viewer, teacher: Person, word: str) -> tuple[str, str]:
    """Return a permission that waits and one with its letter; there are others, one in each state that some list is about."""
    given = {"agreed": "head", "granted_on": DAY}
    made = {
        "waits": {"person": teacher, "state": "requested"},
        "desk": {"person": teacher, "state": "requested", "kind": "photo-pass"},
        "lacks": {"person": teacher, "state": "requested", "kind": "on-behalf-of-school"},
        "over": {"person": teacher, "state": "refused"},
        "given": {"person": teacher, "state": "granted", **given},
        "own": {"person_id": head.person_id, "state": "granted", **given},
    }
    rows = {}
    for name, more in made.items():
        rows[name] = Permission.objects.create(
            school_id=head.school_id,
            hats="staff",
            what=word,
            account=word,
            in_public=word,
            since=DAY,
            until=DAY,
            sha256="0" * 64,
            edition="0" * 64,
            asked_at=AT,
            **{"kind": "school-name", **more, "state": "requested", "agreed": "", "granted_on": None},
        )
        is_given = more["state"] == "granted"
        PermissionStep.objects.create(
            permission=rows[name],
            number=1,
            step="grant" if is_given else "ask",
            body="head" if is_given else "",
            by=teacher if name == "own" else Person.objects.get(id=head.person_id) if is_given else None,
            round=0,
            sha256="0" * 64,
            edition="0" * 64,
            at=AT,
        )
        Permission.objects.filter(id=rows[name].id).update(state=more["state"], **(given if is_given else {}))
    Letter.objects.create(permission=rows["given"], code=word)
    return rows["waits"].id, rows["given"].id


def _premises(head: Viewer, word: str) -> tuple[str, str]:
    """Return a phone of the head's in the office, with a message and another that was given back, and a place."""
    said: dict[str, Any] = {"school_id": head.school_id, "person_id": head.person_id, "phone": word, "callers": word}
    said |= {"brought_at": AT, "taken_by_id": head.person_id}
    held = PhoneHeld.objects.create(**said)
    PhoneMessage.objects.create(phone=held, text=word, at=AT, taken_by_id=head.person_id)
    PhoneHeld.objects.create(**said, state="given-back", given_back_at=AT, given_back_by_id=head.person_id)
    return held.id, Area.objects.create(school_id=head.school_id, name=word, kind="hall").id


def _pack(word: str) -> Mapping[str, str]:
    return {name: text.replace("Oddenbrook", word) for name, text in default_files().items()}


def _imported(head: Viewer, word: str) -> str:
    """Return an import that is done, and can be undone."""
    text = f"Name,Email\nBen {word},ben@{word}.example\n"
    roster = rosters.start(content=text.encode(), by=head, at=AT)
    rosters.choose_columns(roster=roster, columns=roster.columns, by=head, at=AT)
    reading_job.read(roster.id, on=DAY)
    roster.refresh_from_db()
    rosters.confirm(roster=roster, digest=roster.digest, by=head, at=AT)
    applying_job.carry_out(roster.id, by=head, at=AT)
    RosterItem.objects.create(roster_id=roster.id, position=99, outcome="left", subject="x", data="{}")
    return roster.id


def _text(value: object, depth: int = DEPTH) -> str:
    """Return everything that a value says, whatever it is made of."""
    if isinstance(value, Model):
        value = {field.attname: value.__dict__.get(field.attname) for field in value._meta.concrete_fields}
    elif is_dataclass(value):
        value = {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Mapping):
        value = list(value.items())
    if depth == 0 or isinstance(value, str | bytes) or not isinstance(value, Iterable):
        return str(value)
    return "\n".join(_text(one, depth - 1) for one in value)
