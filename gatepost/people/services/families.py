"""How are pupils, their guardians and what must not be told kept?

Each function is one write with its line in the record. A pupil is never a user. Nobody learns through these whom else a
child belongs to: who may ask is ``access``'s.

    pupil = add_pupil(school=school, name="Ada Begum", class_name="1B", since=day, by=office, at=now())
    link = link_guardian(person=mother, pupil=pupil, relationship="mother", since=day, by=office, at=now())
    restrict_contact(link=link, reason="An order of the family court.", since=day, by=head, at=now())
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from gatepost.kernel.errors import Refused
from gatepost.people.access import may_declare_family, may_manage_people, may_restrict_contact, may_touch_family
from gatepost.people.models import ContactRestriction, FamilyDeclaration, Guardianship, Person, Pupil, School
from gatepost.people.naming import plain
from gatepost.people.rules import overlap
from gatepost.people.services import finding
from gatepost.people.services.writing import check, cut_short, dates, lock, record, save_new, unless
from gatepost.people.viewer import Viewer


@transaction.atomic
def add_pupil(
    *,
    school: School,
    name: str,
    since: date,
    by: Viewer,
    at: datetime,
    class_name: str = "",
    year_group: str = "",
    external_id: str = "",
) -> Pupil:
    """Add a pupil, from a day on."""
    unless(may_manage_people(by, school_id=school.id))
    pupil = Pupil(
        school=school,
        name=name.strip(),
        plain_name=plain(name),
        class_name=class_name.strip(),
        year_group=year_group.strip(),
        external_id=external_id.strip(),
        since=since,
    )
    unless(_number_is_taken(pupil))
    save_new(pupil)
    finding.note_pupils([pupil])
    record(school.id, "pupil.added", pupil.id, by, at)
    return pupil


@transaction.atomic
def correct_pupil(*, pupil: Pupil, name: str, class_name: str, year_group: str, by: Viewer, at: datetime) -> Pupil:
    """Correct what is kept about a pupil; only what differs is written, and the record says which columns."""
    unless(may_manage_people(by, school_id=pupil.school_id))
    stored = Pupil.objects.select_for_update().get(id=pupil.id)
    wanted = {"name": name.strip(), "class_name": class_name.strip(), "year_group": year_group.strip()}
    changed = [column for column, value in wanted.items() if getattr(stored, column) != value]
    for column in changed:
        setattr(stored, column, wanted[column])
    if changed:
        stored.plain_name = plain(stored.name)
        check(stored)
        stored.save(update_fields=[*changed, "plain_name"])
        finding.note_pupils([stored])
        record(stored.school_id, "pupil.corrected", stored.id, by, at, {"columns": " ".join(sorted(changed))})
    return stored


@transaction.atomic
def pupil_leaves(*, pupil: Pupil, until: date, by: Viewer, at: datetime) -> Pupil:
    """Let a pupil's time at the school end; ``until`` is the last day. Guardians stay linked, for the history."""
    unless(may_manage_people(by, school_id=pupil.school_id))
    since = cut_short(pupil, Pupil.objects.select_for_update(), until)
    if since:
        record(pupil.school_id, "pupil.left", pupil.id, by, at, dates("pupil", since, until))
    return pupil


@transaction.atomic
def link_guardian(
    *,
    person: Person,
    pupil: Pupil,
    since: date,
    by: Viewer,
    at: datetime,
    relationship: str = "",
    has_responsibility: bool = True,
) -> Guardianship:
    """Say that a person is parent or guardian of a pupil, from a day on.

    What they must not be told goes on standing, if they were linked to the child before.
    """
    unless(may_touch_family(by, school_id=pupil.school_id, person_id=person.id))
    unless(_same_school(person, pupil))
    lock(person.id)
    others = Guardianship.objects.filter(person=person, pupil=pupil)
    unless(overlap(since, None, others.values_list("since", "until")))
    link = Guardianship(
        person=person,
        pupil=pupil,
        relationship=relationship.strip(),
        has_responsibility=has_responsibility,
        since=since,
    )
    save_new(link)
    carry_over([link])
    record(pupil.school_id, "guardian.linked", person.id, by, at, {"pupil": pupil.id})
    return link


