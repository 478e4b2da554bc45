"""How sensitive is what is kept about people, and for how long is it kept?

Names and addresses go when somebody has left and nothing needs them any more; what they did stays in the record under an
id that means nobody.

    >>> FIELDS["Person.name"].export
    True
"""

from gatepost.kernel.classification import Field, Sensitivity

WITH_SCHOOL = "as long as the school is here"
WITH_PERSON = "as long as somebody belongs to the school, and then as the school's retention schedule says"
WITH_ACCOUNT = "as long as the account is open"
WITH_PUPIL = "as long as the pupil is at the school, and then as the school's retention schedule says"


def _of_person(sensitivity: Sensitivity, *, export: bool = True) -> Field:
    return Field(sensitivity, WITH_PERSON, export=export)


def _of_child(sensitivity: Sensitivity, *, export: bool = False) -> Field:
    return Field(sensitivity, WITH_PUPIL, export=export)


FIELDS = {
    "School.id": Field(Sensitivity.NONE, WITH_SCHOOL, export=False),
    "School.name": Field(Sensitivity.NONE, WITH_SCHOOL, export=True),
    "School.is_invented": Field(Sensitivity.NONE, WITH_SCHOOL, export=False),
    "Person.id": _of_person(Sensitivity.INTERNAL, export=False),
    "Person.school": _of_person(Sensitivity.PERSONAL),
    "Person.name": _of_person(Sensitivity.PERSONAL),
    "Person.email": _of_person(Sensitivity.PERSONAL),
    "Person.plain_name": _of_person(Sensitivity.PERSONAL, export=False),
    "Person.merged_into": _of_person(Sensitivity.INTERNAL, export=False),
    "Person.account": _of_person(Sensitivity.INTERNAL, export=False),
    "Person.access_ended_at": _of_person(Sensitivity.PERSONAL, export=False),  # whoever reads it is let in
    "HatWorn.id": _of_person(Sensitivity.INTERNAL, export=False),
    "HatWorn.person": _of_person(Sensitivity.PERSONAL, export=False),
    "HatWorn.hat": _of_person(Sensitivity.PERSONAL),
    "HatWorn.title": _of_person(Sensitivity.PERSONAL),
    "HatWorn.external_id": _of_person(Sensitivity.PERSONAL),
    "HatWorn.since": _of_person(Sensitivity.PERSONAL),
    "HatWorn.until": _of_person(Sensitivity.PERSONAL),
    "DutyHeld.id": _of_person(Sensitivity.INTERNAL, export=False),
    "DutyHeld.person": _of_person(Sensitivity.PERSONAL, export=False),
    "DutyHeld.duty": _of_person(Sensitivity.PERSONAL),
    "DutyHeld.since": _of_person(Sensitivity.PERSONAL),
    "DutyHeld.until": _of_person(Sensitivity.PERSONAL),
    # Given out by hand: a guardian who must not be told things could tell by what is missing that there is something.
    "Pupil.id": _of_child(Sensitivity.INTERNAL),
    "Pupil.school": _of_child(Sensitivity.PERSONAL),
    "Pupil.name": _of_child(Sensitivity.PERSONAL),
    "Pupil.plain_name": _of_child(Sensitivity.PERSONAL),
    "Pupil.class_name": _of_child(Sensitivity.PERSONAL),
    "Pupil.year_group": _of_child(Sensitivity.PERSONAL),
    "Pupil.external_id": _of_child(Sensitivity.PERSONAL),
    "Pupil.since": _of_child(Sensitivity.PERSONAL),
    "Pupil.until": _of_child(Sensitivity.PERSONAL),
    "Guardianship.id": _of_child(Sensitivity.INTERNAL),
    "Guardianship.person": _of_child(Sensitivity.PERSONAL),
    "Guardianship.pupil": _of_child(Sensitivity.PERSONAL, export=True),
    "Guardianship.relationship": _of_child(Sensitivity.PERSONAL, export=True),
    "Guardianship.has_responsibility": _of_child(Sensitivity.PERSONAL, export=True),
    "Guardianship.since": _of_child(Sensitivity.PERSONAL, export=True),
    "Guardianship.until": _of_child(Sensitivity.PERSONAL, export=True),
    # The guardian it is about is not told of it here: a child may be harmed. The school answers such a request by hand.
    "ContactRestriction.id": _of_child(Sensitivity.INTERNAL),
    "ContactRestriction.guardianship": _of_child(Sensitivity.CONFIDENTIAL),
    "ContactRestriction.reason": _of_child(Sensitivity.CONFIDENTIAL),
    "ContactRestriction.review": _of_child(Sensitivity.CONFIDENTIAL),
    "ContactRestriction.since": _of_child(Sensitivity.CONFIDENTIAL),
    "ContactRestriction.until": _of_child(Sensitivity.CONFIDENTIAL),
    "FamilyDeclaration.id": _of_person(Sensitivity.INTERNAL, export=False),
    "FamilyDeclaration.person": _of_person(Sensitivity.CONFIDENTIAL, export=False),
    "FamilyDeclaration.pupil": _of_person(Sensitivity.CONFIDENTIAL),
    "FamilyDeclaration.relationship": _of_person(Sensitivity.CONFIDENTIAL),
    "FamilyDeclaration.since": _of_person(Sensitivity.CONFIDENTIAL),
    "FamilyDeclaration.until": _of_person(Sensitivity.CONFIDENTIAL),
    "SearchWord.id": _of_person(Sensitivity.INTERNAL, export=False),
    "SearchWord.school": _of_person(Sensitivity.INTERNAL, export=False),
    "SearchWord.word": _of_person(Sensitivity.PERSONAL, export=False),
    "SearchWord.person": _of_person(Sensitivity.PERSONAL, export=False),
    "SearchWord.pupil": _of_person(Sensitivity.PERSONAL, export=False),
    "Delegation.id": _of_person(Sensitivity.INTERNAL, export=False),
    "Delegation.person": _of_person(Sensitivity.PERSONAL, export=False),
    "Delegation.acts_for": _of_person(Sensitivity.PERSONAL),
    "Delegation.reason": _of_person(Sensitivity.PERSONAL),
    "Delegation.minute": _of_person(Sensitivity.INTERNAL),
    "Delegation.decided_on": _of_person(Sensitivity.INTERNAL),
    "Delegation.since": _of_person(Sensitivity.PERSONAL),
    "Delegation.until": _of_person(Sensitivity.PERSONAL),
    "Adjustment.id": _of_person(Sensitivity.INTERNAL, export=False),
    "Adjustment.person": _of_person(Sensitivity.CONFIDENTIAL, export=False),
    "Adjustment.what": _of_person(Sensitivity.CONFIDENTIAL),
    "Adjustment.review": _of_person(Sensitivity.CONFIDENTIAL),
    "Adjustment.since": _of_person(Sensitivity.CONFIDENTIAL),
    "Adjustment.until": _of_person(Sensitivity.CONFIDENTIAL),
    "Account.id": Field(Sensitivity.INTERNAL, WITH_ACCOUNT, export=False),
    "Account.email": Field(Sensitivity.PERSONAL, WITH_ACCOUNT, export=True),
    "Account.name": Field(Sensitivity.PERSONAL, WITH_ACCOUNT, export=True),
    "Account.is_active": Field(Sensitivity.PERSONAL, WITH_ACCOUNT, export=True),
    "Account.is_proven": Field(Sensitivity.INTERNAL, WITH_ACCOUNT, export=False),
    "Account.last_login": Field(Sensitivity.PERSONAL, WITH_ACCOUNT, export=True),
    "Account.password": Field(Sensitivity.SECRET, WITH_ACCOUNT, export=False),
}