def carry_over(links: Sequence[Guardianship]) -> None:
    """Let what guardians must not be told about a child stand for new links between the two, whoever made them."""
    before = ContactRestriction.objects.filter(
        guardianship__person__in={link.person_id for link in links},
        guardianship__pupil__in={link.pupil_id for link in links},
    )
    standing = before.exclude(guardianship__in=links).select_related("guardianship").order_by("since")
    last = {(row.guardianship.person_id, row.guardianship.pupil_id): row for row in standing}
    for link in links:
        row = last.get((link.person_id, link.pupil_id))
        if row and (row.until is None or row.until >= link.since):
            ContactRestriction.objects.create(
                guardianship=link, reason=row.reason, since=link.since, until=row.until, review=row.review
            )


@transaction.atomic
def unlink_guardian(*, link: Guardianship, until: date, by: Viewer, at: datetime) -> Guardianship:
    """Let a guardianship end, and what must not be told with it."""
    unless(may_touch_family(by, school_id=link.pupil.school_id, person_id=link.person_id))
    lock(link.person_id)
    since = cut_short(link, Guardianship.objects.all(), until)
    if since:
        data = {"pupil": link.pupil_id, **dates("guardian", since, until)}
        record(link.pupil.school_id, "guardian.unlinked", link.person_id, by, at, data)
    return link


@transaction.atomic
def restrict_contact(
    *, link: Guardianship, reason: str, since: date, by: Viewer, at: datetime, review: date | None = None
) -> ContactRestriction:
    """Record that a guardian may not be told things about the child; they never learn of it through Gatepost.

    The entry in the record is about the link, not about the person: nobody's own history shows it.
    """
    unless(may_restrict_contact(by, school_id=link.pupil.school_id, person_id=link.person_id))
    lock(link.person_id)
    unless(overlap(since, None, link.restrictions.values_list("since", "until")))
    made = ContactRestriction(guardianship=link, reason=reason.strip(), since=since, review=review)
    save_new(made)
    record(link.pupil.school_id, "contact.restricted", link.id, by, at)
    return made


@transaction.atomic
def lift_restriction(*, restriction: ContactRestriction, until: date, by: Viewer, at: datetime) -> ContactRestriction:
    """Let a restriction end; ``until`` is its last day."""
    link = restriction.guardianship
    unless(may_restrict_contact(by, school_id=link.pupil.school_id, person_id=link.person_id))
    lock(link.person_id)
    if cut_short(restriction, ContactRestriction.objects.all(), until):
        record(link.pupil.school_id, "contact.restriction.lifted", link.id, by, at)
    return restriction


@transaction.atomic
def declare_family(
    *, person: Person, pupil: Pupil, relationship: str, since: date, by: Viewer, at: datetime
) -> FamilyDeclaration:
    """Declare in private that a pupil is immediate family; only for oneself."""
    unless(may_declare_family(by, person_id=person.id))
    unless(_same_school(person, pupil))
    lock(person.id)
    others = FamilyDeclaration.objects.filter(person=person, pupil=pupil)
    unless(overlap(since, None, others.values_list("since", "until")))
    made = FamilyDeclaration(person=person, pupil=pupil, relationship=relationship.strip(), since=since)
    save_new(made)
    record(pupil.school_id, "family.declared", made.id, by, at)
    return made


@transaction.atomic
def withdraw_declaration(*, declaration: FamilyDeclaration, until: date, by: Viewer, at: datetime) -> FamilyDeclaration:
    """Let a declaration end; only one's own."""
    unless(may_declare_family(by, person_id=declaration.person_id))
    lock(declaration.person_id)
    if cut_short(declaration, FamilyDeclaration.objects.all(), until):
        record(declaration.pupil.school_id, "family.withdrawn", declaration.id, by, at)
    return declaration


def _same_school(person: Person, pupil: Pupil) -> Refused | None:
    if person.school_id == pupil.school_id:
        return None
    return Refused("another-school", "There is no such pupil at this school.")


def _number_is_taken(pupil: Pupil) -> Refused | None:
    others = Pupil.objects.filter(school=pupil.school, external_id=pupil.external_id)
    if not pupil.external_id or not others.exists():
        return None
    return Refused("number-taken", "Another pupil has this number in the management system already.")
